//! The one function through which every operation runs.

use std::sync::Arc;

use iamd_api::{Action, Error, ErrorCode, OperationRow};
use iamd_policy::Decision;
use serde_json::Value;

use crate::{
    Access, AccessedBy, Audit, AuditError, AuditEvent, Call, DecisionCounts, Denial,
    FurtherDecision, MfaFault, MfaStep, Permit, Ports, Requirements, Resource, SignInEvent,
    UnprovedEvent, authorize::authorize, session_rules,
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

/// An operation was not performed, and why not, as far as its caller may know.
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
pub struct Refused {
    /// The error for the client.
    pub error: Error,
    /// The decision, if one refused it that was on the caller's own account.
    ///
    /// SECURITY: pages show it to whoever is signed in: policies of the account, by layer and
    /// statement. Of a denial on what belongs to another account there is none.
    pub why: Option<Box<Denial>>,
    /// The id under which the audit has it, if the audit heard of it.
    pub request_id: Option<String>,
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self {
            error,
            why: None,
            request_id: None,
        }
    }
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        refused.error
    }
}

/// What operations run between: the policies before, the audit behind.
#[derive(Debug)]
pub struct Guard<P, A> {
    ports: P,
    audit: A,
    decisions: DecisionCounts,
}

impl<P: Ports, A: Audit> Guard<P, A> {
    /// A guard that asks these ports and writes this audit.
    pub fn new(ports: P, audit: A) -> Self {
        Self {
            ports,
            audit,
            decisions: DecisionCounts::default(),
        }
    }

    /// The ports.
    pub fn ports(&self) -> &P {
        &self.ports
    }

    /// The audit.
    pub fn audit(&self) -> &A {
        &self.audit
    }

    /// What was decided so far, by layer.
    pub fn decisions(&self) -> &DecisionCounts {
        &self.decisions
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
        let answer = self.perform_explained::<O, S>(service, call, input).await;
        answer.map_err(Error::from)
    }

    /// As [`Guard::perform`], with the reason of a refusal, for pages that show it.
    ///
    /// # Errors
    /// As [`Guard::perform`].
    pub async fn perform_explained<O, S>(
        &self,
        service: &S,
        call: Call<'_>,
        input: S::Input,
    ) -> Result<S::Output, Refused>
    where
        O: Action,
        S: Perform<O>,
    {
        self.note(call, O::ROW);
        let mut seen = Seen {
            counts: Some(&self.decisions),
            ..Seen::default()
        };
        let answer = self.attempt::<O, S>(service, call, input, &mut seen).await;
        let event = AuditEvent {
            call,
            operation: O::ROW,
            resource: seen.resource.as_deref(),
            decided_by: seen.decision.as_ref().and_then(decided_by),
            decision: seen.decision.take(),
            error: answer.as_ref().err(),
            told: answer.as_ref().ok().and_then(|output| service.told(output)),
            denial: seen.denial.as_ref(),
            further: &seen.further,
        };
        let answer = self.record(event).await.and(answer);
        answer.map_err(|error| Refused {
            request_id: Some(call.request.request_id.clone()),
            ..seen.refused(error)
        })
    }

    /// Whether the caller might, as far as that can be told without doing it: nothing is changed,
    /// used up or written down. A code of an MFA device in the input is not looked at.
    ///
    /// It is for showing what somebody may do. Whoever then does it is decided on anew.
    ///
    /// # Errors
    /// What [`Guard::perform`] would answer before it runs the operation.
    pub async fn would_permit<O, S>(
        &self,
        service: &S,
        call: Call<'_>,
        input: &S::Input,
    ) -> Result<(), Refused>
    where
        O: Action,
        S: Perform<O>,
    {
        let mut seen = Seen::default();
        let decided = self.decide::<O, S>(service, call, input, &mut seen).await;
        decided.map_err(|error| seen.refused(error))
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
        self.note(call, operation);
        let never = session_rules::check(operation, call.caller).err();
        let error = never.unwrap_or(error);
        let event = AuditEvent {
            call,
            operation,
            resource: None,
            decided_by: None,
            decision: None,
            error: Some(&error),
            told: None,
            denial: None,
            further: &[],
        };
        self.record(event).await.err().unwrap_or(error)
    }

