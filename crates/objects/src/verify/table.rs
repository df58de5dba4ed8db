//! The table of all kinds of records of the index: what each is, and what is checked of it.

use std::pin::Pin;

use iamd_store::{Key, Scope, Stored, Table};

use super::{lines, rest, uploads, visit::Visit};
use crate::{
    Error,
    records::{
        BucketRecord, EpochsRecord, HeadRecord, ManifestRecord, PartRecord, TrashRecord,
        UploadRecord, VersionRecord,
    },
};

/// A look at one record, at work.
pub(super) type Look<'a> = Pin<Box<dyn Future<Output = Result<(), Error>> + Send + 'a>>;

/// A kind of records.
pub(super) struct Row {
    pub(super) table: Table,
    /// How many segments its keys have behind the table.
    pub(super) segments: usize,
    /// Decodes a record and looks at it. The error is a store or a disk that does not answer, or a
    /// key that cannot be.
    pub(super) check: for<'a, 'b> fn(&'a mut Visit<'b>, &'a Stored) -> Look<'a>,
    /// What to do about what is wrong with it.
    pub(super) advice: &'static str,
}

impl Row {
    /// What all keys of the table begin with.
    fn prefix(&self) -> Key {
        Key::new(Scope::Global, self.table)
    }
}

/// The row that a record belongs to.
pub(super) fn row_of(key: &Key) -> Option<&'static Row> {
    let mut rows = TABLE.iter().filter(|_| key.scope() == "global");
    rows.find(|row| row.table.name() == key.table())
}

/// The beginnings of all tables, in the order of their keys.
pub(super) fn tables() -> Vec<Key> {
    let mut tables: Vec<Key> = TABLE.iter().map(Row::prefix).collect();
    tables.sort();
    tables
}

/// Makes the rows. What is no record, but bytes, stands behind `bytes`.
macro_rules! rows {
    ($($table:literal / $segments:literal, $kind:ident $what:ty, $check:path, $advice:expr;)*) => {
        &[$(Row {
            table: Table::new($table),
            segments: $segments,
            check: |visit, stored| Box::pin(async move { rows!(@ $kind $what, $check, visit, stored) }),
            advice: $advice,
        }),*]
    };
    (@ record $record:ty, $check:path, $visit:ident, $stored:ident) => {
        match $visit.decoded::<$record>($stored) {
            Some(record) => $check($visit, record).await,
            None => Ok(()),
        }
    };
    (@ bytes $what:ty, $check:path, $visit:ident, $stored:ident) => {{
        $check($visit, $stored);
        Ok(())
    }};
}

const RESTORE: &str = super::RESTORE;
const UPLOAD_AGAIN: &str = "abort the upload and upload the parts again";
const CREATE_AGAIN: &str = "restore a backup; until then nothing in the bucket can be changed";
const HARMLESS: &str = "it takes up space and does no harm";
const NEXT_START: &str = "the next start looks at it again";

/// Every kind of records, in the order of `keyspace.rs`.
///
/// INVARIANT: no table of the keyspace is missing here; a test compares.
pub(super) const TABLE: &[Row] = rows! {
    "epochs" / 0, record EpochsRecord, rest::epochs, RESTORE;
    "buckets" / 1, record BucketRecord, rest::bucket, CREATE_AGAIN;
    "current" / 2, record HeadRecord, lines::head, RESTORE;
    "versions" / 3, record VersionRecord, lines::older, RESTORE;
    "small" / 1, bytes Stored, rest::small, HARMLESS;
    "blobs" / 2, bytes Stored, rest::blob, HARMLESS;
    "uploads" / 3, record UploadRecord, uploads::upload, UPLOAD_AGAIN;
    "parts" / 2, record PartRecord, uploads::part, UPLOAD_AGAIN;
    "manifests" / 2, record ManifestRecord, uploads::manifest, RESTORE;
    "trash" / 2, record TrashRecord, rest::trash, NEXT_START;
};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The table at the head of the keyspace: what it says, and what it builds.
    const KEYSPACE: &str = include_str!("../keyspace.rs");

    #[test]
    fn no_kind_of_records_is_without_a_check() {
        let documented = KEYSPACE.lines().filter_map(|line| {
            let place = line.strip_prefix("//! | `")?.split('`').next()?;
            let (table, segments) = place.split_once('/').unwrap_or((place, ""));
            let segments = segments.split('/').filter(|segment| !segment.is_empty());
            Some((table.to_owned(), segments.count()))
        });
        let checked = TABLE
            .iter()
            .map(|row| (row.table.name().to_owned(), row.segments));
        assert_eq!(
            checked.collect::<BTreeSet<_>>(),
            documented.collect::<BTreeSet<_>>()
        );
        let built = KEYSPACE.matches("Table::new(\"").count();
        assert_eq!(built, TABLE.len(), "a table is built that is not told of");
    }
}
