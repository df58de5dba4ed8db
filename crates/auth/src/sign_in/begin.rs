//! Beginning a console session, with its event.

use std::sync::Arc;

use iamd_api::Error;
use iamd_ident::Timestamp;

use crate::{
    Audit, Caller, ConsolePorts, ConsoleSession, ConsoleSessionId, Guard, KeyUse, PasswordHolder,
    PasswordState, Principal, RequestFacts, Session, SessionKind, SessionOwner, SignInEvent,
    SignInKind, SignInSubject, SignedIn, Used, session::whole_second,
};

/// How long somebody stays signed in who came with a password, in seconds.
///
/// SOURCE: IAM User Guide, "Sign in to the AWS Management Console as an IAM user": a session ends
/// after twelve hours.
const LIFE_SECONDS: i64 = 43_200;

/// The session of somebody who showed the right password, and the right code if there is a device.
pub(super) fn session_of(
    holder: &PasswordHolder,
    with_code: bool,
    now: Timestamp,
) -> ConsoleSession {
    let issued_at = whole_second(now);
    let expires_at = issued_at.as_second().saturating_add(LIFE_SECONDS);
    let session = Session {
        kind: kind(holder.state),
        issued_at,
        expires_at: Timestamp::from_second(expires_at).unwrap_or(issued_at),
        mfa_at: with_code.then_some(now),
        tags: Vec::new(),
        transitive_tag_keys: Vec::new(),
        source_identity: None,
        federated_provider: None,
        policy: None,
        policy_arns: Vec::new(),
    };
    ConsoleSession {
        owner: holder.owner.clone(),
        session: Arc::new(session),
        password: Some(holder.password.clone()),
        begun_at: now,
        issuer_url: None,
        switched: None,
    }
}

/// What a session is for that begins with a password in this state.
pub(super) fn kind(state: PasswordState) -> SessionKind {
    match state {
        PasswordState::Good => SessionKind::Console,
        PasswordState::MustChange | PasswordState::Expired => SessionKind::ConsoleNewPassword,
    }
}

/// Notes that the password of `owner` was used.
pub(super) fn record_use(ports: &impl ConsolePorts, owner: &SessionOwner, request: &RequestFacts) {
    let used = match owner {
        SessionOwner::RootUser(account) => Used::Password(*account, None),
        SessionOwner::User(account, user) => Used::Password(*account, Some(*user)),
        SessionOwner::Role { .. } | SessionOwner::FederatedUser { .. } => return,
    };
    ports.record_use(used, key_use(request.received_at, &request.region));
}

/// A use at the place where people sign in.
pub(crate) fn key_use(at: Timestamp, region: &str) -> KeyUse {
    KeyUse {
        at,
        region: region.to_owned(),
        service: "signin".to_owned(),
    }
}

/// Begins a session for whoever proved to be `principal`, and writes down that it did.
///
/// INVARIANT: an id is handed out once its event is written. Otherwise the session ends at once, and
/// nobody ever learns of its id.
pub(crate) async fn begin<P: ConsolePorts, A: Audit>(
    guard: &Guard<P, A>,
    session: ConsoleSession,
    principal: Principal,
    mfa_device: Option<&str>,
    request: &RequestFacts,
) -> Result<ConsoleSessionId, Error> {
    guard.check_writable()?;
    let ports = guard.ports();
    let caller = Caller::in_console(principal, Arc::clone(&session.session));
    let begun = ports.begin_console_session(SignedIn::new(session)).await;
    let id = begun.map_err(|error| error.answer())?;
    let who = SignInSubject::Proved(&caller);
    let event = SignInEvent::new(SignInKind::ConsoleLogin, who, request).with_device(mfa_device);
    let written = guard.record_sign_in(event).await;
    if written.is_err()
        && let Err(error) = ports.end_console_session(&id).await
    {
        tracing::error!(%error, "a session whose sign-in was not audited did not end");
    }
    written.map(|()| id)
}
