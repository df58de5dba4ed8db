//! Decisions as JSON lines: a question a line, an answer a line.
//!
//! A question holds everything that a decision needs: who asks for which action on which resource,
//! the context, and the policies of every layer. This crate reads it, lets [`iamd_policy`] decide,
//! and writes the answer. It is what `iamd policy decide` does with its standard input.
//!
//! What this crate deliberately is not: it decides nothing by itself, knows no accounts, users or
//! stored policies, and validates no documents as AWS does on saving: what is stored may be
//! anything that can be read.
//!
//! ```text
//! line ── serde ──► WrittenQuestion ──► Question { asker, action, resource, facts, layers }
//!           │                              ▲    │
//!           │            Document::parse ──┘  decide ──► Decision, Trace ──► answer
//!           └── QuestionError ──────────────────────────────────────────────► answer with `error`
//! ```
//!
//! Invariants:
//! - Every line has exactly one answer, which is one line of JSON with the members `id`, `decision`,
//!   `layer`, `statement` and `error`, in this order.
//! - Nothing in a question is passed over: an unknown member, a member or a key of the context that
//!   is there twice, or a principal that cannot be is an error.
//! - Nothing is invented: of the condition keys only those are added that follow from the principal.
//!
//! Entry points: [`answer_line`] for one question, [`answer_all`] for a stream. The format stands in
//! `docs/policy-decide.md`.
//!
//! ```
//! let question = r#"{
//!     "id": 1,
//!     "request": {
//!         "principal": "arn:aws:iam::123456789012:user/Bob",
//!         "action": "s3:GetObject",
//!         "resource": {"arn": "arn:aws:s3:::reports/may", "account": "123456789012"}
//!     },
//!     "policies": {"identity": [{
//!         "Version": "2012-10-17",
//!         "Statement": {"Sid": "Read", "Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}
//!     }]}
//! }"#;
//! let answer = concat!(
//!     r#"{"id":1,"decision":"Allowed","layer":"identity","#,
//!     r#""statement":{"policy":0,"index":0,"sid":"Read"},"error":null}"#
//! );
//! assert_eq!(iamd_question::answer_line(question), answer);
//! ```

mod answer;
mod asker;
mod documents;
mod error;
mod explain;
mod facts;
mod object;
mod question;
mod stream;
mod written;

pub use answer::{answer_line, answer_line_with};
pub use stream::{LINE_BYTES_MAX, answer_all};

/// How questions are answered.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Whether answers have a trace: each layer that was asked, each of its statements, and what of
    /// each matched or failed.
    pub explain: bool,
}
