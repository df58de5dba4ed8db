//! The operations of Amazon S3 on plain types.
//!
//! [`S3`] implements [`Perform`](iamd_auth::Perform) for every operation that iamd performs: what it
//! asks of the policies, and what it does once that is granted. Bucket records are the directory's,
//! bytes are those of `iamd_objects`; both ask for the permit.
//!
//! What this crate deliberately is not: it knows no HTTP and no XML, holds no state, and makes no
//! decision.
//!
//! ```text
//! input ─ requirements ─▶ Guard ─ permit ─▶ run ─┬─ directory: the bucket's record
//!                                                └─ objects: bytes, versions, listings
//! ```
//!
//! # Entry points
//! [`S3`]; the inputs and outputs beside their operations in `operations/`; [`Ports`], which tells
//! decisions what a bucket or an object is; [`LifecycleKeeper`], which does what lifecycle rules say.

mod acl;
mod conditions;
mod copy_source;
mod customer_key;
mod error;
mod expiration;
mod http_date;
mod lifecycle;
mod object_address;
mod object_settings;
mod on_bucket;
mod operations;
mod payload;
mod ports;
mod service;
mod tags;
mod upload_address;

pub use acl::{Acl, AclHeaders, Grant, PutAcl};
pub use conditions::{ETags, ReadConditions, delete_condition, write_condition};
pub use copy_source::CopySource;
pub use customer_key::{CustomerKey, CustomerKeyHeaders};
pub use iamd_directory::{
    BucketEntry, BucketPolicyStatus, CorsRule, Expiration, FilterForm, Lifecycle, LifecycleFilter,
    LifecycleRule, NoncurrentExpiration, NoncurrentTransition, PublicAccessBlock, Transition,
};
pub use iamd_objects::{
    BodyError, Checksum, ChecksumAlgorithm, ChecksumType, Deleted, ETag, ListedObject,
    ListedVersion, Metadata, ObjectBody, ObjectChecksum, ObjectInfo, ObjectPart, PartsPage,
    VersionMarker, WriteCondition,
};
pub use lifecycle::{Abortion, LifecycleKeeper, LifecycleRun};
pub use object_address::ObjectAddress;
pub use object_settings::{AppliedEncryption, ObjectSettings};
pub use on_bucket::OnBucket;
pub use operations::*;
pub use payload::{Body, ClaimedDigests, Payload, Trailers};
pub use ports::Ports;
pub use service::{S3, S3Parts};
pub use upload_address::UploadAddress;
