//! PutObject, and the upload by a form in a browser, PostObject.

use iamd_api::{
    Error,
    s3::{PostObject, PutObject},
};
use iamd_auth::{Call, Perform, Permit, Requirements};
use iamd_directory::Bucket;
use iamd_ident::{BucketName, ObjectKey, Tag, VersionId};
use iamd_objects::{
    ChecksumAlgorithm, ETag, NewObject, ObjectChecksum, Staged, Staging, WriteCondition, Writes,
    Written,
};

use crate::{
    AppliedEncryption, ObjectAddress, ObjectSettings, Payload, S3,
    conditions::{of_write, with_condition},
    expiration::{Aging, expiration},
    object_settings::{kept, versioning},
    payload::{BYTES_MAX, Computed, Digests, check_length, check_size, no_length},
};

/// An object that is to be written.
#[derive(Debug)]
pub struct PutObjectInput {
    /// The bucket.
    pub bucket: BucketName,
    /// The object's key.
    pub key: ObjectKey,
    /// What the object is besides its bytes.
    pub settings: ObjectSettings,
    /// What must be there before, or must not.
    pub condition: Option<WriteCondition>,
    /// The bytes.
    pub payload: Payload,
}

/// An object that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutObjectOutput {
    /// Its ETag.
    pub etag: ETag,
    /// Its version, if the bucket keeps versions.
    pub version: Option<VersionId>,
    /// Its checksum.
    pub checksum: Option<ObjectChecksum>,
    /// Its encryption.
    pub encryption: AppliedEncryption,
    /// The header `x-amz-expiration`, if the object expires.
    pub expiration: Option<String>,
}

/// The checksum of whoever chooses none.
///
/// SOURCE: S3 User Guide, "Checking object integrity in Amazon S3".
pub(crate) const CHECKSUM: ChecksumAlgorithm = ChecksumAlgorithm::Crc64Nvme;

impl Perform<PutObject> for S3 {
    type Input = PutObjectInput;
    type Output = PutObjectOutput;

    fn requirements(&self, call: Call<'_>, input: &PutObjectInput) -> Result<Requirements, Error> {
        if input.payload.length.is_none() {
            return Err(no_length());
        }
        input.requirements(call)
    }

    async fn run(
        &self,
        permit: Permit<PutObject>,
        _call: Call<'_>,
        input: PutObjectInput,
    ) -> Result<PutObjectOutput, Error> {
        self.put(permit, input).await
    }
}

/// A form does not say how long its file is.
impl Perform<PostObject> for S3 {
    type Input = PutObjectInput;
    type Output = PutObjectOutput;

    fn requirements(&self, call: Call<'_>, input: &PutObjectInput) -> Result<Requirements, Error> {
        input.requirements(call)
    }

    async fn run(
        &self,
        permit: Permit<PostObject>,
        _call: Call<'_>,
        input: PutObjectInput,
    ) -> Result<PutObjectOutput, Error> {
        self.put(permit, input).await
    }
}

impl PutObjectInput {
    fn address(&self) -> ObjectAddress {
        ObjectAddress::newest(self.bucket.clone(), self.key.clone())
    }

    fn requirements(&self, call: Call<'_>) -> Result<Requirements, Error> {
        check_length(self.payload.length)?;
        self.payload.digests.parse()?;
        self.settings.check(call)?;
        let address = self.address();
        let requirements = creation(address.place_requirements());
        let requirements = with_condition(requirements, self.condition.as_ref());
        Ok(self.settings.requirements(requirements, &address.target()))
    }
}

/// Says that an object comes to be.
///
/// SOURCE: S3 User Guide, "Enforce conditional writes on Amazon S3 buckets".
pub(crate) fn creation(requirements: Requirements) -> Requirements {
    requirements.with_text("s3:objectcreationoperation", "true")
}

/// Says that none does yet, although it is written: in parts.
///
/// SOURCE: as above.
pub(crate) fn no_creation(requirements: Requirements) -> Requirements {
    requirements.with_text("s3:objectcreationoperation", "false")
}

impl S3 {
    async fn put<O: Writes>(
        &self,
        permit: Permit<O>,
        input: PutObjectInput,
    ) -> Result<PutObjectOutput, Error> {
        let address = input.address();
        let bucket = self.bucket_of(&permit).await?;
        input.settings.check_bucket(&bucket)?;
        let digests = input.payload.digests.parse()?;
        let algorithm = digests.algorithm().unwrap_or(CHECKSUM);
        let staged = {
            let staging = Staging {
                protection: input.settings.protection(),
                checksums: vec![algorithm],
                bytes_max: BYTES_MAX,
            };
            let staged = self.objects().stage(&permit, staging, input.payload.body);
            staged.await.map_err(|error| address.error(error))?
        };
        // INVARIANT: nothing is visible before the bytes are all that the request says of them.
        check_size(staged.bytes(), input.payload.length)?;
        check_digests(&digests, &staged, algorithm, &(input.payload.trailers)())?;
        // What the bucket does with versions counts when the object becomes visible: a slow body may
        // have taken hours.
        let bucket = self.bucket_of(&permit).await?;
        let encryption = input.settings.applied();
        let tags = input.settings.tags.unwrap_or_default();
        let new = NewObject {
            metadata: kept(input.settings.metadata),
            tags: tags.clone(),
            checksum: Some(algorithm),
            versioning: versioning(&bucket),
            condition: input.condition.clone(),
        };
        let written = self.objects().put(permit, &input.key, staged, new).await;
        let written =
            written.map_err(|error| of_write(error, &address, input.condition.as_ref()))?;
        Ok(output(written, &bucket, &input.key, &tags, encryption))
    }
}

fn check_digests(
    digests: &Digests,
    staged: &Staged,
    algorithm: ChecksumAlgorithm,
    trailers: &[(String, String)],
) -> Result<(), Error> {
    let computed = Computed {
        md5: staged.md5(),
        checksum: staged.checksum(algorithm),
    };
    digests.check(computed, trailers)
}

fn output(
    written: Written,
    bucket: &Bucket,
    key: &ObjectKey,
    tags: &[Tag],
    encryption: AppliedEncryption,
) -> PutObjectOutput {
    let aging = Aging {
        key: key.as_str(),
        size: written.bytes,
        tags,
        modified: written.modified,
    };
    PutObjectOutput {
        expiration: expiration(&bucket.settings.lifecycle, aging),
        version: told_version(bucket, written.version),
        etag: written.etag,
        checksum: written.checksum,
        encryption,
    }
}

/// The version of something new, as answers tell it.
///
/// SOURCE: S3 API Reference, PutObject, `x-amz-version-id`: with versioning enabled.
pub(crate) fn told_version(bucket: &Bucket, version: VersionId) -> Option<VersionId> {
    (bucket.settings.versioning == iamd_directory::Versioning::Enabled).then_some(version)
}
