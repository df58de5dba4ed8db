//! Looking at every record of the directory: is it what was written, and does it agree with all the
//! others that speak of it?
//!
//! ```text
//! one snapshot ─▶ record after record ─▶ its row of the table ─▶ opens? decodes? in its place?
//!                                          │                     what it names is there, and names it
//!                                          └─ each record knows whom it belongs to: looked up one by one
//! ```
//!
//! Each of two records that belong together looks for the other one. So nothing is gathered on the
//! way but unique ids, and what is missing is told by what is left.
//!
//! INVARIANT: nothing is written, and nothing that is found ends the work but a store that does not
//! answer.

mod accounts;
mod buckets;
mod credentials;
mod entities;
mod holders;
mod ids;
mod known_buckets;
mod mfa;
mod on;
mod policies;
mod providers;
mod reports;
mod sessions;
mod table;

pub use known_buckets::BucketIds;

use std::collections::HashSet;

use iamd_auth::SystemWork;
use iamd_ident::AccountId;
use iamd_store::{
    Finding, Findings, Key, KeyRange, KeysInUse, Revision, Scope, Severity, Snapshot, StoreError,
    Stored, Walk,
};

use self::{
    ids::Ids,
    on::On,
    table::{Belongs, Row, TABLE, row_of},
};
use crate::{Directory, Error, keyspace};

/// LIMIT: records that are held at once, each at most 1 MiB and mostly less than 1 KiB. With the unique
/// ids, which have a limit of their own, that is all the memory that is taken, however many records there
/// are.
const AT_ONCE: usize = 64;

/// What is to be done about a record that is not what was written.
const RESTORE: &str = "restore a backup; until then whoever needs the record is refused";

/// What was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many records.
    pub records: u64,
    /// The revision that they are of.
    pub revision: Revision,
}

impl Directory {
    /// Looks at every record as it is at this moment, while others read and write, and tells what is
    /// wrong.
    ///
    /// LIMIT: space that is overwritten meanwhile comes free afterwards.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn verify(
        &self,
        _work: &SystemWork,
        findings: &mut dyn Findings,
    ) -> Result<Verified, Error> {
        let (snapshot, keys) = self.snapshot_with_keys().await?;
        let mut visit = Visit {
            directory: self,
            keys: &keys,
            snapshot: &snapshot,
            findings,
            imported: imported(&snapshot).await,
            ids: Ids::default(),
            account: None,
            records: 0,
        };
        visit.all().await?;
        visit.sealing_keys().await?;
        Ok(Verified {
            records: visit.records,
            revision: snapshot.revision(),
        })
    }
}

/// One look at everything.
struct Visit<'a> {
    directory: &'a Directory,
    keys: &'a KeysInUse,
    snapshot: &'a Snapshot,
    findings: &'a mut dyn Findings,
    imported: HashSet<AccountId>,
    ids: Ids,
    /// The account whose records were looked at last.
    account: Option<AccountId>,
    records: u64,
}

