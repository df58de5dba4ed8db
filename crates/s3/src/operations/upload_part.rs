//! UploadPart.

use iamd_api::{Error, s3::UploadPart};
use iamd_auth::{Call, Perform, Permit, Requirements};
use iamd_objects::{
    Checksum, ChecksumAlgorithm, ChecksumType, ETag, PartTarget, StagedPart, UploadInfo,
};

use super::{
    get_object::part_number,
    put_object::{CHECKSUM, no_creation},
};
use crate::{
    AppliedEncryption, CustomerKey, Payload, S3, UploadAddress,
    error::invalid_request,
    payload::{BYTES_MAX, Computed, Digests, check_length, check_size, no_length},
};

/// A part of an upload.
#[derive(Debug)]
pub struct UploadPartInput {
    /// The upload.
    pub upload: UploadAddress,
    /// The number of the part, whether there can be such a one or not.
    pub part_number: i32,
    /// The key that the upload was begun with.
    pub customer_key: Option<CustomerKey>,
    /// The bytes.
    pub payload: Payload,
}

/// A part that was uploaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadPartOutput {
    /// Its ETag.
    pub etag: ETag,
    /// Its checksum: by the algorithm of the request, or else by that of the upload.
    pub checksum: Option<Checksum>,
    /// Its encryption.
    pub encryption: AppliedEncryption,
}

impl Perform<UploadPart> for S3 {
    type Input = UploadPartInput;
    type Output = UploadPartOutput;

    fn requirements(&self, call: Call<'_>, input: &UploadPartInput) -> Result<Requirements, Error> {
        if input.payload.length.is_none() {
            return Err(no_length());
        }
        check_length(input.payload.length)?;
        part_number(input.part_number)?;
        input.payload.digests.parse()?;
        UploadAddress::check_key(input.customer_key.as_ref(), call)?;
        Ok(requirements(&input.upload, input.customer_key.as_ref()))
    }

    async fn run(
        &self,
        permit: Permit<UploadPart>,
        _call: Call<'_>,
        input: UploadPartInput,
    ) -> Result<UploadPartOutput, Error> {
        let UploadPartInput {
            upload: address,
            customer_key,
            payload,
            ..
        } = input;
        let (upload, number) = (address.id()?, part_number(input.part_number)?);
        let digests = payload.digests.parse()?;
        let info = self.objects().upload(&permit, &address.key, &upload).await;
        let info = info.map_err(|error| address.error(error))?;
        check_algorithm(&info, digests.algorithm())?;
        let target = PartTarget {
            key: &address.key,
            upload: &upload,
            number,
            customer: customer_key.as_ref().map(CustomerKey::key),
            checksums: digests.algorithm().into_iter().collect(),
            bytes_max: BYTES_MAX,
        };
        let staged = self
            .objects()
            .stage_part(&permit, target, payload.body)
            .await;
        let staged = staged.map_err(|error| address.error(error))?;
        // INVARIANT: there is no part before the bytes are all that the request says of them.
        check_size(staged.bytes(), payload.length)?;
        check_digests(&digests, &staged, &(payload.trailers)())?;
        let told = digests.algorithm().or(staged.upload_algorithm());
        let checksum = told.and_then(|told| staged.checksum(told).cloned());
        let part = self.objects().put_part(permit, staged).await;
        let part = part.map_err(|error| address.error(error))?;
        Ok(UploadPartOutput {
            etag: part.etag,
            checksum,
            encryption: AppliedEncryption::of(customer_key.as_ref()),
        })
    }
}

/// What writing a part asks for: to write the object.
///
/// SOURCE: S3 User Guide, "Uploading and copying objects using multipart upload", API and
/// permissions.
pub(super) fn requirements(
    upload: &UploadAddress,
    customer_key: Option<&CustomerKey>,
) -> Requirements {
    let algorithm = customer_key.map(|_| "AES256");
    no_creation(upload.requirements()).with_text_of(
        "s3:x-amz-server-side-encryption-customer-algorithm",
        algorithm,
    )
}

/// Checks that a part is proven as its upload wants it, before any of it is read.
///
/// SOURCE: S3 API Reference, UploadPart, InvalidRequest. Where the whole is proven by its parts, each
/// must be. An upload that has chosen nothing has [`CHECKSUM`], and any proof of its parts is
/// welcome.
fn check_algorithm(upload: &UploadInfo, part: Option<ChecksumAlgorithm>) -> Result<(), Error> {
    match (upload.checksum, part) {
        (Some((wanted, ChecksumType::Composite)), None) => Err(other_algorithm(wanted, None)),
        (Some((wanted, _)), Some(part)) if wanted != part && wanted != CHECKSUM => {
            Err(other_algorithm(wanted, Some(part)))
        }
        _ => Ok(()),
    }
}

/// The error for a checksum by another algorithm than the upload's.
pub(super) fn other_algorithm(
    wanted: ChecksumAlgorithm,
    other: Option<ChecksumAlgorithm>,
) -> Error {
    let name = |of: ChecksumAlgorithm| of.name().to_ascii_lowercase();
    let other = other.map_or_else(|| "null".to_owned(), name);
    invalid_request(format!(
        "Checksum Type mismatch occurred, expected checksum Type: {}, actual checksum Type: {other}",
        name(wanted)
    ))
}

fn check_digests(
    digests: &Digests,
    staged: &StagedPart,
    trailers: &[(String, String)],
) -> Result<(), Error> {
    let claimed = digests.algorithm();
    let computed = Computed {
        md5: staged.md5(),
        checksum: claimed.and_then(|claimed| staged.checksum(claimed)),
    };
    digests.check(computed, trailers)
}
