//! What this crate needs of the floors above, which implement it.

use std::{error::Error as StdError, sync::Arc};

use iamd_api::{Error, ErrorCode};
use iamd_ident::{AccessKeyId, Secret, Timestamp};
use iamd_policy::PolicySet;

use crate::{Caller, Principal, Resource, Target};

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
        Error::new(ErrorCode::InternalFailure, INTERNAL_FAILURE)
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

/// SOURCE: IAM API Reference, "Common Errors", InternalFailure.
const INTERNAL_FAILURE: &str =
    "The request processing has failed because of an unknown error, exception or failure.";

/// An active access key and whose it is.
#[derive(Clone, Debug)]
pub struct Credential {
    /// The secret that signs.
    pub secret: Arc<Secret<String>>,
    /// The principal that the key belongs to.
    pub principal: Principal,
}

/// The use of an access key, as reports tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyUse {
    /// When.
    pub at: Timestamp,
    /// The region of the request's signature.
    pub region: String,
    /// The service of the request's signature, such as `iam`.
    pub service: String,
}

/// Keys and whose they are.
pub trait Credentials: Send + Sync + 'static {
    /// The key with this id, if there is one, it is active, and its principal lives.
    fn credential(
        &self,
        id: &AccessKeyId,
    ) -> impl Future<Output = Result<Option<Credential>, PortError>> + Send;

    /// Notes that a key was used. In memory: visible to every reader at once, written down soon.
    fn record_use(&self, id: &AccessKeyId, key_use: KeyUse);
}

/// The policies that bear on a caller.
#[derive(Clone, Debug)]
pub struct CallerPolicies {
    /// The identity policies of the principal, merged; none for the root user.
    pub identity: Option<Arc<PolicySet>>,
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
pub trait Ports: Credentials + Policies + Resources {}

impl<T: Credentials + Policies + Resources> Ports for T {}
