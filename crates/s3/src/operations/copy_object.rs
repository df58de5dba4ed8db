//! CopyObject.

use iamd_api::{
    Error,
    s3::{CopyObject, GetObject, GetObjectTagging, PutObjectTagging},
};
use iamd_auth::{Call, Perform, Permit, Requirements};
use iamd_directory::Bucket;
use iamd_ident::{Tag, Timestamp, VersionId};
use iamd_objects::{
    ChecksumAlgorithm, ETag, Metadata, NewObject, ObjectChecksum, ObjectInfo, ObjectReader,
    Staging, WriteCondition,
};

use super::{
    get_object,
    put_object::{self, CHECKSUM, creation},
};
use crate::{
    AppliedEncryption, CopySource, CustomerKey, ObjectAddress, ObjectSettings, S3,
    conditions::{of_write, with_condition},
    error::{invalid_request, missing_permit, refuse_nobody},
    expiration::{Aging, expiration},
    object_settings::{kept, versioning},
    payload::{BYTES_MAX, algorithm_of},
};

/// An object that is to be copied.
#[derive(Clone, Debug)]
pub struct CopyObjectInput {
    /// Where the copy goes; it names no version.
    pub target: ObjectAddress,
    /// What is copied.
    pub source: CopySource,
    /// `x-amz-metadata-directive`: whose metadata the copy has.
    pub metadata_from: Option<Directive>,
    /// `x-amz-tagging-directive`: whose tags the copy has.
    pub tags_from: Option<Directive>,
    /// What the copy is besides its bytes. Metadata and tags count if they replace the source's,
    /// the rest always.
    pub settings: ObjectSettings,
    /// The algorithm of the copy's checksum, if one is chosen.
    pub checksum_algorithm: Option<String>,
    /// What must be there before, or must not.
    pub condition: Option<WriteCondition>,
}

/// Whether something is copied as well. It is if nothing is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Directive {
    /// It is the source's.
    Copy,
    /// It is the request's.
    Replace,
}

impl Directive {
    /// The directive as requests write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Copy => "COPY",
            Self::Replace => "REPLACE",
        }
    }
}

/// A copy that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyObjectOutput {
    /// Its ETag.
    pub etag: ETag,
    /// When it was made.
    pub modified: Timestamp,
    /// Its checksum.
    pub checksum: Option<ObjectChecksum>,
    /// Its version, if its bucket keeps versions.
    pub version: Option<VersionId>,
    /// The source's version, if its bucket keeps versions or did.
    pub source_version: Option<VersionId>,
    /// Its encryption.
    pub encryption: AppliedEncryption,
    /// The header `x-amz-expiration`, if it expires.
    pub expiration: Option<String>,
}

impl Perform<CopyObject> for S3 {
    type Input = CopyObjectInput;
    type Output = CopyObjectOutput;

    /// SOURCE: S3 API Reference, CopyObject, Permissions. Tags that the source turns out to have need
    /// two permissions more.
    fn requirements(&self, call: Call<'_>, input: &CopyObjectInput) -> Result<Requirements, Error> {
        input.check(call)?;
        let target = input.target.target();
        let requirements = creation(input.target.place_requirements());
        let requirements = with_condition(requirements, input.condition.as_ref());
        let settings = input.replacing_settings();
        let requirements = settings.requirements(requirements, &target);
        let directive = input.metadata_from.map(Directive::as_str);
        let requirements = input
            .source
            .requirements(requirements)
            .with_text_of("s3:x-amz-metadata-directive", directive);
        if input.replaces_tags() {
            return Ok(requirements);
        }
        let source = &input.source.object;
        let reading = source.action("s3:GetObjectTagging", "s3:GetObjectVersionTagging");
        Ok(requirements
            .perhaps::<GetObjectTagging>(reading, source.target())
            .perhaps::<PutObjectTagging>("s3:PutObjectTagging", target))
    }

    async fn run(
        &self,
        mut permit: Permit<CopyObject>,
        call: Call<'_>,
        input: CopyObjectInput,
    ) -> Result<CopyObjectOutput, Error> {
        let source_permit = permit.further::<GetObject>();
        let source_permit = source_permit.ok_or_else(missing_permit)?;
        let reading_tags = permit.items::<GetObjectTagging>().pop();
        let writing_tags = permit.items::<PutObjectTagging>().pop();
        let bucket = self.bucket_of(&permit).await?;
        input.settings.check_bucket(&bucket)?;
        let (reader, source_bucket) = self.open_source(source_permit, call, &input.source).await?;
        input.check_changes_something(reader.info())?;
        if !input.replaces_tags() && !reader.info().tags.is_empty() {
            reading_tags.ok_or_else(missing_permit)??;
            writing_tags.ok_or_else(missing_permit)??;
        }
        self.copy(permit, input, (reader, &source_bucket)).await
    }
}

