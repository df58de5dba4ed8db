//! The federation endpoint: temporary credentials become a sign-in token, and that a console session.
//!
//! SOURCE: IAM User Guide, "Enable custom identity broker access to the AWS console".

mod refusal;
mod token;

use std::sync::Arc;

use iamd_api::{Error, ErrorCode};
use iamd_ident::{Random, Secret, Timestamp};
use iamd_seal::SealingKeys;

pub use self::refusal::FederationRefusal;
use self::token::SigninToken;
use crate::{
    Audit, Caller, ConsolePorts, ConsoleSession, ConsoleSessionId, Guard, Ports, RequestFacts,
    Session, SessionKind, SignInEvent, SignInFailure, SignInKind, SignInSubject, Token,
    sign_in::begin,
};

/// Temporary credentials, as a program shows them.
#[derive(Clone, Copy, Debug)]
pub struct FederationCredentials<'a> {
    /// The id of the access key.
    pub access_key_id: &'a str,
    /// The secret that signs.
    pub secret_access_key: &'a Secret<String>,
    /// The session token.
    pub session_token: &'a Secret<String>,
}

/// LIMIT: how long a console session may be asked for, in seconds.
///
/// SOURCE: the same page, `SessionDuration`.
pub const SESSION_DURATION_SECONDS: std::ops::RangeInclusive<u32> = 900..=43_200;

/// LIMIT: the bytes of an issuer's address.
const ISSUER_URL_BYTES_MAX: usize = 2048;

/// Exchanges temporary credentials for a sign-in token, which counts for fifteen minutes and as often
/// as it is shown.
///
/// # Errors
/// See [`FederationRefusal`].
pub async fn issue_signin_token<P: Ports, A: Audit>(
    guard: &Guard<P, A>,
    random: &dyn Random,
    credentials: FederationCredentials<'_>,
    session_duration_seconds: Option<u32>,
    request: &RequestFacts,
) -> Result<Secret<String>, FederationRefusal> {
    guard.check_writable()?;
    let ring = guard.ports().sealing_keys().await?;
    let token = shown(&ring, credentials)?;
    let principal = guard.ports().session_principal(&token.owner).await?;
    let Some(principal) = principal else {
        let who = SignInSubject::Unknown {
            account: Some(token.owner.account()),
        };
        let event = SignInEvent::new(SignInKind::GetSigninToken, who, request);
        guard
            .record_sign_in(event.failed(SignInFailure::OwnerGone))
            .await?;
        return Err(FederationRefusal::InvalidCredentials);
    };
    let key = token.access_key.clone();
    let caller = Caller::in_session(principal, key, Arc::clone(&token.session));
    let event = SignInEvent::new(
        SignInKind::GetSigninToken,
        SignInSubject::Proved(&caller),
        request,
    );
    let checked = check(&token, session_duration_seconds, request.received_at);
    if let Err(refusal) = checked {
        guard
            .record_sign_in(event.failed(refusal.failure()))
            .await?;
        return Err(refusal);
    }
    let issued = SigninToken::of(token, session_duration_seconds, request.received_at);
    let sealed = issued.seal(&ring, random).ok_or_else(internal)?;
    guard.record_sign_in(event).await?;
    Ok(sealed)
}

