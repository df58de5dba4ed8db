//! ListObjects, ListObjectsV2, ListObjectVersions.

use iamd_api::{Error, ErrorCode, s3};
use iamd_auth::{Audit, Ports};
use iamd_s3::{
    ChecksumAlgorithm, ChecksumType, ListObjectVersionsInput, ListObjectsInput, ListObjectsV2Input,
    ListedObject, ListedVersion, Listing,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use s3s::{S3Response, dto};

use crate::{
    convert,
    object_answer::{self, count, listed_class, small_count},
    performer::{Answered, Asked, Performer},
};

/// What a listing asks for, out of the input of each operation.
macro_rules! listing_of {
    ($dto:expr) => {
        Listing {
            bucket: convert::bucket(&$dto.bucket)?,
            prefix: $dto.prefix.clone(),
            delimiter: $dto.delimiter.clone(),
            max_keys: $dto.max_keys,
        }
    };
}

pub(crate) async fn list_objects<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    asked: Asked<dto::ListObjectsInput>,
) -> Answered<dto::ListObjectsOutput> {
    let dto = asked.input;
    let spelling = Spelling::of(dto.encoding_type.as_ref())?;
    let input = ListObjectsInput {
        listing: listing_of!(dto),
        marker: dto.marker.clone(),
    };
    let page = performer
        .perform::<s3::ListObjects>(&asked.arrived, input)
        .await?;
    let owner = convert::owner(&page.owner);
    let is_grouped = dto.delimiter.as_ref().is_some_and(|text| !text.is_empty());
    let next = page.next.as_deref();
    let objects = page.objects.iter();
    Ok(S3Response::new(dto::ListObjectsOutput {
        common_prefixes: Some(spelling.prefixes(&page.common_prefixes)),
        contents: Some(
            objects
                .map(|object| spelling.object(object, Some(owner.clone())))
                .collect(),
        ),
        delimiter: spelling.given(dto.delimiter),
        encoding_type: dto.encoding_type,
        is_truncated: Some(next.is_some()),
        marker: Some(spelling.text(&dto.marker.unwrap_or_default())),
        max_keys: Some(page.max_keys),
        name: Some(dto.bucket),
        // SOURCE: S3 API Reference, ListObjects: who does not group has the last key.
        next_marker: next.filter(|_| is_grouped).map(|next| spelling.text(next)),
        prefix: Some(spelling.text(&dto.prefix.unwrap_or_default())),
        request_charged: None,
    }))
}

pub(crate) async fn list_objects_v2<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    asked: Asked<dto::ListObjectsV2Input>,
) -> Answered<dto::ListObjectsV2Output> {
    let dto = asked.input;
    let spelling = Spelling::of(dto.encoding_type.as_ref())?;
    let input = ListObjectsV2Input {
        listing: listing_of!(dto),
        start_after: dto.start_after.clone(),
        continuation_token: dto.continuation_token.clone(),
    };
    let page = performer
        .perform::<s3::ListObjectsV2>(&asked.arrived, input)
        .await?;
    let owner = dto
        .fetch_owner
        .unwrap_or_default()
        .then(|| convert::owner(&page.owner));
    let objects = page.objects.iter();
    let key_count = page
        .objects
        .len()
        .saturating_add(page.common_prefixes.len());
    Ok(S3Response::new(dto::ListObjectsV2Output {
        common_prefixes: Some(spelling.prefixes(&page.common_prefixes)),
        contents: Some(
            objects
                .map(|object| spelling.object(object, owner.clone()))
                .collect(),
        ),
        continuation_token: dto.continuation_token,
        delimiter: spelling.given(dto.delimiter),
        encoding_type: dto.encoding_type,
        is_truncated: Some(page.next.is_some()),
        key_count: Some(small_count(key_count)),
        max_keys: Some(page.max_keys),
        name: Some(dto.bucket),
        next_continuation_token: page.next,
        prefix: Some(spelling.text(&dto.prefix.unwrap_or_default())),
        start_after: spelling.given(dto.start_after),
        request_charged: None,
    }))
}

pub(crate) async fn list_object_versions<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    asked: Asked<dto::ListObjectVersionsInput>,
) -> Answered<dto::ListObjectVersionsOutput> {
    let dto = asked.input;
    let spelling = Spelling::of(dto.encoding_type.as_ref())?;
    let input = ListObjectVersionsInput {
        listing: listing_of!(dto),
        key_marker: dto.key_marker.clone(),
        version_marker: dto.version_id_marker.clone(),
    };
    let page = performer
        .perform::<s3::ListObjectVersions>(&asked.arrived, input)
        .await?;
    let owner = convert::owner(&page.owner);
    let (markers, versions): (Vec<_>, Vec<_>) = page
        .versions
        .iter()
        .partition(|version| version.is_delete_marker);
    let versions = versions
        .into_iter()
        .map(|version| spelling.version(version, &owner));
    let markers = markers
        .into_iter()
        .map(|version| spelling.marker(version, &owner));
    let (next_key, next_version) = match page.next {
        None => (None, None),
        Some(next) => (
            Some(spelling.text(&next.key)),
            next.version.map(|version| version.to_string()),
        ),
    };
    Ok(S3Response::new(dto::ListObjectVersionsOutput {
        common_prefixes: Some(spelling.prefixes(&page.common_prefixes)),
        delete_markers: Some(markers.collect()),
        delimiter: spelling.given(dto.delimiter),
        encoding_type: dto.encoding_type,
        is_truncated: Some(next_key.is_some()),
        key_marker: Some(spelling.text(&dto.key_marker.unwrap_or_default())),
        max_keys: Some(page.max_keys),
        name: Some(dto.bucket),
        next_key_marker: next_key,
        next_version_id_marker: next_version,
        prefix: Some(spelling.text(&dto.prefix.unwrap_or_default())),
        request_charged: None,
        version_id_marker: Some(dto.version_id_marker.unwrap_or_default()),
        versions: Some(versions.collect()),
    }))
}

