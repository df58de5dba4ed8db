//! The operations of AWS STS on plain types.
//!
//! [`Sts`] implements [`Perform`](iamd_auth::Perform) for every operation that iamd performs. What
//! this crate deliberately is not: it knows no HTTP and no XML, holds no state, and makes no
//! decision.

mod operations;
mod service;

pub use service::Sts;