impl Visit<'_> {
    async fn all(&mut self) -> Result<(), Error> {
        let mut walk = Walk::default();
        loop {
            let chunk = match walk.next(self.snapshot, AT_ONCE).await {
                Ok(chunk) => chunk,
                Err(error @ StoreError::Damaged { .. }) => {
                    self.findings.found(walk.damage(&error, RESTORE));
                    if walk.jump(&tables(self.snapshot).await) {
                        continue;
                    }
                    return Ok(());
                }
                Err(error) => return Err(Error::Store(Box::new(error))),
            };
            if chunk.is_empty() {
                return Ok(());
            }
            self.findings.passed(chunk.len() as u64);
            self.records += chunk.len() as u64;
            for (key, examined) in &chunk {
                self.one(key, examined).await?;
            }
            // Whoever serves requests meanwhile comes first.
            tokio::task::yield_now().await;
        }
    }

    /// A start makes a key for session tokens as soon as there is an account.
    async fn sealing_keys(&mut self) -> Result<(), Error> {
        let place = keyspace::sealing_keys();
        if self.account.is_some() && matches!(self.snapshot.get(&place).await, Ok(None)) {
            let what = "there are no keys for session tokens".to_owned();
            let advice = "the next start makes one; temporary credentials of before are over";
            self.wrong(&place, Severity::Warning, what, advice);
        }
        Ok(())
    }

    async fn one(&mut self, key: &Key, examined: &Result<Stored, StoreError>) -> Result<(), Error> {
        let stored = match examined {
            Ok(stored) => stored,
            Err(error) => {
                self.wrong(key, Severity::Damage, error.to_string(), RESTORE);
                return Ok(());
            }
        };
        if stored.revision > self.snapshot.revision() {
            let what = "it is newer than the store says that it is".to_owned();
            self.wrong(key, Severity::Damage, what, RESTORE);
        }
        let Some(row) = row_of(key) else {
            let what = "this version knows no such record".to_owned();
            let advice = "nothing reads it; a newer version of the program may have written it";
            self.wrong(key, Severity::Warning, what, advice);
            return Ok(());
        };
        self.checked(key, row, stored).await
    }

    async fn checked(
        &mut self,
        key: &Key,
        row: &'static Row,
        stored: &Stored,
    ) -> Result<(), Error> {
        let account = key.scope().parse().ok();
        // Whatever is there of an account that is being imported, the next start takes away again
        // unless the import comes to its end.
        if account.is_some_and(|account| self.imported.contains(&account)) {
            return Ok(());
        }
        if let Some(what) = account.and_then(|account| self.ids.note(account, key)) {
            self.wrong(key, Severity::Warning, what, ids::ADVICE);
        }
        let source = (self.directory, self.keys, self.snapshot);
        let Some(mut on) = On::new(source, &self.imported, key, row, self.findings) else {
            let what = "no such record has such a key".to_owned();
            self.wrong(key, Severity::Damage, what, row.advice);
            return Ok(());
        };
        if account.is_some() && self.account != account {
            self.account = account;
            accounts::is_there(&mut on).await?;
        }
        match (row.check)(&mut on, stored).await {
            Err(error) if !is_unanswered(&error) => {
                on.damage(format!("it cannot be checked: {error}"));
                Ok(())
            }
            checked => checked,
        }
    }

    fn wrong(&mut self, key: &Key, severity: Severity, what: String, advice: &'static str) {
        self.findings.found(Finding {
            severity,
            table: key.table().to_owned(),
            key: Some(key.clone()),
            what,
            advice,
        });
    }
}

/// The accounts that are being imported.
///
/// LIMIT: as many as accounts.
async fn imported(snapshot: &Snapshot) -> HashSet<AccountId> {
    let imports = KeyRange::under(&keyspace::imports());
    let imports = snapshot.examine(&imports, ACCOUNTS_MAX).await;
    let imports = imports.unwrap_or_default();
    let accounts = imports
        .iter()
        .filter_map(|(key, _)| key.name()?.parse().ok());
    accounts.collect()
}

/// LIMIT: accounts whose tables are looked for one by one behind pages that cannot be read.
const ACCOUNTS_MAX: usize = 10_000;

/// The beginnings of all tables of the accounts that can be found, in the order of their keys.
async fn tables(snapshot: &Snapshot) -> Vec<Key> {
    let accounts = KeyRange::under(&keyspace::accounts());
    let accounts = snapshot.examine(&accounts, ACCOUNTS_MAX).await;
    let accounts = accounts.unwrap_or_default();
    let ids = accounts
        .iter()
        .filter_map(|(key, _)| key.name()?.parse().ok());
    let scopes: Vec<_> = ids.map(Scope::Account).chain([Scope::Global]).collect();
    let mut tables: Vec<Key> = scopes
        .into_iter()
        .flat_map(|scope| {
            let is_global = scope == Scope::Global;
            let of_scope = TABLE
                .iter()
                .filter(move |row| (row.belongs == Belongs::Server) == is_global);
            of_scope.map(move |row| Key::new(scope, row.table))
        })
        .collect();
    tables.sort();
    tables
}

/// Whether the store did not answer, so that nothing is known.
fn is_unanswered(error: &Error) -> bool {
    let Error::Store(source) = error else {
        return false;
    };
    matches!(
        source.downcast_ref(),
        Some(
            StoreError::Unavailable { .. } | StoreError::Closed | StoreError::LimitTooLarge { .. }
        )
    )
}
