//! The first step: the password.

use iamd_api::{Error, ErrorCode};
use iamd_ident::{Random, Secret};

use super::{
    SignIn, SignInRefusal,
    begin::{begin, record_use, session_of},
    claim::{Claim, record_failure},
    ticket::Ticket,
};
use crate::{
    Audit, ConsolePorts, ConsoleSessionId, Guard, Network, PasswordHolder, PasswordState,
    PortError, RequestFacts, SignInEvent, SignInFailure, SignInKind, SignInSubject,
};

/// Somebody wants to sign in.
#[derive(Clone, Copy, Debug)]
pub struct PasswordAttempt<'a> {
    /// The account, by id or alias, as it was typed.
    pub account: &'a str,
    /// The user, as it was typed; none for the root user.
    pub user_name: Option<&'a str>,
    /// The password.
    pub password: &'a Secret<String>,
    /// In which request.
    pub request: &'a RequestFacts,
}

/// What becomes of a right password.
#[derive(Debug)]
pub enum SignInStep {
    /// The session that has begun.
    Done(ConsoleSessionId),
    /// A code is wanted.
    CodeWanted(PendingSignIn),
}

/// Somebody has shown a password and still has to show a code.
#[derive(Clone, Debug)]
pub struct PendingSignIn {
    /// To be shown with the code.
    pub ticket: Secret<String>,
    /// The serial numbers of the devices of which one shows it.
    pub mfa_devices: Vec<String>,
}

/// LIMIT: the bytes of a password that is looked at. AWS's have 128 characters at most, of any kind.
const PASSWORD_BYTES_MAX: usize = 1024;

impl SignIn {
    /// The first step. A wrong password takes the same time and gets the same answer as accounts and
    /// names that do not exist.
    ///
    /// # Errors
    /// See [`SignInRefusal`].
    pub async fn with_password<P: ConsolePorts, A: Audit>(
        &self,
        guard: &Guard<P, A>,
        random: &dyn Random,
        attempt: PasswordAttempt<'_>,
    ) -> Result<SignInStep, SignInRefusal> {
        guard.check_writable()?;
        let (ports, request) = (guard.ports(), attempt.request);
        let claim = Claim::of(ports, &attempt).await?;
        let tried = match self.attempts.begin(&claim.counted_as, request.received_at) {
            Ok(tried) => tried,
            Err(damped) => return Err(claim.turned_away(guard, request, damped).await?),
        };
        let checked = check(ports, &claim, &attempt).await;
        match &checked {
            Ok(Some(_)) => self.attempts.take_back(&claim.counted_as, tried),
            Ok(None) => {}
            Err(_) => self.attempts.was_not_looked_at(&claim.counted_as, tried),
        }
        let Some(holder) = checked? else {
            return Err(claim.wrong(guard, request).await?);
        };
        if holder.state == PasswordState::Expired {
            let failure = (SignInFailure::PasswordExpired, None);
            record_failure(guard, &holder, request, failure).await?;
            return Err(SignInRefusal::PasswordExpired);
        }
        if !holder.mfa_devices.is_empty() {
            let pending = ask_for_code(guard, random, holder, request).await?;
            return Ok(SignInStep::CodeWanted(pending));
        }
        let session = session_of(&holder, false, request.received_at);
        let id = begin(guard, session, holder.principal, None, request).await?;
        self.attempts.proved(&claim.counted_as);
        record_use(ports, &holder.owner, request);
        Ok(SignInStep::Done(id))
    }
}

async fn check(
    ports: &impl ConsolePorts,
    claim: &Claim,
    attempt: &PasswordAttempt<'_>,
) -> Result<Option<PasswordHolder>, PortError> {
    let from = Network::of(attempt.request.source_ip);
    if attempt.password.expose().len() <= PASSWORD_BYTES_MAX {
        let checked = ports.check_password(claim.name.as_ref(), attempt.password, from);
        return checked.await;
    }
    // It is nobody's, and nobody is to know that from the time it takes.
    let nothing = String::new().into();
    ports.check_password(None, &nothing, from).await?;
    Ok(None)
}

/// SOURCE: CloudTrail User Guide, "AWS Management Console sign-in events": a sign-in that asks for a
/// code has an event of its own before.
async fn ask_for_code<P: ConsolePorts, A: Audit>(
    guard: &Guard<P, A>,
    random: &dyn Random,
    holder: PasswordHolder,
    request: &RequestFacts,
) -> Result<PendingSignIn, SignInRefusal> {
    let ring = guard.ports().sealing_keys().await?;
    let ticket = Ticket::of(&holder, request.received_at).seal(&ring, random);
    let ticket = ticket.ok_or_else(|| Error::unknown_failure(ErrorCode::InternalFailure))?;
    let who = SignInSubject::Claimed(&holder.principal);
    let event = SignInEvent::new(SignInKind::CheckMfa, who, request);
    let device = holder.mfa_devices.first().map(String::as_str);
    guard.record_sign_in(event.with_device(device)).await?;
    Ok(PendingSignIn {
        ticket,
        mfa_devices: holder.mfa_devices,
    })
}
