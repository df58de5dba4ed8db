//! The second step: the code of an MFA device.

use std::sync::Arc;

use iamd_ident::Secret;

use super::{
    PasswordHolder, PasswordState, PendingSignIn, SignIn, SignInRefusal,
    begin::{begin, record_use, session_of},
    claim::{counted_as, record_failure, turned_away},
    ticket::Ticket,
};
use crate::{
    Audit, Caller, ConsolePorts, ConsoleSession, ConsoleSessionId, Guard, PortError, RequestFacts,
    SignInFailure,
};

/// Somebody who has shown the password shows a code.
#[derive(Clone, Copy, Debug)]
pub struct CodeAttempt<'a> {
    /// The ticket of the first step.
    pub ticket: &'a Secret<String>,
    /// The device that showed the code.
    pub serial_number: &'a str,
    /// The code.
    pub code: &'a Secret<String>,
    /// In which request.
    pub request: &'a RequestFacts,
}

impl SignIn {
    /// The second step. The code is used up: of two who show the same, one is signed in.
    ///
    /// # Errors
    /// See [`SignInRefusal`].
    pub async fn with_code<P: ConsolePorts, A: Audit>(
        &self,
        guard: &Guard<P, A>,
        attempt: CodeAttempt<'_>,
    ) -> Result<ConsoleSessionId, SignInRefusal> {
        guard.check_writable()?;
        let (ports, request) = (guard.ports(), attempt.request);
        let ring = ports.sealing_keys().await?;
        let ticket = Ticket::open(&ring, attempt.ticket, request.received_at);
        let ticket = ticket.ok_or(SignInRefusal::TicketExpired)?;
        let holder = ports.password_holder(&ticket.owner).await?;
        let holder = holder.ok_or(SignInRefusal::TicketExpired)?;
        let counted_as = counted_as(&holder, request);
        let tried = match self.attempts.begin(&counted_as, request.received_at) {
            Ok(tried) => tried,
            Err(damped) => return Err(turned_away(guard, &holder, request, damped).await?),
        };
        // SECURITY: who has no device any more begins anew, so that no ticket is good without a code.
        if !ticket.is_of(&holder) || holder.mfa_devices.is_empty() {
            let failure = (SignInFailure::WrongPassword, None);
            record_failure(guard, &holder, request, failure).await?;
            return Err(SignInRefusal::TicketExpired);
        }
        if holder.state == PasswordState::Expired {
            self.attempts.take_back(&counted_as, tried);
            let failure = (SignInFailure::PasswordExpired, None);
            record_failure(guard, &holder, request, failure).await?;
            return Err(SignInRefusal::PasswordExpired);
        }
        let session = session_of(&holder, true, request.received_at);
        let devices = &mut holder.mfa_devices.iter();
        let device = devices.find(|device| *device == attempt.serial_number);
        let spent = spend(ports, &holder, &session, &attempt).await;
        if !matches!(spent, Ok(false)) {
            self.attempts.take_back(&counted_as, tried);
        }
        if !spent? {
            let failure = (SignInFailure::WrongCode, device.map(String::as_str));
            record_failure(guard, &holder, request, failure).await?;
            return Err(SignInRefusal::WrongCode {
                again: PendingSignIn {
                    ticket: attempt.ticket.clone(),
                    mfa_devices: holder.mfa_devices,
                },
            });
        }
        let device = device.cloned();
        let id = begin(guard, session, holder.principal, device.as_deref(), request).await?;
        self.attempts.proved(&counted_as);
        record_use(ports, &holder.owner, request);
        Ok(id)
    }
}

/// Uses up the step whose code was shown. Not if it is wrong, of a device of somebody else, or was
/// used before.
async fn spend(
    ports: &impl ConsolePorts,
    holder: &PasswordHolder,
    session: &ConsoleSession,
    attempt: &CodeAttempt<'_>,
) -> Result<bool, PortError> {
    if !holder
        .mfa_devices
        .iter()
        .any(|device| device == attempt.serial_number)
    {
        return Ok(false);
    }
    let caller = Caller::in_console(holder.principal.clone(), Arc::clone(&session.session));
    let now = attempt.request.received_at;
    let step = ports.check_code(&caller, attempt.serial_number, attempt.code, now);
    match step.await? {
        Ok(step) => ports.spend(&step).await,
        Err(_) => Ok(false),
    }
}
