//! The policy language: parse, validate, compile, decide.
//!
//! What this crate deliberately is not: it does no input or output, reads no clock, knows no
//! service and no store. It decides any action and any resource, known or not. It does not evaluate
//! conditions yet: a document that is to be saved with one is refused, and in a document that is
//! stored already a conditional Allow never matches and a conditional Deny always does.
//!
//! A policy takes four steps, the last of them for each request:
//!
//! ```text
//! text ── Document::parse ──► Document ── compile ──► Compiled ─┐
//!               │                 │                             ├─ PrincipalPolicies ─┐
//!         DocumentError       validate                    other policies              │
//!                                                                                     ▼
//!                                         Request { action, resource, context } ── decide
//!                                                                                     │
//!                                              denial_text ◄── Decision { outcome, layer, statement }
//! ```
//!
//! 1. [`Document::parse`] reads JSON into a [`Document`], which knows where each of its elements
//!    stands. [`Document::validate`] finds what AWS finds when a document is saved, with AWS's codes
//!    and texts.
//! 2. [`Document::compile`] makes a [`Compiled`]: actions in lower case, resources as lists of
//!    tokens, variables found.
//! 3. [`PrincipalPolicies`] merges the policies of a principal and indexes them by action.
//! 4. [`decide()`] answers a [`Request`]. A [`Tracer`] may watch; [`NoTrace`] costs nothing.
//!
//! Invariants:
//! - A decision is total: nothing fails, panics, recurses or reads anything but its arguments, and
//!   its work is bounded by the lengths of the request and of the policies.
//! - What cannot be understood never allows and always denies.
//! - An explicit deny wins, whatever the order of policies and statements.
//! - A traced decision is the decision that is made without a trace.
//!
//! ```
//! use std::sync::Arc;
//!
//! use iamd_policy::{
//!     Document, DocumentKind, NoTrace, Policies, PolicySource, Principal, PrincipalPolicies, Request,
//!     SourceKind, Value, decide,
//! };
//!
//! let text = r#"{
//!     "Version": "2012-10-17",
//!     "Statement": {
//!         "Sid": "OwnKeys",
//!         "Effect": "Allow",
//!         "Action": "iam:*AccessKey*",
//!         "Resource": "arn:aws:iam::*:user/${aws:username}"
//!     }
//! }"#;
//! let document = Document::parse(text)?;
//! document.validate(DocumentKind::Identity)?;
//!
//! let source = PolicySource::new("own-keys", SourceKind::UserInline);
//! let identity = PrincipalPolicies::new([(source, Arc::new(document.compile()))]);
//! let policies = Policies::of(Principal::User).with_identity(&identity);
//!
//! let context: &[(&str, Value<'_>)] = &[("aws:username", "Bob".into())];
//! let bob = "arn:aws:iam::123456789012:user/Bob";
//! let request = Request::new("iam:CreateAccessKey", bob, &context);
//! let decision = decide(&request, &policies, &mut NoTrace);
//! assert!(decision.is_allowed());
//! assert_eq!(decision.statement.unwrap().sid(), Some("OwnKeys"));
//! # Ok::<(), iamd_policy::DocumentError>(())
//! ```

mod arn_pattern;
mod compile;
mod decide;
mod decision;
mod denial;
mod document;
mod glob;
mod json;
mod position;
mod principal_policies;
mod request;
mod source;
mod trace;

pub use compile::Compiled;
pub use decide::{Policies, Principal, decide};
pub use decision::{Decision, Layer, Outcome};
pub use denial::denial_text;
pub use document::{
    ConditionBlock, ConditionKey, ConditionOperator, ConditionValue, Document, DocumentError,
    DocumentErrorCode, DocumentFault, DocumentKind, Effect, EffectWord, Located, Patterns,
    PrincipalElement, PrincipalKind, Principals, SizeQuota, Statement, Version, counted_bytes,
};
pub use position::{Position, Span};
pub use principal_policies::PrincipalPolicies;
pub use request::{Context, NoContext, Request, Scalar, ScalarText, Value};
pub use source::{PolicySource, SourceKind, StatementRef};
pub use trace::{Check, Element, NoTrace, Trace, TracedCheck, TracedStatement, Tracer};
