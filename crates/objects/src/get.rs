//! Finding an object, and what is known of it.

use iamd_auth::{Permit, SystemWork};
use iamd_ident::{BucketId, ObjectKey, Tag, Timestamp, VersionId};
use iamd_store::KeysInUse;

use crate::{
    CustomerKey, ETag, Encryption, Error, Metadata, ObjectChecksum, ObjectReader, Objects,
    draft::{load, load_from},
    keyspace,
    permits::{Reads, bucket_of_object, check_unchanged},
    reading::Held,
    records::{BodyRecord, HeadRecord, ObjectRecord, VersionPlace, VersionRecord, What},
};

/// What is known of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectInfo {
    /// Its key.
    pub key: ObjectKey,
    /// Its version.
    pub version: VersionId,
    /// Whether that is the newest one.
    pub is_latest: bool,
    /// When it was written, to the millisecond.
    pub modified: Timestamp,
    /// Its size.
    pub bytes: u64,
    /// Its ETag.
    pub etag: ETag,
    /// What its writer said about it.
    pub metadata: Metadata,
    /// Its tags.
    pub tags: Vec<Tag>,
    /// Its checksum, if one was kept.
    pub checksum: Option<ObjectChecksum>,
    /// How many parts it was uploaded in; none if it came in one piece.
    pub part_count: Option<u32>,
    /// Who holds its key.
    pub encryption: Encryption,
}

impl ObjectInfo {
    fn new(key: &ObjectKey, found: &Found, object: &ObjectRecord) -> Self {
        Self {
            key: key.clone(),
            version: found.version.id(),
            is_latest: found.is_latest,
            modified: found.version.modified(),
            bytes: object.bytes,
            etag: object.etag.clone(),
            metadata: object.metadata.clone(),
            tags: object.tags.clone(),
            checksum: object.checksum.clone(),
            part_count: match &object.body {
                BodyRecord::Blob(_) => None,
                BodyRecord::Parts(manifest) => Some(manifest.parts),
            },
            encryption: object.key.encryption(),
        }
    }
}

/// What decisions need to know of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectFacts {
    /// Its version.
    pub version: VersionId,
    /// Whether it is a delete marker, so that readers find nothing.
    pub is_delete_marker: bool,
    /// When it was written.
    pub modified: Timestamp,
    /// Its size.
    pub bytes: u64,
    /// Its tags.
    pub tags: Vec<Tag>,
}

/// A version that was found.
pub(crate) struct Found {
    pub(crate) version: VersionRecord,
    pub(crate) is_latest: bool,
}

impl Objects {
    /// An object, ready to be read. The permit is used up; the reader is for this one version.
    ///
    /// # Errors
    /// There is none, it is a delete marker, or the customer's key is not the right one.
    pub async fn get<O: Reads>(
        &self,
        permit: Permit<O>,
        key: &ObjectKey,
        version: Option<&VersionId>,
        customer: Option<&CustomerKey>,
    ) -> Result<ObjectReader, Error> {
        let bucket = bucket_of_object(&permit, key)?;
        loop {
            let keys = self.keys();
            let get = self.get_with(&keys, (&permit, &bucket), (key, version), customer);
            let got = get.await;
            if !self.is_due_again(&keys, &got) {
                return got;
            }
        }
    }

    async fn get_with<O: Reads>(
        &self,
        keys: &KeysInUse,
        (permit, bucket): (&Permit<O>, &BucketId),
        (key, version): (&ObjectKey, Option<&VersionId>),
        customer: Option<&CustomerKey>,
    ) -> Result<ObjectReader, Error> {
        let mut found = self.find_object(bucket, key, version).await?;
        let mut held = Held::No;
        if O::READS_BYTES || found.version.is_in_parts() {
            (found, held) = self.hold_found(bucket, key, version, found).await?;
        }
        let Some(object) = found.version.object() else {
            return Err(Error::NoSuchKey);
        };
        check_unchanged(permit, object)?;
        let data_key = object.key.open(customer, bucket, keys.ring())?;
        let info = ObjectInfo::new(key, &found, object);
        let place = (self.clone(), bucket.clone());
        Ok(ObjectReader::new(
            place,
            info,
            object.body.clone(),
            data_key,
            held,
        ))
    }

    /// What decisions need to know of an object, if it is there.
    ///
    /// # Errors
    /// The index cannot be read.
    pub async fn facts(
        &self,
        _: &SystemWork,
        bucket: &BucketId,
        key: &ObjectKey,
        version: Option<&VersionId>,
    ) -> Result<Option<ObjectFacts>, Error> {
        let found = self.find(bucket, key, version).await?;
        Ok(found.map(|found| {
            let object = found.version.object();
            ObjectFacts {
                version: found.version.id(),
                is_delete_marker: object.is_none(),
                modified: found.version.modified(),
                bytes: object.map_or(0, |object| object.bytes),
                tags: object.map(|object| object.tags.clone()).unwrap_or_default(),
            }
        }))
    }

    /// A version of an object, which is no delete marker.
    pub(crate) async fn find_object(
        &self,
        bucket: &BucketId,
        key: &ObjectKey,
        version: Option<&VersionId>,
    ) -> Result<Found, Error> {
        let found = self.find(bucket, key, version).await?;
        let found = found.ok_or(match version {
            None => Error::NoSuchKey,
            Some(_) => Error::NoSuchVersion,
        })?;
        match found.version.what {
            What::Object(_) => Ok(found),
            What::DeleteMarker => Err(Error::DeleteMarker {
                version: found.version.id(),
                modified: found.version.modified(),
                is_named: version.is_some(),
            }),
        }
    }

    pub(crate) async fn find(
        &self,
        bucket: &BucketId,
        key: &ObjectKey,
        version: Option<&VersionId>,
    ) -> Result<Option<Found>, Error> {
        let current = keyspace::current(bucket, key)?;
        let Some(id) = version else {
            let head: Option<(HeadRecord, _)> = load(self.store(), &current).await?;
            return Ok(head.map(|(head, _)| Found {
                version: head.newest,
                is_latest: true,
            }));
        };
        // Of one moment: a version moves between the two records when another one comes or goes.
        let snapshot = self.store().snapshot().await?;
        let Some(head) = load_from::<HeadRecord>(&snapshot, &current).await? else {
            return Ok(None);
        };
        if head.newest.has_id(id) {
            return Ok(Some(Found {
                version: head.newest,
                is_latest: true,
            }));
        }
        let place = match (id.is_null(), head.null) {
            (false, _) => VersionPlace::of(id),
            (true, Some(place)) => place,
            (true, None) => return Ok(None),
        };
        let place = keyspace::version(bucket, key, &place)?;
        let older: Option<VersionRecord> = load_from(&snapshot, &place).await?;
        let found = older.filter(|version| version.has_id(id));
        Ok(found.map(|version| Found {
            version,
            is_latest: false,
        }))
    }
}
