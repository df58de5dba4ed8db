//! CreateMultipartUpload, CompleteMultipartUpload, AbortMultipartUpload.

use http::HeaderMap;
use iamd_api::{Error, ErrorCode, s3};
use iamd_auth::{Audit, Ports};
use iamd_objects::ETag;
use iamd_s3::{
    Abortion, ClaimedChecksum, CompleteMultipartUploadInput, CompleteMultipartUploadOutput,
    CreateMultipartUploadInput, ListedPart, UploadAddress, write_condition,
};
use s3s::{S3Response, dto};

use super::list_objects::Spelling;
use crate::{
    Arrived, convert,
    object_answer::{self, tell_encryption, tell_whole_checksum},
    object_headers,
    performer::{Answered, Asked, Performer},
};

pub(crate) async fn create_multipart_upload<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    asked: Asked<dto::CreateMultipartUploadInput>,
) -> Answered<dto::CreateMultipartUploadOutput> {
    let (dto, headers) = (asked.input, asked.headers);
    let input = CreateMultipartUploadInput {
        bucket: convert::bucket(&dto.bucket)?,
        key: convert::key(&dto.key)?,
        settings: object_headers::settings(&headers, dto.metadata)?,
        checksum_algorithm: object_headers::text(&headers, "x-amz-checksum-algorithm"),
        checksum_type: object_headers::text(&headers, "x-amz-checksum-type"),
    };
    let output = performer
        .perform::<s3::CreateMultipartUpload>(&asked.arrived, input)
        .await?;
    let (abort_date, abort_rule_id) = abortion(output.abortion);
    let (checksum_algorithm, checksum_type) = match output.checksum {
        None => (None, None),
        Some((algorithm, kind)) => (
            Some(dto::ChecksumAlgorithm::from_static(algorithm.name())),
            Some(object_answer::checksum_type(kind)),
        ),
    };
    let mut out = dto::CreateMultipartUploadOutput {
        abort_date,
        abort_rule_id,
        bucket: Some(dto.bucket),
        checksum_algorithm,
        checksum_type,
        key: Some(dto.key),
        upload_id: Some(output.upload.to_string()),
        ..dto::CreateMultipartUploadOutput::default()
    };
    tell_encryption!(out, output.encryption);
    Ok(S3Response::new(out))
}

pub(crate) async fn complete_multipart_upload<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    asked: Asked<dto::CompleteMultipartUploadInput>,
) -> Answered<dto::CompleteMultipartUploadOutput> {
    let Asked {
        arrived,
        input: dto,
        headers,
    } = asked;
    let if_match = object_headers::text(&headers, http::header::IF_MATCH);
    let if_none_match = object_headers::text(&headers, http::header::IF_NONE_MATCH);
    let listed = dto.multipart_upload.and_then(|listed| listed.parts);
    let input = CompleteMultipartUploadInput {
        upload: upload(&dto.bucket, &dto.key, &dto.upload_id)?,
        parts: listed.unwrap_or_default().into_iter().map(part).collect(),
        checksums: object_headers::claimed_digests(&headers).checksums,
        checksum_type: object_headers::text(&headers, "x-amz-checksum-type"),
        bytes: dto.mpu_object_size,
        condition: write_condition(if_match.as_deref(), if_none_match.as_deref())?,
    };
    let output = performer
        .perform::<s3::CompleteMultipartUpload>(&arrived, input)
        .await?;
    let mut out = completed(output);
    out.location = Some(location(&arrived));
    (out.bucket, out.key) = (Some(dto.bucket), Some(dto.key));
    Ok(S3Response::new(out))
}

pub(crate) async fn abort_multipart_upload<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    asked: Asked<dto::AbortMultipartUploadInput>,
) -> Answered<dto::AbortMultipartUploadOutput> {
    refuse_time(&asked.headers)?;
    let dto = asked.input;
    let input = upload(&dto.bucket, &dto.key, &dto.upload_id)?;
    performer
        .perform::<s3::AbortMultipartUpload>(&asked.arrived, input)
        .await?;
    Ok(S3Response::new(dto::AbortMultipartUploadOutput::default()))
}

/// The upload that a request names.
///
/// # Errors
/// There can be no such bucket or key.
pub(crate) fn upload(bucket: &str, key: &str, id: &str) -> Result<UploadAddress, Error> {
    Ok(UploadAddress {
        bucket: convert::bucket(bucket)?,
        key: convert::key(key)?,
        upload: id.to_owned(),
    })
}

/// When an upload is aborted, and by which rule.
pub(crate) fn abortion(
    abortion: Option<Abortion>,
) -> (Option<dto::AbortDate>, Option<dto::AbortRuleId>) {
    let Some(abortion) = abortion else {
        return (None, None);
    };
    // The id is of the user's making, and a header cannot hold everything.
    let is_plain = abortion
        .rule_id
        .bytes()
        .all(|byte| matches!(byte, b' '..=b'~'));
    let spelling = if is_plain {
        Spelling::Plain
    } else {
        Spelling::Url
    };
    let rule = spelling.text(&abortion.rule_id);
    (Some(convert::time(abortion.at)), Some(rule))
}

fn part(part: dto::CompletedPart) -> ListedPart {
    use iamd_objects::ChecksumAlgorithm::{Crc32, Crc32C, Crc64Nvme, Sha1, Sha256};

    let checksums = [
        (Crc32, part.checksum_crc32),
        (Crc32C, part.checksum_crc32c),
        (Crc64Nvme, part.checksum_crc64nvme),
        (Sha1, part.checksum_sha1),
        (Sha256, part.checksum_sha256),
    ];
    let said = |(algorithm, text): (_, Option<String>)| -> Option<ClaimedChecksum> {
        Some((algorithm, text?))
    };
    ListedPart {
        number: part.part_number,
        etag: part.e_tag.map(|etag| {
            let Ok(etag): Result<ETag, _> = etag.into_value().parse();
            etag
        }),
        checksums: checksums.into_iter().filter_map(said).collect(),
    }
}

fn completed(output: CompleteMultipartUploadOutput) -> dto::CompleteMultipartUploadOutput {
    // S3 tells nothing of keys of customers here.
    let aes = dto::ServerSideEncryption::from_static(dto::ServerSideEncryption::AES256);
    let mut out = dto::CompleteMultipartUploadOutput {
        e_tag: Some(object_answer::etag(&output.etag)),
        expiration: output.expiration,
        server_side_encryption: output.is_encrypted_by_server.then_some(aes),
        version_id: output.version.map(|version| version.to_string()),
        ..dto::CompleteMultipartUploadOutput::default()
    };
    tell_whole_checksum!(out, output.checksum.as_ref().map(object_answer::told));
    out
}

/// Where the object is, as the client addressed it.
fn location(arrived: &Arrived) -> String {
    let request = arrived.call().request;
    let scheme = if request.secure_transport {
        "https"
    } else {
        "http"
    };
    let host = request.host.as_deref().unwrap_or_default();
    let path = Spelling::Url.text(&arrived.address().path);
    format!("{scheme}://{host}{path}")
}

/// Only directory buckets know a condition on an upload that is given up.
///
/// SOURCE: S3 API Reference, AbortMultipartUpload.
fn refuse_time(headers: &HeaderMap) -> Result<(), Error> {
    const NAME: &str = "x-amz-if-match-initiated-time";

    if !headers.contains_key(NAME) {
        return Ok(());
    }
    let text = "A header you provided implies functionality that is not implemented";
    Err(Error::new(ErrorCode::NotImplemented, text).with("Header", NAME))
}