/// Begins a console session with a sign-in token. `issuer_url` is offered once it has ended, if it is
/// an address of the web.
///
/// The session is of the very role session or federated user that the credentials were of, with its
/// policies, tags and time of issue. How long the credentials count has no part in it, unless no
/// duration was asked for.
///
/// # Errors
/// See [`FederationRefusal`].
pub async fn begin_federated_session<P: ConsolePorts, A: Audit>(
    guard: &Guard<P, A>,
    signin_token: &Secret<String>,
    issuer_url: Option<&str>,
    request: &RequestFacts,
) -> Result<ConsoleSessionId, FederationRefusal> {
    guard.check_writable()?;
    let (ports, now) = (guard.ports(), request.received_at);
    let ring = ports.sealing_keys().await?;
    let token = SigninToken::open(&ring, signin_token);
    // SECURITY: nothing is known of who sent it, so there is no event, and nobody fills a disk.
    let token = token.ok_or(FederationRefusal::InvalidToken)?;
    let who = SignInSubject::Unknown {
        account: Some(token.owner.account()),
    };
    let event = SignInEvent::new(SignInKind::ConsoleLogin, who, request);
    let Some(expires_at) = token.session_end(now) else {
        guard
            .record_sign_in(event.failed(SignInFailure::Expired))
            .await?;
        return Err(FederationRefusal::TokenExpired);
    };
    let Some(principal) = ports.session_principal(&token.owner).await? else {
        guard
            .record_sign_in(event.failed(SignInFailure::OwnerGone))
            .await?;
        return Err(FederationRefusal::InvalidToken);
    };
    let session = ConsoleSession {
        session: Arc::new(Session {
            kind: console_kind(token.session.kind).ok_or(FederationRefusal::InvalidToken)?,
            expires_at,
            mfa_at: None,
            ..token.session
        }),
        owner: token.owner,
        password: None,
        begun_at: now,
        issuer_url: issuer_url.and_then(address_of_the_web),
        switched: None,
    };
    Ok(begin(guard, session, principal, None, request).await?)
}

/// Of which kind a console session is that credentials of this kind begin; none begins with others.
///
/// SOURCE: the same page: the credentials are those of `AssumeRole*` or `GetFederationToken`.
fn console_kind(kind: SessionKind) -> Option<SessionKind> {
    match kind {
        SessionKind::AssumedRole => Some(SessionKind::AssumedRole),
        SessionKind::FederationToken => Some(SessionKind::FederatedConsole),
        SessionKind::SessionToken
        | SessionKind::Console
        | SessionKind::ConsoleNewPassword
        | SessionKind::FederatedConsole => None,
    }
}

/// The session of credentials that are right, whether or not they still count.
///
/// SECURITY: the secret is compared in constant time. Who does not have it, learns nothing of the
/// token; nor is there an event, since nothing is known of who asks.
fn shown(
    ring: &SealingKeys,
    credentials: FederationCredentials<'_>,
) -> Result<Token, FederationRefusal> {
    let token = Token::open(ring, credentials.session_token.expose());
    let token = token.map_err(|_| FederationRefusal::InvalidCredentials)?;
    let has_secret = token
        .secret
        .matches(credentials.secret_access_key.expose().as_bytes());
    if !has_secret || token.access_key.as_str() != credentials.access_key_id {
        return Err(FederationRefusal::InvalidCredentials);
    }
    Ok(token)
}

/// Whether such credentials are taken, for so long.
fn check(
    token: &Token,
    duration_seconds: Option<u32>,
    now: Timestamp,
) -> Result<(), FederationRefusal> {
    if now >= token.session.expires_at {
        return Err(FederationRefusal::ExpiredCredentials);
    }
    if console_kind(token.session.kind).is_none() {
        return Err(FederationRefusal::UnfitCredentials);
    }
    let Some(seconds) = duration_seconds else {
        return Ok(());
    };
    if token.session.kind == SessionKind::FederationToken {
        return Err(FederationRefusal::DurationOfFederatedUser);
    }
    if token.is_chained {
        return Err(FederationRefusal::DurationOfChain);
    }
    if !SESSION_DURATION_SECONDS.contains(&seconds) {
        return Err(FederationRefusal::DurationOutOfRange);
    }
    Ok(())
}

/// The issuer's address, if a page may offer it as a link.
///
/// SECURITY: nothing but addresses of the web, so that no link of a page runs a script.
fn address_of_the_web(text: &str) -> Option<String> {
    let has_scheme = ["https://", "http://"].iter().any(|scheme| {
        text.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    let is_printed = text.bytes().all(|byte| byte.is_ascii_graphic());
    let fits = text.len() <= ISSUER_URL_BYTES_MAX;
    (has_scheme && is_printed && fits).then(|| text.to_owned())
}

fn internal() -> Error {
    Error::unknown_failure(ErrorCode::InternalFailure)
}
