//! Where each record of the index lies. Every key of the store is built here, and nowhere else.
//!
//! | key (all are `global/…`) | record |
//! |---|---|
//! | `epochs` | which start this is, and which former ones are not swept |
//! | `buckets/BUCKET` | whether the bucket takes changes |
//! | `current/BUCKET/KEY` | the newest version of an object |
//! | `versions/BUCKET/KEY/PLACE` | an older one; the newest of them first |
//! | `small/BLOB` | the bytes of a small blob |
//! | `blobs/EPOCH/BLOB` | that a blob's file is in use |
//! | `uploads/BUCKET/KEY/UPLOAD` | an upload in parts |
//! | `parts/UPLOAD/NUMBER` | a part of it |
//! | `manifests/MANIFEST/CHUNK` | some of the parts that make up an object |
//! | `trash/EPOCH/NUMBER` | what is to be removed |
//!
//! Segments of keys cannot hold zero bytes, and keys of objects can. So two bytes are written as
//! two: 00 as 01 01, and 01 as 01 02; the order of the keys stays the order of their bytes.

use iamd_ident::{BucketId, ObjectKey};
use iamd_store::{InvalidKey, Key, KeyRange, Scope, Table};

use crate::{
    BlobId, BlobPlace, Epoch, Error, UploadId,
    records::{ManifestId, VersionPlace},
};

const EPOCHS: Table = Table::new("epochs");
const BUCKETS: Table = Table::new("buckets");
pub(crate) const CURRENT: Table = Table::new("current");
pub(crate) const VERSIONS: Table = Table::new("versions");
const SMALL: Table = Table::new("small");
const BLOBS: Table = Table::new("blobs");
pub(crate) const UPLOADS: Table = Table::new("uploads");
const PARTS: Table = Table::new("parts");
const MANIFESTS: Table = Table::new("manifests");
const TRASH: Table = Table::new("trash");

/// Stands first in the escape of the bytes that segments cannot hold.
const ESCAPE: u8 = 0x01;

/// Greater than every byte of UTF-8.
const BEHIND_TEXT: u8 = 0xff;

/// The segments of our keys are short and have no zero byte: the longest key of an object has 2048
/// bytes when it is escaped.
fn with(prefix: Key, segment: impl AsRef<[u8]>) -> Result<Key, Error> {
    let built: Result<Key, InvalidKey> = prefix.with(segment);
    built.map_err(|error| Error::corrupt("a key of the index", error))
}

fn table(table: Table) -> Key {
    Key::new(Scope::Global, table)
}

/// Text as a segment of a key.
pub(crate) fn escaped(text: &str) -> Vec<u8> {
    let mut segment = Vec::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            0x00 | ESCAPE => segment.extend([ESCAPE, byte + 1]),
            byte => segment.push(byte),
        }
    }
    segment
}

/// The text that a segment holds.
fn unescaped(segment: &[u8]) -> Option<String> {
    let mut text = Vec::with_capacity(segment.len());
    let mut bytes = segment.iter();
    while let Some(byte) = bytes.next() {
        match *byte {
            ESCAPE => text.push(bytes.next()?.checked_sub(1)?),
            byte => text.push(byte),
        }
    }
    String::from_utf8(text).ok()
}

pub(crate) fn epochs() -> Key {
    table(EPOCHS)
}

pub(crate) fn buckets() -> Key {
    table(BUCKETS)
}

pub(crate) fn bucket(id: &BucketId) -> Result<Key, Error> {
    with(buckets(), id.as_str())
}

pub(crate) fn all_current(bucket: &BucketId) -> Result<Key, Error> {
    with(table(CURRENT), bucket.as_str())
}

pub(crate) fn current(bucket: &BucketId, key: &ObjectKey) -> Result<Key, Error> {
    with(all_current(bucket)?, escaped(key.as_str()))
}

/// The prefix of all older versions of an object.
pub(crate) fn versions(bucket: &BucketId, key: &ObjectKey) -> Result<Key, Error> {
    let bucket = with(table(VERSIONS), bucket.as_str())?;
    with(bucket, escaped(key.as_str()))
}

pub(crate) fn version(
    bucket: &BucketId,
    key: &ObjectKey,
    place: &VersionPlace,
) -> Result<Key, Error> {
    with(versions(bucket, key)?, place.as_str())
}

pub(crate) fn small(blob: BlobId) -> Result<Key, Error> {
    with(table(SMALL), blob.to_string())
}

