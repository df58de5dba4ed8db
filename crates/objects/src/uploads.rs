//! Uploads in parts: beginning, parts, giving up. How they become objects is in `complete`.

use iamd_api::s3::{AbortMultipartUpload, CreateMultipartUpload, ListParts};
use iamd_auth::{Permit, SystemWork};
use iamd_ident::{BucketId, ObjectKey, Tag, Timestamp};
use iamd_store::KeyRange;

use crate::{
    Checksum, ChecksumAlgorithm, ChecksumType, ETag, Encryption, Error, Initiator, Metadata,
    Objects, Protection, UploadId,
    draft::{Draft, load, parse, transact},
    keys::KeyRecord,
    keyspace,
    permits::{OnUploads, bucket_of_object},
    records::{PartRecord, TrashRecord, UploadRecord},
};

/// LIMIT: the most parts on a page.
///
/// SOURCE: S3 API Reference, `ListParts`, `max-parts`.
const PAGE_MAX: usize = 1000;

/// What an upload is begun with.
#[derive(Clone, Debug)]
pub struct NewUpload<'a> {
    /// What its writer says about the object.
    pub metadata: Metadata,
    /// The tags of the object.
    pub tags: Vec<Tag>,
    /// What every part is checked with, and what the checksum of the whole is made of.
    pub checksum: Option<(ChecksumAlgorithm, ChecksumType)>,
    /// Who holds the key.
    pub protection: Protection<'a>,
    /// Who begins it.
    pub initiator: Initiator,
}

/// An upload that was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadInfo {
    /// Its id.
    pub id: UploadId,
    /// The key of the object.
    pub key: ObjectKey,
    /// When.
    pub created: Timestamp,
    /// Who began it.
    pub initiator: Initiator,
    /// What its writer says about the object.
    pub metadata: Metadata,
    /// The tags of the object.
    pub tags: Vec<Tag>,
    /// What every part is checked with, and what the checksum of the whole is made of.
    pub checksum: Option<(ChecksumAlgorithm, ChecksumType)>,
    /// Who holds the key.
    pub encryption: Encryption,
}

impl UploadInfo {
    pub(crate) fn new(id: UploadId, key: ObjectKey, record: UploadRecord) -> Self {
        Self {
            id,
            key,
            created: record.created(),
            encryption: record.key.encryption(),
            initiator: record.initiator,
            metadata: record.metadata,
            tags: record.tags,
            checksum: record.checksum,
        }
    }
}

/// A part that was uploaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartInfo {
    /// Its number.
    pub number: u16,
    /// Its size.
    pub bytes: u64,
    /// Its ETag.
    pub etag: ETag,
    /// When it was uploaded.
    pub modified: Timestamp,
    /// Its checksum, by the upload's algorithm.
    pub checksum: Option<Checksum>,
}

impl PartInfo {
    pub(crate) fn new(number: u16, record: PartRecord) -> Self {
        Self {
            number,
            bytes: record.bytes,
            etag: record.etag,
            modified: Timestamp::from_millisecond(record.modified).unwrap_or_default(),
            checksum: record.checksum,
        }
    }
}

/// Which parts are wanted.
#[derive(Clone, Copy, Debug)]
pub struct PartPage {
    /// The number behind which the page begins; 0 for the first.
    pub after: u16,
    /// The most parts on it.
    pub max: usize,
}

/// Some of the parts of an upload.
#[derive(Clone, Debug)]
pub struct PartListing {
    /// The upload.
    pub upload: UploadInfo,
    /// The parts, in order.
    pub parts: Vec<PartInfo>,
    /// The number of the last one, if there are more.
    pub next: Option<u16>,
}

impl Objects {
    /// Begins an upload in parts.
    ///
    /// # Errors
    /// The bucket is gone.
    pub async fn create_upload(
        &self,
        permit: Permit<CreateMultipartUpload>,
        key: &ObjectKey,
        new: NewUpload<'_>,
    ) -> Result<UploadInfo, Error> {
        let bucket = bucket_of_object(&permit, key)?;
        let (_, data_key) =
            KeyRecord::generate(new.protection, &bucket, self.keys().ring(), self.random())?;
        let id = UploadId::new(self.order_now(), self.random());
        let said = (new.metadata, new.tags);
        let record = UploadRecord::new(self.now(), new.initiator, said, new.checksum, data_key);
        let place = keyspace::upload(&bucket, key, &id)?;
        transact!(self, |draft| {
            draft.in_bucket(&bucket).await?;
            draft.put(place.clone(), &record)
        });
        Ok(UploadInfo::new(id, key.clone(), record))
    }

