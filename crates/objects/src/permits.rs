//! Which permits open which verbs, and whether one is for what it is shown for.

use iamd_api::{
    Action,
    s3::{
        CompleteMultipartUpload, CopyObject, GetObject, GetObjectAttributes, HeadObject,
        ListObjects, ListObjectsV2, PostObject, PutObject, UploadPart, UploadPartCopy,
    },
};
use iamd_auth::{Permit, PermitMismatch};
use iamd_ident::{BucketId, ObjectKey};

use crate::{Error, records::ObjectRecord};

mod sealed {
    pub trait Sealed {}
}

/// Operations that may read an object.
pub trait Reads: Action + sealed::Sealed {
    /// Whether they read its bytes, and not only what is known of it.
    const READS_BYTES: bool;
}

/// Operations that may write an object in one piece.
pub trait Writes: Action + sealed::Sealed {}

/// Operations that may write a part of an upload.
pub trait WritesParts: Action + sealed::Sealed {}

/// Operations on an upload that was begun.
pub trait OnUploads: Action + sealed::Sealed {}

/// Operations that may list the objects of a bucket.
pub trait Lists: Action + sealed::Sealed {}

macro_rules! operations {
    ($($trait:ident: $($marker:ident)*;)*) => {
        $($(
            impl sealed::Sealed for $marker {}
            impl $trait for $marker {}
        )*)*
    };
}

impl sealed::Sealed for GetObject {}
impl Reads for GetObject {
    const READS_BYTES: bool = true;
}

impl sealed::Sealed for HeadObject {}
impl Reads for HeadObject {
    const READS_BYTES: bool = false;
}

impl sealed::Sealed for GetObjectAttributes {}
impl Reads for GetObjectAttributes {
    const READS_BYTES: bool = false;
}

operations! {
    Writes: PutObject CopyObject PostObject;
    WritesParts: UploadPart UploadPartCopy;
    Lists: ListObjects ListObjectsV2;
    OnUploads: CompleteMultipartUpload;
}

impl OnUploads for UploadPart {}
/// The bucket that a permit was decided on, whatever has its name by now.
pub(crate) fn bucket_of<O: Action>(permit: &Permit<O>) -> Result<BucketId, Error> {
    let id = permit.resource_id().and_then(|id| id.parse().ok());
    id.ok_or(Error::PermitWithoutBucket)
}

/// Checks that an object still has the tags that it was decided on with.
///
/// SECURITY: conditions read tags. What took the object's place between the decision and the act may
/// have tags that forbid it.
pub(crate) fn check_unchanged<O: Action>(
    permit: &Permit<O>,
    object: &ObjectRecord,
) -> Result<(), Error> {
    if permit.object_tags() == object.tags {
        Ok(())
    } else {
        Err(Error::Changed)
    }
}

/// The bucket of a permit that is for this very key.
///
/// INVARIANT: names of buckets have no slash, so what stands behind the first one is the key.
pub(crate) fn bucket_of_object<O: Action>(
    permit: &Permit<O>,
    key: &ObjectKey,
) -> Result<BucketId, Error> {
    match permit.resource().split_once('/') {
        Some((_, permitted)) if permitted == key.as_str() => bucket_of(permit),
        _ => Err(Error::Permit(PermitMismatch {
            action: O::ROW.action,
            permitted: permit.resource().to_owned(),
            asked: key.as_str().to_owned(),
        })),
    }
}
