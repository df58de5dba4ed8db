//! What lifecycle rules say is done.
//!
//! Once a day, from midnight UTC on, each bucket that has rules is walked through, page by page; what
//! has had its time goes. Nobody asks for this, so there is no permit and no event for the audit: the
//! log tells of each bucket what was done.
//!
//! ```text
//! keeper ─ midnight has passed ─▶ buckets ─▶ pages of versions ─▶ due? ─▶ expire, if it is still so
//!                                        └─▶ pages of uploads ──▶ due? ─▶ expire, if it is still so
//! ```
//!
//! Transitions are kept and have no effect: all bytes lie in the same place.

mod due;
mod keeper;
mod uploads;
mod versions;
mod walk;

use std::sync::Arc;

use iamd_auth::{SystemReason, SystemWork};
use iamd_directory::{Bucket, LifecycleRule};
use iamd_ident::{BucketId, BucketName, Timestamp};

pub(crate) use self::uploads::abortion;
pub use self::{keeper::LifecycleKeeper, uploads::Abortion};
use crate::S3;

/// LIMIT: how many versions, uploads or buckets are held in memory at once.
const PAGE_MAX: usize = 1000;

/// LIMIT: how many deletions are under way at once. They share syncs.
const DELETIONS_MAX: usize = 16;

/// What a run has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LifecycleRun {
    /// Objects that have expired: their newest versions were deleted, or hidden by a delete marker.
    pub objects: u64,
    /// Older versions that were deleted.
    pub older_versions: u64,
    /// Delete markers without versions behind them that were deleted.
    pub lone_markers: u64,
    /// Uploads that were aborted.
    pub uploads: u64,
    /// How often something could not be done. The log says why; the next run tries again.
    pub failures: u64,
}

/// Why a bucket was not walked through to its end.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("the bucket cannot be read")]
    Directory(#[from] iamd_directory::Error),
    #[error("what is in the bucket cannot be read and written")]
    Objects(#[from] iamd_objects::Error),
}

/// The bucket that a walk goes through.
struct Walked<'b> {
    work: &'b SystemWork,
    name: &'b BucketName,
    id: &'b BucketId,
    now: Timestamp,
}

impl S3 {
    /// Does what the lifecycle rules of all buckets say is due at `now`.
    pub async fn run_lifecycle(&self, now: Timestamp) -> LifecycleRun {
        let mut run = LifecycleRun::default();
        let mut after: Option<BucketName> = None;
        let work = SystemWork::new(SystemReason::Lifecycle);
        loop {
            let names = self
                .directory()
                .bucket_names(&work, after.as_ref(), PAGE_MAX);
            let names = match names.await {
                Ok(names) => names,
                Err(error) => {
                    run.failures += 1;
                    let cause: &(dyn std::error::Error + 'static) = &error;
                    tracing::error!(error = cause, "lifecycle: buckets cannot be listed");
                    return run;
                }
            };
            for name in &names {
                self.run_bucket(&work, name, now, &mut run).await;
            }
            match names.last() {
                Some(last) => after = Some(last.clone()),
                None => return run,
            }
        }
    }

    async fn run_bucket(
        &self,
        work: &SystemWork,
        name: &BucketName,
        now: Timestamp,
        run: &mut LifecycleRun,
    ) {
        let before = *run;
        if let Err(error) = self.walk_bucket(work, name, now, run).await {
            run.failures += 1;
            let cause: &(dyn std::error::Error + 'static) = &error;
            tracing::error!(error = cause, bucket = %name, "lifecycle: a bucket is not done");
        }
        if *run != before {
            tracing::info!(
                bucket = %name,
                objects = run.objects - before.objects,
                older_versions = run.older_versions - before.older_versions,
                lone_markers = run.lone_markers - before.lone_markers,
                uploads = run.uploads - before.uploads,
                failures = run.failures - before.failures,
                "lifecycle: a bucket is done"
            );
        }
    }

    async fn walk_bucket(
        &self,
        work: &SystemWork,
        name: &BucketName,
        now: Timestamp,
        run: &mut LifecycleRun,
    ) -> Result<(), Error> {
        let Some(bucket) = self.directory().find_bucket(work, name).await? else {
            return Ok(());
        };
        let walked = Walked {
            work,
            name,
            id: &bucket.id,
            now,
        };
        self.expire_versions(&walked, run).await?;
        self.abort_uploads(&walked, run).await
    }

    /// The bucket as it is now; none once it is gone. Each page asks anew, so that a rule that is taken
    /// back has no effect from the next page on.
    async fn still_there(&self, walked: &Walked<'_>) -> Result<Option<Arc<Bucket>>, Error> {
        let bucket = self
            .directory()
            .find_bucket(walked.work, walked.name)
            .await?;
        Ok(bucket.filter(|bucket| bucket.id == *walked.id))
    }
}

/// The rules that may do something, of those that `is_wanted`.
fn enabled(bucket: &Bucket, is_wanted: impl Fn(&LifecycleRule) -> bool) -> Vec<&LifecycleRule> {
    let rules = bucket.settings.lifecycle.rules.iter();
    rules
        .filter(|rule| rule.is_enabled && is_wanted(rule))
        .collect()
}

/// What the keys of all objects begin with that the rules are about: the rest need not be looked at.
fn common_prefix<'r>(rules: &[&'r LifecycleRule]) -> &'r str {
    let prefixes = rules
        .iter()
        .map(|rule| rule.filter.prefix.as_deref().unwrap_or_default());
    prefixes.reduce(common_start).unwrap_or_default()
}

fn common_start<'t>(one: &'t str, other: &str) -> &'t str {
    let same = one
        .chars()
        .zip(other.chars())
        .take_while(|(one, other)| one == other);
    let bytes = same.map(|(character, _)| character.len_utf8()).sum();
    one.get(..bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use iamd_directory::LifecycleFilter;

    use super::*;

    #[track_caller]
    fn check(prefixes: &[&str], expect: &str) {
        let rules: Vec<_> = prefixes
            .iter()
            .map(|prefix| LifecycleRule {
                filter: LifecycleFilter {
                    prefix: Some((*prefix).to_owned()),
                    ..LifecycleFilter::default()
                },
                ..LifecycleRule::default()
            })
            .collect();
        let rules: Vec<_> = rules.iter().collect();
        assert_eq!(common_prefix(&rules), expect);
    }

    #[test]
    fn only_what_rules_can_be_about_is_walked_through() {
        check(&[], "");
        check(&["logs/"], "logs/");
        check(&["logs/a", "logs/b"], "logs/");
        check(&["logs/a", "logs/"], "logs/");
        check(&["logs/", "logs/a"], "logs/");
        check(&["logs/", "tmp/"], "");
        check(&["logs/", ""], "");
        check(&["ä", "ö"], "");
        check(&["xä", "xö", "xäö"], "x");
    }
}
