//! The tables in the file, and one group of transactions as one commit.

use redb::{
    Database, ReadableDatabase as _, ReadableTable as _, TableDefinition, WriteTransaction,
};

use super::{
    Settings,
    backend::Backend,
    header::Header,
    view::{TableView, store_error},
};
use crate::{
    CommitError, Committed, Key, Revision, StoreError, Txn,
    apply::{Pending, apply},
    envelope::Envelope,
};

/// Key → envelope.
const RECORDS: TableDefinition<'_, &[u8], &[u8]> = TableDefinition::new("records");

/// What is no record: the header and the newest revision.
const PARTS: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("parts");

const HEADER: &str = "header";
const REVISION: &str = "revision";

/// What became of each transaction of a group.
pub(super) type Outcomes = Vec<Result<Committed, CommitError>>;

/// A group that is applied and not yet committed.
pub(super) struct Staged {
    write: WriteTransaction,
    pub(super) outcomes: Outcomes,
    /// The store's revision once the group is committed.
    pub(super) revision: Revision,
}

impl Staged {
    /// Makes the group durable.
    pub(super) fn commit(self) -> (Outcomes, Result<(), StoreError>) {
        (self.outcomes, self.write.commit().map_err(store_error))
    }

    /// Forgets the group: no transaction of it changed anything.
    pub(super) fn forget(self) -> (Outcomes, Result<(), StoreError>) {
        (self.outcomes, self.write.abort().map_err(store_error))
    }
}

/// Opens the file as redb's, an empty one as a new one.
pub(super) fn open(backend: Backend, settings: &Settings) -> Result<Database, redb::DatabaseError> {
    redb::Builder::new()
        .set_cache_size(settings.cache_bytes)
        .set_check_integrity_on_open(settings.check_pages)
        .create_with_backend(backend)
}

/// Writes the header and the first revision into a new file.
pub(super) fn initialize(
    database: &Database,
    header: &Header,
    envelope: &Envelope,
) -> Result<(), StoreError> {
    let write = begin(database)?;
    {
        write.open_table(RECORDS).map_err(store_error)?;
        let mut parts = write.open_table(PARTS).map_err(store_error)?;
        parts
            .insert(HEADER, &*header.encode(envelope))
            .map_err(store_error)?;
    }
    write_revision(&write, envelope, Revision::default())?;
    write.commit().map_err(store_error)
}

/// The header's bytes; `None` if the file has none.
pub(super) fn header(database: &Database) -> Result<Option<Vec<u8>>, StoreError> {
    let read = database.begin_read().map_err(store_error)?;
    let parts = match read.open_table(PARTS) {
        Err(redb::TableError::TableDoesNotExist(_)) => return Ok(None),
        opened => opened.map_err(store_error)?,
    };
    let bytes = parts.get(HEADER).map_err(store_error)?;
    Ok(bytes.map(|bytes| bytes.value().to_vec()))
}

/// The newest state of the file.
pub(super) fn view(database: &Database, envelope: &Envelope) -> Result<TableView, StoreError> {
    let read = database.begin_read().map_err(store_error)?;
    let parts = read.open_table(PARTS).map_err(store_error)?;
    let bytes = parts.get(REVISION).map_err(store_error)?;
    let revision = bytes
        .and_then(|bytes| decode_revision(bytes.value(), envelope))
        .ok_or_else(|| StoreError::Damaged {
            detail: "its revision is unreadable".to_owned(),
        })?;
    let table = read.open_table(RECORDS).map_err(store_error)?;
    Ok(TableView { table, revision })
}

/// Applies a group to a state at revision `last`, each transaction to what those before it left.
pub(super) fn stage<'a>(
    database: &Database,
    envelope: &Envelope,
    last: Revision,
    txns: impl Iterator<Item = &'a Txn>,
) -> Result<Staged, StoreError> {
    let write = begin(database)?;
    let mut revision = last;
    let mut outcomes = Outcomes::new();
    {
        let mut records = Records(write.open_table(RECORDS).map_err(store_error)?);
        for txn in txns {
            let outcome = apply(txn, &mut records, envelope, revision)?;
            if let Ok(committed) = &outcome {
                revision = committed.revision;
            }
            outcomes.push(outcome);
        }
    }
    if revision != last {
        write_revision(&write, envelope, revision)?;
    }
    Ok(Staged {
        write,
        outcomes,
        revision,
    })
}

/// Begins a write whose commit can be opened again at once after a crash.
///
/// Quick repair writes down with each commit which pages are free, so that opening after a crash
/// need not walk the whole file; redb then commits in two phases, each with a sync: pages, then
/// the one byte that makes them the newest state. Without it a commit takes one sync, and opening
/// takes a time that grows with the file. The second sync is shared by all transactions of a group.
fn begin(database: &Database) -> Result<WriteTransaction, StoreError> {
    let mut write = database.begin_write().map_err(store_error)?;
    write.set_quick_repair(true);
    Ok(write)
}

fn write_revision(
    write: &WriteTransaction,
    envelope: &Envelope,
    revision: Revision,
) -> Result<(), StoreError> {
    let mut parts = write.open_table(PARTS).map_err(store_error)?;
    let number = revision.number().to_be_bytes();
    let checksum = envelope.checksum_of_part(REVISION, &number);
    let bytes = [&number[..], checksum.as_bytes()].concat();
    parts.insert(REVISION, &*bytes).map_err(store_error)?;
    Ok(())
}

fn decode_revision(bytes: &[u8], envelope: &Envelope) -> Option<Revision> {
    let (number, checksum) = bytes.split_first_chunk::<8>()?;
    let expected = envelope.checksum_of_part(REVISION, number);
    (checksum == expected.as_bytes()).then(|| Revision::new(u64::from_be_bytes(*number)))
}

/// The records as a write sees them.
struct Records<'a>(redb::Table<'a, &'static [u8], &'static [u8]>);

impl Pending for Records<'_> {
    fn read(&self, key: &Key) -> Result<Option<Vec<u8>>, StoreError> {
        let found = self.0.get(key.as_bytes()).map_err(store_error)?;
        Ok(found.map(|bytes| bytes.value().to_vec()))
    }

    fn write(&mut self, key: &Key, bytes: &[u8]) -> Result<bool, StoreError> {
        let replaced = self.0.insert(key.as_bytes(), bytes).map_err(store_error)?;
        Ok(replaced.is_some())
    }

    fn remove(&mut self, key: &Key) -> Result<bool, StoreError> {
        let removed = self.0.remove(key.as_bytes()).map_err(store_error)?;
        Ok(removed.is_some())
    }
}
