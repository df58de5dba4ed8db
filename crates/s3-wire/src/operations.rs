//! From what `s3s` has parsed to crate `iamd_s3`, and back: a file each, or one for a small family.
//!
//! A function takes [`Asked`](crate::performer::Asked), makes the plain input of it, has
//! [`Performer::perform`](crate::performer::Performer::perform) run the operation, and makes the
//! output of `s3s` of what comes back. It decides nothing.

mod kept;
mod on_bucket;

pub(crate) mod acl;
pub(crate) mod bucket_configurations;
pub(crate) mod bucket_cors;
pub(crate) mod bucket_encryption;
pub(crate) mod bucket_lifecycle;
pub(crate) mod bucket_location;
pub(crate) mod bucket_policy;
pub(crate) mod bucket_settings;
pub(crate) mod bucket_tagging;
pub(crate) mod bucket_versioning;
pub(crate) mod bucket_website;
pub(crate) mod copy_object;
pub(crate) mod create_bucket;
pub(crate) mod delete_bucket;
pub(crate) mod delete_object;
pub(crate) mod get_object;
pub(crate) mod get_object_attributes;
pub(crate) mod head_bucket;
pub(crate) mod list_buckets;
pub(crate) mod list_objects;
pub(crate) mod list_uploads;
pub(crate) mod multipart_upload;
pub(crate) mod object_lock;
pub(crate) mod object_tagging;
pub(crate) mod ownership_controls;
pub(crate) mod public_access_block;
pub(crate) mod put_object;
pub(crate) mod upload_part;
