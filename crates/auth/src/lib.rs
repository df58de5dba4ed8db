//! Who is calling, and may they: callers, permits and the one place where operations run.
//!
//! What this crate deliberately is not: it reads no store and knows no wire format. What it needs
//! of the floors above it asks through ports, which they implement; so they can demand
//! [`Permit`]s, and none of them can make one.
//!
//! ```text
//! signature ─ Authenticator ─▶ Caller ─┐
//!                                      ├─ Guard::perform ─ requirements ─ decision ─▶ Permit ─ run
//! facts of the request ────────────────┘                        │                             │
//!                                                               └──────── audit ◀─────────────┘
//! ```
//!
//! # Invariants
//! - Nothing is read or changed for a caller without a [`Permit`], and only a positive decision
//!   makes one. An operation on a list may ask for its items alone: then its own permit opens
//!   nothing, and each item has one or a refusal.
//! - Every operation, allowed, failed or denied, leaves one audit event before its answer.
//! - What a port cannot answer denies.
//! - A denial is decided a second time, with a trace; what is allowed is decided once.
//!
//! # Entry points
//! [`Authenticator::authenticate`], [`Authenticator::authenticate_s3`],
//! [`Authenticator::authenticate_form`], [`Guard::perform`], the ports [`Credentials`], [`Policies`],
//! [`Resources`] and [`Audit`].

mod audit;
mod authenticate;
mod authorize;
mod call;
mod caller;
mod context;
mod perform;
mod permit;
mod ports;
mod system;
mod target;

pub use audit::{Audit, AuditError, AuditEvent, Denial, FurtherDecision};
pub use authenticate::{
    Authenticated, AuthenticationError, Authenticator, Evidence, Form, FormAuthenticated,
    FormPolicyError, LengthRange, S3Authenticated,
};
pub use call::{Call, RequestFacts, SignatureFacts, SignatureKind, TlsFacts};
pub use caller::{Caller, Principal, RootUserFacts, UserFacts};
pub use perform::{Guard, Perform};
pub use permit::{Permit, PermitMismatch};
pub use ports::{
    CallerPolicies, Credential, Credentials, KeyUse, Policies, PortError, Ports, Resources,
    Unresolved,
};
pub use system::{SystemReason, SystemWork};
pub use target::{Fact, Further, Requirements, Resource, Target};
