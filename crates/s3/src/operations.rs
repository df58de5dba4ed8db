//! The operations, a file each or a small family of them.

mod abort_multipart_upload;
mod bucket_abac;
mod bucket_accelerate;
mod bucket_acl;
mod bucket_configurations;
mod bucket_cors;
mod bucket_encryption;
mod bucket_lifecycle;
mod bucket_logging;
mod bucket_metadata_table;
mod bucket_notification;
mod bucket_policy;
mod bucket_replication;
mod bucket_request_payment;
mod bucket_tagging;
mod bucket_versioning;
mod bucket_website;
mod complete_multipart_upload;
mod copy_object;
mod create_bucket;
mod create_multipart_upload;
mod delete_bucket;
mod delete_object;
mod delete_objects;
mod get_object;
mod get_object_attributes;
mod head_bucket;
mod list_buckets;
mod list_multipart_uploads;
mod list_object_versions;
mod list_objects;
mod list_parts;
mod object_acl;
mod object_lock;
mod object_lock_configuration;
mod object_tagging;
mod ownership_controls;
mod public_access_block;
mod put_object;
mod record;
mod upload_part;
mod upload_part_copy;

pub use bucket_configurations::{Configuration, Configurations};
pub use bucket_encryption::EncryptionRule;
pub use bucket_lifecycle::{
    PutExpiration, PutFilter, PutFilterAnd, PutLifecycle, PutLifecycleRule,
    PutNoncurrentExpiration, PutNoncurrentTransition, PutTransition,
};
pub use bucket_notification::PutNotification;
pub use bucket_versioning::PutVersioning;
pub use bucket_website::{PutWebsite, Redirect};
pub use complete_multipart_upload::{
    ClaimedChecksum, CompleteMultipartUploadInput, CompleteMultipartUploadOutput, ListedPart,
};
pub use copy_object::{CopyObjectInput, CopyObjectOutput, Directive};
pub use create_bucket::{CreateBucketInput, CreateBucketOutput, FIRST_REGION};
pub use create_multipart_upload::{CreateMultipartUploadInput, CreateMultipartUploadOutput};
pub use delete_object::DeleteObjectInput;
pub use delete_objects::{DeleteObjectsInput, ObjectDeleted, ObjectToDelete};
pub use get_object::{ByteRange, GetObjectInput, GetObjectOutput, ObjectHead, ToldChecksum};
pub use get_object_attributes::{GetObjectAttributesInput, GetObjectAttributesOutput, ObjectParts};
pub use head_bucket::HeadBucketOutput;
pub use list_buckets::{ListBucketsInput, ListBucketsOutput};
pub use list_multipart_uploads::{ListMultipartUploadsInput, ListMultipartUploadsOutput};
pub use list_object_versions::{ListObjectVersionsInput, ListObjectVersionsOutput};
pub use list_objects::{ListObjectsInput, ListObjectsOutput, ListObjectsV2Input, Listing};
pub use list_parts::{ListPartsInput, ListPartsOutput};
pub use object_acl::ObjectAclInput;
pub use object_tagging::{ObjectTags, PutObjectTaggingInput};
pub use put_object::{PutObjectInput, PutObjectOutput};
pub use upload_part::{UploadPartInput, UploadPartOutput};
pub use upload_part_copy::{UploadPartCopyInput, UploadPartCopyOutput};
