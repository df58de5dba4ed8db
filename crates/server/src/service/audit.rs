//! Events of operations in the form of CloudTrail.

mod sign_in;
mod unproved;

use std::sync::Arc;

use iamd_api::{AccessLevel, OperationRow};
use iamd_auth::{Audit, AuditError, AuditEvent, SignInEvent, UnprovedEvent, without_secret_keys};
use iamd_ident::{Random, VersionId, random_uuid};
use iamd_policy::Decision;
use serde_json::Value;

pub(crate) use self::unproved::UnprovedCounts;
use self::unproved::UnprovedRate;
use super::{identity::identity, messages::Messages};
use crate::{
    audit::{
        self, AuditLog, Decided, DecisionDetails, FurtherDecided, StatementDetails, TlsDetails,
        TruthText,
    },
    explain::{Denials, Explanation, kind_name},
    metrics::Performed,
};

/// The audit log as `auth` knows it. Denials are also kept in memory, with all that led to them.
pub(crate) struct AuditPort {
    log: AuditLog,
    random: Arc<dyn Random>,
    denials: Arc<Denials>,
    performed: Arc<Performed>,
    messages: Messages,
    unproved: UnprovedRate,
}

impl AuditPort {
    /// `random` makes the ids of events.
    pub(super) fn new(
        log: AuditLog,
        random: Arc<dyn Random>,
        (denials, performed): (Arc<Denials>, Arc<Performed>),
        messages: Messages,
    ) -> Self {
        Self {
            log,
            random,
            denials,
            performed,
            messages,
            unproved: UnprovedRate::new(),
        }
    }
}

impl Audit for AuditPort {
    fn is_writable(&self) -> bool {
        self.log.check().is_ok()
    }

    async fn record(&self, event: AuditEvent<'_>) -> Result<(), AuditError> {
        let request = event.call.request;
        self.performed
            .operation(event.operation, event.error, event.denial.is_some());
        if let Some(denial) = event.denial {
            let message = self.messages.seal(denial, event.call).await;
            self.denials
                .keep(&Explanation::new(&event, denial), message);
        }
        let account = event.call.caller.account();
        let account = account.map_or_else(|| ANONYMOUS.to_owned(), |account| account.to_string());
        let user_id = event.call.caller.user_id();
        let source_ip = request.source_ip.to_string();
        // What is refused to a stranger stands with the stranger's account alone: the owner's need
        // not hear of it, and what does not exist has no owner.
        let is_told_owner = event.error.is_none() || event.call.caller.account().is_none();
        let owner = event.resource.filter(|_| is_told_owner);
        let owner = owner.map(|resource| resource.account.to_string());
        let further = further(&event);
        let from_console = event.call.caller.is_in_console();
        let message = event.error.map(|error| error.message.as_str());
        let message = message.map(without_secret_keys);
        let record = audit::AuditEvent {
            user_identity: identity(event.call.caller, &account, &user_id),
            event_time: request.received_at,
            event_source: &format!("{}.amazonaws.com", event.operation.service),
            event_name: event.operation.name,
            aws_region: &request.region,
            source_ip_address: &source_ip,
            user_agent: request.user_agent.as_deref().map(audit::client_name),
            error_code: event.error.map(|error| error.code.as_str()),
            error_message: message.as_deref(),
            request_parameters: parameters(&request.parameters),
            response_elements: event.told.clone(),
            additional_event_data: decided(&event, &further).map(Into::into),
            request_id: &request.request_id,
            event_id: &random_uuid(&*self.random),
            read_only: is_read_only(event.operation),
            event_type: "AwsApiCall",
            recipient_account_id: owner.as_deref().unwrap_or(&account),
            session_credential_from_console: from_console.then_some(TruthText(true)),
            tls_details: TlsDetails::of(request),
        };
        self.write(&record).await
    }

    async fn record_sign_in(&self, event: SignInEvent<'_>) -> Result<(), AuditError> {
        self.performed.sign_in(event.kind, event.failure.is_none());
        let texts = sign_in::Texts::of(&event, random_uuid(&*self.random));
        self.write(&sign_in::record(&event, &texts)).await
    }

