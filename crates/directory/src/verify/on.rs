//! A record that is being looked at, and what the others say.

use std::collections::HashSet;

use iamd_ident::{AccountId, Secret};
use iamd_store::{
    Finding, Findings, Key, KeyRange, KeysInUse, Severity, Snapshot, StoreError, Stored,
};

use super::table::Row;
use crate::{
    Directory, Error,
    draft::parse,
    records::{Record, decode},
    secrets,
};

/// LIMIT: records that are counted at once.
const COUNTED_AT_ONCE: usize = 256;

/// Another record, as the one that is being looked at sees it.
pub(super) enum Seen<R> {
    Missing,
    /// It is there. What is wrong with it is told when it is looked at itself.
    Unreadable,
    Record(R),
}

/// A record that is being looked at.
pub(super) struct On<'a> {
    directory: &'a Directory,
    keys: &'a KeysInUse,
    snapshot: &'a Snapshot,
    key: &'a Key,
    segments: Vec<&'a str>,
    /// None for records that belong to the server as a whole.
    account: Option<AccountId>,
    row: &'static Row,
    /// Accounts that are being imported.
    imported: &'a HashSet<AccountId>,
    findings: &'a mut dyn Findings,
}

impl<'a> On<'a> {
    /// None if the row has no such keys.
    pub(super) fn new(
        (directory, keys, snapshot): (&'a Directory, &'a KeysInUse, &'a Snapshot),
        imported: &'a HashSet<AccountId>,
        key: &'a Key,
        row: &'static Row,
        findings: &'a mut dyn Findings,
    ) -> Option<Self> {
        let segments: Result<Vec<_>, _> = key.segments().map(str::from_utf8).collect();
        let segments = segments.ok().filter(|all| all.len() == row.segments)?;
        Some(Self {
            directory,
            keys,
            snapshot,
            key,
            segments,
            account: key.scope().parse().ok(),
            row,
            imported,
            findings,
        })
    }

    pub(super) fn directory(&self) -> &'a Directory {
        self.directory
    }

    pub(super) fn key(&self) -> &'a Key {
        self.key
    }

    /// A segment of the record's own.
    pub(super) fn segment(&self, index: usize) -> &'a str {
        self.segments.get(index).copied().unwrap_or_default()
    }

    /// The account whose record it is.
    ///
    /// # Errors
    /// It is the server's.
    pub(super) fn account(&self) -> Result<AccountId, Error> {
        self.account.ok_or_else(|| Error::Corrupt {
            what: "a key",
            source: "it names no account".into(),
        })
    }

    /// Whether an account is being imported: until that is done, it is not whole.
    pub(super) fn is_imported(&self, account: AccountId) -> bool {
        self.imported.contains(&account)
    }

    /// Something is lost, or is not what it should be.
    pub(super) fn damage(&mut self, what: impl Into<String>) {
        self.tell(Severity::Damage, what.into());
    }

    /// Something lies about.
    pub(super) fn warn(&mut self, what: impl Into<String>) {
        self.tell(Severity::Warning, what.into());
    }

    /// As [`On::damage`], unless this holds.
    pub(super) fn check(&mut self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.damage(what());
        }
    }

    fn tell(&mut self, severity: Severity, what: String) {
        self.findings.found(Finding {
            severity,
            table: self.key.table().to_owned(),
            key: Some(self.key.clone()),
            what,
            advice: self.row.advice,
        });
    }

    /// The record itself.
    pub(super) fn decoded<R: Record>(&mut self, stored: &Stored) -> Option<R> {
        match decode(&stored.value) {
            Ok(record) => Some(record),
            Err(error) => {
                self.damage(format!("it is not {}: {error}", R::NAME));
                None
            }
        }
    }

    /// Another record.
    pub(super) async fn see<R: Record>(&self, key: &Key) -> Result<Seen<R>, Error> {
        match self.snapshot.get(key).await {
            Ok(None) => Ok(Seen::Missing),
            Ok(Some(stored)) => {
                Ok(parse(&stored).map_or(Seen::Unreadable, |(record, _)| Seen::Record(record)))
            }
            Err(error) if is_damage(&error) => Ok(Seen::Unreadable),
            Err(error) => Err(Error::Store(Box::new(error))),
        }
    }

    /// Another record that must be there.
    pub(super) async fn expect<R: Record>(
        &mut self,
        key: &Key,
        why: &str,
    ) -> Result<Option<R>, Error> {
        match self.see(key).await? {
            Seen::Record(record) => Ok(Some(record)),
            Seen::Unreadable => Ok(None),
            Seen::Missing => {
                self.damage(format!("{why}, and there is no record {key}"));
                Ok(None)
            }
        }
    }

    /// Takes note if another record, without which this one is for nothing, is gone.
    pub(super) async fn belongs_to<R: Record>(&mut self, key: &Key) -> Result<(), Error> {
        if matches!(self.see::<R>(key).await?, Seen::Missing) {
            self.warn(format!("it belongs to the record {key}, and there is none"));
        }
        Ok(())
    }

    /// Checks that the record lies under what it says that it is.
    pub(super) fn lies_at(&mut self, place: &Key) {
        let is_there = self.key == place;
        self.check(is_there, || {
            format!("by what it says, it belongs at {place}")
        });
    }

    /// Checks that no two of a list are the same.
    pub(super) fn distinct<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, list: &[T]) {
        for (index, one) in list.iter().enumerate() {
            if list.iter().skip(index + 1).any(|other| other == one) {
                self.damage(format!("of its {what}, {one:?} stands there twice"));
                return;
            }
        }
    }

    /// Opens a secret of this record.
    pub(super) fn open(&self, sealed: &[u8]) -> Result<Secret<Vec<u8>>, Error> {
        secrets::open(self.keys.ring(), self.key, sealed)
    }

    /// As [`On::open`], for a text.
    pub(super) fn open_text(&self, sealed: &[u8]) -> Result<Secret<String>, Error> {
        secrets::open_text(self.keys.ring(), self.key, sealed)
    }

    /// Checks that a secret opens at this record's place.
    pub(super) fn opens(&mut self, what: &str, sealed: &[u8]) {
        if self.open(sealed).is_err() {
            self.damage(format!("{what} does not open with any key of the keyring"));
        }
    }

    /// How many records there are under a key.
    pub(super) async fn count(&self, prefix: &Key) -> Result<u64, Error> {
        let mut range = KeyRange::under(prefix);
        let mut count = 0;
        loop {
            let chunk = match self.snapshot.examine(&range, COUNTED_AT_ONCE).await {
                Ok(chunk) => chunk,
                Err(error) => return Err(Error::Store(Box::new(error))),
            };
            count += chunk.len() as u64;
            match chunk.last() {
                Some((last, _)) if chunk.len() == COUNTED_AT_ONCE => range = range.after(last),
                _ => return Ok(count),
            }
        }
    }
}

fn is_damage(error: &StoreError) -> bool {
    matches!(
        error,
        StoreError::Corrupt { .. } | StoreError::Format { .. } | StoreError::Damaged { .. }
    )
}
