//! CreateMultipartUpload.

use iamd_api::{Error, s3::CreateMultipartUpload};
use iamd_auth::{Call, Caller, Perform, Permit, Principal, Requirements};
use iamd_ident::{BucketName, CanonicalUserId, ObjectKey};
use iamd_objects::{ChecksumAlgorithm, ChecksumType, Initiator, NewUpload, UploadId};

use super::put_object::{CHECKSUM, no_creation};
use crate::{
    Abortion, AppliedEncryption, ObjectAddress, ObjectSettings, S3,
    error::{invalid_request, refuse_nobody},
    lifecycle::abortion,
    object_settings::kept,
    payload::algorithm_of,
};

/// An upload in parts that is to be begun.
#[derive(Clone, Debug)]
pub struct CreateMultipartUploadInput {
    /// The bucket.
    pub bucket: BucketName,
    /// The key of the object.
    pub key: ObjectKey,
    /// What the object is besides its bytes.
    pub settings: ObjectSettings,
    /// `x-amz-checksum-algorithm`.
    pub checksum_algorithm: Option<String>,
    /// `x-amz-checksum-type`.
    pub checksum_type: Option<String>,
}

/// An upload that was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateMultipartUploadOutput {
    /// Its id.
    pub upload: UploadId,
    /// The checksum, if the request chose one.
    pub checksum: Option<(ChecksumAlgorithm, ChecksumType)>,
    /// The encryption of its parts and of the object.
    pub encryption: AppliedEncryption,
    /// When it is aborted, if a rule says so.
    pub abortion: Option<Abortion>,
}

impl Perform<CreateMultipartUpload> for S3 {
    type Input = CreateMultipartUploadInput;
    type Output = CreateMultipartUploadOutput;

    /// SOURCE: S3 User Guide, "Uploading and copying objects using multipart upload", API and
    /// permissions. The object comes to be later, which is why this is no creation.
    fn requirements(
        &self,
        call: Call<'_>,
        input: &CreateMultipartUploadInput,
    ) -> Result<Requirements, Error> {
        refuse_nobody(call, "initiate multipart uploads")?;
        input.checksum()?;
        input.settings.check(call)?;
        let address = ObjectAddress::newest(input.bucket.clone(), input.key.clone());
        let requirements = no_creation(address.place_requirements());
        Ok(input.settings.requirements(requirements, &address.target()))
    }

    async fn run(
        &self,
        permit: Permit<CreateMultipartUpload>,
        call: Call<'_>,
        input: CreateMultipartUploadInput,
    ) -> Result<CreateMultipartUploadOutput, Error> {
        let bucket = self.bucket_of(&permit).await?;
        input.settings.check_bucket(&bucket)?;
        let checksum = input.checksum()?;
        let address = ObjectAddress::newest(input.bucket, input.key);
        let encryption = input.settings.applied();
        let new = NewUpload {
            metadata: kept(input.settings.metadata.clone()),
            tags: input.settings.tags.clone().unwrap_or_default(),
            checksum: checksum.or(Some((CHECKSUM, ChecksumType::FullObject))),
            protection: input.settings.protection(),
            initiator: initiator(call.caller),
        };
        let begun = self
            .objects()
            .create_upload(permit, &address.key, new)
            .await;
        let begun = begun.map_err(|error| address.error(error))?;
        let lifecycle = &bucket.settings.lifecycle;
        Ok(CreateMultipartUploadOutput {
            abortion: abortion(lifecycle, begun.key.as_str(), begun.created),
            upload: begun.id,
            checksum,
            encryption,
        })
    }
}

impl CreateMultipartUploadInput {
    /// The checksum that the request chooses.
    ///
    /// SOURCE: S3 User Guide, "Checking object integrity in Amazon S3", the table of checksum types
    /// for multipart uploads; texts as S3 answers.
    fn checksum(&self) -> Result<Option<(ChecksumAlgorithm, ChecksumType)>, Error> {
        let algorithm = self
            .checksum_algorithm
            .as_deref()
            .map(algorithm_of)
            .transpose()?;
        let kind = self
            .checksum_type
            .as_deref()
            .map(checksum_type)
            .transpose()?;
        let Some(algorithm) = algorithm else {
            return match kind {
                None => Ok(None),
                Some(_) => Err(invalid_request(TYPE_ALONE)),
            };
        };
        let (default, other) = kinds_of(algorithm);
        match kind {
            None => Ok(Some((algorithm, default))),
            Some(kind) if kind == default || Some(kind) == other => Ok(Some((algorithm, kind))),
            Some(kind) => {
                let (kind, name) = (type_name(kind), algorithm.name().to_ascii_lowercase());
                Err(invalid_request(format!(
                    "The {kind} checksum type cannot be used with the {name} checksum algorithm."
                )))
            }
        }
    }
}

