//! The operations of AWS STS on plain types.
//!
//! [`Sts`] implements [`Perform`](iamd_auth::Perform) for every operation that iamd performs. What
//! this crate deliberately is not: it knows no HTTP and no XML, holds no state, and makes no
//! decision. It seals no token either: it checks what is asked of a session, and
//! [`iamd_auth::issue_session`] makes one for who has a permit.
//!
//! ```text
//! requirements: tags, policies, durations that are wrong for everybody ─ what is decided on
//!                                                                            │ Permit
//! run: what only the role or the account can tell ─ issue_session ─ Credentials ◀┘
//! ```
//!
//! # Invariants
//! - Who is assumed, and in whose account, comes from the permit and never from the input.
//! - A token that tells others who somebody is says nothing that was not proven, and never outlives the
//!   session that asked for it.
//! - A session is written down nowhere: issuing one commits nothing. Only an MFA code leaves a
//!   trace, before this crate is asked.
//! - A member whose effect is not built yet is refused.
//!
//! # Entry points
//! [`Sts::new`].

mod error;
mod operations;
mod service;
mod session;
mod web_identity;

pub use service::Sts;
