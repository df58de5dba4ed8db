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
//!
//! Permit ─ issue_session ─▶ temporary credentials with a sealed Token, which the Authenticator opens
//! Denial ─ denial_message ─ seal_message ─▶ a text that open_message opens, for who may decode it
//! ```
//!
//! # Invariants
//! - Nothing is read or changed for a caller without a [`Permit`], and only a positive decision
//!   makes one. An operation on a list may ask for its items alone: then its own permit opens
//!   nothing, and each item has one or a refusal.
//! - Every operation, allowed, failed or denied, leaves one audit event before its answer.
//! - What temporary credentials may never call is refused before any policy is asked, by one table.
//! - A code of an MFA device is used up after all decisions and before the operation: once, and for
//!   nobody who is denied.
//! - What a port cannot answer denies.
//! - A denial is decided a second time, with a trace; what is allowed is decided once.
//! - Temporary credentials are made for a [`Permit`] alone, and a role's for the very role that was
//!   decided on. Nothing of them is kept: a [`Token`] holds all that they are, sealed.
//!
//! # Entry points
//! [`Authenticator::authenticate`], [`Authenticator::authenticate_s3`],
//! [`Authenticator::authenticate_form`], [`Guard::perform`], [`issue_session`], [`seal_message`] and
//! [`open_message`]; the ports [`Credentials`], [`SealingKeys`], [`MfaDevices`], [`Policies`],
//! [`Resources`] and [`Audit`].

mod audit;
mod authenticate;
mod authorize;
mod call;
mod caller;
mod compression;
mod context;
mod message;
pub mod mfa;
mod perform;
mod permit;
mod ports;
mod principal;
mod session;
mod session_rules;
mod system;
mod target;
mod token;

pub use audit::{Audit, AuditError, AuditEvent, Denial, FurtherDecision};
pub use authenticate::{
    Authenticated, AuthenticationError, Authenticator, Evidence, Form, FormAuthenticated,
    FormPolicyError, LengthRange, S3Authenticated,
};
pub use call::{Call, RequestFacts, SignatureFacts, SignatureKind, TlsFacts};
pub use caller::Caller;
pub use message::{
    MESSAGE_CHARACTERS_MAX, MessageFault, denial_message, open_message, seal_message,
};
pub use mfa::{MfaFault, MfaProof, MfaStep};
pub use perform::{Guard, Perform};
pub use permit::{Permit, PermitMismatch};
pub use ports::{
    CallerPolicies, Credential, Credentials, KeyUse, MfaDevices, Policies, PortError, Ports,
    Resources, SealingKeys, Unresolved, Used,
};
pub use principal::{
    FederatedUserFacts, Principal, RoleFacts, RoleSessionFacts, RootUserFacts, UserFacts,
};
pub use session::{Session, SessionKind, SessionOwner};
pub use session_rules::UnfitCredentials;
pub use system::{SystemReason, SystemWork};
pub use target::{Fact, Further, Requirements, Resource, Target};
pub use token::{
    Inherited, IssueError, Issued, IssuedSubject, Issues, NewSession, PackedPolicyTooLarge,
    SealTokenError, TOKEN_CHARACTERS_MAX, Token, TokenFault, TokenRefusals, fresh_secret,
    issue_session,
};
