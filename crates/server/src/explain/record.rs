//! From a denial to its explanation, within limits.

use iamd_auth::{AuditEvent, Denial};
use iamd_policy::{Element, SourceKind, TracedCheck, TracedLayer, TracedStatement};

use super::{Check, Cut, Explanation, Layer, Statement};

/// LIMIT: the bytes of all statements of an explanation, as JSON. The control socket's line is
/// longer.
const STATEMENTS_BYTES_MAX: usize = 64 << 10;
/// LIMIT: the characters of a value, and of any other text that a policy or a request chooses. The
/// longest ARN of IAM has fewer.
const TEXT_CHARS_MAX: usize = 1024;
/// LIMIT: the values of one key, of those that a policy wants and of those that a request has; a
/// request has at most 50 tags.
const VALUES_MAX: usize = 64;

impl Explanation {
    /// Explains why an operation was denied.
    pub fn new(event: &AuditEvent<'_>, denial: &Denial) -> Self {
        let request = event.call.request;
        let mut room = Room::new(STATEMENTS_BYTES_MAX);
        let trace = room.layers(denial);
        Self {
            request_id: request.request_id.clone(),
            at: request.received_at,
            source_ip: request.source_ip,
            caller: event.call.caller.shown().to_owned(),
            operation: event.operation.action.to_owned(),
            action: denial.action.to_owned(),
            resource: denial.resource.clone(),
            resource_exists: denial.resource_exists,
            decision: denial.decision.outcome.as_str().to_owned(),
            layer: denial.decision.layer.as_str().to_owned(),
            trace,
            cut: room.cut,
        }
    }
}

/// How much may still be told.
struct Room {
    bytes_left: usize,
    cut: Cut,
}

impl Room {
    fn new(bytes: usize) -> Self {
        Self {
            bytes_left: bytes,
            cut: Cut::default(),
        }
    }

    /// What could bear on the request comes first; the statements about other actions get the room
    /// that is left.
    fn layers(&mut self, denial: &Denial) -> Vec<Layer> {
        let trace = &denial.trace;
        let mut layers: Vec<(&TracedLayer, Numbered)> = trace
            .layers()
            .iter()
            .map(|layer| (layer, Numbered::new()))
            .collect();
        for other_actions in [false, true] {
            for (layer, kept) in &mut layers {
                for (number, traced) in trace.statements_of(layer).iter().enumerate() {
                    if is_on_other_actions(traced) == other_actions {
                        kept.extend(self.take(traced).map(|statement| (number, statement)));
                    }
                }
            }
        }
        layers
            .into_iter()
            .map(|(traced, kept)| layer(traced, kept))
            .collect()
    }

    /// The statement, if there is room for it.
    fn take(&mut self, traced: &TracedStatement) -> Option<Statement> {
        let statement = (self.bytes_left > 0).then(|| self.statement(traced));
        let bytes =
            |statement: &Statement| serde_json::to_vec(statement).ok().map(|json| json.len());
        let left = statement
            .as_ref()
            .and_then(bytes)
            .and_then(|bytes| self.bytes_left.checked_sub(bytes));
        if let Some(left) = left {
            self.bytes_left = left;
            return statement;
        }
        // What comes behind is left out as well: an explanation has no holes.
        self.bytes_left = 0;
        if is_on_other_actions(traced) {
            self.cut.statements_on_other_actions += 1;
        } else {
            self.cut.statements += 1;
        }
        None
    }

    fn statement(&mut self, traced: &TracedStatement) -> Statement {
        let statement = &traced.statement;
        let (source, start) = (statement.source(), statement.span().start);
        Statement {
            policy: self.short(&source.id),
            kind: kind_name(source.kind).to_owned(),
            index: statement.index(),
            sid: statement.sid().map(|sid| self.short(sid)),
            effect: statement.effect().as_str().to_owned(),
            line: start.line,
            column: start.column,
            matched: traced.matched(),
            checks: traced
                .checks
                .iter()
                .map(|check| self.check(check))
                .collect(),
        }
    }

    fn check(&mut self, check: &TracedCheck) -> Check {
        let condition = check.condition.as_ref();
        let (operator, key) = condition.map(|(operator, key)| (operator, key)).unzip();
        Check {
            element: check.element.as_str().to_owned(),
            matched: check.matched,
            operator: operator.map(|operator| self.short(operator)),
            key: key.map(|key| self.short(key)),
            wanted: condition.map(|_| self.values(&check.wanted)),
            seen: check.seen.as_ref().map(|seen| self.values(seen)),
            line: check.at.line,
            column: check.at.column,
        }
    }

    fn values(&mut self, values: &[String]) -> Vec<String> {
        self.cut.texts += values.len().saturating_sub(VALUES_MAX);
        let told = values.iter().take(VALUES_MAX);
        told.map(|value| self.short(value)).collect()
    }

    fn short(&mut self, text: &str) -> String {
        match text.char_indices().nth(TEXT_CHARS_MAX) {
            None => text.to_owned(),
            Some((end, _)) => {
                self.cut.texts += 1;
                let start = text.get(..end).unwrap_or_default();
                format!("{start}…")
            }
        }
    }
}

/// Statements with their numbers in their layer.
type Numbered = Vec<(usize, Statement)>;

fn layer(traced: &TracedLayer, mut kept: Numbered) -> Layer {
    kept.sort_by_key(|(number, _)| *number);
    Layer {
        layer: traced.layer.as_str().to_owned(),
        says: traced.says.as_str().to_owned(),
        statements: kept.into_iter().map(|(_, statement)| statement).collect(),
    }
}

fn is_on_other_actions(traced: &TracedStatement) -> bool {
    traced.checks.last().is_some_and(|check| {
        !check.matched && matches!(check.element, Element::Action | Element::NotAction)
    })
}

/// What kind of policy it is, for people.
pub(crate) fn kind_name(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::AwsManaged => "managed by AWS",
        SourceKind::CustomerManaged => "managed policy",
        SourceKind::AccountSetting => "setting of the account",
        SourceKind::UserInline => "inline policy of the user",
        SourceKind::GroupInline => "inline policy of a group",
        SourceKind::RoleInline => "inline policy of the role",
        SourceKind::Resource => "policy of the resource",
        SourceKind::Trust => "trust policy",
        SourceKind::Session => "session policy",
        SourceKind::Endpoint => "policy of a VPC endpoint",
        SourceKind::ServiceControl => "service control policy",
        SourceKind::ResourceControl => "resource control policy",
        _ => "policy",
    }
}