/// All bytes of small blobs.
pub(crate) fn all_small() -> Key {
    table(SMALL)
}

/// All blobs in files.
pub(crate) fn all_blobs() -> Key {
    table(BLOBS)
}

/// Behind all blobs of an epoch, and before those of the next one.
pub(crate) fn blobs_behind(epoch: Epoch) -> Result<Key, Error> {
    with(with(table(BLOBS), epoch.to_string())?, [BEHIND_TEXT])
}

pub(crate) fn blob(place: BlobPlace) -> Result<Key, Error> {
    let epoch = with(table(BLOBS), place.epoch.to_string())?;
    with(epoch, place.id.to_string())
}

/// The blob whose file a record says is in use; `None` if it is another kind of record.
pub(crate) fn blob_of(record: &Key) -> Option<BlobPlace> {
    if record.table() != BLOBS.name() {
        return None;
    }
    let mut segments = record.segments();
    let epoch = str::from_utf8(segments.next()?).ok()?.parse().ok()?;
    let id = BlobId::parse(str::from_utf8(segments.next()?).ok()?)?;
    let place = BlobPlace {
        epoch: Epoch(epoch),
        id,
    };
    (segments.next().is_none() && blob(place).ok()? == *record).then_some(place)
}

pub(crate) fn all_uploads(bucket: &BucketId) -> Result<Key, Error> {
    with(table(UPLOADS), bucket.as_str())
}

/// The prefix of all uploads of one key.
pub(crate) fn uploads(bucket: &BucketId, key: &str) -> Result<Key, Error> {
    with(all_uploads(bucket)?, escaped(key))
}

pub(crate) fn upload(bucket: &BucketId, key: &ObjectKey, id: &UploadId) -> Result<Key, Error> {
    with(uploads(bucket, key.as_str())?, id.as_str())
}

/// The prefix of all parts of an upload.
pub(crate) fn parts(upload: &UploadId) -> Result<Key, Error> {
    with(table(PARTS), upload.as_str())
}

pub(crate) fn part(upload: &UploadId, number: u16) -> Result<Key, Error> {
    with(parts(upload)?, format!("{number:05}"))
}

pub(crate) fn manifest(id: ManifestId, chunk: u16) -> Result<Key, Error> {
    let manifest = with(table(MANIFESTS), id.to_string())?;
    with(manifest, format!("{chunk:05}"))
}

pub(crate) fn all_trash() -> Key {
    table(TRASH)
}

pub(crate) fn trash(epoch: Epoch, number: u64) -> Result<Key, Error> {
    let epoch = with(all_trash(), format!("{:016x}", epoch.0))?;
    with(epoch, format!("{number:016x}"))
}

/// The text of the segment that says which object a record is about.
pub(crate) fn object_of(key: &Key) -> Result<String, Error> {
    let segment = key.segments().nth(1).and_then(unescaped);
    segment.ok_or_else(|| Error::corrupt("a key of the index", "no key of an object"))
}

/// The last segment.
pub(crate) fn last_of(key: &Key) -> &str {
    key.name().unwrap_or_default()
}

/// A prefix of the keys of objects, below `all`, as a range of the index.
#[derive(Clone, Debug)]
pub(crate) struct Span {
    all: Key,
    range: KeyRange,
}

impl Span {
    /// All records below `all` whose objects' keys begin with `prefix`, but for a key that is
    /// `prefix` itself: [`Self::first`] is where that stands.
    pub(crate) fn new(all: Key, prefix: &str) -> Result<Self, Error> {
        let mut range = KeyRange::under(&all);
        if !prefix.is_empty() {
            range = range
                .after(&with(all.clone(), escaped(prefix))?)
                .before(&behind(&all, prefix)?);
        }
        Ok(Self { all, range })
    }

    /// Where the key that is the prefix itself stands.
    pub(crate) fn first(&self, prefix: &str) -> Result<Key, Error> {
        with(self.all.clone(), escaped(prefix))
    }

    /// Leaves out what stands up to this record.
    pub(crate) fn skip_record(&mut self, record: &Key) {
        self.range = self.range.clone().after(record);
    }

