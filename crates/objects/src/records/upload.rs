//! Uploads in parts, and the manifests of the objects that came of them.

use std::{fmt, str::FromStr};

use iamd_ident::{Random, Tag, Timestamp};
use serde::{Deserialize, Serialize};

use super::{BlobRecord, Metadata, record};
use crate::{Checksum, ChecksumAlgorithm, ChecksumType, ETag, keys::KeyRecord};

/// The id of an upload in parts. Those of one key sort by the time at which they began.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UploadId(Box<str>);

/// The text is not the id of an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the id of an upload has 48 lower-case hexadecimal digits")]
pub struct InvalidUploadId;

impl UploadId {
    /// Sixteen digits of the moment, 32 random ones.
    pub(crate) fn new(order: u64, random: &dyn Random) -> Self {
        let chance = u128::from_be_bytes(random.bytes());
        Self(format!("{order:016x}{chance:032x}").into())
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UploadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for UploadId {
    type Err = InvalidUploadId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if text.len() == 48 && text.bytes().all(is_digit) {
            Ok(Self(text.into()))
        } else {
            Err(InvalidUploadId)
        }
    }
}

/// The number of a part: 1 to 10,000.
///
/// SOURCE: S3 User Guide, "Amazon S3 multipart upload limits".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartNumber(u16);

impl PartNumber {
    /// The greatest number, and so the most parts that an object has.
    pub const MAX: u16 = 10_000;

    /// The number, if it is one of a part.
    pub fn new(number: u32) -> Option<Self> {
        let number = u16::try_from(number).ok()?;
        (1..=Self::MAX).contains(&number).then_some(Self(number))
    }

    /// The number.
    pub const fn number(self) -> u16 {
        self.0
    }
}

/// Who began an upload, as listings name them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Initiator {
    /// The ARN or the canonical id.
    pub id: String,
    /// The name that is shown.
    pub display_name: String,
}

/// An upload that was begun.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct UploadRecord {
    /// In milliseconds since 1970.
    created: i64,
    pub(crate) initiator: Initiator,
    pub(crate) metadata: Metadata,
    #[serde(default)]
    pub(crate) tags: Vec<Tag>,
    /// The algorithm that every part is checked with, and what the checksum of the whole is made
    /// of.
    pub(crate) checksum: Option<(ChecksumAlgorithm, ChecksumType)>,
    /// Opens all parts, and later the object.
    pub(crate) key: KeyRecord,
    /// Somebody reads the parts to complete the upload. Whoever changes a part takes that back.
    #[serde(default)]
    pub(crate) is_completing: bool,
}

record!(UploadRecord, "an upload");

impl UploadRecord {
    pub(crate) fn new(
        created: Timestamp,
        initiator: Initiator,
        (metadata, tags): (Metadata, Vec<Tag>),
        checksum: Option<(ChecksumAlgorithm, ChecksumType)>,
        key: KeyRecord,
    ) -> Self {
        Self {
            created: created.as_millisecond(),
            initiator,
            metadata,
            tags,
            checksum,
            key,
            is_completing: false,
        }
    }

    pub(crate) fn created(&self) -> Timestamp {
        Timestamp::from_millisecond(self.created).unwrap_or_default()
    }
}

/// A part that was uploaded.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct PartRecord {
    pub(crate) bytes: u64,
    pub(crate) etag: ETag,
    /// In milliseconds since 1970.
    pub(crate) modified: i64,
    pub(crate) checksum: Option<Checksum>,
    pub(crate) blob: BlobRecord,
}

record!(PartRecord, "a part");

/// The id of the list of parts that make up an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct ManifestId(u128);

impl ManifestId {
    pub(crate) fn random(random: &dyn Random) -> Self {
        Self(u128::from_be_bytes(random.bytes()))
    }

    /// The id with this text, as [`Self`] shows it.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let id = u128::from_str_radix(text, 16).ok().map(Self)?;
        (id.to_string() == text).then_some(id)
    }
}

impl fmt::Display for ManifestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// Some parts of an object, in order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ManifestRecord {
    pub(crate) parts: Vec<ManifestPart>,
}

record!(ManifestRecord, "a manifest");

impl ManifestRecord {
    /// How many parts a record holds; only the last one has fewer.
    ///
    /// LIMIT: so a record stays below 200 KiB.
    pub(crate) const PARTS: usize = 1000;
}

/// A part of an object.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ManifestPart {
    pub(crate) number: u16,
    pub(crate) bytes: u64,
    pub(crate) blob: BlobRecord,
    pub(crate) checksum: Option<Checksum>,
}
