//! What this crate needs of the floors above, which implement it.

use std::{error::Error as StdError, sync::Arc};

use iamd_api::{Error, ErrorCode};
use iamd_ident::{AccessKeyId, AccountId, Secret, Timestamp, UniqueId};
use iamd_policy::PolicySet;
use iamd_seal::KeyRing;

use crate::{Caller, MfaFault, MfaStep, Principal, Resource, SessionOwner, Target};

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

impl PortError {
    /// The error for the client; the log is told why.
    pub(crate) fn answer(&self) -> Error {
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
}

/// The keys that session tokens and authorization messages are sealed with.
pub trait SealingKeys: Send + Sync + 'static {
    /// The current key, and the older ones whose tokens still count.
    fn sealing_keys(&self) -> impl Future<Output = Result<Arc<KeyRing>, PortError>> + Send;
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

/// All ports on the directory.
pub trait Ports: Credentials + MfaDevices + Policies + Resources + SealingKeys {}

impl<T: Credentials + MfaDevices + Policies + Resources + SealingKeys> Ports for T {}
