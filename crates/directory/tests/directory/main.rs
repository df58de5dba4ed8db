//! The directory by itself: what a permit is good for, what lies in the store, what an engine on a
//! disk makes of many writers.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics is a test that fails"
)]

mod account_aliases;
mod accounts;
mod boundaries;
mod bucket_policies;
mod bucket_world;
mod buckets;
mod console_sessions;
mod damage;
mod damaged_accounts;
mod fresh_policies;
mod group_storms;
mod groups;
mod holder_world;
mod holders;
mod instance_profiles;
mod login_profiles;
mod mfa_codes;
mod mfa_devices;
mod mfa_world;
mod own_passwords;
mod password_expiry;
mod password_policy;
mod password_storms;
mod password_world;
mod permits;
mod policy_sets;
mod provider_permits;
mod provider_storms;
mod provider_world;
mod resealing;
mod role_permits;
mod role_storms;
mod role_use;
mod role_world;
mod roles;
mod sealing_keys;
mod secrets;
mod service_linked_roles;
mod sessions;
mod sign_in;
mod storms;
mod trust_policies;
mod verify;
mod whole_world;
mod world;
