//! Signing in to the console with a password, and with a code where a device is enabled.

mod attempts;
mod begin;
mod claim;
mod code;
mod password;
mod refusal;
mod renew;
mod ticket;

use iamd_ident::{AccountId, Timestamp, UserName};

use self::attempts::Attempts;
pub(crate) use self::begin::{begin, key_use};
pub use self::{
    code::CodeAttempt,
    password::{PasswordAttempt, PendingSignIn, SignInStep},
    refusal::SignInRefusal,
    renew::renew_with_new_password,
};
use crate::{ConsoleSession, PasswordStamp, Principal, SessionOwner, SwitchedRole};

/// Signing in with a password: what is remembered of wrong ones. One for a server.
#[derive(Debug, Default)]
pub struct SignIn {
    attempts: Attempts,
}

impl SignIn {
    /// Forgets all wrong attempts.
    pub fn clear(&self) {
        self.attempts.clear();
    }
}

/// Who wants to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInName {
    /// The root user of an account.
    RootUser(AccountId),
    /// A user of an account.
    User(AccountId, UserName),
}

/// Somebody who has a password.
#[derive(Clone, Debug)]
pub struct PasswordHolder {
    /// The user or root user.
    pub owner: SessionOwner,
    /// The same, as decisions know it.
    pub principal: Principal,
    /// Which password it is.
    pub password: PasswordStamp,
    /// Whether it opens the console.
    pub state: PasswordState,
    /// The serial numbers of the MFA devices that are enabled. If there are any, a code is needed.
    pub mfa_devices: Vec<String>,
}

/// What a right password is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PasswordState {
    /// For signing in.
    Good,
    /// For setting a new one: an administrator wants it so, or it is too old.
    MustChange,
    /// For nothing: it is too old, and the account has an administrator set a new one.
    Expired,
}

/// The proof that somebody may have a console session.
///
/// INVARIANT: only this crate makes one, for whoever proved to be who they are, and it is used up:
/// neither `Clone` nor `Copy`, without a public constructor.
///
/// Nobody can begin a session without one, nor two with one:
///
/// ```compile_fail,E0451
/// use iamd_auth::{ConsoleSession, SignedIn};
///
/// fn forge(session: ConsoleSession) -> SignedIn {
///     SignedIn { session }
/// }
/// ```
///
/// ```compile_fail,E0382
/// use iamd_auth::{ConsoleSessions, SignedIn};
///
/// async fn twice(sessions: &impl ConsoleSessions, proof: SignedIn) {
///     let _ = sessions.begin_console_session(proof).await;
///     let _ = sessions.begin_console_session(proof).await;
/// }
/// ```
#[derive(Debug)]
pub struct SignedIn {
    session: ConsoleSession,
}

impl SignedIn {
    pub(crate) fn new(session: ConsoleSession) -> Self {
        Self { session }
    }

    /// The account that the session belongs to.
    pub fn account(&self) -> AccountId {
        self.session.owner.account()
    }

    /// The session that may be begun.
    pub fn into_session(self) -> ConsoleSession {
        self.session
    }
}

/// The proof that a console session may switch to a role. As [`SignedIn`], only this crate makes one.
///
/// ```compile_fail,E0451
/// use iamd_auth::{Switched, SwitchedRole};
///
/// fn forge(role: SwitchedRole) -> Switched {
///     Switched { role }
/// }
/// ```
#[derive(Debug)]
pub struct Switched {
    role: SwitchedRole,
}

impl Switched {
    pub(crate) fn new(role: SwitchedRole) -> Self {
        Self { role }
    }

    /// When the session of the role ends.
    pub fn expires_at(&self) -> Timestamp {
        self.role.session.expires_at
    }

    /// The role.
    pub fn into_role(self) -> SwitchedRole {
        self.role
    }
}
