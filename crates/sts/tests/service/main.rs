//! The service as its callers know it: requests that are signed and verified, through
//! `Guard::perform`, over a store in memory, with a clock that stands still.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test that panics is a test that fails"
)]

mod access_key_info;
mod assume_role;
mod audit;
mod chaining;
mod documents;
mod durations;
mod federation;
mod lives;
mod messages;
mod mfa;
mod refusals;
mod root_and_delegation;
mod session_policies;
mod session_tokens;
mod tags;
mod web_identity_tokens;
mod world;