    /// Notes the attempt for access data, whatever becomes of it. What is decided without being done
    /// is no attempt.
    fn note(&self, call: Call<'_>, operation: &'static OperationRow) {
        let Some(by) = AccessedBy::of(call.caller) else {
            return;
        };
        let access = Access {
            action: operation.action,
            at: call.request.received_at,
            region: &call.request.region,
        };
        self.ports.record_access(by, access);
    }

    async fn record(&self, event: AuditEvent<'_>) -> Result<(), Error> {
        let operation = event.operation.name;
        let written = self.audit.record(event).await;
        written.map_err(|error| not_audited(&error, operation))
    }

    /// Writes down an attempt to sign in, or what somebody does who is signed in.
    pub(crate) async fn record_sign_in(&self, event: SignInEvent<'_>) -> Result<(), Error> {
        let name = event.kind.as_str();
        let written = self.audit.record_sign_in(event).await;
        written.map_err(|error| not_audited(&error, name))
    }

    /// Has it written down that nobody is known to have sent a request.
    pub async fn record_unproved(&self, event: UnprovedEvent<'_>) {
        self.audit.record_unproved(event).await;
    }

    /// Refuses all changes while events are known not to be writable.
    pub(crate) fn check_writable(&self) -> Result<(), Error> {
        if self.audit.is_writable() {
            return Ok(());
        }
        Err(unavailable())
    }

    async fn decide<O, S>(
        &self,
        service: &S,
        call: Call<'_>,
        input: &S::Input,
        seen: &mut Seen<'_>,
    ) -> Result<(), Error>
    where
        O: Action,
        S: Perform<O>,
    {
        session_rules::check(O::ROW, call.caller)?;
        let requirements = service.requirements(call, input)?.shows_mfa(None);
        // The permit is for nobody.
        authorize::<O>(&self.ports, call, &requirements, seen).await?;
        Ok(())
    }

    async fn attempt<O, S>(
        &self,
        service: &S,
        call: Call<'_>,
        input: S::Input,
        seen: &mut Seen<'_>,
    ) -> Result<S::Output, Error>
    where
        O: Action,
        S: Perform<O>,
    {
        session_rules::check(O::ROW, call.caller)?;
        let requirements = service.requirements(call, &input)?;
        let (permit, step) = authorize::<O>(&self.ports, call, &requirements, seen).await?;
        if O::ROW.mutating {
            self.check_writable()?;
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

/// Where the statement stands that decided, for the audit.
fn decided_by(decision: &Decision) -> Option<String> {
    let statement = decision.statement.as_ref()?;
    let (source, index) = (&statement.source().id, statement.index());
    Some(match statement.sid() {
        Some(sid) => format!("{source} statement {index} ({sid})"),
        None => format!("{source} statement {index}"),
    })
}

fn not_audited(error: &AuditError, what: &str) -> Error {
    tracing::error!(%error, what, "an event was not audited");
    unavailable()
}

pub(crate) fn unavailable() -> Error {
    Error::new(ErrorCode::ServiceUnavailable, UNAVAILABLE)
}

/// SOURCE: IAM API Reference, "Common Errors", ServiceUnavailable.
const UNAVAILABLE: &str = "The request has failed due to a temporary failure of the server.";

/// What the audit is told of a decision.
#[derive(Debug, Default)]
pub(crate) struct Seen<'g> {
    /// Where decisions are counted, unless nothing comes of them.
    pub(crate) counts: Option<&'g DecisionCounts>,
    pub(crate) resource: Option<Arc<Resource>>,
    pub(crate) decision: Option<Decision>,
    pub(crate) denial: Option<Denial>,
    pub(crate) further: Vec<FurtherDecision>,
}

impl Seen<'_> {
    fn refused(self, error: Error) -> Refused {
        let is_denied = error.code == ErrorCode::AccessDenied;
        let own = self.denial.filter(|denial| is_denied && !denial.is_foreign);
        Refused {
            error,
            why: own.map(Box::new),
            request_id: None,
        }
    }
}
