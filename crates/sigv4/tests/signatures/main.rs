//! Signatures that others made, requests that must be refused, and the laws of signing.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

mod cache;
mod clients;
mod credentials;
mod laws;
mod refusals;
mod request;
mod test_suite;
