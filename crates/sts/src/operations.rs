//! The operations, one file each.

mod get_access_key_info;
mod get_caller_identity;
