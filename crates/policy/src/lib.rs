//! The policy language: parse, validate, compile, decide.
//!
//! What this crate deliberately is not: it does no input or output, reads no clock, knows no
//! store and knows services in few places: the rules of `decide/rules.rs`, what validation asks of
//! documents in `document/validate/` (`s3.rs`, `bucket.rs`, `trust.rs`, `resource.rs`), S3's actions
//! in `generated/` among them, and what S3 calls public in `document/public.rs`. It decides any
//! action on any resource, known or not.
//!
//! A policy takes four steps, the last of them for each request:
//!
//! ```text
//! text ── Document::parse ──► Document ── compile ──► Compiled ─┐
//!               │                 │                             ├─ PolicySet ─┐  one for each layer
//!         DocumentError       validate                    other policies      ├─ Policies ─┐
//!                                                          Principal ─────────┘            │
//!                                                                                          ▼
//!                                              Request { action, resource, context } ── decide
//!                                                                                          │
//!                                              denial_text ◄── Decision { outcome, layer, statement }
//! ```
//!
//! 1. [`Document::parse`] reads JSON into a [`Document`], which knows where each of its elements
//!    stands. [`Document::validate`] finds what AWS finds when a document is saved, with AWS's codes
//!    and texts.
//! 2. [`Document::compile`] makes a [`Compiled`]: actions in lower case, patterns as tokens,
//!    variables found, the values of conditions read as what their operator compares.
//! 3. [`PolicySet`] merges the policies that stand in one layer for one principal or resource, and
//!    indexes their statements by action and resource.
//! 4. [`decide()`] answers a [`Request`] from the [`Policies`] of all layers. A [`Tracer`] may watch;
//!    [`NoTrace`] costs nothing.
//!
//! Beside that, [`Reach`] tells what documents could grant at all, for reports; it decides nothing.
//!
//! Invariants:
//! - A decision is total: nothing fails, panics, recurses or reads anything but its arguments, and
//!   its work is bounded by the lengths of the request and of the policies.
//! - What cannot be understood never allows and always denies.
//! - An explicit deny wins, whatever the order of policies and statements.
//! - A traced decision is the decision that is made without a trace.
//! - A key of the context is asked for when a condition or variable reads it, and not before.
//!
//! ```
//! use std::sync::Arc;
//!
//! use iamd_policy::{
//!     Document, DocumentKind, NoTrace, Policies, PolicySource, Principal, PolicySet, Request,
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
//! let identity = PolicySet::new([(source, Arc::new(document.compile()))]);
//! let bob = "arn:aws:iam::123456789012:user/Bob";
//! let policies = Policies::of(Principal::user(bob)).with_identity(&identity);
//!
//! let context: &[(&str, Value<'_>)] = &[("aws:username", "Bob".into())];
//! let request = Request::new("iam:CreateAccessKey", bob, &context);
//! let decision = decide(&request, &policies, &mut NoTrace);
//! assert!(decision.is_allowed());
//! assert_eq!(decision.statement.unwrap().sid(), Some("OwnKeys"));
//! # Ok::<(), iamd_policy::DocumentError>(())
//! ```

mod arn_segments;
mod compile;
mod date;
mod decide;
mod decision;
mod denial;
mod document;
mod generated;
mod glob;
mod json;
mod network;
mod number;
mod operator;
mod policy_set;
mod position;
mod principal;
mod reach;
mod request;
mod source;
mod trace;

pub use compile::Compiled;
pub use decide::{Policies, decide};
pub use decision::{Decision, Layer, Outcome};
pub use denial::{bare_denial_text, denial_text};
pub use document::{
    ConditionBlock, ConditionKey, ConditionOperator, ConditionValue, Document, DocumentError,
    DocumentErrorCode, DocumentFault, DocumentKind, Effect, EffectWord, Located, NamedEntity,
    NamedPrincipal, Patterns, PrincipalElement, PrincipalKind, Principals, ResourcePolicyFault,
    SizeQuota, Statement, Version, counted_bytes,
};
pub use policy_set::PolicySet;
pub use position::{Position, Span};
pub use principal::{Principal, PrincipalType};
pub use reach::Reach;
pub use request::{Context, NoContext, Request, Scalar, ScalarText, Value};
pub use source::{PolicySource, SourceKind, StatementRef};
pub use trace::{
    Check, Element, NoTrace, Says, Seen, Trace, TracedCheck, TracedLayer, TracedStatement, Tracer,
};
