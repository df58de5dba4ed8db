//! Last uses that are not written down yet.

use std::collections::HashMap;

use iamd_auth::{KeyUse, SystemReason, SystemWork};
use iamd_ident::{AccessKeyId, AccountId};
use iamd_store::{CommitError, Expect, Txn};
use parking_lot::Mutex;

use crate::{
    Directory, Error,
    draft::load,
    keyspace,
    records::{LastUsedRecord, encode},
};

/// How many last uses one transaction writes down, with a check for each.
const BATCH: usize = 50;

/// The last use of each key since the last flush. Readers look here first, so that a use is seen
/// by the very next request.
#[derive(Default)]
pub(crate) struct LastUse {
    pending: Mutex<HashMap<AccessKeyId, KeyUse>>,
    /// One flush at a time: of two, the slower could write an older use over a newer one.
    flushing: tokio::sync::Mutex<()>,
}

impl LastUse {
    pub(crate) fn record(&self, id: &AccessKeyId, key_use: KeyUse) {
        let mut pending = self.pending.lock();
        match pending.get_mut(id) {
            Some(latest) if latest.at > key_use.at => {}
            Some(latest) => *latest = key_use,
            None => {
                pending.insert(id.clone(), key_use);
            }
        }
    }

    pub(crate) fn clear(&self) {
        self.pending.lock().clear();
    }

    fn of(&self, id: &AccessKeyId) -> Option<KeyUse> {
        self.pending.lock().get(id).cloned()
    }

    fn all(&self) -> Vec<(AccessKeyId, KeyUse)> {
        let pending = self.pending.lock();
        pending
            .iter()
            .map(|(id, key_use)| (id.clone(), key_use.clone()))
            .collect()
    }

    /// Forgets uses that were written down, unless a later one came meanwhile.
    fn written(&self, uses: &[(AccessKeyId, KeyUse)]) {
        let mut pending = self.pending.lock();
        for (id, key_use) in uses {
            if pending.get(id) == Some(key_use) {
                pending.remove(id);
            }
        }
    }
}

impl Directory {
    /// Writes down the last uses that are only in memory. Called every few seconds and at the end.
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
            for entry @ (id, key_use) in batch {
                match self.open_key(id).await {
                    // A key that goes meanwhile makes this a conflict, and the next flush knows.
                    Ok(Some(key)) => {
                        let used = keyspace::last_used(key.account, id)?;
                        txn = txn.check(keyspace::access_key(key.account, id)?, Expect::Present);
                        txn = txn.put(used, bytes(key_use)?);
                    }
                    // A key that is gone has no last use.
                    Ok(None) => {}
                    // A key that cannot be read must not keep the others from being written down.
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
        failed.map_or(Ok(()), Err)
    }

    /// The last use of a key, whether it is written down or not.
    pub(crate) async fn key_last_used(
        &self,
        account: AccountId,
        id: &AccessKeyId,
    ) -> Result<Option<KeyUse>, Error> {
        if let Some(key_use) = self.last_use().of(id) {
            return Ok(Some(key_use));
        }
        let record =
            load::<LastUsedRecord>(self.store(), &keyspace::last_used(account, id)?).await?;
        Ok(record.map(|(record, _)| KeyUse {
            at: record.at,
            region: record.region,
            service: record.service,
        }))
    }
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
