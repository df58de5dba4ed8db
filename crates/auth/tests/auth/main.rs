//! Callers, permits and the one place where operations run, with doubles for the floors above.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that panics is a test that fails"
)]

mod assuming;
mod attempts;
mod authenticate;
mod doubles;
mod explained;
mod federation;
mod forms;
mod guard;
mod limits;
mod mfa;
mod permits;
mod s3;
mod several;
mod sign_in;
mod switching;
mod tokens;
mod visiting;
