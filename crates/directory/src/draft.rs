//! Transactions in the making.

use iamd_store::{Expect, Key, Revision, Snapshot, Store, Stored, Txn};

use crate::{
    Error,
    records::{Record, decode, encode},
};

/// A change that is planned: what was read for it must still be so when it is committed.
///
/// INVARIANT: each record that a plan reads is checked by its revision, and each that it finds
/// missing is checked to be absent. So whoever decides on what a draft read decides on the truth.
pub(crate) struct Draft<'a> {
    store: &'a Store,
    txn: Txn,
}

impl<'a> Draft<'a> {
    pub(crate) fn new(store: &'a Store) -> Self {
        Self {
            store,
            txn: Txn::new(),
        }
    }

    /// Reads a record and takes it, or its absence, for granted.
    pub(crate) async fn read<R: Record>(&mut self, key: &Key) -> Result<Option<R>, Error> {
        let (record, expect) = match load(self.store, key).await? {
            Some((record, revision)) => (Some(record), Expect::Revision(revision)),
            None => (None, Expect::Absent),
        };
        if !self.txn.is_checked(key) {
            self.add(|txn| txn.check(key.clone(), expect));
        }
        Ok(record)
    }

    /// Writes a record.
    pub(crate) fn put<R: Record>(&mut self, key: Key, record: &R) -> Result<(), Error> {
        let bytes = encode(record).map_err(|error| Error::Corrupt {
            what: R::NAME,
            source: Box::new(error),
        })?;
        self.add(|txn| txn.put(key, bytes));
        Ok(())
    }

    /// As [`Draft::put`], for a record that was encoded before.
    pub(crate) fn put_bytes(&mut self, key: Key, bytes: Vec<u8>) {
        self.add(|txn| txn.put(key, bytes));
    }

    /// How much it writes and checks so far.
    pub(crate) fn operations(&self) -> usize {
        self.txn.operations()
    }

    /// Removes a record.
    pub(crate) fn delete(&mut self, key: Key) {
        self.add(|txn| txn.delete(key));
    }

    /// What is to be committed, by [`Directory::commit`](crate::Directory) as a rule.
    pub(crate) fn into_txn(self) -> Txn {
        self.txn
    }

    fn add(&mut self, operation: impl FnOnce(Txn) -> Txn) {
        self.txn = operation(std::mem::take(&mut self.txn));
    }
}

/// Reads a record, with the revision that wrote it.
pub(crate) async fn load<R: Record>(
    store: &Store,
    key: &Key,
) -> Result<Option<(R, Revision)>, Error> {
    let stored = store
        .get(key)
        .await
        .map_err(|error| Error::Store(Box::new(error)))?;
    stored.map(|stored| parse(&stored)).transpose()
}

/// Reads a record of a snapshot.
pub(crate) async fn load_from<R: Record>(
    snapshot: &Snapshot,
    key: &Key,
) -> Result<Option<R>, Error> {
    let found = load_revision_from(snapshot, key).await?;
    Ok(found.map(|(record, _)| record))
}

/// Reads a record of a snapshot, with the revision at which it was written.
pub(crate) async fn load_revision_from<R: Record>(
    snapshot: &Snapshot,
    key: &Key,
) -> Result<Option<(R, Revision)>, Error> {
    let stored = snapshot
        .get(key)
        .await
        .map_err(|error| Error::Store(Box::new(error)))?;
    stored.map(|stored| parse(&stored)).transpose()
}

/// The record that stored bytes hold.
pub(crate) fn parse<R: Record>(stored: &Stored) -> Result<(R, Revision), Error> {
    let record = decode(&stored.value).map_err(|error| Error::Corrupt {
        what: R::NAME,
        source: Box::new(error),
    })?;
    Ok((record, stored.revision))
}

/// Plans a change and commits it, again for as long as others are faster.
///
/// `transact!(directory, |draft| { …; Ok(value) })` has the value of the plan that was committed.
/// The plan may use `?` with [`Error`], reads through `draft`, and must have no other effect.
macro_rules! transact {
    ($directory:expr, |$draft:ident| $plan:block) => {{
        let mut attempts = ::iamd_store::Attempts::new($directory.turns());
        loop {
            let mut $draft = $crate::draft::Draft::new($directory.store());
            let planned: Result<_, $crate::Error> = async { $plan }.await;
            let planned = planned?;
            match $directory.commit($draft).await? {
                None => break planned,
                Some(record) => attempts.again(&record).await.map_err($crate::Error::from)?,
            }
        }
    }};
}
pub(crate) use transact;

#[cfg(test)]
mod tests {
    use futures::executor::block_on;
    use iamd_seal::ChecksumKey;
    use iamd_store::{CommitError, Memory, Scope, Table};
    use serde::{Deserialize, Serialize};

    use super::*;
    use crate::records::record;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Count(u32);
    record!(Count, "a count");

    fn place(name: &str) -> Key {
        Key::new(Scope::Global, Table::new("counts"))
            .with(name)
            .unwrap()
    }

    fn store() -> Store {
        Memory::new(ChecksumKey::from_bytes([7; 32].into())).store()
    }

    /// Reads one record and writes another.
    async fn plan<'a>(store: &'a Store, read: &str, write: &str) -> Draft<'a> {
        let mut draft = Draft::new(store);
        let count = draft
            .read::<Count>(&place(read))
            .await
            .unwrap()
            .map_or(0, |count| count.0);
        draft.put(place(write), &Count(count + 1)).unwrap();
        draft
    }

    #[test]
    fn what_was_read_must_still_be_so() {
        block_on(async {
            let store = store();
            // A record that is missing, and one that is there.
            for _ in 0..2 {
                let (slow, other) = (plan(&store, "a", "b").await, plan(&store, "x", "y").await);
                let faster = plan(&store, "a", "a").await.into_txn();
                store.commit(faster).await.unwrap();
                assert_eq!(
                    store.commit(slow.into_txn()).await,
                    Err(CommitError::Conflict { key: place("a") }),
                    "and not the other"
                );
                let undisturbed = store.commit(other.into_txn()).await;
                assert!(undisturbed.is_ok());
            }
            let counts = [("a", 2), ("y", 1)];
            for (name, count) in counts {
                let found = load::<Count>(&store, &place(name)).await.unwrap();
                assert_eq!(found.map(|(count, _)| count), Some(Count(count)));
            }
            assert_eq!(load::<Count>(&store, &place("b")).await.unwrap(), None);
        });
    }

    #[test]
    fn a_record_that_is_read_twice_counts_as_it_was_at_first() {
        block_on(async {
            let store = store();
            let mut draft = Draft::new(&store);
            assert_eq!(draft.read::<Count>(&place("a")).await.unwrap(), None);
            let faster = plan(&store, "a", "a").await.into_txn();
            store.commit(faster).await.unwrap();
            assert_eq!(
                draft.read::<Count>(&place("a")).await.unwrap(),
                Some(Count(1))
            );
            assert_eq!(
                store.commit(draft.into_txn()).await,
                Err(CommitError::Conflict { key: place("a") })
            );
        });
    }
}
