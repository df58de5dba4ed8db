//! Where reports lie, how many there may be, and for how long.

use iamd_auth::{SystemReason, SystemWork};
use iamd_ident::{AccountId, Timestamp, time_of_uuid};
use iamd_store::{Key, KeyRange, SCAN_RECORDS_MAX, Store};

use crate::{
    Directory, Error,
    draft::transact,
    keyspace,
    records::{AccessJobCountRecord, AccessJobEntitiesRecord, AccessJobRecord},
};

/// For how long a report can be read.
///
/// SOURCE: nobody recorded how long AWS keeps them; tools read them within minutes.
pub(super) const KEPT_SECONDS: i64 = 7 * 24 * 60 * 60;

/// LIMIT: reports of an account, about ten KiB each. If there are more, the oldest go.
const JOBS_MAX: u32 = 5_000;

/// LIMIT: records of users and roles of all reports of an account, up to 70 KiB each. If there are
/// more, the oldest reports go; the newest stays, however many it has.
const PARTS_MAX: u64 = 20_000;

/// LIMIT: records that one transaction drops.
const DROPPED_AT_ONCE: usize = 40;

impl Directory {
    /// Keeps some of the users and roles of a report that is being made.
    pub(super) async fn keep_entities(
        &self,
        account: AccountId,
        job: &str,
        number: u32,
        record: &AccessJobEntitiesRecord,
    ) -> Result<(), Error> {
        let place = keyspace::access_job_entities(account, job, number)?;
        transact!(self, |draft| { draft.put(place.clone(), record) });
        Ok(())
    }

    /// Keeps a report. From now on it can be read.
    pub(super) async fn keep_job(
        &self,
        account: AccountId,
        job: &str,
        record: &AccessJobRecord,
    ) -> Result<(), Error> {
        let place = keyspace::access_job(account, job)?;
        let counted = keyspace::access_job_count(account);
        let mut kept = transact!(self, |draft| {
            let jobs: Option<AccessJobCountRecord> = draft.read(&counted).await?;
            let mut jobs = jobs.unwrap_or_default();
            jobs.count = jobs.count.saturating_add(1);
            jobs.parts = jobs.parts.saturating_add(record.parts.into());
            draft.put(counted.clone(), &jobs)?;
            draft.put(place.clone(), record)?;
            Ok(jobs)
        });
        let jobs = KeyRange::under(&keyspace::access_jobs(account));
        // Two tasks may drop the same one, so that one is not always enough.
        while is_crowded(&kept) {
            let mut oldest = keys(self.store(), &jobs, 2).await?;
            oldest.retain(|key| *key != place);
            oldest.truncate(1);
            if oldest.is_empty() {
                break;
            }
            kept = self.drop_jobs(account, &oldest).await?;
        }
        Ok(())
    }

    /// Drops the reports that nobody can read any more. Called every now and then; says how many there
    /// were.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub async fn sweep_access_jobs(&self, work: &SystemWork) -> Result<u64, Error> {
        debug_assert_eq!(work.reason(), SystemReason::Sweep);
        let mut swept = 0;
        let mut failed = None;
        let mut accounts = KeyRange::under(&keyspace::accounts());
        loop {
            let page = keys(self.store(), &accounts, SCAN_RECORDS_MAX).await?;
            let Some(last) = page.last() else {
                return failed.map_or(Ok(swept), Err);
            };
            accounts = accounts.after(last);
            let names = page.iter().filter_map(Key::name);
            for account in names.filter_map(|name| name.parse().ok()) {
                match self.sweep_jobs_of(account).await {
                    Ok(count) => swept += count,
                    // What cannot be read must not keep the reports of others.
                    Err(error) => failed = Some(error),
                }
            }
        }
    }

    async fn sweep_jobs_of(&self, account: AccountId) -> Result<u64, Error> {
        let now = self.clock().now();
        let jobs = KeyRange::under(&keyspace::access_jobs(account));
        let mut swept = 0;
        loop {
            let mut old = keys(self.store(), &jobs, DROPPED_AT_ONCE).await?;
            old.retain(|key| is_old(key.name(), now));
            if old.is_empty() {
                break;
            }
            swept += old.len() as u64;
            self.drop_jobs(account, &old).await?;
        }
        // And what belongs to reports that never came about.
        let entities = KeyRange::under(&keyspace::all_access_job_entities(account));
        loop {
            let mut old = keys(self.store(), &entities, DROPPED_AT_ONCE).await?;
            old.retain(|key| is_old(job_of(key), now));
            if old.is_empty() {
                return Ok(swept);
            }
            self.drop_records(&old).await?;
        }
    }

    /// Drops reports, with their users and roles; says what is left.
    async fn drop_jobs(
        &self,
        account: AccountId,
        places: &[Key],
    ) -> Result<AccessJobCountRecord, Error> {
        let counted = keyspace::access_job_count(account);
        let left = transact!(self, |draft| {
            let jobs: Option<AccessJobCountRecord> = draft.read(&counted).await?;
            let mut jobs = jobs.unwrap_or_default();
            for place in places {
                // Another task may have dropped it.
                if let Some(job) = draft.read::<AccessJobRecord>(place).await? {
                    draft.delete(place.clone());
                    jobs.count = jobs.count.saturating_sub(1);
                    jobs.parts = jobs.parts.saturating_sub(job.parts.into());
                }
            }
            draft.put(counted.clone(), &jobs)?;
            Ok(jobs)
        });
        for job in places.iter().filter_map(Key::name) {
            let entities = KeyRange::under(&keyspace::access_job_entities_of(account, job)?);
            loop {
                let some = keys(self.store(), &entities, DROPPED_AT_ONCE).await?;
                if some.is_empty() {
                    break;
                }
                self.drop_records(&some).await?;
            }
        }
        Ok(left)
    }

    async fn drop_records(&self, places: &[Key]) -> Result<(), Error> {
        transact!(self, |draft| {
            for place in places {
                draft.delete(place.clone());
            }
            Ok(())
        });
        Ok(())
    }
}

/// Whether the reports of an account take more than they may.
fn is_crowded(jobs: &AccessJobCountRecord) -> bool {
    jobs.count > JOBS_MAX || jobs.parts > PARTS_MAX
}

/// Whether a report cannot be read any more, by its id.
fn is_old(job: Option<&str>, now: Timestamp) -> bool {
    let Some(made) = job.and_then(time_of_uuid) else {
        return false;
    };
    is_over(made, now)
}

/// Whether the time is over of a report that was made then.
pub(super) fn is_over(made: Timestamp, now: Timestamp) -> bool {
    now.as_second().saturating_sub(made.as_second()) > KEPT_SECONDS
}

/// The id of the report that a record of users and roles belongs to.
fn job_of(entities: &Key) -> Option<&str> {
    let job = entities.segments().next()?;
    str::from_utf8(job).ok()
}

async fn keys(store: &Store, range: &KeyRange, limit: usize) -> Result<Vec<Key>, Error> {
    let records = store.scan(range, limit).await;
    let records = records.map_err(|error| Error::Store(Box::new(error)))?;
    Ok(records.into_iter().map(|(key, _)| key).collect())
}

#[cfg(test)]
mod tests;