    async fn record_unproved(&self, event: UnprovedEvent<'_>) {
        let Some(unwritten_before) = self.unproved.take(event.request.source_ip) else {
            return;
        };
        let texts = unproved::Texts::of(&event, random_uuid(&*self.random));
        let record = unproved::record(&event, &texts, unwritten_before);
        if let Err(error) = self.write(&record).await {
            tracing::error!(%error, "a failed authentication was not audited");
        }
    }
}

impl AuditPort {
    /// How many failed authentications have an event, and how many have none.
    pub(crate) fn unproved_counts(&self) -> UnprovedCounts {
        self.unproved.counts()
    }

    async fn write(&self, event: &audit::AuditEvent<'_>) -> Result<(), AuditError> {
        let written = self.log.record(event).await;
        written.map_err(|error| AuditError {
            reason: error.to_string(),
        })
    }
}

/// What AWS counts as reading stays that, even where a report is kept or credentials are handed out.
fn is_read_only(row: &OperationRow) -> bool {
    !row.mutating || matches!(row.access, AccessLevel::List | AccessLevel::Read)
}

/// How CloudTrail calls the account of a caller that belongs to none.
///
/// SOURCE: S3 User Guide, "Amazon S3 CloudTrail events", `ANONYMOUS_PRINCIPAL` requests.
const ANONYMOUS: &str = "anonymous";

/// `null` stands where there are none.
fn parameters(parameters: &Value) -> Option<&Value> {
    let some = parameters
        .as_object()
        .is_some_and(|parameters| !parameters.is_empty());
    some.then_some(parameters)
}

/// What CloudTrail has no place for: what the operation was decided on, and which statement did.
fn decided<'a>(
    event: &'a AuditEvent<'_>,
    further: &'a [FurtherDecided<'a>],
) -> Option<Decided<'a>> {
    let resource = event.resource?;
    Some(Decided {
        resource: &resource.arn,
        decided_by: event.decided_by.as_deref(),
        decision: event.decision.as_ref().map(decision),
        further,
        further_left_out: event.further.len() - further.len(),
    })
}

fn decision(decision: &Decision) -> DecisionDetails<'_> {
    DecisionDetails {
        outcome: decision.outcome.as_str(),
        layer: decision.layer.as_str(),
        statement: decision.statement.as_ref().map(|statement| {
            let (source, start) = (statement.source(), statement.span().start);
            StatementDetails {
                policy: &source.id,
                kind: kind_name(source.kind),
                index: statement.index(),
                sid: statement.sid(),
                line: start.line,
                column: start.column,
            }
        }),
    }
}

/// LIMIT: further decisions that an event tells; a list of items has up to a thousand.
const FURTHER_MAX: usize = 100;

/// What was decided besides, refusals first.
fn further<'a>(event: &AuditEvent<'a>) -> Vec<FurtherDecided<'a>> {
    let refused = event.further.iter().filter(|further| !further.is_allowed);
    let allowed = event.further.iter().filter(|further| further.is_allowed);
    let told = refused.chain(allowed).take(FURTHER_MAX);
    told.map(|further| FurtherDecided {
        action: further.action,
        resource: &further.resource,
        version_id: further.version.as_ref().map(VersionId::as_str),
        is_allowed: further.is_allowed,
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use iamd_api::Service;

    use super::*;

    #[test]
    fn what_aws_counts_as_reading_is_told_as_reading() {
        for (service, name, reads) in [
            (Service::Iam, "GetUser", true),
            (Service::Iam, "CreateUser", false),
            (Service::Iam, "GenerateCredentialReport", true),
            (Service::Iam, "GenerateServiceLastAccessedDetails", true),
            (Service::Sts, "DecodeAuthorizationMessage", true),
        ] {
            let mut rows = service.operations().iter();
            let row = rows.find(|row| row.name == name).unwrap();
            assert_eq!(is_read_only(row), reads, "{name}");
        }
    }
}
