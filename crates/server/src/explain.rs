//! Why a request was denied: the trace of the decision, kept for the operator.
//!
//! ```text
//! Guard::perform ─ denial ─▶ Explanation::new ─▶ Denials, by request id ─┐
//!        │                                                               ├─▶ text or JSON
//!        └──────── audit event ──▶ audit.jsonl, searched backwards ──────┘
//! ```
//!
//! SECURITY: an explanation shows what policies say and what conditions read. It leaves the program
//! over the control socket alone, never on the wire; what an answer carries is a sealed message of
//! its own, which the account's administrator may have opened. No secret of the directory is in it:
//! a trace holds names, places in policies and values of condition keys, and no key's value is a
//! secret.

mod denials;
mod event;
mod record;
#[cfg(test)]
mod tests;
mod text;

use std::net::IpAddr;

use iamd_ident::Timestamp;
use serde::{Deserialize, Serialize};

pub use self::{denials::Denials, event::event_text, text::text};
pub(crate) use self::{record::kind_name, text::shown};

/// A denial with all that led to it, layer by layer, statement by statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Explanation {
    /// The id that the answer carried.
    pub request_id: String,
    /// When the request arrived.
    pub at: Timestamp,
    /// Where it came from.
    pub source_ip: IpAddr,
    /// The ARN of the caller.
    pub caller: String,
    /// The action of the operation that was asked for.
    pub operation: String,
    /// The action that was denied: that of the operation, or another that it needs.
    pub action: String,
    /// The ARN of the resource, or `*`.
    pub resource: String,
    /// Whether the resource is there, as far as it was looked up: roles that are to be assumed are,
    /// and objects.
    pub resource_exists: bool,
    /// `ImplicitlyDenied` or `ExplicitlyDenied`.
    pub decision: String,
    /// The layer that denied, such as `identity`.
    pub layer: String,
    /// What each layer said, in the order in which they are asked: the form in which
    /// `iamd policy decide --explain` tells it, with names of policies instead of numbers.
    pub trace: Vec<Layer>,
    /// What was left out.
    pub cut: Cut,
}

/// What the policies of one layer said, or those of one level of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layer {
    /// Its name: `scp`, `rcp`, `resource`, `trust`, `identity`, `boundary`, `session`, `endpoint`.
    pub layer: String,
    /// `denies`, `allows` or `nothing`.
    pub says: String,
    /// Its statements, in the order of the policies.
    pub statements: Vec<Statement>,
}

/// What became of one statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// The ARN of a managed policy, the name of an inline one.
    pub policy: String,
    /// What kind of policy it is, such as `inline policy of the user`.
    pub kind: String,
    /// Which of the policy's statements it is; the first is 0.
    pub index: u32,
    /// Its `Sid`, if it has one.
    pub sid: Option<String>,
    /// `Allow` or `Deny`.
    pub effect: String,
    /// The line of the policy's text where it begins; the first is 1.
    pub line: u32,
    /// The column, in characters; the first is 1.
    pub column: u32,
    /// Whether it matched.
    pub matched: bool,
    /// What became of its elements; the first that fails is the last, but for conditions, of which
    /// all are there unless an operator is not understood.
    pub checks: Vec<Check>,
}

/// What became of one element of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// `Action`, `NotAction`, `Resource`, `NotResource`, `Principal`, `NotPrincipal`, `Condition`, or
    /// `Unknown` for what is not understood.
    pub element: String,
    /// Whether it let the statement match.
    pub matched: bool,
    /// The operator of a condition, as the policy writes it.
    pub operator: Option<String>,
    /// The key of a condition, as the policy writes it.
    pub key: Option<String>,
    /// The values that the policy compares the key with, as it writes them; `None` if it is no
    /// condition.
    pub wanted: Option<Vec<String>>,
    /// The values of the request that it was compared with; `None` if the request lacks the key, and
    /// for what is not understood.
    pub seen: Option<Vec<String>>,
    /// The line of the pattern that decided, or else of the element.
    pub line: u32,
    /// Its column.
    pub column: u32,
}

/// What an explanation leaves out, to keep within its size.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cut {
    /// Statements whose action matched.
    pub statements: usize,
    /// Statements that are about other actions.
    pub statements_on_other_actions: usize,
    /// Texts that were shortened; each ends with `…`.
    pub texts: usize,
}

impl Explanation {
    /// The statement that denied, if one did and there was room for it.
    fn denied_by(&self) -> Option<&Statement> {
        let layers = self.trace.iter();
        layers
            .filter(|layer| layer.layer == self.layer)
            .flat_map(|layer| &layer.statements)
            .find(|statement| statement.matched && statement.effect == "Deny")
    }
}

impl Statement {
    /// Whether it fails already by its action, as most statements do.
    pub fn is_on_other_actions(&self) -> bool {
        let last = self.checks.last();
        last.is_some_and(|check| !check.matched && check.element.ends_with("Action"))
    }
}
