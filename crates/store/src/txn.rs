//! Transactions, and the revisions that they make.

use std::{collections::HashSet, fmt};

use crate::{CommitError, Key};

/// The most checks, puts and deletes that a transaction may have together.
///
/// LIMIT: a cluster's engine takes about as many; what is larger is built so that it need not
/// fit in one transaction.
pub const TXN_OPERATIONS_MAX: usize = 100;

/// The most bytes that the keys and values of a transaction may have together.
pub const TXN_BYTES_MAX: usize = 1024 * 1024;

/// A moment in the history of a store: each transaction that changes something makes the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Revision(u64);

impl Revision {
    /// The revision with this number; an empty store is at 0.
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    /// The number.
    pub const fn number(self) -> u64 {
        self.0
    }

    /// The revision that comes behind this one.
    pub(crate) const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a transaction expects of one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// There is no record.
    Absent,
    /// There is a record, whatever it holds.
    Present,
    /// There is a record, and this revision wrote it.
    Revision(Revision),
}

/// Changes that happen together or not at all, and what they take for granted.
///
/// ```
/// use iamd_store::{Expect, Key, Scope, Table, Txn};
/// const USERS: Table = Table::new("users");
///
/// let bob = Key::new(Scope::Global, USERS).with("bob")?;
/// let create = Txn::new()
///     .check(bob.clone(), Expect::Absent)
///     .put(bob, b"a user".to_vec());
/// assert_eq!(create.operations(), 2);
/// # Ok::<(), iamd_store::InvalidKey>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Txn {
    pub(crate) checks: Vec<(Key, Expect)>,
    pub(crate) puts: Vec<(Key, Vec<u8>)>,
    pub(crate) deletes: Vec<Key>,
}

impl Txn {
    /// A transaction that does nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a condition; the transaction is a conflict if one does not hold.
    #[must_use]
    pub fn check(mut self, key: Key, expect: Expect) -> Self {
        self.checks.push((key, expect));
        self
    }

    /// Writes a record, new or in the place of the old one.
    #[must_use]
    pub fn put(mut self, key: Key, value: Vec<u8>) -> Self {
        self.puts.push((key, value));
        self
    }

    /// Removes a record, if there is one.
    #[must_use]
    pub fn delete(mut self, key: Key) -> Self {
        self.deletes.push(key);
        self
    }

    /// Whether there is a condition on a key.
    pub fn is_checked(&self, key: &Key) -> bool {
        self.checks.iter().any(|(checked, _)| checked == key)
    }

    /// Checks, puts and deletes together: at most [`TXN_OPERATIONS_MAX`] can be committed.
    pub fn operations(&self) -> usize {
        self.checks.len() + self.puts.len() + self.deletes.len()
    }

    /// The bytes of all keys and values: at most [`TXN_BYTES_MAX`] can be committed.
    pub fn bytes(&self) -> usize {
        let checks = self.checks.iter().map(|(key, _)| key.as_bytes().len());
        let puts = self
            .puts
            .iter()
            .map(|(key, value)| key.as_bytes().len() + value.len());
        let deletes = self.deletes.iter().map(|key| key.as_bytes().len());
        checks.chain(puts).chain(deletes).sum()
    }

    /// Whether the transaction keeps to the limits and writes no key twice.
    pub(crate) fn validate(&self) -> Result<(), CommitError> {
        let (operations, bytes) = (self.operations(), self.bytes());
        if operations > TXN_OPERATIONS_MAX || bytes > TXN_BYTES_MAX {
            return Err(CommitError::TooLarge { operations, bytes });
        }
        let mut written = HashSet::with_capacity(self.puts.len() + self.deletes.len());
        let puts = self.puts.iter().map(|(key, _)| key);
        match puts.chain(&self.deletes).find(|key| !written.insert(*key)) {
            Some(key) => Err(CommitError::Repeated { key: key.clone() }),
            None => Ok(()),
        }
    }
}

/// SECURITY: values never reach a log, so only their lengths are shown.
impl fmt::Debug for Txn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let puts: Vec<_> = self
            .puts
            .iter()
            .map(|(key, value)| (key, value.len()))
            .collect();
        f.debug_struct("Txn")
            .field("checks", &self.checks)
            .field("puts", &puts)
            .field("deletes", &self.deletes)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Scope, Table};

    fn key(name: &str) -> Key {
        Key::new(Scope::Global, Table::new("things"))
            .with(name)
            .unwrap()
    }

    #[test]
    fn limits_hold_at_their_edge() {
        let full = (0..TXN_OPERATIONS_MAX).fold(Txn::new(), |txn, index| {
            txn.put(key(&index.to_string()), Vec::new())
        });
        assert!(full.validate().is_ok());
        let over = full.check(key("0"), Expect::Present).validate();
        assert!(matches!(over, Err(CommitError::TooLarge { .. })));

        let room = TXN_BYTES_MAX - key("a").as_bytes().len();
        assert!(Txn::new().put(key("a"), vec![0; room]).validate().is_ok());
        let over = Txn::new().put(key("a"), vec![0; room + 1]).validate();
        assert!(matches!(over, Err(CommitError::TooLarge { .. })));
    }

    #[test]
    fn a_key_is_written_once() {
        for txn in [
            Txn::new().put(key("a"), vec![1]).put(key("a"), vec![2]),
            Txn::new().put(key("a"), vec![1]).delete(key("a")),
            Txn::new().delete(key("a")).delete(key("a")),
        ] {
            assert!(matches!(txn.validate(), Err(CommitError::Repeated { .. })));
        }
    }

    #[test]
    fn values_are_not_shown() {
        let shown = format!("{:?}", Txn::new().put(key("a"), b"secret".to_vec()));
        assert!(
            !shown.contains("secret") && !shown.contains("115"),
            "{shown}"
        );
    }
}
