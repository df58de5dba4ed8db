//! Signatures that others made, requests that must be refused, and the laws of signing.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod clients;
mod laws;
mod refusals;
mod request;
mod test_suite;
