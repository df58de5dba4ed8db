//! Last uses that are not written down yet: of access keys, of roles by their sessions, of passwords.

use std::collections::HashMap;

use iamd_auth::{KeyUse, SystemReason, SystemWork, Used};
use iamd_ident::{AccessKeyId, AccountId, Timestamp, UniqueId};
use iamd_store::{CommitError, Expect, Key, Txn};
use parking_lot::Mutex;

use crate::{
    Directory, Error, KeyOwner,
    draft::load,
    entity::Entity,
    keyspace,
    records::{LastUsedRecord, RoleRecord, UserRecord, encode},
};

/// How many last uses one transaction writes down, with a check for each.
const BATCH: usize = 50;

/// For how long AWS tells that a role was used, and what was tried.
///
/// SOURCE: IAM API Reference, RoleLastUsed: activity of the last 400 days; IAM User Guide, "Refine
/// permissions in AWS using last accessed information": the same.
const TRACKING_SECONDS: i64 = 400 * 24 * 60 * 60;

/// The last use of each key, role and password since the last flush. Readers look here first, so that a use
/// is seen by the very next request.
#[derive(Default)]
pub(crate) struct LastUse {
    pending: Mutex<HashMap<Used, KeyUse>>,
    /// One flush at a time: of two, the slower could write an older use over a newer one.
    flushing: tokio::sync::Mutex<()>,
}

impl LastUse {
    pub(crate) fn record(&self, used: Used, mut key_use: KeyUse) {
        let bytes = kept_region(&key_use.region).len();
        key_use.region.truncate(bytes);
        let mut pending = self.pending.lock();
        match pending.get_mut(&used) {
            Some(latest) if latest.at > key_use.at => {}
            Some(latest) => *latest = key_use,
            None => {
                pending.insert(used, key_use);
            }
        }
    }

    pub(crate) fn clear(&self) {
        self.pending.lock().clear();
    }

    fn of(&self, used: &Used) -> Option<KeyUse> {
        self.pending.lock().get(used).cloned()
    }

    fn all(&self) -> Vec<(Used, KeyUse)> {
        let pending = self.pending.lock();
        pending
            .iter()
            .map(|(used, key_use)| (used.clone(), key_use.clone()))
            .collect()
    }

    /// Forgets uses that were written down, unless a later one came meanwhile.
    fn written(&self, uses: &[(Used, KeyUse)]) {
        let mut pending = self.pending.lock();
        for (used, key_use) in uses {
            if pending.get(used) == Some(key_use) {
                pending.remove(used);
            }
        }
    }
}

/// Where a last use lies, beside what was used.
struct Place {
    /// The record of what was used.
    owner: Key,
    /// The record of its last use.
    last_used: Key,
}

impl Directory {
    /// Writes down the last uses that are only in memory, and what was tried. Called every few seconds
    /// and at the end.
    ///
    /// # Errors
    /// The store cannot write. What was not written stays in memory.
    pub async fn flush_last_use(&self, work: &SystemWork) -> Result<(), Error> {
        debug_assert_eq!(work.reason(), SystemReason::LastUse);
        let _alone = self.last_use().flushing.lock().await;
        let mut failed = None;
        for batch in self.last_use().all().chunks(BATCH) {
            let mut txn = Txn::new();
            let mut planned = Vec::with_capacity(batch.len());
            for entry @ (used, key_use) in batch {
                match self.place_of_use(used).await {
                    // What goes meanwhile makes this a conflict, and the next flush knows.
                    Ok(Some(place)) => {
                        txn = txn.check(place.owner, Expect::Present);
                        txn = txn.put(place.last_used, bytes(key_use)?);
                    }
                    // What is gone has no last use.
                    Ok(None) => {}
                    // What cannot be read must not keep the others from being written down.
                    Err(error) => {
                        failed = Some(error);
                        continue;
                    }
                }
                planned.push(entry.clone());
            }
            match self.store().commit(txn).await {
                Ok(_) => self.last_use().written(&planned),
                Err(CommitError::Conflict { .. }) => {}
                Err(error) => return Err(Error::Store(Box::new(error))),
            }
        }
        let accesses = self.flush_accesses().await;
        failed.map_or(accesses, Err)
    }

    /// The last use of a key, whether it is written down or not.
    pub(crate) async fn key_last_used(
        &self,
        account: AccountId,
        id: &AccessKeyId,
    ) -> Result<Option<KeyUse>, Error> {
        let written = keyspace::last_used(account, id)?;
        self.last_use_of(&Used::AccessKey(id.clone()), &written)
            .await
    }

