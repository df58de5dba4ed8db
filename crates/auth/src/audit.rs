//! What is written down of every operation.

use iamd_api::{Error, OperationRow};
use iamd_ident::VersionId;
use iamd_policy::{Decision, Trace};
use serde_json::Value;

use crate::{Call, Resource};

mod sign_in;
mod unproved;

pub use sign_in::{SignInEvent, SignInFailure, SignInKind, SignInSubject};
pub use unproved::{UnprovedEvent, claimed_access_key};

/// One operation that was asked for: performed, failed or denied.
#[derive(Debug)]
pub struct AuditEvent<'a> {
    /// Who called, and in which request.
    pub call: Call<'a>,
    /// Which operation.
    pub operation: &'static OperationRow,
    /// What it was decided on, if the decision came so far.
    pub resource: Option<&'a Resource>,
    /// The statement that decided, as text: its policy and place.
    pub decided_by: Option<String>,
    /// The decision on the operation, or the one that refused it, if it came so far.
    pub decision: Option<Decision>,
    /// The error of the answer; none if the operation was performed.
    pub error: Option<&'a Error>,
    /// What the operation tells of its answer, without secrets, if it was performed.
    pub told: Option<Value>,
    /// The decision that refused it, if one did; of a list, the last that refused an item.
    pub denial: Option<&'a Denial>,
    /// What else was decided in the course of it, in that order: on the source of a copy, on each
    /// item of a list.
    pub further: &'a [FurtherDecision],
}

/// A decision that an operation needed besides its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FurtherDecision {
    /// The action.
    pub action: &'static str,
    /// The ARN of what it was decided on.
    pub resource: String,
    /// The version of it that was named, if one was.
    pub version: Option<VersionId>,
    /// Whether it was allowed.
    pub is_allowed: bool,
}

/// A decision that refused a request, with all that led to it.
///
/// SECURITY: it tells what policies say and what conditions read. It is for the operator; a caller
/// is shown it in the console alone, and only if it is not foreign, see [`Refused`](crate::Refused).
/// No key of a context is a secret.
#[derive(Debug)]
pub struct Denial {
    /// The action that is denied: the operation's own, or a further one that it needs.
    pub action: &'static str,
    /// The ARN of the resource that it is denied on, or `*`.
    pub resource: String,
    /// Whether the resource is there, as far as it was looked up.
    pub resource_exists: bool,
    /// The decision.
    pub decision: Decision,
    /// What became of each statement.
    pub trace: Trace,
    /// Whether the resource belongs to another account than the caller's, or the caller to none.
    ///
    /// SECURITY: then nothing that the caller is told may depend on what there is in that account:
    /// not on its policies, not on tags, not on whether the resource is there.
    pub is_foreign: bool,
}

/// The event could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the audit cannot be written: {reason}")]
pub struct AuditError {
    /// What the system said.
    pub reason: String,
}

/// Where events go. One event is written for every operation and for every attempt to sign in,
/// before its answer.
pub trait Audit: Send + Sync + 'static {
    /// Whether events can be written. While they cannot, nothing is changed on anybody's behalf.
    fn is_writable(&self) -> bool;

    /// Writes an event.
    fn record(&self, event: AuditEvent<'_>) -> impl Future<Output = Result<(), AuditError>> + Send;

    /// Writes an event of signing in.
    fn record_sign_in(
        &self,
        event: SignInEvent<'_>,
    ) -> impl Future<Output = Result<(), AuditError>> + Send;

    /// Writes down that nobody is known to have sent a request, unless there are too many of them:
    /// strangers must not fill the log. Its answer depends on nothing of this.
    fn record_unproved(&self, event: UnprovedEvent<'_>) -> impl Future<Output = ()> + Send {
        let _ = event;
        std::future::ready(())
    }
}
