//! What this crate needs of the floors above, which implement it.

use std::{error::Error as StdError, sync::Arc};

use iamd_api::{Error, ErrorCode};
use iamd_ident::{AccessKeyId, AccountAlias, AccountId, Secret, Timestamp, UniqueId};
use iamd_policy::PolicySet;
use iamd_seal::SealingKeys;

use crate::{
    Access, AccessedBy, Caller, ConsoleSession, ConsoleSessionId, MfaFault, MfaStep, Network,
    PasswordHolder, Principal, Resource, SessionOwner, SignInName, SignedIn, Switched, Target,
    perform::unavailable,
};

/// A port could not answer. The request fails, and nothing is allowed.
#[derive(Debug, thiserror::Error)]
#[error("{what} cannot be read")]
pub struct PortError {
    /// What was asked for.
    pub what: &'static str,
    /// Why, for the log alone.
    #[source]
    pub source: Box<dyn StdError + Send + Sync>,
}

/// What a port says, as the source of its error, that has too much to do: not wrong, but not now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too much is asked at once")]
pub struct Busy;

impl PortError {
    /// The error for the client; the log is told why.
    pub(crate) fn answer(&self) -> Error {
        // SECURITY: whoever asks for much fills no log with it.
        if self.source.is::<Busy>() {
            tracing::debug!(error = %self, "a port is busy");
            return unavailable();
        }
        tracing::error!(error = %self, cause = %self.source, "a port failed");
        Error::unknown_failure(ErrorCode::InternalFailure)
    }
}

/// A target does not stand for anything that could be decided on.
#[derive(Debug, thiserror::Error)]
pub enum Unresolved {
    /// This is answered in the place of a decision: the bucket of an object does not exist, an
    /// anonymous caller has no account to look in.
    #[error(transparent)]
    Refused(#[from] Error),
    /// The port could not answer.
    #[error(transparent)]
    Failed(#[from] PortError),
}

/// An active access key and whose it is.
#[derive(Clone, Debug)]
pub struct Credential {
    /// The secret that signs.
    pub secret: Arc<Secret<String>>,
    /// The principal that the key belongs to.
    pub principal: Principal,
}

/// The use of an access key or a role, as reports tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyUse {
    /// When.
    pub at: Timestamp,
    /// The region of the request's signature.
    pub region: String,
    /// The service of the request's signature, such as `iam`.
    pub service: String,
}

/// What was used, as far as reports tell it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Used {
    /// A long-term key.
    AccessKey(AccessKeyId),
    /// A role of an account, by one of its sessions.
    Role(AccountId, UniqueId),
    /// The password of a user, or of the root user.
    Password(AccountId, Option<UniqueId>),
}

/// Keys and whose they are.
pub trait Credentials: Send + Sync + 'static {
    /// The long-term key with this id, if there is one, it is active, and its principal lives.
    fn credential(
        &self,
        id: &AccessKeyId,
    ) -> impl Future<Output = Result<Option<Credential>, PortError>> + Send;

    /// The principal of a session as it is today, if what the session hangs on lives.
    fn session_principal(
        &self,
        owner: &SessionOwner,
    ) -> impl Future<Output = Result<Option<Principal>, PortError>> + Send;

    /// Notes a use. In memory: visible to every reader at once, written down soon.
    fn record_use(&self, used: Used, key_use: KeyUse);

    /// Notes an attempt to perform an operation. In memory: visible to every reader at once, written
    /// down soon. It stands before every operation, so it neither waits nor fails.
    fn record_access(&self, by: AccessedBy, access: Access<'_>);
}

/// The keys that session tokens and authorization messages are sealed with.
pub trait TokenKeys: Send + Sync + 'static {
    /// The current key, and the older ones whose tokens still count.
    fn sealing_keys(&self) -> impl Future<Output = Result<Arc<SealingKeys>, PortError>> + Send;
}

/// The MFA devices of users and root users.
pub trait MfaDevices: Send + Sync + 'static {
    /// Whether `code` is right for the device with this serial number, which must be the
    /// caller's. A wrong one counts against the device's limit, and nothing is written.
    fn check_code(
        &self,
        caller: &Caller,
        serial_number: &str,
        code: &Secret<String>,
        now: Timestamp,
    ) -> impl Future<Output = Result<Result<MfaStep, MfaFault>, PortError>> + Send;

    /// Uses a step up, durably. `false` if it was used meanwhile, or the device is gone.
    fn spend(&self, step: &MfaStep) -> impl Future<Output = Result<bool, PortError>> + Send;
}

