//! ListMultipartUploads, ListParts.

use iamd_api::s3;
use iamd_auth::{Audit, Ports};
use iamd_ident::CanonicalUserId;
use iamd_objects::{Initiator, PartInfo, UploadInfo};
use iamd_s3::{ListMultipartUploadsInput, ListPartsInput};
use s3s::{S3Response, dto};

use super::{
    list_objects::Spelling,
    multipart_upload::{abortion, upload},
};
use crate::{
    convert,
    object_answer::{self, count, tell_checksum},
    performer::{Answered, Asked, Performer},
};

pub(crate) async fn list_multipart_uploads<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    asked: Asked<dto::ListMultipartUploadsInput>,
) -> Answered<dto::ListMultipartUploadsOutput> {
    let dto = asked.input;
    let spelling = Spelling::of(dto.encoding_type.as_ref())?;
    let input = ListMultipartUploadsInput {
        bucket: convert::bucket(&dto.bucket)?,
        prefix: dto.prefix.clone(),
        delimiter: dto.delimiter.clone(),
        key_marker: dto.key_marker.clone(),
        upload_marker: dto.upload_id_marker.clone(),
        max_uploads: dto.max_uploads,
    };
    let page = performer
        .perform::<s3::ListMultipartUploads>(&asked.arrived, input)
        .await?;
    let uploads = page.uploads.iter();
    let uploads = uploads
        .map(|info| told(info, &page.owner, spelling))
        .collect();
    let (next_key, next_upload) = match page.next {
        None => (None, None),
        Some(next) => (
            Some(spelling.text(&next.key)),
            next.upload.map(|upload| upload.to_string()),
        ),
    };
    Ok(S3Response::new(dto::ListMultipartUploadsOutput {
        bucket: Some(dto.bucket),
        common_prefixes: Some(spelling.prefixes(&page.common_prefixes)),
        delimiter: spelling.given(dto.delimiter),
        encoding_type: dto.encoding_type,
        is_truncated: Some(next_key.is_some()),
        key_marker: Some(spelling.text(&dto.key_marker.unwrap_or_default())),
        max_uploads: Some(page.max_uploads),
        next_key_marker: next_key,
        next_upload_id_marker: next_upload,
        prefix: Some(spelling.text(&dto.prefix.unwrap_or_default())),
        request_charged: None,
        upload_id_marker: Some(dto.upload_id_marker.unwrap_or_default()),
        uploads: Some(uploads),
    }))
}

pub(crate) async fn list_parts<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    asked: Asked<dto::ListPartsInput>,
) -> Answered<dto::ListPartsOutput> {
    let dto = asked.input;
    let input = ListPartsInput {
        upload: upload(&dto.bucket, &dto.key, &dto.upload_id)?,
        max_parts: dto.max_parts,
        after: dto.part_number_marker,
    };
    let page = performer
        .perform::<s3::ListParts>(&asked.arrived, input)
        .await?;
    let (abort_date, abort_rule_id) = abortion(page.abortion);
    let (checksum_algorithm, checksum_type) = checksum(&page.upload);
    let last = page.parts.last().map(|part| i32::from(part.number));
    Ok(S3Response::new(dto::ListPartsOutput {
        abort_date,
        abort_rule_id,
        bucket: Some(dto.bucket),
        checksum_algorithm,
        checksum_type,
        initiator: Some(initiator(&page.upload.initiator)),
        is_truncated: Some(page.is_truncated),
        key: Some(dto.key),
        max_parts: Some(page.max_parts),
        // SOURCE: S3 API Reference, ListParts: the last one of the page, also if it is the last of all.
        next_part_number_marker: Some(last.unwrap_or_default()),
        owner: Some(convert::owner(&page.owner)),
        part_number_marker: Some(page.after),
        parts: Some(page.parts.iter().map(part).collect()),
        request_charged: None,
        storage_class: Some(class(&page.upload).into()),
        upload_id: Some(dto.upload_id),
    }))
}

fn part(part: &PartInfo) -> dto::Part {
    let mut out = dto::Part {
        e_tag: Some(object_answer::etag(&part.etag)),
        last_modified: Some(convert::time(part.modified)),
        part_number: Some(i32::from(part.number)),
        size: Some(count(part.bytes)),
        ..dto::Part::default()
    };
    if let Some(checksum) = &part.checksum {
        tell_checksum!(out, checksum.algorithm(), checksum.to_string());
    }
    out
}

fn told(upload: &UploadInfo, owner: &CanonicalUserId, spelling: Spelling) -> dto::MultipartUpload {
    let (checksum_algorithm, checksum_type) = checksum(upload);
    dto::MultipartUpload {
        checksum_algorithm,
        checksum_type,
        initiated: Some(convert::time(upload.created)),
        initiator: Some(initiator(&upload.initiator)),
        key: Some(spelling.text(upload.key.as_str())),
        owner: Some(convert::owner(owner)),
        storage_class: Some(class(upload).into()),
        upload_id: Some(upload.id.to_string()),
    }
}

fn checksum(upload: &UploadInfo) -> (Option<dto::ChecksumAlgorithm>, Option<dto::ChecksumType>) {
    let Some((algorithm, kind)) = upload.checksum else {
        return (None, None);
    };
    (
        Some(dto::ChecksumAlgorithm::from_static(algorithm.name())),
        Some(object_answer::checksum_type(kind)),
    )
}

fn initiator(initiator: &Initiator) -> dto::Initiator {
    dto::Initiator {
        display_name: None,
        id: Some(initiator.id.clone()),
    }
}

fn class(upload: &UploadInfo) -> String {
    let class = upload.metadata.storage_class.as_deref();
    class.unwrap_or(dto::StorageClass::STANDARD).to_owned()
}
