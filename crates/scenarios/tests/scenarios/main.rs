//! The programs from beginning to end, against a fake of the service in the same process.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a failed test may panic"
)]

mod access_keys;
mod account;
mod all;
mod fake;
mod federated_url;
mod mfa;
mod users;
