//! Staying signed in with a new password.

use std::sync::Arc;

use iamd_ident::Secret;

use super::{SignInName, SignInRefusal, begin::kind};
use crate::{
    Audit, ConsolePorts, ConsoleSession, ConsoleSessionId, Guard, Network, Principal, RequestFacts,
    Session, SignedIn, Visitor,
};

/// Begins another session in the place of one that ended because its user changed the password in
/// it. It ends when the old one would have, and is as good: with or without MFA.
///
/// It is no sign-in: no event is written besides that of `ChangePassword`.
///
/// SECURITY: the new password is proved, here and now. Whoever holds a session that ended with the
/// old password, or has a password that was set anew by somebody else meanwhile, gets none.
///
/// # Errors
/// `WrongCredentials` if the password is another one, or the session was none that a password
/// began; `TicketExpired` if it would have ended by now; `Failed`.
pub async fn renew_with_new_password<P: ConsolePorts, A: Audit>(
    guard: &Guard<P, A>,
    visitor: &Visitor,
    new_password: &Secret<String>,
    request: &RequestFacts,
) -> Result<ConsoleSessionId, SignInRefusal> {
    guard.check_writable()?;
    let (ports, old) = (guard.ports(), &visitor.session);
    if old.password.is_none() {
        return Err(SignInRefusal::WrongCredentials);
    }
    if request.received_at >= old.session.expires_at {
        return Err(SignInRefusal::TicketExpired);
    }
    let name = match visitor.signed_in_as.principal() {
        Principal::RootUser(root) => SignInName::RootUser(root.account),
        Principal::User(user) => SignInName::User(user.account, user.name.clone()),
        _ => return Err(SignInRefusal::WrongCredentials),
    };
    let from = Network::of(request.source_ip);
    let holder = ports.check_password(Some(&name), new_password, from);
    let holder = holder.await?;
    let holder = holder.filter(|holder| holder.owner == old.owner);
    let holder = holder.ok_or(SignInRefusal::WrongCredentials)?;
    let session = ConsoleSession {
        session: Arc::new(Session {
            kind: kind(holder.state),
            ..Session::clone(&old.session)
        }),
        password: Some(holder.password),
        switched: None,
        ..old.clone()
    };
    Ok(ports.begin_console_session(SignedIn::new(session)).await?)
}
