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
//!
//! password, code ── SignIn ─────────────────────┐
//! Token ─ issue_signin_token ─▶ a sealed text ──┴─▶ SignedIn ─▶ a console session, known by a cookie
//! cookie ─ visit ─▶ Visitor, with a Caller;   switch_role ─ AssumeRole ─▶ Switched ─▶ the same, as a role
//! ```
//!
//! # Invariants
//! - Nothing is read or changed for a caller without a [`Permit`], and only a positive decision
//!   makes one. An operation on a list may ask for its items alone: then its own permit opens
//!   nothing, and each item has one or a refusal.
//! - Every operation, allowed, failed or denied, leaves one audit event before its answer, and is
//!   noted as an attempt of its user or role.
//! - What temporary credentials may never call is refused before any policy is asked, by one table.
//! - A code of an MFA device is used up after all decisions and before the operation: once, and for
//!   nobody who is denied.
//! - What a port cannot answer denies.
//! - A denial is decided a second time, with a trace; what is allowed is decided once.
//! - Temporary credentials are made for a [`Permit`] alone, and a role's for the very role that was
//!   decided on. Nothing of them is kept: a [`Token`] holds all that they are, sealed.
//! - A console session begins for a [`SignedIn`] alone, which is made for who showed a password, a
//!   code if there is a device, or a sign-in token; and acts as a role for a [`Switched`] alone.
//! - Every attempt to sign in that names somebody leaves one event before its answer; attempts that
//!   have to wait leave one for each wait.
//! - Wrong accounts, names and passwords get one answer, and wait alike.
//!
//! # Entry points
//! [`Authenticator::authenticate`], [`Authenticator::authenticate_s3`],
//! [`Authenticator::authenticate_form`], [`Guard::perform`], [`issue_session`], [`seal_message`] and
//! [`open_message`]; [`SignIn`], [`issue_signin_token`], [`begin_federated_session`], [`visit`] and
//! [`switch_role()`]; the ports [`Credentials`], [`TokenKeys`], [`MfaDevices`], [`Policies`],
//! [`Resources`], [`Passwords`], [`ConsoleSessions`] and [`Audit`].

mod access;
mod audit;
mod authenticate;
mod authorize;
mod call;
mod caller;
mod compression;
mod console_session;
mod context;
mod decisions;
mod federation;
mod generated_password;
mod message;
pub mod mfa;
mod network;
mod pace;
mod parameters;
mod perform;
mod permit;
mod ports;
mod principal;
mod sealed;
mod session;
mod session_rules;
mod sign_in;
mod switch_role;
mod system;
mod target;
mod token;
mod visitor;

pub use access::{Access, AccessedBy};
pub use audit::{
    Audit, AuditError, AuditEvent, Denial, FurtherDecision, SignInEvent, SignInFailure, SignInKind,
    SignInSubject, UnprovedEvent, claimed_access_key,
};
pub use authenticate::{
    Authenticated, AuthenticationError, Authenticator, Evidence, Form, FormAuthenticated,
    FormPolicyError, LengthRange, S3Authenticated, Unproved, UnprovedCounts,
};
pub use call::{Call, RequestFacts, SignatureFacts, SignatureKind, TlsFacts};
pub use caller::Caller;
pub use console_session::{ConsoleSession, ConsoleSessionId, PasswordStamp, SwitchedRole};
pub use decisions::DecisionCounts;
pub use federation::{
    FederationCredentials, FederationRefusal, SESSION_DURATION_SECONDS, begin_federated_session,
    issue_signin_token,
};
pub use generated_password::{GENERATED_PASSWORD_CHARACTERS, generated_password};
pub use message::{
    MESSAGE_CHARACTERS_MAX, MessageFault, denial_message, open_message, seal_message,
};
pub use mfa::{MfaFault, MfaProof, MfaStep};
pub use network::Network;
pub use pace::Pace;
pub use parameters::{parameters_without_secrets, without_secret_keys};
pub use perform::{Guard, Perform, Refused};
pub use permit::{Permit, PermitMismatch};
pub use ports::{
    Busy, CallerPolicies, ConsolePorts, ConsoleSessions, Credential, Credentials, KeyUse,
    MfaDevices, Passwords, Policies, PortError, Ports, Resources, TokenKeys, Unresolved, Used,
};
pub use principal::{
    FederatedUserFacts, Principal, RoleFacts, RoleSessionFacts, RootUserFacts, UserFacts,
};
pub use session::{Session, SessionKind, SessionOwner};
pub use session_rules::UnfitCredentials;
pub use sign_in::{
    CodeAttempt, PasswordAttempt, PasswordHolder, PasswordState, PendingSignIn, SignIn, SignInName,
    SignInRefusal, SignInStep, SignedIn, Switched, renew_with_new_password,
};
pub use switch_role::{RoleWish, switch_back, switch_role};
pub use system::{SystemReason, SystemWork};
pub use target::{Fact, Further, Requirements, Resource, Target};
pub use token::{
    Inherited, IssueError, Issued, IssuedSubject, Issues, NewSession, PackedPolicyTooLarge,
    SealTokenError, TOKEN_CHARACTERS_MAX, Token, TokenFault, TokenRefusals, fresh_secret,
    issue_session,
};
pub use visitor::{Visit, Visitor, sign_out, visit};