impl CopyObjectInput {
    fn check(&self, call: Call<'_>) -> Result<(), Error> {
        refuse_nobody(call, "copy objects")?;
        self.replacing_settings().check(call)?;
        if let Some(name) = &self.checksum_algorithm {
            algorithm_of(name)?;
        }
        match self.source.customer_key {
            Some(_) => CustomerKey::check_transport(call),
            None => Ok(()),
        }
    }

    fn replaces_metadata(&self) -> bool {
        self.metadata_from == Some(Directive::Replace)
    }

    fn replaces_tags(&self) -> bool {
        self.tags_from == Some(Directive::Replace)
    }

    /// The settings without what the source's take the place of.
    fn replacing_settings(&self) -> ObjectSettings {
        let mut settings = self.settings.clone();
        if !self.replaces_tags() {
            settings.tags = None;
        }
        settings
    }

    /// SOURCE: S3 API Reference, CopyObject; the text is as S3 answers. Who names a version brings
    /// that one back.
    fn check_changes_something(&self, source: &ObjectInfo) -> Result<(), Error> {
        let is_changed = self.replaces_metadata()
            || self.settings.metadata.storage_class.is_some()
            || self.settings.metadata.website_redirect.is_some()
            || self.settings.encryption.is_some()
            || self.settings.customer_key.is_some()
            || source.encryption == iamd_objects::Encryption::Customer;
        let (source, target) = (&self.source.object, &self.target);
        let is_itself = (&source.bucket, &source.key) == (&target.bucket, &target.key);
        if is_itself && source.version.is_none() && !is_changed {
            return Err(invalid_request(ONTO_ITSELF));
        }
        Ok(())
    }

    /// The metadata of the copy.
    ///
    /// SOURCE: S3 API Reference, CopyObject, `x-amz-metadata-directive`: storage class and redirect
    /// are not copied.
    fn metadata(&self, source: &Metadata) -> Metadata {
        if self.replaces_metadata() {
            return kept(self.settings.metadata.clone());
        }
        kept(Metadata {
            storage_class: self.settings.metadata.storage_class.clone(),
            website_redirect: self.settings.metadata.website_redirect.clone(),
            ..source.clone()
        })
    }

    fn tags(&self, source: &[Tag]) -> Vec<Tag> {
        if self.replaces_tags() {
            self.settings.tags.clone().unwrap_or_default()
        } else {
            source.to_vec()
        }
    }

    /// SOURCE: S3 User Guide, "Checking object integrity in Amazon S3": a copy keeps the source's
    /// algorithm.
    fn algorithm(&self, source: Option<&ObjectChecksum>) -> Result<ChecksumAlgorithm, Error> {
        match &self.checksum_algorithm {
            Some(name) => algorithm_of(name),
            None => Ok(source.map_or(CHECKSUM, |whole| whole.checksum.algorithm())),
        }
    }
}

const ONTO_ITSELF: &str = "This copy request is illegal because it is trying to copy an object to \
                           itself without changing the object's metadata, storage class, website \
                           redirect location or encryption attributes.";

impl S3 {
    async fn copy(
        &self,
        permit: Permit<CopyObject>,
        input: CopyObjectInput,
        (reader, source_bucket): (ObjectReader, &Bucket),
    ) -> Result<CopyObjectOutput, Error> {
        let source = reader.info().clone();
        if source.bytes > BYTES_MAX {
            return Err(invalid_request(format!("{TOO_LARGE}{BYTES_MAX}")));
        }
        let algorithm = input.algorithm(source.checksum.as_ref())?;
        let body = reader.read(0..source.bytes).await;
        let body = body.map_err(|error| input.source.error(error))?;
        let staging = Staging {
            protection: input.settings.protection(),
            checksums: vec![algorithm],
            bytes_max: BYTES_MAX,
        };
        let staged = self.objects().stage(&permit, staging, body).await;
        let staged = staged.map_err(|error| input.target.error(error))?;
        // What the bucket does with versions counts when the object becomes visible.
        let bucket = self.bucket_of(&permit).await?;
        let tags = input.tags(&source.tags);
        let new = NewObject {
            metadata: input.metadata(&source.metadata),
            tags: tags.clone(),
            checksum: Some(algorithm),
            versioning: versioning(&bucket),
            condition: input.condition.clone(),
        };
        let written = self
            .objects()
            .put(permit, &input.target.key, staged, new)
            .await;
        let written =
            written.map_err(|error| of_write(error, &input.target, input.condition.as_ref()))?;
        let aging = Aging {
            key: input.target.key.as_str(),
            size: written.bytes,
            tags: &tags,
            modified: written.modified,
        };
        Ok(CopyObjectOutput {
            expiration: expiration(&bucket.settings.lifecycle, aging),
            etag: written.etag,
            modified: written.modified,
            checksum: written.checksum,
            version: put_object::told_version(&bucket, written.version),
            source_version: get_object::told_version(source_bucket, source.version),
            encryption: input.settings.applied(),
        })
    }
}

const TOO_LARGE: &str =
    "The specified copy source is larger than the maximum allowable size for a copy source: ";
