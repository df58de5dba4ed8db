//! Sessions: what temporary credentials are of.

use iamd_ident::{AccountId, Arn, Tag, Timestamp, UniqueId};
use serde::{Deserialize, Serialize};

/// What made temporary credentials, on which it depends what they may call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SessionKind {
    /// `GetSessionToken`: the user or root user itself.
    SessionToken,
    /// `GetFederationToken`.
    FederationToken,
    /// `AssumeRole` and its like, from a program or in the console.
    AssumedRole,
    /// A user or root user signed in to the console with a password.
    Console,
    /// The same, who may do nothing but change the password.
    ConsoleNewPassword,
    /// A federated user signed in to the console: what `GetFederationToken` made was exchanged there.
    FederatedConsole,
}

impl SessionKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::SessionToken,
        Self::FederationToken,
        Self::AssumedRole,
        Self::Console,
        Self::ConsoleNewPassword,
        Self::FederatedConsole,
    ];
}

/// What was agreed on when temporary credentials were made. It never changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// What made it.
    pub kind: SessionKind,
    /// When it was made: `aws:TokenIssueTime`.
    pub issued_at: Timestamp,
    /// When its credentials end.
    pub expires_at: Timestamp,
    /// When its user proved to have the MFA device, if it did. Only `GetSessionToken` and signing in
    /// with a password hand it on.
    pub mfa_at: Option<Timestamp>,
    /// The session tags, transitive ones that were inherited included.
    pub tags: Vec<Tag>,
    /// The keys of those tags that sessions get which are made from this one.
    pub transitive_tag_keys: Vec<String>,
    /// What the caller of the first `AssumeRole` of a chain was said to be.
    pub source_identity: Option<String>,
    /// The provider that knew the user, for `aws:FederatedProvider`.
    pub federated_provider: Option<String>,
    /// The session policy that was passed as text.
    pub policy: Option<String>,
    /// The managed policies that were passed as session policies.
    pub policy_arns: Vec<Arn>,
}

/// Whose session it is: what has to live for the session to count.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SessionOwner {
    /// The root user.
    RootUser(AccountId),
    /// A user.
    User(AccountId, UniqueId),
    /// A role, assumed under a name.
    Role {
        /// The account of the role.
        account: AccountId,
        /// The role.
        role: UniqueId,
        /// The name of the session.
        session_name: String,
    },
    /// A federated user.
    FederatedUser {
        /// The account of whoever made the session.
        account: AccountId,
        /// The user who made the session; none if it was the root user.
        issuer: Option<UniqueId>,
        /// The name of the session.
        name: String,
    },
}

impl SessionOwner {
    /// The account that the session belongs to.
    pub fn account(&self) -> AccountId {
        match self {
            Self::RootUser(account)
            | Self::User(account, _)
            | Self::Role { account, .. }
            | Self::FederatedUser { account, .. } => *account,
        }
    }
}

/// SOURCE: STS API Reference, `Credentials`: AWS tells ends of credentials to the second.
pub(crate) fn whole_second(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}
