//! The operations, one file each, or one for a small family.

mod access_keys;
mod attached_user_policies;
mod create_policy;
mod create_user;
mod delete_policy;
mod delete_user;
mod get_access_key_last_used;
mod get_policy;
mod get_user;
mod list_entities_for_policy;
mod list_policies;
mod list_users;
mod policy_tags;
mod policy_versions;
mod update_user;
mod user_policies;
mod user_tags;
