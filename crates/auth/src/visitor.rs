//! Whoever visits the console with a cookie: from a session to a caller.

use std::sync::Arc;

use iamd_api::Error;
use iamd_ident::{AccountAlias, Timestamp};

use crate::{
    Audit, Caller, ConsolePorts, ConsoleSession, ConsoleSessionId, Credentials, Guard, PortError,
    RequestFacts, Session, SessionKind, SessionOwner, SignInEvent, SignInKind, SignInSubject, Used,
    sign_in::key_use,
};

/// What a cookie stands for.
#[derive(Debug)]
pub enum Visit {
    /// Somebody who is signed in.
    SignedIn(Box<Visitor>),
    /// A session that has ended by itself, or with whom it was of.
    Ended {
        /// Where to go for a new one, for who came from a federation.
        issuer_url: Option<String>,
    },
    /// Nothing that is known: no cookie of ours, or a session that was ended.
    Unknown,
}

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The id of the session, from which secrets of its forms are derived.
    pub id: ConsoleSessionId,
    /// Who acts: the role that was switched to, or else whoever signed in.
    pub caller: Caller,
    /// Who signed in.
    pub signed_in_as: Caller,
    /// The session. It is switched to a role only if that role still counts.
    pub session: ConsoleSession,
    /// Whether nothing can be done before the password is changed.
    pub must_change_password: bool,
    /// The alias of the account that the visitor acts in.
    ///
    /// SECURITY: it is shown to who may do `iam:ListAccountAliases`, and that is for who shows it to
    /// ask.
    pub account_alias: Option<AccountAlias>,
}

impl Visitor {
    /// Whether the visitor acts as a role that it switched to.
    pub fn is_switched(&self) -> bool {
        self.session.switched.is_some()
    }

    /// When the visitor has to sign in again.
    pub fn ends_at(&self) -> Timestamp {
        self.session.session.expires_at
    }
}

/// Finds out who visits with `cookie`, and notes that its role was used.
///
/// Who it is, with name, path and tags, is looked up anew for each visit, and so is whether the user
/// or role lives. A role that was switched to and has ended, or is gone, leaves whoever signed in.
///
/// # Errors
/// The sessions or principals cannot be read.
pub async fn visit<P: ConsolePorts>(
    ports: &P,
    cookie: &str,
    now: Timestamp,
    region: &str,
) -> Result<Visit, PortError> {
    let Some(id) = ConsoleSessionId::parse(cookie) else {
        return Ok(Visit::Unknown);
    };
    let Some(mut session) = ports.console_session(&id).await? else {
        return Ok(Visit::Unknown);
    };
    let own = (&session.owner, &session.session);
    let Some(signed_in_as) = caller(ports, own, now).await? else {
        return Ok(Visit::Ended {
            issuer_url: session.issuer_url,
        });
    };
    let switched = match &session.switched {
        Some(role) => caller(ports, (&role.owner, &role.session), now).await?,
        None => None,
    };
    if switched.is_none() {
        session.switched = None;
    }
    let acting = session.switched.as_ref().map(|role| &role.owner);
    if let SessionOwner::Role { account, role, .. } = acting.unwrap_or(&session.owner) {
        ports.record_use(Used::Role(*account, *role), key_use(now, region));
    }
    let kind = session.session.kind;
    let caller = switched.unwrap_or_else(|| signed_in_as.clone());
    let account_alias = match caller.account() {
        Some(account) => ports.account_alias(account).await?,
        None => None,
    };
    Ok(Visit::SignedIn(Box::new(Visitor {
        id,
        caller,
        signed_in_as,
        session,
        must_change_password: kind == SessionKind::ConsoleNewPassword,
        account_alias,
    })))
}

/// Who acts in a session, if it has not ended and its owner lives.
async fn caller(
    ports: &impl Credentials,
    (owner, session): (&SessionOwner, &Arc<Session>),
    now: Timestamp,
) -> Result<Option<Caller>, PortError> {
    if now >= session.expires_at {
        return Ok(None);
    }
    let principal = ports.session_principal(owner).await?;
    Ok(principal.map(|principal| Caller::in_console(principal, Arc::clone(session))))
}

/// Signs out: the session ends, durably.
///
/// SECURITY: also if the event cannot be written. Nobody who wants to sign out stays signed in.
///
/// # Errors
/// The session cannot be ended.
pub async fn sign_out<P: ConsolePorts, A: Audit>(
    guard: &Guard<P, A>,
    visitor: &Visitor,
    request: &RequestFacts,
) -> Result<(), Error> {
    let ended = guard.ports().end_console_session(&visitor.id).await;
    ended.map_err(|error| error.answer())?;
    let who = SignInSubject::Proved(&visitor.signed_in_as);
    let event = SignInEvent::new(SignInKind::Logout, who, request);
    // The log tells of it.
    let _ = guard.record_sign_in(event).await;
    Ok(())
}
