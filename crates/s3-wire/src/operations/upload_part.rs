//! UploadPart, UploadPartCopy.

use iamd_api::s3;
use iamd_auth::{Audit, Ports};
use iamd_s3::{Payload, UploadPartCopyInput, UploadPartInput};
use s3s::{S3Response, dto};

use super::{
    copy_object::source,
    multipart_upload::upload,
    put_object::{length, payload},
};
use crate::{
    convert,
    object_answer::{self, tell_checksum, tell_encryption},
    object_headers,
    performer::{Answered, Asked, Performer},
};

pub(crate) async fn upload_part<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    asked: Asked<dto::UploadPartInput>,
) -> Answered<dto::UploadPartOutput> {
    let Asked {
        arrived,
        input: dto,
        headers,
    } = asked;
    let input = UploadPartInput {
        upload: upload(&dto.bucket, &dto.key, &dto.upload_id)?,
        part_number: dto.part_number,
        customer_key: object_headers::customer_key(&headers)?,
        payload: Payload {
            length: length(dto.content_length)?,
            digests: object_headers::claimed_digests(&headers),
            ..payload(dto.body, &arrived)
        },
    };
    let output = performer.perform::<s3::UploadPart>(&arrived, input).await?;
    let mut out = dto::UploadPartOutput {
        e_tag: Some(object_answer::etag(&output.etag)),
        ..dto::UploadPartOutput::default()
    };
    if let Some(checksum) = output.checksum {
        tell_checksum!(out, checksum.algorithm(), checksum.to_string());
    }
    tell_encryption!(out, output.encryption);
    Ok(S3Response::new(out))
}

pub(crate) async fn upload_part_copy<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    asked: Asked<dto::UploadPartCopyInput>,
) -> Answered<dto::UploadPartCopyOutput> {
    let (dto, headers) = (asked.input, asked.headers);
    let input = UploadPartCopyInput {
        upload: upload(&dto.bucket, &dto.key, &dto.upload_id)?,
        part_number: dto.part_number,
        source: source(&dto.copy_source, &headers)?,
        range: dto.copy_source_range,
        customer_key: object_headers::customer_key(&headers)?,
    };
    let output = performer
        .perform::<s3::UploadPartCopy>(&asked.arrived, input)
        .await?;
    let mut result = dto::CopyPartResult {
        e_tag: Some(object_answer::etag(&output.etag)),
        last_modified: Some(convert::time(output.modified)),
        ..dto::CopyPartResult::default()
    };
    if let Some(checksum) = output.checksum {
        tell_checksum!(result, checksum.algorithm(), checksum.to_string());
    }
    let mut out = dto::UploadPartCopyOutput {
        copy_part_result: Some(result),
        copy_source_version_id: output.source_version.map(|version| version.to_string()),
        ..dto::UploadPartCopyOutput::default()
    };
    tell_encryption!(out, output.encryption);
    Ok(S3Response::new(out))
}
