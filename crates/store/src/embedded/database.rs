//! The tables in the file, and one group of transactions as one commit.

use std::sync::Arc;

use iamd_seal::Checksum;
use redb::{
    Database, ReadableDatabase as _, ReadableTable as _, TableDefinition, WriteTransaction,
};

use super::{
    Settings,
    backend::Backend,
    header::{Header, HeaderError},
    view::{TableView, store_error},
};
use crate::{
    CommitError, Committed, Key, Revision, StoreError, Txn,
    apply::{Pending, apply, renew},
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

/// Whether the file could be opened with these keys, as far as its header tells.
pub(super) fn check_header(database: &Database, envelope: &Envelope) -> Result<(), StoreError> {
    let header = header(database)?.unwrap_or_default();
    let decoded = Header::decode(&header, envelope);
    decoded.map(drop).map_err(|error| match error {
        HeaderError::WrongKey => damaged("its header is under another key"),
        HeaderError::Version { .. } | HeaderError::Damaged => damaged("its header is unreadable"),
    })
}

/// The newest state of the file.
pub(super) fn view(database: &Database, envelope: &Arc<Envelope>) -> Result<TableView, StoreError> {
    let read = database.begin_read().map_err(store_error)?;
    let parts = read.open_table(PARTS).map_err(store_error)?;
    let bytes = parts.get(REVISION).map_err(store_error)?;
    let revision = bytes
        .and_then(|bytes| decode_revision(bytes.value(), envelope))
        .ok_or_else(|| damaged("its revision is unreadable"))?;
    Ok(TableView {
        table: read.open_table(RECORDS).map_err(store_error)?,
        revision,
        envelope: Arc::clone(envelope),
    })
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

/// Writes records in their envelopes as they are, durably, and with the last ones the revision.
pub(super) fn load(
    database: &Database,
    envelope: &Envelope,
    records: &[(Key, Vec<u8>)],
    revision: Option<Revision>,
) -> Result<(), StoreError> {
    let write = begin(database)?;
    {
        let mut table = Records(write.open_table(RECORDS).map_err(store_error)?);
        for (key, bytes) in records {
            table.write(key, bytes)?;
        }
    }
    if let Some(revision) = revision {
        write_revision(&write, envelope, revision)?;
    }
    write.commit().map_err(store_error)
}

/// Puts records under the current key, durably, and with the last ones the header and the revision.
/// Says how many records there were.
pub(super) fn rewrap(
    database: &Database,
    envelope: &Envelope,
    (keys, is_last): (&[Key], bool),
) -> Result<u64, StoreError> {
    let write = begin(database)?;
    let renewed = {
        let mut records = Records(write.open_table(RECORDS).map_err(store_error)?);
        renew(keys, &mut records, envelope)?
    };
    let is_header_new = is_last && rewrap_parts(&write, envelope)?;
    let ended = if renewed > 0 || is_header_new {
        write.commit().map_err(store_error)
    } else {
        write.abort().map_err(store_error)
    };
    ended.map(|()| renewed)
}

/// Puts what is no record under the current key. Says whether it was under another one.
///
/// INVARIANT: the header is under the current key once all records are. Before, it says that an
/// older key is needed.
fn rewrap_parts(write: &WriteTransaction, envelope: &Envelope) -> Result<bool, StoreError> {
    let parts = write.open_table(PARTS).map_err(store_error)?;
    let read = |name| -> Result<Vec<u8>, StoreError> {
        let bytes = parts.get(name).map_err(store_error)?;
        Ok(bytes
            .map(|bytes| bytes.value().to_vec())
            .unwrap_or_default())
    };
    let (header, revision) = (read(HEADER)?, read(REVISION)?);
    drop(parts);
    let decoded = Header::decode(&header, envelope);
    let new_header = decoded.map_err(|_| damaged("its header is unreadable"))?;
    let new_header = new_header.encode(envelope);
    let number = decode_revision(&revision, envelope);
    let number = number.ok_or_else(|| damaged("its revision is unreadable"))?;
    if new_header == header && encode_revision(number, envelope) == revision {
        return Ok(false);
    }
    let mut parts = write.open_table(PARTS).map_err(store_error)?;
    parts.insert(HEADER, &*new_header).map_err(store_error)?;
    drop(parts);
    write_revision(write, envelope, number)?;
    Ok(true)
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
    let bytes = encode_revision(revision, envelope);
    parts.insert(REVISION, &*bytes).map_err(store_error)?;
    Ok(())
}

fn encode_revision(revision: Revision, envelope: &Envelope) -> Vec<u8> {
    let number = revision.number().to_be_bytes();
    let checksum = envelope.checksum_of_part(REVISION, &number);
    [&number[..], checksum.as_bytes()].concat()
}

fn decode_revision(bytes: &[u8], envelope: &Envelope) -> Option<Revision> {
    let (number, checksum) = bytes.split_first_chunk::<8>()?;
    let checksum = Checksum::from_bytes(checksum.try_into().ok()?);
    let is_right = envelope.verifies_part(REVISION, number, &checksum);
    is_right.then(|| Revision::new(u64::from_be_bytes(*number)))
}

fn damaged(detail: &str) -> StoreError {
    StoreError::Damaged {
        detail: detail.to_owned(),
    }
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
