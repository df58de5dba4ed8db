//! A second evaluator of policies.
//!
//! It answers the questions of `iamd policy decide`, and it is written for one purpose: to be
//! compared with the real engine. It was written from the description of AWS's policy language
//! alone and shares no code with the engine, so that agreement means something. It is slow and
//! obvious: it reads every document anew for every question, and tries every way of a match.
//!
//! What this deliberately is not: a part of the server, or fast, or a judge. Where the two
//! disagree, a person reads the description and says which one is wrong.
//!
//! ```text
//! seed ─▶ generator ─▶ question ─┬─▶ this evaluator ──▶ answer ─┐
//!                                └─▶ the real engine ─▶ answer ─┴▶ agree? else minimise, show
//! ```
//!
//! The evaluator has forty-one planted faults, switched on one at a time: a generator that does not
//! find a disagreement with each is not good enough. And it counts what the questions reached.
//!
//! # Invariants
//! - The same seed gives the same questions, whatever the number of threads.
//! - The library names nothing of the engine: an [`Engine`] turns a line into a line. Only the
//!   binary and the tests know the real one.
//!
//! Entry points: [`answer()`], [`Generator`], [`compare()`], [`hunt()`].
//!
//! ```
//! use std::cell::RefCell;
//! use iamd_oracle::{Faults, Seen, answer};
//!
//! let question = r#"{"request": {"principal": "arn:aws:iam::111122223333:user/alice",
//!     "action": "s3:GetObject", "resource": {"arn": "arn:aws:s3:::box/a"}},
//!     "policies": {"identity": [{"Version": "2012-10-17", "Statement":
//!         {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}}]}}"#;
//! let answer = answer(question, Faults::NONE, &RefCell::new(Seen::default()));
//! assert!(answer.is_allowed());
//! ```

mod answer;
mod caller;
mod compare;
mod condition;
mod context;
mod decide;
mod document;
mod elements;
mod fault;
mod generate;
mod hunt;
mod json;
mod layer;
mod minimise;
mod pattern;
mod principal;
mod question;
mod report;
mod seen;
mod sizes;
mod trial;

pub use answer::{Answer, Decision, Outcome, answer};
pub use caller::CallerKind;
pub use compare::{Comparison, Disagreement, Engine, Plan, compare};
pub use condition::{Name, Operator, Presence, Qualifier, Test};
pub use fault::{Fault, Faults, Shows};
pub use generate::{Asked, Generator};
pub use hunt::{End, Hunted, hunt};
pub use json::{Json, Malformed};
pub use layer::{Layer, Place};
pub use principal::Naming;
pub use question::ResourcePolicyKind;
pub use report::{comparison_report, hunt_report};
pub use seen::{Cell, Says, Seen, Silence};