    /// What is known of an upload, for who may add to it or complete it.
    ///
    /// # Errors
    /// There is no such upload.
    pub async fn upload<O: OnUploads>(
        &self,
        permit: &Permit<O>,
        key: &ObjectKey,
        upload: &UploadId,
    ) -> Result<UploadInfo, Error> {
        let bucket = bucket_of_object(permit, key)?;
        let record = self.upload_record(&bucket, key, upload).await?;
        Ok(UploadInfo::new(upload.clone(), key.clone(), record))
    }

    /// The parts of an upload that are there.
    ///
    /// # Errors
    /// There is no such upload.
    pub async fn list_parts(
        &self,
        permit: Permit<ListParts>,
        key: &ObjectKey,
        upload: &UploadId,
        page: PartPage,
    ) -> Result<PartListing, Error> {
        let bucket = bucket_of_object(&permit, key)?;
        let record = self.upload_record(&bucket, key, upload).await?;
        let max = page.max.min(PAGE_MAX);
        let all = keyspace::parts(upload)?;
        let range = KeyRange::under(&all).after(&keyspace::part(upload, page.after)?);
        let stored = self.store().scan(&range, max + 1).await?;
        let mut parts = Vec::with_capacity(stored.len());
        for (place, stored) in &stored {
            let (part, _) = parse::<PartRecord>(stored)?;
            parts.push(PartInfo::new(part_number(place)?, part));
        }
        let is_truncated = parts.len() > max;
        parts.truncate(max);
        let last = parts.last().map_or(page.after, |part| part.number);
        Ok(PartListing {
            upload: UploadInfo::new(upload.clone(), key.clone(), record),
            parts,
            next: is_truncated.then_some(last),
        })
    }

    /// Gives an upload up. Its parts are removed.
    ///
    /// # Errors
    /// There is no such upload.
    pub async fn abort_upload(
        &self,
        permit: Permit<AbortMultipartUpload>,
        key: &ObjectKey,
        upload: &UploadId,
    ) -> Result<(), Error> {
        let bucket = bucket_of_object(&permit, key)?;
        self.give_up(&bucket, key, upload).await
    }

    /// Gives up an upload that has had its time. Says whether it was still there.
    ///
    /// # Errors
    /// The index cannot be read and written.
    pub async fn expire_upload(
        &self,
        _: &SystemWork,
        bucket: &BucketId,
        key: &ObjectKey,
        upload: &UploadId,
    ) -> Result<bool, Error> {
        match self.give_up(bucket, key, upload).await {
            Ok(()) => Ok(true),
            Err(Error::NoSuchUpload) => Ok(false),
            Err(error) => Err(error),
        }
    }

    async fn give_up(
        &self,
        bucket: &BucketId,
        key: &ObjectKey,
        upload: &UploadId,
    ) -> Result<(), Error> {
        let place = keyspace::upload(bucket, key, upload)?;
        transact!(self, |draft| {
            draft.in_bucket(bucket).await?;
            read_upload(&mut draft, &place).await?;
            draft.delete(place.clone());
            draft.throw_away(TrashRecord::Upload {
                id: upload.clone(),
                manifest: None,
            });
            Ok(())
        });
        Ok(())
    }

    pub(crate) async fn upload_record(
        &self,
        bucket: &BucketId,
        key: &ObjectKey,
        upload: &UploadId,
    ) -> Result<UploadRecord, Error> {
        let place = keyspace::upload(bucket, key, upload)?;
        let found: Option<(UploadRecord, _)> = load(self.store(), &place).await?;
        Ok(found.ok_or(Error::NoSuchUpload)?.0)
    }
}

/// The upload, taken for granted by a draft.
pub(crate) async fn read_upload(
    draft: &mut Draft<'_>,
    place: &iamd_store::Key,
) -> Result<UploadRecord, Error> {
    draft.read(place).await?.ok_or(Error::NoSuchUpload)
}

/// Which part a record is.
pub(crate) fn part_number(place: &iamd_store::Key) -> Result<u16, Error> {
    let number = keyspace::last_of(place).parse();
    number.map_err(|error| Error::corrupt("the number of a part", error))
}
