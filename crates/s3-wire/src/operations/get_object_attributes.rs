//! GetObjectAttributes.

use http::HeaderMap;
use iamd_api::{Error, s3};
use iamd_auth::{Audit, Ports};
use iamd_s3::{ChecksumType, GetObjectAttributesInput, ObjectInfo, ObjectPart, ObjectParts};
use s3s::{S3Response, dto};

use crate::{
    convert,
    object_answer::{self, Unquoted, count, small_count, tell_checksum, tell_whole_checksum},
    object_headers,
    performer::{Answered, Asked, Performer},
};

pub(crate) async fn get_object_attributes<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    asked: Asked<dto::GetObjectAttributesInput>,
) -> Answered<dto::GetObjectAttributesOutput> {
    let dto = asked.input;
    let attributes = attributes(&asked.headers);
    let input = GetObjectAttributesInput {
        object: convert::object(&dto.bucket, &dto.key, dto.version_id.as_deref())?,
        attributes: attributes.clone(),
        parts_max: number(&asked.headers, "x-amz-max-parts")?.or(dto.max_parts),
        part_marker: number(&asked.headers, "x-amz-part-number-marker")?.or(dto.part_number_marker),
        customer_key: object_headers::customer_key(&asked.headers)?,
    };
    let output = performer
        .perform::<s3::GetObjectAttributes>(&asked.arrived, input)
        .await?;
    let wants = |name: &str| attributes.iter().any(|wanted| wanted == name);
    let info = output.info;
    let class = info.metadata.storage_class.as_deref();
    let class = class.unwrap_or(dto::StorageClass::STANDARD).to_owned();
    let mut response = S3Response::new(dto::GetObjectAttributesOutput {
        checksum: wants("Checksum").then(|| checksum(&info)).flatten(),
        e_tag: wants("ETag").then(|| object_answer::etag(&info.etag)),
        last_modified: Some(convert::time(info.modified)),
        object_parts: output.parts.as_ref().map(|parts| told_parts(parts, &info)),
        object_size: wants("ObjectSize").then(|| count(info.bytes)),
        storage_class: wants("StorageClass").then(|| class.into()),
        version_id: output.version.map(|version| version.to_string()),
        ..dto::GetObjectAttributesOutput::default()
    });
    // SOURCE: observed: the one answer in whose body ETags have no quotes.
    response.extensions.insert(Unquoted);
    Ok(response)
}

/// The names of attributes, which clients send in one header or in several.
fn attributes(headers: &HeaderMap) -> Vec<String> {
    let values = headers.get_all("x-amz-object-attributes").iter();
    values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

fn number(headers: &HeaderMap, name: &str) -> Result<Option<i32>, Error> {
    let number = object_headers::text(headers, name).map(|text| text.parse());
    number.transpose().map_err(|_| {
        let text = format!("Provided {name} not an integer or within integer range");
        Error::new(iamd_api::ErrorCode::InvalidArgument, text).with("ArgumentName", name)
    })
}

fn checksum(info: &ObjectInfo) -> Option<dto::Checksum> {
    let mut out = dto::Checksum::default();
    tell_whole_checksum!(out, Some(object_answer::told(info.checksum.as_ref()?)));
    Some(out)
}

/// SOURCE: S3 API Reference, GetObjectAttributes: the parts are listed where they have checksums
/// that make up that of the whole.
fn told_parts(parts: &ObjectParts, info: &ObjectInfo) -> dto::GetObjectAttributesParts {
    let kind = info.checksum.as_ref().map(|checksum| checksum.kind);
    let told = parts.page.parts.iter().map(told_part);
    dto::GetObjectAttributesParts {
        is_truncated: Some(parts.page.next.is_some()),
        max_parts: Some(i32::from(parts.parts_max)),
        next_part_number_marker: parts
            .page
            .next
            .or_else(|| parts.page.parts.last().map(|part| part.number))
            .map(i32::from),
        part_number_marker: Some(i32::from(parts.marker)),
        parts: (kind == Some(ChecksumType::Composite)).then(|| told.collect()),
        total_parts_count: Some(small_count(parts.count)),
    }
}

fn told_part(part: &ObjectPart) -> dto::ObjectPart {
    let mut out = dto::ObjectPart {
        part_number: Some(i32::from(part.number)),
        size: Some(count(part.bytes)),
        ..dto::ObjectPart::default()
    };
    if let Some(checksum) = &part.checksum {
        tell_checksum!(out, checksum.algorithm(), checksum.to_string());
    }
    out
}
