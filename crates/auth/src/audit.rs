//! What is written down of every operation.

use iamd_api::{Error, OperationRow};

use crate::{Call, Resource};

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
    /// The error of the answer; none if the operation was performed.
    pub error: Option<&'a Error>,
}

/// The event could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the audit cannot be written: {reason}")]
pub struct AuditError {
    /// What the system said.
    pub reason: String,
}

/// Where events go. One event is written for every operation, before its answer.
pub trait Audit: Send + Sync + 'static {
    /// Whether events can be written. While they cannot, nothing is changed on anybody's behalf.
    fn is_writable(&self) -> bool;

    /// Writes an event.
    fn record(&self, event: AuditEvent<'_>) -> impl Future<Output = Result<(), AuditError>> + Send;
}
