//! The service as its callers know it: every operation through `Guard::perform`, over a store in
//! memory, with a clock that stands still and chance that repeats itself.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that panics is a test that fails"
)]

mod access_keys;
mod access_reports;
mod account_aliases;
mod account_features;
mod account_quotas;
mod account_summary;
mod attachments;
mod audit;
mod authenticator;
mod authorization_details;
mod aws_policies;
mod boundaries;
mod change_password;
mod concurrency;
mod concurrent_groups;
mod credential_files;
mod credential_reports;
mod decisions;
mod documents;
mod granting_policies;
mod groups;
mod inline_policies;
mod instance_profiles;
mod last_use;
mod login_profiles;
mod matrix;
mod mfa_codes;
mod mfa_devices;
mod oidc_providers;
mod operations;
mod other_credentials;
mod outbound_web_identity;
mod pages;
mod password_policy;
mod policies;
mod policy_versions;
mod provider_decisions;
mod races;
mod races_of_entities;
mod requirements;
mod roles;
mod saml_providers;
mod server_certificates;
mod service_credentials;
mod service_linked_roles;
mod signing_certificates;
mod ssh_public_keys;
mod tags;
mod trust;
mod users;
mod world;
