//! Objects by themselves: what is written is read, versions and conditions are exact, listings are
//! in order, nothing is left behind, and no crash makes any of that untrue.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that panics is a test that fails"
)]

mod buckets;
mod cleaning;
mod completing;
mod conditions;
mod encryption;
mod keys;
mod listings;
mod model;
mod permits;
mod power_loss;
mod reading;
mod rewrapping;
mod uploads;
mod verify;
mod versions;
mod world;
