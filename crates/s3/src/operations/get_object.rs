//! GetObject and HeadObject.

use std::ops::Range;

use iamd_api::{
    Error, ErrorCode,
    s3::{GetObject, GetObjectTagging, HeadObject},
};
use iamd_auth::{Call, Perform, Permit, Principal, Requirements};
use iamd_directory::{Bucket, Versioning};
use iamd_ident::{Timestamp, VersionId};
use iamd_objects::{
    Checksum, ChecksumType, ETag, Metadata, ObjectBody, ObjectInfo, ObjectReader, PartNumber, Reads,
};

use crate::{
    AppliedEncryption, CustomerKey, ObjectAddress, ReadConditions, S3,
    conditions::Seen,
    error::{invalid_argument, invalid_request},
    expiration::{Aging, expiration},
};

mod portion;

pub use portion::ByteRange;
use portion::Portion;

/// An object that is to be read.
#[derive(Clone, Debug)]
pub struct GetObjectInput {
    /// Which.
    pub object: ObjectAddress,
    /// When it is wanted.
    pub conditions: ReadConditions,
    /// Which of its bytes are wanted, if the header could be understood.
    pub range: Option<ByteRange>,
    /// Which of the parts that it was uploaded in is wanted.
    pub part_number: Option<i32>,
    /// The key that it is encrypted with.
    pub customer_key: Option<CustomerKey>,
    /// Whether its checksum is wanted.
    pub wants_checksum: bool,
    /// Whether the request chooses headers of the answer.
    pub chooses_headers: bool,
}

/// What is told of an object that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectHead {
    /// Its version, if the bucket keeps versions or did.
    pub version: Option<VersionId>,
    /// When it was written.
    pub modified: Timestamp,
    /// Its ETag.
    pub etag: ETag,
    /// What its writer said of it.
    pub metadata: Metadata,
    /// How many bytes it has.
    pub size: u64,
    /// Which of them the answer is about.
    pub range: Range<u64>,
    /// Whether the request asked for a part of the object, so that the status is 206.
    pub is_partial: bool,
    /// How many parts it was uploaded in, if one of them was asked for.
    pub parts_count: Option<u32>,
    /// The checksum, if it is wanted and of just these bytes.
    pub checksum: Option<ToldChecksum>,
    /// How many tags it has, for who may read them.
    pub tag_count: Option<usize>,
    /// Its encryption.
    pub encryption: AppliedEncryption,
    /// The header `x-amz-expiration`, if it expires.
    pub expiration: Option<String>,
}

/// A checksum as answers tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldChecksum {
    /// Its algorithm.
    pub algorithm: iamd_objects::ChecksumAlgorithm,
    /// Its value, in Base64.
    pub text: String,
    /// What it was made of.
    pub kind: ChecksumType,
}

/// An object that is read.
#[derive(Debug)]
pub struct GetObjectOutput {
    /// What is told of it.
    pub head: ObjectHead,
    /// The bytes.
    pub body: ObjectBody,
}

impl Perform<GetObject> for S3 {
    type Input = GetObjectInput;
    type Output = GetObjectOutput;

    fn requirements(&self, call: Call<'_>, input: &GetObjectInput) -> Result<Requirements, Error> {
        input.requirements(call)
    }

    async fn run(
        &self,
        permit: Permit<GetObject>,
        call: Call<'_>,
        input: GetObjectInput,
    ) -> Result<GetObjectOutput, Error> {
        let (head, reader) = self.open(permit, call, &input).await?;
        let body = reader.read(head.range.clone()).await;
        Ok(GetObjectOutput {
            body: body.map_err(|error| input.object.error(error))?,
            head,
        })
    }
}

impl Perform<HeadObject> for S3 {
    type Input = GetObjectInput;
    type Output = ObjectHead;

    fn requirements(&self, call: Call<'_>, input: &GetObjectInput) -> Result<Requirements, Error> {
        input.requirements(call)
    }

    async fn run(
        &self,
        permit: Permit<HeadObject>,
        call: Call<'_>,
        input: GetObjectInput,
    ) -> Result<ObjectHead, Error> {
        let (head, _) = self.open(permit, call, &input).await?;
        Ok(head)
    }
}

impl GetObjectInput {
    /// SOURCE: S3 API Reference, GetObject and HeadObject, Permissions.
    fn requirements(&self, call: Call<'_>) -> Result<Requirements, Error> {
        self.check(call)?;
        let object = &self.object;
        let tagging = object.action("s3:GetObjectTagging", "s3:GetObjectVersionTagging");
        let requirements = object.requirements("s3:GetObject", "s3:GetObjectVersion");
        Ok(requirements.perhaps::<GetObjectTagging>(tagging, object.target()))
    }

    /// SOURCE: texts as S3 answers.
    fn check(&self, call: Call<'_>) -> Result<(), Error> {
        if self.chooses_headers && matches!(call.caller.principal(), Principal::Anonymous) {
            return Err(invalid_request(
                "Request specific response headers cannot be used for anonymous GET requests.",
            ));
        }
        if self.range.is_some() && self.part_number.is_some() {
            return Err(invalid_request(
                "Cannot specify both Range header and partNumber query parameter",
            ));
        }
        if let Some(number) = self.part_number {
            part_number(number)?;
        }
        match self.customer_key {
            Some(_) => CustomerKey::check_transport(call),
            None => Ok(()),
        }
    }
}

