//! Listing objects as readers see them.

use iamd_auth::Permit;
use iamd_ident::{BucketId, ObjectKey, Timestamp, VersionId};

use super::walk::{Walk, Wanted};
use crate::{
    ChecksumAlgorithm, ChecksumType, ETag, Error, Objects,
    draft::parse,
    keyspace,
    permits::{Lists, bucket_of},
    records::{HeadRecord, VersionRecord},
};

/// Which objects are wanted.
#[derive(Clone, Debug, Default)]
pub struct ListRequest {
    /// What their keys begin with.
    pub prefix: String,
    /// Keys that go on behind the prefix and have this are shown as one common prefix.
    pub delimiter: Option<String>,
    /// Only what comes behind this. If it is a common prefix, nothing that has it.
    pub after: Option<String>,
    /// The most items and common prefixes.
    pub max: usize,
}

/// A page of objects.
#[derive(Clone, Debug, Default)]
pub struct ObjectListing {
    /// The objects, in the order of their keys.
    pub objects: Vec<ListedObject>,
    /// The common prefixes, in order.
    pub common_prefixes: Vec<String>,
    /// `after` for the next page, if there may be more.
    pub next: Option<String>,
}

/// An object on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedObject {
    /// Its key.
    pub key: ObjectKey,
    /// Its version.
    pub version: VersionId,
    /// When it was written.
    pub modified: Timestamp,
    /// Its size; 0 for a delete marker.
    pub bytes: u64,
    /// Its ETag; none for a delete marker.
    pub etag: Option<ETag>,
    /// Its storage class, where that is not `STANDARD`.
    pub storage_class: Option<String>,
    /// Which checksum it has.
    pub checksum: Option<(ChecksumAlgorithm, ChecksumType)>,
}

impl ListedObject {
    pub(super) fn new(key: String, version: &VersionRecord) -> Result<Self, Error> {
        let object = version.object();
        let checksum = object.and_then(|object| object.checksum.as_ref());
        Ok(Self {
            key: key_of(key)?,
            version: version.id(),
            modified: version.modified(),
            bytes: object.map_or(0, |object| object.bytes),
            etag: object.map(|object| object.etag.clone()),
            storage_class: object.and_then(|object| object.metadata.storage_class.clone()),
            checksum: checksum.map(|checksum| (checksum.checksum.algorithm(), checksum.kind)),
        })
    }
}

/// The key that a record is about.
pub(super) fn key_of(key: String) -> Result<ObjectKey, Error> {
    key.try_into()
        .map_err(|error| Error::corrupt("a key of the index", error))
}

impl Objects {
    /// A page of the objects of a bucket.
    ///
    /// # Errors
    /// The index cannot be read.
    pub async fn list<O: Lists>(
        &self,
        permit: Permit<O>,
        request: &ListRequest,
    ) -> Result<ObjectListing, Error> {
        self.list_bucket(&bucket_of(&permit)?, request).await
    }

    async fn list_bucket(
        &self,
        bucket: &BucketId,
        request: &ListRequest,
    ) -> Result<ObjectListing, Error> {
        let snapshot = self.store().snapshot().await?;
        let wanted = Wanted {
            prefix: &request.prefix,
            delimiter: request.delimiter.as_deref(),
            max: request.max,
        };
        let all = keyspace::all_current(bucket)?;
        let mut walk = Walk::begin(&snapshot, all, wanted, request.after.as_deref())?;
        let mut listing = ObjectListing::default();
        if walk.is_of_none() {
            return Ok(listing);
        }
        let (mut shown, mut seen) = (None, None);
        while let Some((key, _, stored)) = walk.next().await? {
            if walk.is_exhausted() {
                listing.next = seen;
                break;
            }
            let (head, _) = parse::<HeadRecord>(&stored)?;
            if head.newest.object().is_none() {
                seen = Some(key);
                continue;
            }
            if walk.is_full() {
                listing.next = shown;
                break;
            }
            if let Some(common) = walk.common_prefix(&key).map(str::to_owned) {
                walk.roll_up(&common)?;
                shown = Some(common);
            } else {
                walk.show();
                listing
                    .objects
                    .push(ListedObject::new(key.clone(), &head.newest)?);
                shown = Some(key);
            }
            seen.clone_from(&shown);
        }
        listing.common_prefixes = walk.common_prefixes;
        Ok(listing)
    }
}
