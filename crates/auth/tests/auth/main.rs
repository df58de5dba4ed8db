//! Callers, permits and the one place where operations run, with doubles for the floors above.

#![expect(
    clippy::unwrap_used,
    reason = "a test that panics is a test that fails"
)]

mod authenticate;
mod doubles;
mod guard;
mod permits;
