//! The one function through which every operation runs.

use std::sync::Arc;

use iamd_api::{Action, Error, ErrorCode, OperationRow};
use serde_json::Value;

use crate::{
    Audit, AuditEvent, Call, Denial, FurtherDecision, MfaFault, MfaStep, Permit, Ports,
    Requirements, Resource, authorize::authorize, session_rules,
};

/// A service that performs operation `O`.
///
/// It says what the operation asks of policies, and runs it once that was granted.
pub trait Perform<O: Action>: Send + Sync {
    /// What a request holds.
    type Input: Send;
    /// What the answer holds.
    type Output: Send;

    /// What the operation is decided on: its row's action, bound to the members of its input.
    ///
    /// # Errors
    /// The input names nothing that could be decided on.
    fn requirements(&self, call: Call<'_>, input: &Self::Input) -> Result<Requirements, Error>;

    /// Performs the operation. It is called with a permit for what the requirements name.
    fn run(
        &self,
        permit: Permit<O>,
        call: Call<'_>,
        input: Self::Input,
    ) -> impl Future<Output = Result<Self::Output, Error>> + Send;

    /// What the audit is told of the answer, as a JSON object: what was made, where the request does
    /// not say it.
    ///
    /// SECURITY: the audit shows it as it is. It holds no secret.
    fn told(&self, _output: &Self::Output) -> Option<Value> {
        None
    }
}

/// What operations run between: the policies before, the audit behind.
#[derive(Debug)]
pub struct Guard<P, A> {
    ports: P,
    audit: A,
}

impl<P: Ports, A: Audit> Guard<P, A> {
    /// A guard that asks these ports and writes this audit.
    pub fn new(ports: P, audit: A) -> Self {
        Self { ports, audit }
    }

    /// The ports.
    pub fn ports(&self) -> &P {
        &self.ports
    }

    /// The audit.
    pub fn audit(&self) -> &A {
        &self.audit
    }

    /// Decides whether the caller may, runs the operation if so, and writes down what happened.
    /// The wire, the console and whoever else acts for a caller come through here.
    ///
    /// INVARIANT: one audit event for each call, whatever becomes of it, before the answer; and
    /// nothing is changed while events are known not to be writable. The first change whose event
    /// cannot be written is kept, and its caller told so.
    ///
    /// # Errors
    /// The operation's own errors, `AccessDenied`, and `InternalFailure` or `ServiceUnavailable`.
    pub async fn perform<O, S>(
        &self,
        service: &S,
        call: Call<'_>,
        input: S::Input,
    ) -> Result<S::Output, Error>
    where
        O: Action,
        S: Perform<O>,
    {
        let mut seen = Seen::default();
        let answer = self.attempt::<O, S>(service, call, input, &mut seen).await;
        let event = AuditEvent {
            call,
            operation: O::ROW,
            resource: seen.resource.as_deref(),
            decided_by: seen.decided_by,
            error: answer.as_ref().err(),
            told: answer.as_ref().ok().and_then(|output| service.told(output)),
            denial: seen.denial.as_ref(),
            further: &seen.further,
        };
        self.record(event).await.and(answer)
    }

    /// Writes down that a caller's request for an operation was turned away before it could be
    /// decided: its input is wrong, or the operation is not performed. Gives the error back, or the
    /// one that these credentials get for every request of the operation.
    pub async fn refuse(
        &self,
        call: Call<'_>,
        operation: &'static OperationRow,
        error: Error,
    ) -> Error {
        let never = session_rules::check(operation, call.caller).err();
        let error = never.unwrap_or(error);
        let event = AuditEvent {
            call,
            operation,
            resource: None,
            decided_by: None,
            error: Some(&error),
            told: None,
            denial: None,
            further: &[],
        };
        self.record(event).await.err().unwrap_or(error)
    }

    async fn record(&self, event: AuditEvent<'_>) -> Result<(), Error> {
        let operation = event.operation.name;
        self.audit.record(event).await.map_err(|error| {
            tracing::error!(%error, operation, "an event was not audited");
            Error::new(ErrorCode::ServiceUnavailable, UNAVAILABLE)
        })
    }

    async fn attempt<O, S>(
        &self,
        service: &S,
        call: Call<'_>,
        input: S::Input,
        seen: &mut Seen,
    ) -> Result<S::Output, Error>
    where
        O: Action,
        S: Perform<O>,
    {
        session_rules::check(O::ROW, call.caller)?;
        let requirements = service.requirements(call, &input)?;
        let (permit, step) = authorize::<O>(&self.ports, call, &requirements, seen).await?;
        if O::ROW.mutating && !self.audit.is_writable() {
            return Err(Error::new(ErrorCode::ServiceUnavailable, UNAVAILABLE));
        }
        if let Some(step) = step {
            self.spend(&step).await?;
        }
        service.run(permit, call, input).await
    }

    /// Uses up the step whose code the caller showed.
    ///
    /// SECURITY: after all decisions, so that nobody who is denied uses up a code, and before the
    /// operation, so that no code is good for two of them.
    async fn spend(&self, step: &MfaStep) -> Result<(), Error> {
        let spent = self.ports.spend(step).await;
        if spent.map_err(|error| error.answer())? {
            return Ok(());
        }
        Err(MfaFault::WrongCode.answer())
    }
}

/// SOURCE: IAM API Reference, "Common Errors", ServiceUnavailable.
const UNAVAILABLE: &str = "The request has failed due to a temporary failure of the server.";

/// What the audit is told of a decision.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) resource: Option<Arc<Resource>>,
    pub(crate) decided_by: Option<String>,
    pub(crate) denial: Option<Denial>,
    pub(crate) further: Vec<FurtherDecision>,
}
