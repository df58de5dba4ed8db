//! How an upload in parts becomes an object.
//!
//! ```text
//! 1. the upload notes that it is being completed      (a part that comes now takes that back)
//! 2. its parts are read and compared with the caller's list
//! 3. a long manifest is written, record by record      (removed again if nothing comes of it)
//! 4. one transaction: the object names the manifest, the upload is gone; it fails if a part came
//! 5. later, in batches: the records of the parts go, and the parts that were not listed
//! ```

mod manifest;
mod whole;

use iamd_api::s3::CompleteMultipartUpload;
use iamd_auth::Permit;
use iamd_ident::{BucketId, ObjectKey};
use iamd_store::{Key, KeyRange, Revision};

use self::{
    manifest::{Manifest, chunk_bytes},
    whole::{Whole, check_order, is_as_listed},
};
use crate::{
    Checksum, ChecksumType, ETag, Error, Objects, UploadId, Versioning, WriteCondition, Written,
    draft::{load, parse, transact},
    keyspace,
    line::Line,
    permits::bucket_of_object,
    records::{
        BodyRecord, ManifestId, ManifestIndex, ObjectRecord, PartRecord, TrashRecord, UploadRecord,
        What,
    },
    uploads::{part_number, read_upload},
};

/// LIMIT: how many records of parts are read at once.
const CHUNK_MAX: usize = 1000;

/// How often completing is tried anew because parts go on coming.
const ATTEMPTS_MAX: usize = 16;

/// What an upload is to become.
#[derive(Clone, Debug, Default)]
pub struct Completion {
    /// The parts that make up the object, in order.
    pub parts: Vec<CompletedPart>,
    /// The checksum of the whole, if the caller says one.
    pub checksum: Option<Checksum>,
    /// What it is made of, if the caller says so.
    pub checksum_type: Option<ChecksumType>,
    /// The size of the whole, if the caller says it.
    pub bytes: Option<u64>,
    /// What the bucket does with versions.
    pub versioning: Versioning,
    /// What must hold.
    pub condition: Option<WriteCondition>,
}

/// A part as the caller knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompletedPart {
    /// Its number.
    pub number: u32,
    /// Its ETag.
    pub etag: ETag,
    /// Its checksum, if the caller says one.
    pub checksum: Option<Checksum>,
}

/// An upload that somebody completes.
struct Upload<'a> {
    bucket: &'a BucketId,
    key: &'a ObjectKey,
    id: &'a UploadId,
    place: Key,
}

impl Objects {
    /// Makes an object of an upload. Who asks again for an upload that has become the object gets
    /// the same answer.
    ///
    /// # Errors
    /// There is no such upload, the parts are not those that are there, or a condition does not
    /// hold. The upload stays.
    pub async fn complete_upload(
        &self,
        permit: Permit<CompleteMultipartUpload>,
        key: &ObjectKey,
        upload: &UploadId,
        completion: &Completion,
    ) -> Result<Written, Error> {
        let bucket = bucket_of_object(&permit, key)?;
        check_order(&completion.parts)?;
        let upload = Upload {
            bucket: &bucket,
            key,
            id: upload,
            place: keyspace::upload(&bucket, key, upload)?,
        };
        for _ in 0..ATTEMPTS_MAX {
            match self.attempt(&upload, completion).await {
                Ok(Some(written)) => return Ok(written),
                Ok(None) => {}
                Err(Error::NoSuchUpload) => return self.completed_before(&upload).await,
                Err(error) => return Err(error),
            }
        }
        Err(Error::Contended)
    }

    /// `None` if a part came meanwhile.
    async fn attempt(
        &self,
        upload: &Upload<'_>,
        completion: &Completion,
    ) -> Result<Option<Written>, Error> {
        let (record, revision) = self.announce(upload).await?;
        let parts = self.listed_parts(upload.id, &completion.parts).await?;
        let whole = Whole::new(&record, &parts, completion, self.limits().part_bytes_min)?;
        let index = ManifestIndex {
            id: ManifestId::random(self.random()),
            parts: u32::try_from(parts.len()).unwrap_or(u32::MAX),
            chunks: chunk_bytes(&parts),
        };
        let manifest = self.write_manifest(&index, parts).await?;
        let object = ObjectRecord {
            bytes: whole.bytes,
            etag: whole.etag,
            metadata: record.metadata,
            tags: record.tags,
            checksum: whole.checksum,
            key: record.key,
            body: BodyRecord::Parts(index),
            upload: Some(upload.id.clone()),
        };
        let told = self.make_visible(upload, revision, &manifest, completion, &object);
        let told = told.await;
        // While it is not known whether the object names the manifest, it stays, and the next
        // start looks.
        let is_needless = match &told {
            Ok(written) => written.is_none(),
            Err(error) => !error.is_in_doubt(),
        };
        if is_needless && let Manifest::Long(entry) = &manifest {
            self.discard_manifest(entry, object.manifest()).await;
        }
        told
    }