/// The number of a part, as requests name it.
///
/// # Errors
/// There can be no such part.
pub(crate) fn part_number(number: i32) -> Result<PartNumber, Error> {
    let part = u32::try_from(number).ok().and_then(PartNumber::new);
    part.ok_or_else(|| {
        let text = "Part number must be an integer between 1 and 10000, inclusive";
        invalid_argument(text, "partNumber", &number.to_string())
    })
}

impl S3 {
    /// Finds out what is wanted of an object, and whether it is.
    async fn open<O: Reads>(
        &self,
        mut permit: Permit<O>,
        call: Call<'_>,
        input: &GetObjectInput,
    ) -> Result<(ObjectHead, ObjectReader), Error> {
        let ObjectAddress { key, version, .. } = &input.object;
        let bucket = self.bucket_of(&permit).await?;
        let may_read_tags = permit.items::<GetObjectTagging>().iter().any(Result::is_ok);
        let customer_key = input.customer_key.as_ref().map(CustomerKey::key);
        let reader = self
            .objects()
            .get(permit, key, version.as_ref(), customer_key);
        let reader = reader.await.map_err(|error| input.object.error(error))?;
        let info = reader.info();
        input.conditions.check_read(Seen {
            etag: &info.etag,
            modified: info.modified,
            now: call.request.received_at,
        })?;
        let portion = match input.part_number {
            Some(number) => part(&reader, number, &input.object).await?,
            None => Portion::of_range(input.range.as_ref(), info.bytes)?,
        };
        let mut head = head(info, &bucket, input, portion);
        head.tag_count.take_if(|_| !may_read_tags);
        Ok((head, reader))
    }
}

/// The bytes of a part.
///
/// SOURCE: S3 API Reference, GetObject, partNumber; an object that was written in one piece has one
/// part.
async fn part(
    reader: &ObjectReader,
    number: i32,
    object: &ObjectAddress,
) -> Result<Portion, Error> {
    let info = reader.info();
    let Some(parts_count) = info.part_count else {
        return match number {
            1 => Ok(Portion::one_part(info.bytes)),
            _ => Err(no_such_part(number, 1)),
        };
    };
    let part = reader.part(part_number(number)?).await;
    let part = part.map_err(|error| object.error(error))?;
    let part = part.ok_or_else(|| no_such_part(number, parts_count))?;
    Ok(Portion {
        range: part.offset..part.offset.saturating_add(part.bytes),
        is_partial: true,
        parts_count: Some(parts_count),
        checksum: part.checksum,
    })
}

fn no_such_part(number: i32, count: u32) -> Error {
    let text = "The requested partnumber is not satisfiable";
    Error::new(ErrorCode::InvalidPartNumber, text)
        .with("PartNumberRequested", number.to_string())
        .with("ActualPartCount", count.to_string())
}

fn head(
    info: &ObjectInfo,
    bucket: &Bucket,
    input: &GetObjectInput,
    portion: Portion,
) -> ObjectHead {
    let is_whole = portion.range == (0..info.bytes);
    let checksum = input
        .wants_checksum
        .then(|| told_checksum(info, portion.checksum.as_ref(), is_whole))
        .flatten();
    ObjectHead {
        version: told_version(bucket, info.version.clone()),
        modified: info.modified,
        etag: info.etag.clone(),
        metadata: info.metadata.clone(),
        size: info.bytes,
        range: portion.range,
        is_partial: portion.is_partial,
        parts_count: portion.parts_count,
        checksum,
        tag_count: (!info.tags.is_empty()).then_some(info.tags.len()),
        encryption: AppliedEncryption::of(input.customer_key.as_ref()),
        expiration: told_expiration(info, bucket, input.object.version.is_some()),
    }
}

/// SOURCE: S3 API Reference, GetObject, `x-amz-checksum-mode`: the checksum of a range is not known;
/// that of a part is its own.
fn told_checksum(
    info: &ObjectInfo,
    part: Option<&Checksum>,
    is_whole: bool,
) -> Option<ToldChecksum> {
    let whole = info.checksum.as_ref()?;
    let text = match part {
        Some(part) => part.to_string(),
        None if is_whole => whole.to_string(),
        None => return None,
    };
    Some(ToldChecksum {
        algorithm: whole.checksum.algorithm(),
        text,
        kind: whole.kind,
    })
}

/// The version of something that is there, as answers tell it: a bucket that never kept versions has
/// none.
pub(crate) fn told_version(bucket: &Bucket, version: VersionId) -> Option<VersionId> {
    (bucket.settings.versioning != Versioning::Unversioned).then_some(version)
}

/// SOURCE: observed: who names a version is not told when the object expires.
fn told_expiration(info: &ObjectInfo, bucket: &Bucket, is_named: bool) -> Option<String> {
    if is_named {
        return None;
    }
    let aging = Aging {
        key: info.key.as_str(),
        size: info.bytes,
        tags: &info.tags,
        modified: info.modified,
    };
    expiration(&bucket.settings.lifecycle, aging)
}