/// How keys are written. XML cannot hold every one of them as it is.
///
/// SOURCE: S3 API Reference, ListObjectsV2, EncodingType.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    Plain,
    Url,
}

/// What stays as it is in an encoded key.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

impl Spelling {
    /// SOURCE: text as S3 answers.
    pub(crate) fn of(encoding: Option<&dto::EncodingType>) -> Result<Self, Error> {
        match encoding.map(dto::EncodingType::as_str) {
            None | Some("") => Ok(Self::Plain),
            Some("url") => Ok(Self::Url),
            Some(other) => {
                let text = "Invalid Encoding Method specified in Request";
                Err(Error::new(ErrorCode::InvalidArgument, text)
                    .with("ArgumentName", "encoding-type")
                    .with("ArgumentValue", other))
            }
        }
    }

    pub(crate) fn text(self, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Url => utf8_percent_encode(text, KEPT).to_string(),
        }
    }

    /// A parameter that is told only if it was sent.
    pub(crate) fn given(self, text: Option<String>) -> Option<String> {
        let text = text.filter(|text| !text.is_empty())?;
        Some(self.text(&text))
    }

    pub(crate) fn prefixes(self, prefixes: &[String]) -> dto::CommonPrefixList {
        let prefixes = prefixes.iter().map(|prefix| dto::CommonPrefix {
            prefix: Some(self.text(prefix)),
        });
        prefixes.collect()
    }

    fn object(self, object: &ListedObject, owner: Option<dto::Owner>) -> dto::Object {
        let (checksum_algorithm, checksum_type) = checksum(object.checksum);
        dto::Object {
            checksum_algorithm,
            checksum_type,
            e_tag: object.etag.as_ref().map(object_answer::etag),
            key: Some(self.text(object.key.as_str())),
            last_modified: Some(convert::time(object.modified)),
            owner,
            restore_status: None,
            size: Some(count(object.bytes)),
            storage_class: Some(listed_class(object).into()),
        }
    }

    fn version(self, version: &ListedVersion, owner: &dto::Owner) -> dto::ObjectVersion {
        let object = &version.object;
        let (checksum_algorithm, checksum_type) = checksum(object.checksum);
        dto::ObjectVersion {
            checksum_algorithm,
            checksum_type,
            e_tag: object.etag.as_ref().map(object_answer::etag),
            is_latest: Some(version.is_latest),
            key: Some(self.text(object.key.as_str())),
            last_modified: Some(convert::time(object.modified)),
            owner: Some(owner.clone()),
            restore_status: None,
            size: Some(count(object.bytes)),
            storage_class: Some(listed_class(object).into()),
            version_id: Some(object.version.to_string()),
        }
    }

    fn marker(self, version: &ListedVersion, owner: &dto::Owner) -> dto::DeleteMarkerEntry {
        dto::DeleteMarkerEntry {
            is_latest: Some(version.is_latest),
            key: Some(self.text(version.object.key.as_str())),
            last_modified: Some(convert::time(version.object.modified)),
            owner: Some(owner.clone()),
            version_id: Some(version.object.version.to_string()),
        }
    }
}

fn checksum(
    checksum: Option<(ChecksumAlgorithm, ChecksumType)>,
) -> (
    Option<dto::ChecksumAlgorithmList>,
    Option<dto::ChecksumType>,
) {
    let Some((algorithm, kind)) = checksum else {
        return (None, None);
    };
    let algorithm = dto::ChecksumAlgorithm::from_static(algorithm.name());
    (
        Some(vec![algorithm]),
        Some(object_answer::checksum_type(kind)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_written_as_xml_can_hold_them() {
        let key = "a b/+%ä\u{1}~é(3).png";
        assert_eq!(
            Spelling::Url.text(key),
            "a%20b/%2B%25%C3%A4%01~%C3%A9%283%29.png"
        );
        assert_eq!(Spelling::Plain.text(key), key);
        let encoding = |text: &str| Spelling::of(Some(&dto::EncodingType::from(text.to_owned())));
        assert_eq!(encoding("url"), Ok(Spelling::Url));
        assert!(encoding("xml").is_err());
    }
}
