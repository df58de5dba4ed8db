//! What a transaction does, in one place for the engines that perform it themselves.

use crate::{
    Change, ChangeKind, CommitError, Committed, Expect, Key, Revision, StoreError, Txn,
    envelope::Envelope,
};

/// The state that transactions are applied to, not yet durable.
pub(crate) trait Pending {
    /// The bytes at the key.
    fn read(&self, key: &Key) -> Result<Option<Vec<u8>>, StoreError>;

    /// Puts bytes at the key and says whether there was something.
    fn write(&mut self, key: &Key, bytes: &[u8]) -> Result<bool, StoreError>;

    /// Removes what is at the key and says whether there was something.
    fn remove(&mut self, key: &Key) -> Result<bool, StoreError>;
}

/// Applies a transaction to a state that is at revision `last`.
///
/// The outer error means that the state may be half changed and must be given up; the inner one
/// that this transaction is refused and the state is as before.
pub(crate) fn apply(
    txn: &Txn,
    pending: &mut dyn Pending,
    envelope: &Envelope,
    last: Revision,
) -> Result<Result<Committed, CommitError>, StoreError> {
    // INVARIANT: all checks come before the first write, so a refused transaction leaves no trace.
    for (key, expect) in &txn.checks {
        let found = pending.read(key)?;
        match holds(key, *expect, found.as_deref(), envelope) {
            Ok(true) => {}
            Ok(false) => return Ok(Err(CommitError::Conflict { key: key.clone() })),
            Err(unreadable) => return Ok(Err(unreadable.into())),
        }
    }
    let revision = last.next();
    let mut changes = Vec::with_capacity(txn.puts.len() + txn.deletes.len());
    for (key, value) in &txn.puts {
        let kind = if pending.write(key, &envelope.seal(key, value, revision))? {
            ChangeKind::Replaced
        } else {
            ChangeKind::Created
        };
        changes.push(change(key, kind));
    }
    for key in &txn.deletes {
        if pending.remove(key)? {
            changes.push(change(key, ChangeKind::Deleted));
        }
    }
    let revision = if changes.is_empty() { last } else { revision };
    Ok(Ok(Committed { revision, changes }))
}

/// Puts records under the current key, each of those that are there, readable and not under it.
/// Says how many there were.
pub(crate) fn renew(
    keys: &[Key],
    pending: &mut dyn Pending,
    envelope: &Envelope,
) -> Result<u64, StoreError> {
    let mut renewed = 0;
    for key in keys {
        let Some(found) = pending.read(key)? else {
            continue;
        };
        // A record that no key opens keeps the checksum that shows its damage.
        if let Ok(Some(bytes)) = envelope.renew(key, &found) {
            pending.write(key, &bytes)?;
            renewed += 1;
        }
    }
    Ok(renewed)
}

fn holds(
    key: &Key,
    expect: Expect,
    found: Option<&[u8]>,
    envelope: &Envelope,
) -> Result<bool, StoreError> {
    match (expect, found) {
        (Expect::Absent, found) => Ok(found.is_none()),
        (Expect::Present | Expect::Revision(_), None) => Ok(false),
        (Expect::Present, Some(_)) => Ok(true),
        (Expect::Revision(revision), Some(bytes)) => {
            Ok(envelope.open(key, bytes)?.stored.revision == revision)
        }
    }
}

fn change(key: &Key, kind: ChangeKind) -> Change {
    Change {
        key: key.clone(),
        kind,
    }
}
