//! Credential reports: for every user of an account, which credentials it has and when they were
//! used and changed.
//!
//! ```text
//! generate ──▶ record: pending ──▶ make_credential_reports ──▶ parts, then record: made ──▶ get
//!              (durable)           (one at a time, in pages)   (one transaction each)
//! ```
//!
//! INVARIANT: what is pending is durable, so a report that was asked for is made in the end, by this
//! program or by the next. The record names a report as made when all parts of it are there, and
//! parts that no record names are dropped.
//!
//! A report that cannot be whole, as a record that it tells of is damaged, is given up. The one before
//! stays what it was.

mod line;
mod making;
mod requests;

use iamd_api::iam::{GenerateCredentialReport, GetCredentialReport};
use iamd_auth::{Permit, SystemReason, SystemWork};
use iamd_ident::{AccountId, Timestamp};
use iamd_store::{Key, KeyRange, Txn};
pub(crate) use requests::ReportRequests;
pub use requests::WantedReports;

use crate::{
    Directory, Error,
    draft::{load, load_from, transact},
    keyspace,
    records::{CredentialReportPartRecord, CredentialReportRecord, MadeReportEntry},
};

/// For how long a report can be had.
///
/// SOURCE: IAM User Guide, "Generate credential reports for your AWS account": four hours.
pub const CREDENTIAL_REPORT_SECONDS: u64 = 4 * 60 * 60;

/// For how long a report that was asked for, and whose end nobody was told, counts as new. Whoever
/// asks again and again until it is complete comes to an end, also where every report is made anew.
const UNTOLD_SECONDS: u64 = 60;

/// How many parts are read at once, and dropped by one transaction.
const DROPPED_AT_ONCE: usize = 8;

/// What has become of a report that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportState {
    /// It is going to be made from now on.
    Started,
    /// It was going to be made before.
    InProgress,
    /// There is one that is new enough.
    Complete,
}

/// A credential report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialReport {
    /// Lines of values with commas between them.
    pub text: String,
    /// The moment that it shows.
    pub generated: Timestamp,
}

impl Directory {
    /// Asks for a report, unless there is one that is not older than `keep_seconds`.
    ///
    /// # Errors
    /// The permit is for something else, or the store does not answer.
    pub async fn generate_credential_report(
        &self,
        permit: Permit<GenerateCredentialReport>,
        keep_seconds: u64,
    ) -> Result<ReportState, Error> {
        permit.covers(&"*")?;
        let account = permit.account();
        let place = keyspace::credential_report(account);
        let now = self.clock().now();
        let (state, complete) = transact!(self, |draft| {
            let mut record: CredentialReportRecord = draft.read(&place).await?.unwrap_or_default();
            if record.is_pending {
                return Ok((ReportState::InProgress, None));
            }
            if let Some(made) = &record.made
                && self.is_new(account, made, now, keep_seconds)
            {
                return Ok((ReportState::Complete, Some(made.number)));
            }
            record.last = record.last.saturating_add(1);
            record.is_pending = true;
            draft.put(place.clone(), &record)?;
            Ok((ReportState::Started, None))
        });
        match complete {
            Some(number) => self.report_requests().told(account, number),
            // What is in progress is asked for again: had it failed, it is tried anew.
            None => self.report_requests().want(account),
        }
        Ok(state)
    }

    /// The report that was made last. One that is older than `keep_seconds`, and than
    /// [`CREDENTIAL_REPORT_SECONDS`], has expired.
    ///
    /// LIMIT: it is in memory as a whole, some 300 bytes for each user. AWS's API knows no pages of it.
    ///
    /// # Errors
    /// There is none, it has expired, or it is being made.
    pub async fn get_credential_report(
        &self,
        permit: Permit<GetCredentialReport>,
        keep_seconds: u64,
    ) -> Result<CredentialReport, Error> {
        permit.covers(&"*")?;
        let account = permit.account();
        let snapshot = self.snapshot().await?;
        let place = keyspace::credential_report(account);
        let record = load_from::<CredentialReportRecord>(&snapshot, &place).await?;
        let record = record.unwrap_or_default();
        if record.is_pending {
            self.report_requests().want(account);
            return Err(Error::CredentialReportInProgress);
        }
        let made = record.made.ok_or(Error::NoCredentialReport)?;
        let seconds_max = keep_seconds.max(CREDENTIAL_REPORT_SECONDS);
        if age_seconds(&made, self.clock().now()) > seconds_max {
            return Err(Error::CredentialReportExpired);
        }
        let mut text = String::new();
        for part in 0..made.parts {
            let place = keyspace::credential_report_part(account, made.number, part)?;
            let found = load_from::<CredentialReportPartRecord>(&snapshot, &place).await?;
            let found = found.ok_or_else(|| Error::Corrupt {
                what: "a credential report",
                source: format!("part {part} of {} is missing", made.parts).into(),
            })?;
            text.push_str(&found.text);
            tokio::task::yield_now().await;
        }
        self.report_requests().told(account, made.number);
        Ok(CredentialReport {
            text,
            generated: made.generated,
        })
    }