/// The policies that bear on a caller.
#[derive(Clone, Debug)]
pub struct CallerPolicies {
    /// The identity policies of the principal with those of its groups, merged; none for the root
    /// user. For the session of a federated user those of its issuer.
    pub identity: Option<Arc<PolicySet>>,
    /// The permissions boundary of the user or role, if one is set.
    pub boundary: Option<Arc<PolicySet>>,
    /// The policies that were passed when the session was made, if any were.
    pub session: Option<Arc<PolicySet>>,
    /// The revision of the directory that these are of.
    pub revision: u64,
}

/// What policies say.
pub trait Policies: Send + Sync + 'static {
    /// The policies of a caller.
    fn policies(
        &self,
        caller: &Caller,
    ) -> impl Future<Output = Result<CallerPolicies, PortError>> + Send;
}

/// What requests act on.
pub trait Resources: Send + Sync + 'static {
    /// What `target` stands for when `caller` names it. Something that does not exist has the ARN
    /// that it would have.
    fn resource(
        &self,
        caller: &Caller,
        target: &Target,
    ) -> impl Future<Output = Result<Resource, Unresolved>> + Send;
}

/// Passwords, and whose they are. A password is no secret that the directory could tell: it keeps
/// hashes.
pub trait Passwords: Send + Sync + 'static {
    /// The account with this id or alias.
    fn account(
        &self,
        id_or_alias: &str,
    ) -> impl Future<Output = Result<Option<AccountId>, PortError>> + Send;

    /// The alias of an account, if it has one.
    ///
    /// SECURITY: not everybody may know it: whoever tells it asks policies before.
    fn account_alias(
        &self,
        account: AccountId,
    ) -> impl Future<Output = Result<Option<AccountAlias>, PortError>> + Send;

    /// Whose password it is, if it is the right one of `name`.
    ///
    /// SECURITY: it takes the same time for a name that nobody has, for `None`, and for somebody
    /// without a password. A bounded number of passwords is hashed at once; the others wait, and no
    /// network keeps those of others waiting by more than its share.
    fn check_password(
        &self,
        name: Option<&SignInName>,
        password: &Secret<String>,
        from: Network,
    ) -> impl Future<Output = Result<Option<PasswordHolder>, PortError>> + Send;

    /// Who has this name, with or without a password. It is for the audit, which tells a wrong
    /// password from a wrong name; whoever signs in is told neither.
    fn named(
        &self,
        name: &SignInName,
    ) -> impl Future<Output = Result<Option<Principal>, PortError>> + Send;

    /// Whoever has a password, as it is now; none if the user is gone or has none any more.
    fn password_holder(
        &self,
        owner: &SessionOwner,
    ) -> impl Future<Output = Result<Option<PasswordHolder>, PortError>> + Send;
}

/// Console sessions.
pub trait ConsoleSessions: Send + Sync + 'static {
    /// The session with this id, if it was not ended and the password that it was begun with is
    /// still the password. Times and whether its owner lives are for the asker to check.
    fn console_session(
        &self,
        id: &ConsoleSessionId,
    ) -> impl Future<Output = Result<Option<ConsoleSession>, PortError>> + Send;

    /// Begins a session, durably.
    fn begin_console_session(
        &self,
        proof: SignedIn,
    ) -> impl Future<Output = Result<ConsoleSessionId, PortError>> + Send;

    /// Has a session act as a role, or as itself again. `false` if there is no such session.
    fn switch_console_session(
        &self,
        id: &ConsoleSessionId,
        role: Option<Switched>,
    ) -> impl Future<Output = Result<bool, PortError>> + Send;

    /// Ends a session, durably. One that has ended already is none.
    fn end_console_session(
        &self,
        id: &ConsoleSessionId,
    ) -> impl Future<Output = Result<(), PortError>> + Send;
}

/// All ports on the directory that signing in needs besides.
pub trait ConsolePorts: Ports + Passwords + ConsoleSessions {}

impl<T: Ports + Passwords + ConsoleSessions> ConsolePorts for T {}

/// All ports on the directory.
pub trait Ports: Credentials + MfaDevices + Policies + Resources + TokenKeys {}

impl<T: Credentials + MfaDevices + Policies + Resources + TokenKeys> Ports for T {}
