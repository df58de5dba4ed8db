//! Who somebody says to be, before that is proved.

use iamd_api::Error;
use iamd_ident::AccountId;

use super::{
    PasswordAttempt, PasswordHolder, SignInName, SignInRefusal,
    attempts::{Damped, Tried},
};
use crate::{
    Audit, ConsolePorts, Guard, PortError, Principal, RequestFacts, SignInEvent, SignInFailure,
    SignInKind, SignInSubject,
};

/// Who somebody says to be.
pub(super) struct Claim {
    account: Option<AccountId>,
    /// The name, if somebody could have it.
    pub(super) name: Option<SignInName>,
    /// What attempts are counted of.
    pub(super) counted_as: Tried,
}

impl Claim {
    /// What was typed.
    pub(super) async fn of(
        ports: &impl ConsolePorts,
        attempt: &PasswordAttempt<'_>,
    ) -> Result<Self, PortError> {
        let account = ports.account(attempt.account).await?;
        let name = account.and_then(|account| match attempt.user_name {
            None => Some(SignInName::RootUser(account)),
            Some(name) => Some(SignInName::User(account, name.parse().ok()?)),
        });
        // By alias and by id it is the same account.
        let of_account = account.map(|account| account.to_string());
        let of_account = of_account.as_deref().unwrap_or(attempt.account);
        Ok(Self {
            account,
            name,
            counted_as: Tried::by(of_account, attempt.user_name, attempt.request.source_ip),
        })
    }

    /// Writes down that the attempt was not looked at, once for each wait.
    pub(super) async fn turned_away<P: ConsolePorts, A: Audit>(
        &self,
        guard: &Guard<P, A>,
        request: &RequestFacts,
        damped: Damped,
    ) -> Result<SignInRefusal, SignInRefusal> {
        // SECURITY: whoever does not wait fills no disk with events.
        if damped.is_first {
            let failure = SignInFailure::TooManyAttempts;
            self.record(guard, request, failure).await?;
        }
        Ok(damped.into())
    }

    /// Writes down that the password was wrong.
    pub(super) async fn wrong<P: ConsolePorts, A: Audit>(
        &self,
        guard: &Guard<P, A>,
        request: &RequestFacts,
    ) -> Result<SignInRefusal, SignInRefusal> {
        let failure = SignInFailure::WrongPassword;
        self.record(guard, request, failure).await?;
        Ok(SignInRefusal::WrongCredentials)
    }

    async fn record<P: ConsolePorts, A: Audit>(
        &self,
        guard: &Guard<P, A>,
        request: &RequestFacts,
        failure: SignInFailure,
    ) -> Result<(), SignInRefusal> {
        let principal = match &self.name {
            Some(name) => guard.ports().named(name).await?,
            None => None,
        };
        let (who, failure) = match (&principal, failure) {
            (Some(principal), failure) => (SignInSubject::Claimed(principal), failure),
            (None, SignInFailure::WrongPassword) => (self.unknown(), SignInFailure::NoSuchUser),
            (None, failure) => (self.unknown(), failure),
        };
        let event = SignInEvent::new(SignInKind::ConsoleLogin, who, request);
        guard.record_sign_in(event.failed(failure)).await?;
        Ok(())
    }

    fn unknown(&self) -> SignInSubject<'static> {
        SignInSubject::Unknown {
            account: self.account,
        }
    }
}

/// Writes down that somebody who showed the right password is not signed in.
pub(super) async fn record_failure<P: ConsolePorts, A: Audit>(
    guard: &Guard<P, A>,
    holder: &PasswordHolder,
    request: &RequestFacts,
    (failure, mfa_device): (SignInFailure, Option<&str>),
) -> Result<(), Error> {
    let who = SignInSubject::Claimed(&holder.principal);
    let event = SignInEvent::new(SignInKind::ConsoleLogin, who, request);
    let event = event.failed(failure).with_device(mfa_device);
    guard.record_sign_in(event).await
}

/// Writes down that a code was not looked at, once for each wait.
pub(super) async fn turned_away<P: ConsolePorts, A: Audit>(
    guard: &Guard<P, A>,
    holder: &PasswordHolder,
    request: &RequestFacts,
    damped: Damped,
) -> Result<SignInRefusal, Error> {
    if damped.is_first {
        let failure = (SignInFailure::TooManyAttempts, None);
        record_failure(guard, holder, request, failure).await?;
    }
    Ok(damped.into())
}

/// What attempts of a holder are counted of, as those with its name.
pub(super) fn counted_as(holder: &PasswordHolder, request: &RequestFacts) -> Tried {
    let user = match &holder.principal {
        Principal::User(user) => Some(user.name.as_str()),
        _ => None,
    };
    let account = holder.owner.account().to_string();
    Tried::by(&account, user, request.source_ip)
}

impl From<Damped> for SignInRefusal {
    fn from(damped: Damped) -> Self {
        Self::TooManyAttempts {
            wait_seconds: damped.wait_seconds,
        }
    }
}