    /// The last use of a role, whether it is written down or not, if it is not too long ago.
    pub(crate) async fn role_last_used(
        &self,
        account: AccountId,
        id: UniqueId,
    ) -> Result<Option<KeyUse>, Error> {
        let written = keyspace::role_last_used(account, id)?;
        let last = self.last_use_of(&Used::Role(account, id), &written).await?;
        let now = self.clock().now();
        Ok(last.filter(|last| is_tracked(last.at, now)))
    }

    /// When a user or root user last signed in with a password, whether it is written down or not.
    pub(crate) async fn password_last_used(
        &self,
        account: AccountId,
        owner: KeyOwner,
    ) -> Result<Option<Timestamp>, Error> {
        let written = keyspace::password_last_used(account, owner)?;
        let id = match owner {
            KeyOwner::RootUser => None,
            KeyOwner::User(id) => Some(id),
        };
        let used = Used::Password(account, id);
        let last = self.last_use_of(&used, &written).await?;
        Ok(last.map(|last| last.at))
    }

    async fn last_use_of(&self, used: &Used, written: &Key) -> Result<Option<KeyUse>, Error> {
        if let Some(key_use) = self.last_use().of(used) {
            return Ok(Some(key_use));
        }
        let record = load::<LastUsedRecord>(self.store(), written).await?;
        Ok(record.map(|(record, _)| KeyUse {
            at: record.at,
            region: record.region,
            service: record.service,
        }))
    }

    /// Where the last use of something lies; none if that is gone.
    async fn place_of_use(&self, used: &Used) -> Result<Option<Place>, Error> {
        match used {
            Used::AccessKey(id) => {
                let Some(key) = self.open_key(id).await? else {
                    return Ok(None);
                };
                Ok(Some(Place {
                    owner: keyspace::access_key(key.account, id)?,
                    last_used: keyspace::last_used(key.account, id)?,
                }))
            }
            Used::Password(account, id) => self.place_of_password_use(*account, *id).await,
            Used::Role(account, id) => {
                if self.known_role(*account, *id).await?.is_none() {
                    return Ok(None);
                }
                Ok(Some(Place {
                    owner: keyspace::entity(*account, RoleRecord::TABLE, *id)?,
                    last_used: keyspace::role_last_used(*account, *id)?,
                }))
            }
        }
    }
}

impl Directory {
    /// The use of a password is told for as long as there is the user, with or without a password.
    ///
    /// SOURCE: IAM API Reference, data type `User`, `PasswordLastUsed`.
    async fn place_of_password_use(
        &self,
        account: AccountId,
        user: Option<UniqueId>,
    ) -> Result<Option<Place>, Error> {
        let Some(id) = user else {
            return Ok(Some(Place {
                owner: keyspace::root_user(account),
                last_used: keyspace::password_last_used(account, KeyOwner::RootUser)?,
            }));
        };
        if self.known_user(account, id).await?.is_none() {
            return Ok(None);
        }
        Ok(Some(Place {
            owner: keyspace::entity(account, UserRecord::TABLE, id)?,
            last_used: keyspace::password_last_used(account, KeyOwner::User(id))?,
        }))
    }
}

/// As much of a region as is kept of a use.
///
/// LIMIT: whoever signs names the region, in as many bytes as a request may have.
///
/// SECURITY: reports tell it to administrators, who open them as spreadsheets, and also a request that
/// is denied counts. So nothing is kept from the first character on that no region has, nor anything
/// of what begins with a dash: a formula has one or the other.
pub(crate) fn kept_region(region: &str) -> &str {
    const BYTES_MAX: usize = 64;
    let of_region =
        |(place, byte): &(usize, u8)| byte.is_ascii_alphanumeric() || (*byte == b'-' && *place > 0);
    let bytes = region.bytes().enumerate().take(BYTES_MAX);
    let end = bytes.take_while(of_region).count();
    region.get(..end).unwrap_or_default()
}

/// Whether reports still tell of what was then.
pub(crate) fn is_tracked(at: Timestamp, now: Timestamp) -> bool {
    now.as_second().saturating_sub(at.as_second()) <= TRACKING_SECONDS
}

fn bytes(key_use: &KeyUse) -> Result<Vec<u8>, Error> {
    let record = LastUsedRecord {
        at: key_use.at,
        region: key_use.region.clone(),
        service: key_use.service.clone(),
    };
    encode(&record).map_err(|error| Error::Corrupt {
        what: "a last use",
        source: error.into(),
    })
}
