//! Transactions in the making.

use iamd_store::{CommitError, Expect, Key, Revision, Snapshot, Store, Stored, Txn};

use crate::{
    Error,
    records::{Record, decode, encode},
};

/// How often a change is tried again when others change the same records meanwhile.
///
/// LIMIT: each loser of a round was beaten by a winner, so that many rounds take as many writers of
/// one record at the same time.
const ATTEMPTS_MAX: u32 = 256;

/// A change that is planned: what was read for it must still be so when it is committed.
///
/// INVARIANT: each record that a plan reads is checked by its revision, and each that it finds
/// missing is checked to be absent. So whoever decides on what a draft read decides on the truth.
pub(crate) struct Draft<'a> {
    store: &'a Store,
    checks: Vec<(Key, Expect)>,
    txn: Txn,
}

impl<'a> Draft<'a> {
    pub(crate) fn new(store: &'a Store) -> Self {
        Self { store, checks: Vec::new(), txn: Txn::new() }
    }

    /// Reads a record and takes it, or its absence, for granted.
    pub(crate) async fn read<R: Record>(&mut self, key: &Key) -> Result<Option<R>, Error> {
        let (record, expect) = match load(self.store, key).await? {
            Some((record, revision)) => (Some(record), Expect::Revision(revision)),
            None => (None, Expect::Absent),
        };
        if self.checks.iter().all(|(checked, _)| checked != key) {
            self.checks.push((key.clone(), expect));
        }
        Ok(record)
    }

    /// Writes a record.
    pub(crate) fn put<R: Record>(&mut self, key: Key, record: &R) -> Result<(), Error> {
        let bytes = encode(record)
            .map_err(|error| Error::Corrupt { what: R::NAME, source: Box::new(error) })?;
        self.txn = std::mem::take(&mut self.txn).put(key, bytes);
        Ok(())
    }

    /// Removes a record.
    pub(crate) fn delete(&mut self, key: Key) {
        self.txn = std::mem::take(&mut self.txn).delete(key);
    }

    /// Commits, and says whether it came about: `None` asks to plan anew.
    pub(crate) async fn commit(self) -> Result<Option<Revision>, Error> {
        let txn = self
            .checks
            .into_iter()
            .fold(self.txn, |txn, (key, expect)| txn.check(key, expect));
        match self.store.commit(txn).await {
            Ok(revision) => Ok(Some(revision)),
            Err(CommitError::Conflict { .. }) => Ok(None),
            Err(error) => Err(Error::Store(Box::new(error))),
        }
    }
}

/// Reads a record, with the revision that wrote it.
pub(crate) async fn load<R: Record>(
    store: &Store,
    key: &Key,
) -> Result<Option<(R, Revision)>, Error> {
    let stored = store.get(key).await.map_err(|error| Error::Store(Box::new(error)))?;
    stored.map(|stored| parse(&stored)).transpose()
}

/// Reads a record of a snapshot.
pub(crate) async fn load_from<R: Record>(
    snapshot: &Snapshot,
    key: &Key,
) -> Result<Option<R>, Error> {
    let stored = snapshot.get(key).await.map_err(|error| Error::Store(Box::new(error)))?;
    stored.map(|stored| parse(&stored).map(|(record, _)| record)).transpose()
}

/// The record that stored bytes hold.
pub(crate) fn parse<R: Record>(stored: &Stored) -> Result<(R, Revision), Error> {
    let record = decode(&stored.value)
        .map_err(|error| Error::Corrupt { what: R::NAME, source: Box::new(error) })?;
    Ok((record, stored.revision))
}

/// Counts the attempts of a change.
pub(crate) struct Attempts(u32);

impl Attempts {
    pub(crate) fn new() -> Self {
        Self(0)
    }

    /// Takes note of a conflict.
    ///
    /// # Errors
    /// There were too many.
    pub(crate) fn again(&mut self) -> Result<(), Error> {
        self.0 += 1;
        if self.0 < ATTEMPTS_MAX { Ok(()) } else { Err(Error::Contended) }
    }
}

/// Plans a change and commits it, again for as long as others are faster.
///
/// `transact!(directory, |draft| { …; Ok(value) })` has the value of the plan that was committed.
/// The plan may use `?` with [`Error`], reads through `draft`, and must have no other effect.
macro_rules! transact {
    ($directory:expr, |$draft:ident| $plan:block) => {{
        let mut attempts = $crate::draft::Attempts::new();
        loop {
            let mut $draft = $crate::draft::Draft::new($directory.store());
            let planned: Result<_, $crate::Error> = async { $plan }.await;
            let planned = planned?;
            if $draft.commit().await?.is_some() {
                break planned;
            }
            attempts.again()?;
        }
    }};
}
pub(crate) use transact;
