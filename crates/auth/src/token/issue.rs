//! Issuing temporary credentials, to whoever shows the permit for it.

mod inherited;
mod owner;

use std::sync::Arc;

use iamd_api::{
    Action, Error, ErrorCode,
    sts::{AssumeRole, GetFederationToken, GetSessionToken},
};
use iamd_ident::{AccessKeyId, Arn, Random, Secret, Tag, Timestamp};

pub use self::inherited::Inherited;
use self::owner::owner;
use super::{
    SealTokenError, Token, fresh_secret,
    packed::{is_needed, percent},
};
use crate::{Caller, Permit, PortError, Session, SessionKind, TokenKeys, session::whole_second};

/// An operation that issues temporary credentials.
///
/// INVARIANT: nobody else can implement it, so no other permit issues anything.
///
/// ```compile_fail,E0277
/// use iamd_api::iam::CreateUser;
/// use iamd_auth::{Issues, Permit};
///
/// fn issue<O: Issues>(permit: Permit<O>) {}
///
/// fn with_another(permit: Permit<CreateUser>) {
///     issue(permit);
/// }
/// ```
pub trait Issues: Action + sealed::Sealed {
    /// Of which kind the sessions are.
    const KIND: SessionKind;
}

mod sealed {
    /// Keeps [`Issues`](super::Issues) to the types of this file.
    pub trait Sealed {}
}

macro_rules! issues {
    ($($operation:ty => $kind:ident),* $(,)?) => {
        $(
            impl sealed::Sealed for $operation {}
            impl Issues for $operation {
                const KIND: SessionKind = SessionKind::$kind;
            }
        )*
    };
}

issues! {
    AssumeRole => AssumedRole,
    GetSessionToken => SessionToken,
    GetFederationToken => FederationToken,
}

/// What a request asks of the session that it wants.
#[derive(Clone, Debug, Default)]
pub struct NewSession {
    /// The name of a role session or of a federated user; other sessions have none.
    pub name: Option<String>,
    /// For how long the credentials count.
    pub duration_seconds: u32,
    /// The tags that the request passes. Those that a chain of sessions hands on come by themselves.
    pub tags: Vec<Tag>,
    /// The keys of those of the tags that are handed on.
    pub transitive_tag_keys: Vec<String>,
    /// What the request says that the caller is. A chain of sessions hands it on by itself.
    pub source_identity: Option<String>,
    /// The session policy that the request passes as text.
    pub policy: Option<String>,
    /// The managed policies that the request passes.
    pub policy_arns: Vec<Arn>,
    /// How many characters the token has to have, for who wants to see whether long ones pass.
    pub token_characters_min: usize,
}

/// Temporary credentials, as they are handed out once and kept nowhere.
#[derive(Debug)]
pub struct Issued {
    /// The id of the access key.
    pub access_key: AccessKeyId,
    /// The secret that signs.
    pub secret: Secret<String>,
    /// The session token.
    pub token: Secret<String>,
    /// When they end, to the second.
    pub expires_at: Timestamp,
    /// How much of its room the token takes up, in percent, if there are policies or tags in it.
    ///
    /// SOURCE: AWS What's New, September 2026, "AWS STS simplifies session token size limits".
    pub packed_policy_size: Option<u8>,
    /// Who the credentials stand for, if not for the caller.
    pub subject: Option<IssuedSubject>,
}

/// The role session or federated user that credentials stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuedSubject {
    /// `ROLE-ID:SESSION` or `ACCOUNT:NAME`.
    pub id: String,
    /// Its ARN.
    pub arn: Arn,
}