    /// Leaves out everything up to this key of an object, and what is below it.
    pub(crate) fn skip_key(&mut self, key: &str) -> Result<(), Error> {
        // Behind the key's own segment and all that begins with it.
        let mut segment = escaped(key);
        segment.push(ESCAPE);
        // No escaped text goes on with an escape and nothing behind it, so nothing stands there.
        let behind = with(self.all.clone(), segment)?;
        self.range = self.range.clone().after(&behind);
        Ok(())
    }

    /// Leaves out everything up to the last key that begins with `prefix`.
    pub(crate) fn skip_prefix(&mut self, prefix: &str) -> Result<(), Error> {
        self.range = self.range.clone().after(&behind(&self.all, prefix)?);
        Ok(())
    }

    pub(crate) fn range(&self) -> &KeyRange {
        &self.range
    }
}

/// Behind every key that begins with `prefix`, and before all others that come later.
fn behind(all: &Key, prefix: &str) -> Result<Key, Error> {
    let mut segment = escaped(prefix);
    segment.push(BEHIND_TEXT);
    with(all.clone(), segment)
}

#[cfg(test)]
mod tests {
    use iamd_ident::Random;
    use iamd_testkit::SeededRandom;

    use super::*;

    fn bucket_id() -> BucketId {
        BucketId::random(&SeededRandom::new(1))
    }

    fn current_key(key: &str) -> Key {
        current(&bucket_id(), &key.parse().unwrap()).unwrap()
    }

    #[test]
    fn keys_sort_by_their_bytes() {
        let mut keys = vec![
            "\0",
            "\0\0",
            "\0\u{1}",
            "\0a",
            "\u{1}",
            "\u{1}\0",
            "\u{1}\u{1}",
            "\u{2}",
            "a",
            "a\0",
            "a\u{1}",
            "a\u{2}",
            "a/",
            "a/b",
            "a0",
            "ab",
            "é",
            "\u{ffff}",
            "\u{10ffff}",
        ];
        keys.sort_unstable();
        let mut by_place = keys.clone();
        by_place.sort_by_key(|key| current_key(key));
        assert_eq!(by_place, keys);
        for key in keys {
            assert_eq!(object_of(&current_key(key)).unwrap(), key);
        }
    }

    #[test]
    fn the_longest_keys_fit() {
        for character in ["\0", "\u{1}", "a", "\u{7f}"] {
            let key: ObjectKey = character.repeat(1024).parse().unwrap();
            let random = SeededRandom::new(1);
            let place = VersionPlace::new(7, &random as &dyn Random);
            assert!(version(&bucket_id(), &key, &place).is_ok());
            let id = UploadId::new(7, &random);
            assert!(upload(&bucket_id(), &key, &id).is_ok());
            let mut span = Span::new(all_current(&bucket_id()).unwrap(), key.as_str()).unwrap();
            span.skip_key(key.as_str()).unwrap();
            span.skip_prefix(key.as_str()).unwrap();
        }
    }

    #[test]
    fn a_span_is_what_begins_with_its_prefix() {
        let within = |prefix: &str, key: &str| {
            let span = Span::new(all_current(&bucket_id()).unwrap(), prefix).unwrap();
            span.range().contains(&current_key(key))
                || span.first(prefix).unwrap() == current_key(key)
        };
        for (prefix, key, expected) in [
            ("", "a", true),
            ("a", "a", true),
            ("a", "a\0", true),
            ("a", "a\u{10ffff}", true),
            ("a", "b", false),
            ("a\0", "a", false),
            ("a\0", "a\0\0", true),
            ("a\0", "a\u{1}", false),
            ("a/", "a0", false),
        ] {
            assert_eq!(within(prefix, key), expected, "{prefix:?} {key:?}");
        }
    }

    #[test]
    fn what_is_skipped_is_no_longer_in_the_span() {
        let all = || Span::new(all_current(&bucket_id()).unwrap(), "").unwrap();
        let (mut key, mut prefix) = (all(), all());
        key.skip_key("a").unwrap();
        prefix.skip_prefix("a").unwrap();
        for (name, behind_key, behind_prefix) in [
            ("", false, false),
            ("A", false, false),
            ("a", false, false),
            ("a\0", true, false),
            ("a\u{1}", true, false),
            ("a/b", true, false),
            ("b", true, true),
        ]
        .into_iter()
        .skip(1)
        {
            assert_eq!(
                key.range().contains(&current_key(name)),
                behind_key,
                "{name:?}"
            );
            assert_eq!(
                prefix.range().contains(&current_key(name)),
                behind_prefix,
                "{name:?}"
            );
        }
    }
}
