//! S3's HTTP.
//!
//! [`Wire::handle`] takes a request, finds out who sent it, has `s3s` parse it, and runs the
//! operation through the guard. What this crate deliberately is not: it decides nothing, keeps
//! nothing, and never believes `s3s` about who calls: `s3s` parses and encodes, no more.
//!
//! ```text
//! Arrival ─ preflight? ─ form? ─ authenticate ─ strip ─ s3s ─ gate ─ operations/ ─▶ Guard ─▶ S3
//!                                     │                  ▲
//!                                     └─ VerifiedBody ───┘  the body, proven while it streams by
//! ```
//!
//! # Invariants
//! - `s3s` acts only for requests with the extension [`Arrived`], which this crate alone makes, and
//!   only for operations of the table; both are the gate's to check.
//! - It sees no `Authorization`, no parameter of a signature, no token.
//! - A body ends without an error only after everything signed of it was seen to be true.
//! - A change runs to its end, client or not.
//!
//! # Entry points
//! [`Wire`], [`WireParts`], [`Arrival`]; what it asks of the server: [`Work`]; of buckets before an
//! operation is known: [`Buckets`].
//!
//! ```
//! use iamd_s3_wire::Hosts;
//!
//! let hosts = Hosts::new(Some("iamd.example"));
//! let bucket = hosts.bucket("photos.s3.iamd.example:4566");
//! assert_eq!(bucket.as_deref(), Some("photos"));
//! assert_eq!(hosts.bucket("localhost:4566"), None);
//! ```

mod answer;
mod arrival;
mod arrived;
mod body;
mod configuration;
mod convert;
mod cors;
mod digest;
mod error;
mod form;
mod gate;
mod gathering;
mod hosts;
mod object_answer;
mod object_headers;
mod operations;
mod performer;
mod ports;
mod query;
mod rewrite;
mod set_aside;
mod subresource;
mod table;
#[cfg(test)]
mod tests;
mod unparsed;
mod wire;
mod xml_text;

pub use answer::Answer;
pub use arrival::{Arrival, BodyStream};
pub use arrived::Arrived;
pub use hosts::Hosts;
pub use ports::{Buckets, CorsRule, Work};
pub use wire::{Wire, WireParts};