    /// Notes in the upload that it is being completed, unless somebody has. From now on a part that
    /// comes changes the upload's record, so the revision tells whether the parts are the same.
    async fn announce(&self, upload: &Upload<'_>) -> Result<(UploadRecord, Revision), Error> {
        let found: Option<(UploadRecord, _)> = load(self.store(), &upload.place).await?;
        let found = found.ok_or(Error::NoSuchUpload)?;
        if found.0.is_completing {
            return Ok(found);
        }
        Ok(transact!(self, |draft| {
            draft.in_bucket(upload.bucket).await?;
            let mut record = read_upload(&mut draft, &upload.place).await?;
            record.is_completing = true;
            draft.put(upload.place.clone(), &record)?;
            Ok(record)
        }))
    }

    /// The parts that the caller lists, as they are there.
    async fn listed_parts(
        &self,
        upload: &UploadId,
        listed: &[CompletedPart],
    ) -> Result<Vec<(u16, PartRecord)>, Error> {
        let mut found = Vec::with_capacity(listed.len());
        let mut wanted = listed.iter().peekable();
        let mut range = KeyRange::under(&keyspace::parts(upload)?);
        'chunks: loop {
            let stored = self.store().scan(&range, CHUNK_MAX).await?;
            let Some((last, _)) = stored.last() else {
                break;
            };
            range = range.after(last);
            for (place, stored) in &stored {
                let number = part_number(place)?;
                let Some(next) = wanted.peek() else {
                    break 'chunks;
                };
                if u32::from(number) != next.number {
                    continue;
                }
                let (part, _) = parse::<PartRecord>(stored)?;
                if !is_as_listed(&part, next) {
                    break 'chunks;
                }
                found.push((number, part));
                wanted.next();
            }
        }
        match wanted.peek() {
            None => Ok(found),
            Some(missing) => Err(Error::InvalidPart {
                number: missing.number,
            }),
        }
    }

    /// The one transaction that makes the object. `None` if a part came meanwhile.
    async fn make_visible(
        &self,
        upload: &Upload<'_>,
        revision: Revision,
        manifest: &Manifest,
        completion: &Completion,
        object: &ObjectRecord,
    ) -> Result<Option<Written>, Error> {
        let (version, _) = transact!(self, |draft| {
            let mut line = Line::open(&mut draft, upload.bucket, upload.key).await?;
            line.check(completion.condition.as_ref())?;
            let found = self.store().get(&upload.place).await?;
            let found = found.ok_or(Error::NoSuchUpload)?;
            if found.revision != revision {
                return Ok(None);
            }
            draft.expect(upload.place.clone(), revision);
            draft.delete(upload.place.clone());
            match manifest {
                Manifest::Long(entry) => draft.delete(entry.clone()),
                Manifest::Short(records) => {
                    for (place, record) in records {
                        draft.put_bytes(place.clone(), record.clone());
                    }
                }
            }
            draft.throw_away(TrashRecord::Upload {
                id: upload.id.clone(),
                manifest: object.manifest(),
            });
            let what = What::Object(Box::new(object.clone()));
            let pushed = line.push(&mut draft, self, completion.versioning, what);
            Ok(Some(pushed.await?))
        });
        Ok(version.map(|version| Written::new(&version, object)))
    }

    /// What was answered when this upload became the object that is there.
    async fn completed_before(&self, upload: &Upload<'_>) -> Result<Written, Error> {
        let found = self.find(upload.bucket, upload.key, None).await?;
        let version = found.ok_or(Error::NoSuchUpload)?.version;
        match version.object() {
            Some(object) if object.upload.as_ref() == Some(upload.id) => {
                Ok(Written::new(&version, object))
            }
            _ => Err(Error::NoSuchUpload),
        }
    }
}