const TYPE_ALONE: &str = "The x-amz-checksum-type header can only be used with the \
                          x-amz-checksum-algorithm header.";

/// What checksums of an algorithm can be made of: by default, and otherwise.
const fn kinds_of(algorithm: ChecksumAlgorithm) -> (ChecksumType, Option<ChecksumType>) {
    use ChecksumType::{Composite, FullObject};

    match algorithm {
        ChecksumAlgorithm::Crc32 | ChecksumAlgorithm::Crc32C => (Composite, Some(FullObject)),
        ChecksumAlgorithm::Crc64Nvme => (FullObject, None),
        ChecksumAlgorithm::Sha1 | ChecksumAlgorithm::Sha256 => (Composite, None),
    }
}

/// The checksum type with this name.
///
/// # Errors
/// There is none.
pub(crate) fn checksum_type(name: &str) -> Result<ChecksumType, Error> {
    let kinds = [ChecksumType::Composite, ChecksumType::FullObject];
    let kind = kinds.into_iter().find(|kind| type_name(*kind) == name);
    kind.ok_or_else(|| invalid_request("Value for x-amz-checksum-type header is invalid."))
}

/// The name of a checksum type on the wire.
pub(crate) const fn type_name(kind: ChecksumType) -> &'static str {
    match kind {
        ChecksumType::Composite => "COMPOSITE",
        ChecksumType::FullObject => "FULL_OBJECT",
    }
}

/// Who begins an upload, as listings tell it.
///
/// SOURCE: S3 API Reference, Initiator: an account is named by its canonical user id, a user and a
/// session by its ARN; the id of anonymous callers is theirs at S3.
fn initiator(caller: &Caller) -> Initiator {
    const ANONYMOUS: &str = "65a011a29cdf8ec533ec3d1ccaae921c";

    let id = match caller.principal() {
        Principal::Anonymous => ANONYMOUS.to_owned(),
        Principal::RootUser(root) => CanonicalUserId::of(root.account).to_string(),
        Principal::User(user) => user.arn.to_string(),
        Principal::RoleSession(session) => session.arn.to_string(),
        Principal::FederatedUser(user) => user.arn.to_string(),
    };
    Initiator {
        id,
        // S3 tells names no longer.
        display_name: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(algorithm: &str, kind: &str, expect: Result<Option<(&str, &str)>, &str>) {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let input = CreateMultipartUploadInput {
            bucket: "bucket".parse().unwrap(),
            key: "key".parse().unwrap(),
            settings: ObjectSettings::default(),
            checksum_algorithm: given(algorithm),
            checksum_type: given(kind),
        };
        let seen = input.checksum();
        let seen = seen.as_ref().map_err(|error| error.message.as_str());
        let seen = seen.map(|seen| seen.map(|(of, kind)| (of.name(), type_name(kind))));
        assert_eq!(seen, expect);
    }

    #[test]
    fn algorithms_have_their_types() {
        check("", "", Ok(None));
        check("CRC32", "", Ok(Some(("CRC32", "COMPOSITE"))));
        check("crc32c", "FULL_OBJECT", Ok(Some(("CRC32C", "FULL_OBJECT"))));
        check("CRC64NVME", "", Ok(Some(("CRC64NVME", "FULL_OBJECT"))));
        check("SHA256", "COMPOSITE", Ok(Some(("SHA256", "COMPOSITE"))));
        let refused = "The COMPOSITE checksum type cannot be used with the crc64nvme checksum \
                       algorithm.";
        check("CRC64NVME", "COMPOSITE", Err(refused));
        let refused =
            "The FULL_OBJECT checksum type cannot be used with the sha1 checksum algorithm.";
        check("SHA1", "FULL_OBJECT", Err(refused));
        check("", "COMPOSITE", Err(TYPE_ALONE));
        check(
            "CRC32",
            "full",
            Err("Value for x-amz-checksum-type header is invalid."),
        );
    }
}