    /// Drops the texts of reports that have expired. Tells how many.
    ///
    /// # Errors
    /// The store does not answer. What went wrong with one account keeps the others from nothing.
    pub async fn sweep_credential_reports(
        &self,
        work: &SystemWork,
        keep_seconds: u64,
    ) -> Result<usize, Error> {
        debug_assert_eq!(work.reason(), SystemReason::Sweep);
        let seconds_max = keep_seconds.max(CREDENTIAL_REPORT_SECONDS);
        let (mut count, mut failed) = (0, None);
        for account in self.list_accounts(work).await? {
            match self.sweep_credential_report(account.id, seconds_max).await {
                Ok(is_dropped) => count += usize::from(is_dropped),
                Err(error) => failed = Some(error),
            }
        }
        failed.map_or(Ok(count), Err)
    }

    async fn sweep_credential_report(
        &self,
        account: AccountId,
        seconds_max: u64,
    ) -> Result<bool, Error> {
        let place = keyspace::credential_report(account);
        let found = load::<CredentialReportRecord>(self.store(), &place).await?;
        let made = found.and_then(|(record, _)| record.made);
        let now = self.clock().now();
        if made.is_some_and(|made| age_seconds(&made, now) > seconds_max && made.parts > 0) {
            self.drop_report_text(account, seconds_max).await
        } else {
            Ok(false)
        }
    }

    /// Drops the text of a report; that there was one stays known.
    async fn drop_report_text(&self, account: AccountId, seconds_max: u64) -> Result<bool, Error> {
        let place = keyspace::credential_report(account);
        let now = self.clock().now();
        let dropped = transact!(self, |draft| {
            let record: Option<CredentialReportRecord> = draft.read(&place).await?;
            let mut record = record.unwrap_or_default();
            let made = record.made.as_mut();
            let Some(made) = made.filter(|made| age_seconds(made, now) > seconds_max) else {
                return Ok(None);
            };
            made.parts = 0;
            let number = made.number;
            draft.put(place.clone(), &record)?;
            Ok(Some(number))
        });
        let Some(number) = dropped else {
            return Ok(false);
        };
        // The next one may be in the making.
        self.drop_report_parts(account, |part| part <= number)
            .await?;
        Ok(true)
    }

    /// Drops the parts of the reports whose numbers are to go.
    async fn drop_report_parts(
        &self,
        account: AccountId,
        goes: impl Fn(u64) -> bool + Send,
    ) -> Result<(), Error> {
        let numbers = keyspace::credential_report_parts(account);
        let mut range = KeyRange::under(&numbers);
        loop {
            let records = self.store().scan(&range, DROPPED_AT_ONCE).await;
            let records = records.map_err(|error| Error::Store(Box::new(error)))?;
            let Some((last, _)) = records.last() else {
                return Ok(());
            };
            range = range.after(last);
            let keys = records.iter().map(|(key, _)| key);
            let gone = keys.filter(|key| number_of(key).is_none_or(&goes));
            let txn = gone.fold(Txn::new(), |txn, key| txn.delete(key.clone()));
            let dropped = self.store().commit(txn).await;
            dropped.map_err(|error| Error::Store(Box::new(error)))?;
        }
    }

    fn is_new(
        &self,
        account: AccountId,
        made: &MadeReportEntry,
        now: Timestamp,
        keep_seconds: u64,
    ) -> bool {
        let age = age_seconds(made, now);
        age < keep_seconds
            || (age < UNTOLD_SECONDS && self.report_requests().is_untold(account, made.number))
    }
}

fn age_seconds(made: &MadeReportEntry, now: Timestamp) -> u64 {
    let age = now.as_second().saturating_sub(made.generated.as_second());
    u64::try_from(age).unwrap_or(0)
}

/// The number of the report that a part belongs to.
fn number_of(part: &Key) -> Option<u64> {
    str::from_utf8(part.segments().next()?).ok()?.parse().ok()
}
