//! The operations of AWS IAM on plain types.
//!
//! [`Iam`] implements [`Perform`](iamd_auth::Perform) for every operation that iamd performs: what
//! the operation asks of policies, and what it does once that is granted. Each operation, or small
//! family, has a file of its own in `operations/`.
//!
//! What this crate deliberately is not: it knows no HTTP and no XML, holds no state, and makes no
//! decision. The directory has the state and its invariants, `iamd_auth` the decisions.
//!
//! # Invariants
//! - The directory's errors become AWS's in one place, the module `error`.
//! - A member of an input whose effect is not built yet is refused, never ignored.

mod error;
mod input;
mod operations;
mod output;
mod qr_code;
mod service;

pub use service::Iam;