/// No credentials are issued.
///
/// SOURCE: the texts for tags and source identities as observed of STS.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    /// A tag is passed that the caller's own session hands on.
    #[error(
        "One of the specified transitive tag keys can't be set because it conflicts with a \
         transitive tag key from the calling session."
    )]
    TagInherited,
    /// Another source identity is passed than the caller's own session has.
    #[error("The source identity is already set for this assume role session")]
    SourceIdentitySet,
    /// The permit or the caller names nobody who could own a session, which the decision before
    /// rules out.
    #[error("nobody can own the session")]
    NoOwner,
    /// The session would end outside of time, which the limits of durations rule out.
    #[error("the session does not end")]
    Endless,
    /// The token cannot be made: policies and tags take up too much room.
    #[error(transparent)]
    Seal(#[from] SealTokenError),
    /// The sealing keys cannot be read.
    #[error(transparent)]
    Port(#[from] PortError),
}

/// Issues credentials for what `permit` was given for, which is used up by it.
///
/// The role of a role session, with its account, is the one that was decided on: nothing of it is
/// taken from the request. The tags and the source identity that a chain of role sessions hands on
/// are taken from the caller's session.
///
/// # Errors
/// See [`IssueError`].
pub async fn issue_session<O: Issues>(
    permit: Permit<O>,
    caller: &Caller,
    keys: &impl TokenKeys,
    random: &dyn Random,
    now: Timestamp,
    new: NewSession,
) -> Result<Issued, IssueError> {
    let (owner, subject) = owner(&permit, caller, new.name.as_deref())?;
    let issued_at = whole_second(now);
    let expires_at =
        issued_at.checked_add(std::time::Duration::from_secs(new.duration_seconds.into()));
    let expires_at = expires_at.map_err(|_| IssueError::Endless)?;
    let inherited = Inherited::of(caller);
    let session = Session {
        kind: O::KIND,
        issued_at,
        expires_at,
        // SOURCE: IAM User Guide, "Configuring MFA-protected API access": only GetSessionToken's
        // credentials carry MFA information.
        mfa_at: permit
            .mfa_at()
            .filter(|_| O::KIND == SessionKind::SessionToken),
        source_identity: inherited.source_identity(new.source_identity.as_deref())?,
        federated_provider: None,
        policy: new.policy,
        policy_arns: new.policy_arns,
        transitive_tag_keys: inherited.transitive_tag_keys(&new.transitive_tag_keys),
        tags: inherited.tags(&new.tags)?,
    };
    let is_packed = is_needed(&session);
    let token = Token {
        access_key: AccessKeyId::temporary(owner.account(), random),
        secret: Arc::new(fresh_secret(random)),
        owner,
        session: Arc::new(session),
        is_chained: caller.session().is_some(),
    };
    let ring = keys.sealing_keys().await?;
    let text = token.seal_padded(&ring, random, new.token_characters_min)?;
    let percent = percent(text.expose().len());
    Ok(Issued {
        secret: Secret::clone(&token.secret),
        token: text,
        access_key: token.access_key,
        expires_at,
        packed_policy_size: u8::try_from(percent).ok().filter(|_| is_packed),
        subject,
    })
}

impl Issued {
    /// How many characters the token has.
    pub fn token_characters(&self) -> usize {
        self.token.expose().len()
    }

    /// How much of the room of a token this one takes up, in percent, rounded up.
    pub fn token_percent(&self) -> u32 {
        percent(self.token_characters())
    }
}

impl IssueError {
    /// The error for the client.
    pub fn answer(&self) -> Error {
        match self {
            Self::Seal(SealTokenError::TooLarge(error)) => {
                Error::new(ErrorCode::PackedPolicyTooLarge, error.to_string())
            }
            Self::TagInherited => Error::new(ErrorCode::InvalidParameterValue, self.to_string()),
            Self::SourceIdentitySet => Error::new(ErrorCode::AccessDenied, self.to_string()),
            Self::Port(error) => error.answer(),
            Self::NoOwner | Self::Endless | Self::Seal(SealTokenError::Encode(_)) => {
                tracing::error!(error = %self, "no credentials were issued");
                Error::unknown_failure(ErrorCode::InternalFailure)
            }
        }
    }
}
