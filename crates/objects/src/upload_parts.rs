//! The parts of an upload, each written as an object is: staged, then put.

use bytes::Bytes;
use futures::Stream;
use iamd_auth::Permit;
use iamd_ident::{BucketId, ObjectKey};

use crate::{
    BodyError, Checksum, ChecksumAlgorithm, CustomerKey, ETag, Encryption, Error, Objects,
    PartInfo, PartNumber, UploadId,
    draft::transact,
    keyspace,
    permits::{WritesParts, bucket_of_object},
    records::PartRecord,
    staging::{Content, Plan},
    uploads::read_upload,
};

/// Which part is taken in, and how.
#[derive(Clone, Debug)]
pub struct PartTarget<'a> {
    /// The key of the object.
    pub key: &'a ObjectKey,
    /// The upload.
    pub upload: &'a UploadId,
    /// The part.
    pub number: PartNumber,
    /// The key that the upload was begun with, if the caller holds it.
    pub customer: Option<&'a CustomerKey>,
    /// What to compute besides the MD5 and what the upload asks for.
    pub checksums: Vec<ChecksumAlgorithm>,
    /// The most bytes to take.
    pub bytes_max: u64,
}

/// The bytes of a part that nobody sees yet. Dropped, they are removed.
#[derive(Debug)]
pub struct StagedPart {
    content: Content,
    bucket: BucketId,
    key: ObjectKey,
    upload: UploadId,
    number: PartNumber,
    algorithm: Option<ChecksumAlgorithm>,
    encryption: Encryption,
}

impl StagedPart {
    /// How many bytes there are.
    pub fn bytes(&self) -> u64 {
        self.content.bytes
    }

    /// Their MD5.
    pub fn md5(&self) -> [u8; 16] {
        self.content.md5
    }

    /// The ETag that the part will have.
    pub fn etag(&self) -> &ETag {
        &self.content.etag
    }

    /// One of the checksums that were asked for.
    pub fn checksum(&self, algorithm: ChecksumAlgorithm) -> Option<&Checksum> {
        self.content.checksum(algorithm)
    }

    /// The algorithm that the upload checks its parts with.
    pub fn upload_algorithm(&self) -> Option<ChecksumAlgorithm> {
        self.algorithm
    }

    /// Who holds the key.
    pub fn encryption(&self) -> Encryption {
        self.encryption
    }
}

impl Objects {
    /// Takes in the bytes of a part: first step of two. [`Objects::put_part`] is the second.
    ///
    /// # Errors
    /// There is no such upload, the customer's key is not the right one, or the body fails, is too
    /// long, or cannot be written.
    pub async fn stage_part<O: WritesParts, B>(
        &self,
        permit: &Permit<O>,
        target: PartTarget<'_>,
        body: B,
    ) -> Result<StagedPart, Error>
    where
        B: Stream<Item = Result<Bytes, BodyError>> + Send,
    {
        let bucket = bucket_of_object(permit, target.key)?;
        let (upload, data_key) = loop {
            let keys = self.keys();
            let upload = self
                .upload_record(&bucket, target.key, target.upload)
                .await?;
            let data_key = upload.key.open(target.customer, &bucket, keys.ring());
            if !self.is_due_again(&keys, &data_key) {
                break (upload, data_key?);
            }
        };
        let algorithm = upload.checksum.map(|(algorithm, _)| algorithm);
        let mut checksums = target.checksums;
        checksums.extend(algorithm);
        let encryption = upload.key.encryption();
        let plan = Plan {
            data_key,
            conceals: encryption == Encryption::Customer,
            checksums,
            bytes_max: target.bytes_max,
        };
        Ok(StagedPart {
            content: self.take_in(plan, body).await?,
            bucket,
            key: target.key.clone(),
            upload: target.upload.clone(),
            number: target.number,
            algorithm,
            encryption,
        })
    }

    /// Makes staged bytes a part of an upload, in the place of the part that had its number.
    ///
    /// # Errors
    /// The upload is gone.
    pub async fn put_part<O: WritesParts>(
        &self,
        permit: Permit<O>,
        staged: StagedPart,
    ) -> Result<PartInfo, Error> {
        let StagedPart {
            mut content,
            bucket,
            key,
            upload,
            number,
            algorithm,
            ..
        } = staged;
        if bucket_of_object(&permit, &key)? != bucket {
            return Err(Error::PermitWithoutBucket);
        }
        let number = number.number();
        let part = PartRecord {
            bytes: content.bytes,
            etag: content.etag.clone(),
            modified: self.now().as_millisecond(),
            checksum: algorithm.and_then(|algorithm| content.checksum(algorithm).cloned()),
            blob: content.blob,
        };
        let upload_place = keyspace::upload(&bucket, &key, &upload)?;
        let place = keyspace::part(&upload, number)?;
        let file = content.let_go();
        let told = async {
            transact!(self, |draft| {
                draft.in_bucket(&bucket).await?;
                let mut upload = read_upload(&mut draft, &upload_place).await?;
                // Whoever is completing the upload has read another part here.
                if std::mem::take(&mut upload.is_completing) {
                    draft.put(upload_place.clone(), &upload)?;
                }
                if let Some(replaced) = draft.read::<PartRecord>(&place).await? {
                    draft.drop_blob(replaced.blob)?;
                }
                draft.keep_blob(content.blob, content.small.as_deref())?;
                draft.put(place.clone(), &part)
            });
            Ok(PartInfo::new(number, part))
        };
        file.settle(told.await)
    }
}
