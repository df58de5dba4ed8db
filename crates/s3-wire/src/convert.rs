//! Names, versions, tags and times between `s3s` and the house.

use std::{
    borrow::Cow,
    time::{Duration, SystemTime},
};

use iamd_api::{Error, ErrorCode};
use iamd_ident::{BucketName, CanonicalUserId, ObjectKey, Tag, Timestamp, VersionId};
use iamd_s3::ObjectAddress;
use s3s::dto;

/// A bucket's name.
///
/// # Errors
/// `InvalidBucketName`.
pub(crate) fn bucket(name: &str) -> Result<BucketName, Error> {
    name.parse().map_err(|_| {
        let text = "The specified bucket is not valid.";
        Error::new(ErrorCode::InvalidBucketName, text).with("BucketName", name)
    })
}

/// The key of an object.
///
/// # Errors
/// `KeyTooLongError`.
pub(crate) fn key(key: &str) -> Result<ObjectKey, Error> {
    key.parse().map_err(|_| {
        let error = Error::new(ErrorCode::KeyTooLongError, "Your key is too long");
        error
            .with("Size", key.len().to_string())
            .with("MaxSizeAllowed", ObjectKey::BYTES_MAX.to_string())
    })
}

/// An object, or one of its versions.
///
/// # Errors
/// As [`bucket`], [`key`] and [`version`].
pub(crate) fn object(
    bucket_name: &str,
    object_key: &str,
    id: Option<&str>,
) -> Result<ObjectAddress, Error> {
    Ok(ObjectAddress {
        bucket: bucket(bucket_name)?,
        key: key(object_key)?,
        version: version(id)?,
    })
}

/// The id of a version, if one is named. An empty one names none.
///
/// # Errors
/// `InvalidArgument`.
pub(crate) fn version(id: Option<&str>) -> Result<Option<VersionId>, Error> {
    let Some(id) = id.filter(|id| !id.is_empty()) else {
        return Ok(None);
    };
    id.parse().map(Some).map_err(|_| {
        let error = Error::new(ErrorCode::InvalidArgument, "Invalid version id specified");
        error
            .with("ArgumentName", "versionId")
            .with("ArgumentValue", id)
    })
}

/// A time as `s3s` writes it: S3 tells whole seconds. What is before 1970 is 1970.
pub(crate) fn time(at: Timestamp) -> dto::Timestamp {
    let seconds = u64::try_from(at.as_second()).unwrap_or_default();
    dto::Timestamp::from(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
}

/// A time as `s3s` has parsed it.
///
/// # Errors
/// `MalformedXML`: no calendar has it.
pub(crate) fn timestamp(at: &dto::Timestamp) -> Result<Timestamp, Error> {
    let mut text = Vec::new();
    let written = at.format(dto::TimestampFormat::DateTime, &mut text);
    let text = written.ok().and_then(|()| String::from_utf8(text).ok());
    let parsed = text.and_then(|text| text.parse().ok());
    parsed.ok_or_else(malformed_xml)
}

/// One of the words of `s3s`, such as a canned ACL, as it was written.
pub(crate) fn text(word: impl Into<Cow<'static, str>>) -> String {
    word.into().into_owned()
}

/// A tag.
///
/// # Errors
/// `MalformedXML`: a half is missing.
pub(crate) fn tag(tag: dto::Tag) -> Result<Tag, Error> {
    let key = tag.key.ok_or_else(malformed_xml)?;
    let value = tag.value.ok_or_else(malformed_xml)?;
    Ok(Tag { key, value })
}

/// The tags of a body.
///
/// # Errors
/// As [`tag`].
pub(crate) fn tags(tags: dto::TagSet) -> Result<Vec<Tag>, Error> {
    tags.into_iter().map(tag).collect()
}

/// The tags of an answer.
pub(crate) fn tag_set(tags: Vec<Tag>) -> dto::TagSet {
    let tags = tags.into_iter();
    tags.map(|tag| dto::Tag {
        key: Some(tag.key),
        value: Some(tag.value),
    })
    .collect()
}

/// The owner of something. S3 tells no names of owners any more.
pub(crate) fn owner(id: &CanonicalUserId) -> dto::Owner {
    dto::Owner {
        display_name: None,
        id: Some(id.to_string()),
    }
}

/// What a body says cannot be.
pub(crate) fn malformed_xml() -> Error {
    let text = "The XML you provided was not well-formed or did not validate against our published \
                schema";
    Error::new(ErrorCode::MalformedXML, text)
}
