//! Signatures that others made, requests that must be refused, and the laws of signing.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

mod bodies;
mod body;
mod body_laws;
mod cache;
mod chunked;
mod clients;
mod credentials;
mod forms;
mod laws;
mod refusals;
mod request;
mod s3_heads;
mod test_suite;
