//! The directory by itself: what a permit is good for, what lies in the store, what an engine on a
//! disk makes of many writers.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics is a test that fails"
)]

mod accounts;
mod bucket_policies;
mod bucket_world;
mod buckets;
mod damage;
mod permits;
mod policy_sets;
mod secrets;
mod storms;
mod world;
