//! The service as its callers know it: every operation through `Guard::perform`, over a store in
//! memory, with a clock that stands still and chance that repeats itself.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that panics is a test that fails"
)]

mod access_keys;
mod attachments;
mod audit;
mod aws_policies;
mod concurrency;
mod decisions;
mod documents;
mod inline_policies;
mod last_use;
mod matrix;
mod operations;
mod pages;
mod policies;
mod policy_versions;
mod races;
mod requirements;
mod tags;
mod users;
mod world;
