//! CompleteMultipartUpload.

use iamd_api::{Error, s3::CompleteMultipartUpload};
use iamd_auth::{Call, Perform, Permit, Requirements};
use iamd_directory::Bucket;
use iamd_ident::{Tag, VersionId};
use iamd_objects::{
    ChecksumType, Completion, ETag, Error as ObjectsError, ObjectChecksum, UploadInfo,
    WriteCondition, Written,
};

use super::{
    create_multipart_upload::checksum_type,
    put_object::{creation, told_version},
};
use crate::{
    S3, UploadAddress,
    conditions::{of_write, with_condition},
    error::invalid_request,
    expiration::{Aging, expiration},
    object_settings::versioning,
};

mod checksums;
mod parts;

pub use self::{checksums::ClaimedChecksum, parts::ListedPart};

/// An upload that is to be completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompleteMultipartUploadInput {
    /// The upload.
    pub upload: UploadAddress,
    /// The parts that make up the object.
    pub parts: Vec<ListedPart>,
    /// The headers `x-amz-checksum-…`: the checksum of the whole.
    pub checksums: Vec<ClaimedChecksum>,
    /// `x-amz-checksum-type`.
    pub checksum_type: Option<String>,
    /// `x-amz-mp-object-size`.
    pub bytes: Option<i64>,
    /// What must be there before, or must not.
    pub condition: Option<WriteCondition>,
}

/// An object that came of an upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompleteMultipartUploadOutput {
    /// Its ETag.
    pub etag: ETag,
    /// Its version, if the bucket keeps versions.
    pub version: Option<VersionId>,
    /// Its checksum.
    pub checksum: Option<ObjectChecksum>,
    /// Whether the server holds its key.
    pub is_encrypted_by_server: bool,
    /// The header `x-amz-expiration`, if the object expires.
    pub expiration: Option<String>,
}

impl Perform<CompleteMultipartUpload> for S3 {
    type Input = CompleteMultipartUploadInput;
    type Output = CompleteMultipartUploadOutput;

    /// SOURCE: S3 User Guide, "Uploading and copying objects using multipart upload", API and
    /// permissions; "Enforce conditional writes on Amazon S3 buckets".
    fn requirements(
        &self,
        _call: Call<'_>,
        input: &CompleteMultipartUploadInput,
    ) -> Result<Requirements, Error> {
        input.check()?;
        let requirements = creation(input.upload.requirements());
        Ok(with_condition(requirements, input.condition.as_ref()))
    }

    /// S3 may answer before it is done, and go on with blanks until it is. This takes no longer than
    /// writing a list of parts, so the answer comes at its end.
    async fn run(
        &self,
        permit: Permit<CompleteMultipartUpload>,
        _call: Call<'_>,
        input: CompleteMultipartUploadInput,
    ) -> Result<CompleteMultipartUploadOutput, Error> {
        let address = &input.upload;
        let bucket = self.bucket_of(&permit).await?;
        let id = address.id()?;
        let upload = self.objects().upload(&permit, &address.key, &id).await;
        // It may be the object by now: then the answer of that time is given again.
        let upload = match upload {
            Err(ObjectsError::NoSuchUpload) => None,
            upload => Some(upload.map_err(|error| address.error(error))?),
        };
        let completion = input.completion(upload.as_ref(), &bucket)?;
        let written = self
            .objects()
            .complete_upload(permit, &address.key, &id, &completion);
        let written = written
            .await
            .map_err(|error| input.error(error, upload.as_ref()))?;
        let tags = upload.map(|upload| upload.tags).unwrap_or_default();
        Ok(output(written, &bucket, address, &tags))
    }
}

impl CompleteMultipartUploadInput {
    /// Checks all that can be checked without the upload.
    ///
    /// SOURCE: texts as S3 answers.
    fn check(&self) -> Result<(), Error> {
        if self.parts.is_empty() {
            return Err(invalid_request("You must specify at least one part"));
        }
        self.parts.iter().try_for_each(ListedPart::check)?;
        checksums::one_at_most(&self.checksums)?;
        self.checksum_type()?;
        match self.bytes {
            Some(bytes) if bytes < 0 => Err(invalid_request(format!(
                "Value for x-amz-mp-object-size header is less than zero: '{bytes}'"
            ))),
            _ => Ok(()),
        }
    }

    fn checksum_type(&self) -> Result<Option<ChecksumType>, Error> {
        self.checksum_type.as_deref().map(checksum_type).transpose()
    }

    /// What the objects are told. Of an upload that is no more nothing is compared.
    fn completion(
        &self,
        upload: Option<&UploadInfo>,
        bucket: &Bucket,
    ) -> Result<Completion, Error> {
        let checksum = upload.and_then(|upload| upload.checksum);
        let whole = checksums::of_whole(&self.checksums, self.checksum_type()?, checksum)?;
        let parts = self.parts.iter().map(|part| {
            let part = part.completed(checksum);
            part.map_err(|error| self.upload.named(error))
        });
        Ok(Completion {
            parts: parts.collect::<Result<_, _>>()?,
            checksum: whole,
            checksum_type: self.checksum_type()?,
            bytes: self.bytes.and_then(|bytes| u64::try_from(bytes).ok()),
            versioning: versioning(bucket),
            condition: self.condition.clone(),
        })
    }

    /// SOURCE: texts as S3 answers.
    fn error(&self, error: ObjectsError, upload: Option<&UploadInfo>) -> Error {
        match (error, upload.and_then(|upload| upload.checksum)) {
            (ObjectsError::InvalidPart { number }, _) => {
                let mut parts = self.parts.iter();
                let part = parts.find(|part| part.part_number() == Some(number));
                self.upload.named(parts::invalid_part(number, part))
            }
            (ObjectsError::ChecksumMismatch, Some((algorithm, _))) => {
                checksums::other_checksum(algorithm)
            }
            (ObjectsError::SizeMismatch { bytes }, _) => invalid_request(format!(
                "The provided 'x-amz-mp-object-size' header value {} does not match what was \
                 computed: {bytes}",
                self.bytes.unwrap_or_default()
            )),
            (
                error @ (ObjectsError::PreconditionFailed
                | ObjectsError::Contended
                | ObjectsError::NoSuchKey),
                _,
            ) => of_write(error, &self.upload.object(), self.condition.as_ref()),
            (error, _) => self.upload.error(error),
        }
    }
}

fn output(
    written: Written,
    bucket: &Bucket,
    address: &UploadAddress,
    tags: &[Tag],
) -> CompleteMultipartUploadOutput {
    let aging = Aging {
        key: address.key.as_str(),
        size: written.bytes,
        tags,
        modified: written.modified,
    };
    CompleteMultipartUploadOutput {
        expiration: expiration(&bucket.settings.lifecycle, aging),
        is_encrypted_by_server: written.encryption == iamd_objects::Encryption::Server,
        etag: written.etag,
        version: told_version(bucket, written.version),
        checksum: written.checksum,
    }
}
