//! Objects and their versions.

use std::{collections::BTreeMap, fmt};

use iamd_ident::{Random, Tag, Timestamp, VersionId};
use serde::{Deserialize, Serialize};

use super::{ManifestId, record};
use crate::{BlobId, BlobPlace, ETag, ObjectChecksum, UploadId, keys::KeyRecord};

/// What the writer of an object says about it, given back as it was said.
///
/// LIMIT: the sizes of these are the caller's to bound, as S3 bounds them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// `Content-Type`.
    pub content_type: Option<String>,
    /// `Content-Encoding`.
    pub content_encoding: Option<String>,
    /// `Content-Disposition`.
    pub content_disposition: Option<String>,
    /// `Content-Language`.
    pub content_language: Option<String>,
    /// `Cache-Control`.
    pub cache_control: Option<String>,
    /// `Expires`.
    pub expires: Option<String>,
    /// `x-amz-website-redirect-location`.
    pub website_redirect: Option<String>,
    /// `x-amz-storage-class`, where it is not `STANDARD`.
    pub storage_class: Option<String>,
    /// `x-amz-meta-…`, by the rest of the name.
    pub user: BTreeMap<String, String>,
}

/// The newest version of an object. Every change of any of its versions writes this record, so
/// whoever checks it has checked them all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HeadRecord {
    pub(crate) newest: VersionRecord,
    /// Which version is the one that is called `null`, if there is one.
    pub(crate) null: Option<VersionPlace>,
    /// How many older versions there are.
    pub(crate) older: u64,
}

record!(HeadRecord, "an object");

/// A version of an object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct VersionRecord {
    pub(crate) place: VersionPlace,
    /// Whether it is the one that is called `null`.
    pub(crate) is_null: bool,
    /// In milliseconds since 1970.
    modified: i64,
    pub(crate) what: What,
}

record!(VersionRecord, "a version of an object");

impl VersionRecord {
    pub(crate) fn new(place: VersionPlace, is_null: bool, modified: Timestamp, what: What) -> Self {
        Self {
            place,
            is_null,
            modified: modified.as_millisecond(),
            what,
        }
    }

    pub(crate) fn modified(&self) -> Timestamp {
        Timestamp::from_millisecond(self.modified).unwrap_or_default()
    }

    /// What callers know it by.
    pub(crate) fn id(&self) -> VersionId {
        if self.is_null {
            VersionId::null()
        } else {
            self.place.id()
        }
    }

    /// Whether callers know it by this id.
    pub(crate) fn has_id(&self, id: &VersionId) -> bool {
        self.is_null == id.is_null() && (self.is_null || self.place.as_str() == id.as_str())
    }

    /// Whether its bytes are in as many blobs as it has parts.
    pub(crate) fn is_in_parts(&self) -> bool {
        self.object()
            .is_some_and(|object| matches!(object.body, BodyRecord::Parts(_)))
    }

    pub(crate) fn object(&self) -> Option<&ObjectRecord> {
        match &self.what {
            What::Object(object) => Some(object),
            What::DeleteMarker => None,
        }
    }
}

/// What a version is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum What {
    DeleteMarker,
    Object(Box<ObjectRecord>),
}

/// Where a version stands among those of its key: 16 digits that become less from one to the next,
/// so that the newest sorts first, and 16 random ones.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct VersionPlace(Box<str>);

impl VersionPlace {
    /// Number `order` of a key.
    pub(crate) fn new(order: u64, random: &dyn Random) -> Self {
        let chance = u64::from_be_bytes(random.bytes());
        Self(format!("{:016x}{chance:016x}", !order).into())
    }

    /// Which number it is.
    pub(crate) fn order(&self) -> u64 {
        let digits = self.0.get(..16).unwrap_or_default();
        !u64::from_str_radix(digits, 16).unwrap_or_default()
    }

    /// The place of the version with an id of its own.
    pub(crate) fn of(id: &VersionId) -> Self {
        Self(id.as_str().into())
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    fn id(&self) -> VersionId {
        self.0.parse().unwrap_or_else(|_| VersionId::null())
    }
}

impl fmt::Debug for VersionPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An object's content, and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ObjectRecord {
    pub(crate) bytes: u64,
    pub(crate) etag: ETag,
    pub(crate) metadata: Metadata,
    #[serde(default)]
    pub(crate) tags: Vec<Tag>,
    pub(crate) checksum: Option<ObjectChecksum>,
    pub(crate) key: KeyRecord,
    pub(crate) body: BodyRecord,
    /// The upload in parts that it came from.
    #[serde(default)]
    pub(crate) upload: Option<UploadId>,
}

impl ObjectRecord {
    /// The manifest of its parts and how many records it has, if it came in parts.
    pub(crate) fn manifest(&self) -> Option<(ManifestId, u16)> {
        match &self.body {
            BodyRecord::Blob(_) => None,
            BodyRecord::Parts(index) => Some((index.id, index.records())),
        }
    }
}

/// Where the bytes of an object are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum BodyRecord {
    /// In one blob.
    Blob(BlobRecord),
    /// In as many blobs as there are parts.
    Parts(ManifestIndex),
}

/// Where a blob is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum BlobRecord {
    /// Nowhere: it has no bytes.
    Empty,
    /// In the index.
    Small(BlobId),
    /// In a file.
    File(BlobPlace),
}

/// Which parts make up an object, and in which records of the manifest they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ManifestIndex {
    pub(crate) id: ManifestId,
    pub(crate) parts: u32,
    /// How many bytes the parts of each record have.
    pub(crate) chunks: Vec<u64>,
}

impl ManifestIndex {
    /// How many records the manifest has.
    pub(crate) fn records(&self) -> u16 {
        u16::try_from(self.chunks.len()).unwrap_or(u16::MAX)
    }
}

#[cfg(test)]
mod tests {
    use iamd_testkit::SeededRandom;

    use super::*;

    #[test]
    fn newer_versions_sort_first() {
        let random = SeededRandom::new(1);
        let place = |order| VersionPlace::new(order, &random);
        let orders = [0, 1, 1_000_000, u64::MAX];
        for pair in orders.windows(2) {
            assert!(place(pair[1]) < place(pair[0]), "{pair:?}");
        }
        for order in orders {
            assert_eq!(place(order).order(), order);
            let id = place(order).id();
            assert!(!id.is_null() && VersionPlace::of(&id).order() == order);
        }
    }
}
