//! Uploads that were begun and never completed.

use futures::{StreamExt as _, stream};
use iamd_directory::{Lifecycle, LifecycleRule};
use iamd_ident::Timestamp;
use iamd_objects::{UploadInfo, UploadListRequest};

use super::{DELETIONS_MAX, Error, PAGE_MAX, Walked, common_prefix, enabled};
use crate::{LifecycleRun, S3, expiration::midnight_after};

/// When an upload is aborted if it is not completed, and by which rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Abortion {
    /// When.
    pub at: Timestamp,
    /// The id of the rule.
    pub rule_id: String,
}

/// What the rules have in store for an upload. Of several rules the first in time counts.
///
/// SOURCE: S3 API Reference, CreateMultipartUpload, `x-amz-abort-date`.
pub(crate) fn abortion(lifecycle: &Lifecycle, key: &str, begun: Timestamp) -> Option<Abortion> {
    let rules = lifecycle.rules.iter().filter(|rule| rule.is_enabled);
    let dated = rules.filter_map(|rule| Some((abort_at(rule, key, begun)?, rule)));
    let (at, rule) = dated.min_by_key(|(at, _)| *at)?;
    Some(Abortion {
        at,
        rule_id: rule.id.clone(),
    })
}

fn abort_at(rule: &LifecycleRule, key: &str, begun: Timestamp) -> Option<Timestamp> {
    let prefix = rule.filter.prefix.as_deref().unwrap_or_default();
    // Rules about uploads can have neither tags nor sizes; one that has is about something else.
    let is_about_more = !rule.filter.tags.is_empty()
        || rule.filter.size_greater_than_bytes.is_some()
        || rule.filter.size_less_than_bytes.is_some();
    if is_about_more || !key.starts_with(prefix) {
        return None;
    }
    midnight_after(begun, rule.abort_incomplete_upload_days?)
}

impl S3 {
    pub(super) async fn abort_uploads(
        &self,
        walked: &Walked<'_>,
        run: &mut LifecycleRun,
    ) -> Result<(), Error> {
        let mut after = None;
        while let Some(bucket) = self.still_there(walked).await? {
            let rules = enabled(&bucket, |rule| rule.abort_incomplete_upload_days.is_some());
            if rules.is_empty() {
                break;
            }
            let request = UploadListRequest {
                prefix: common_prefix(&rules).to_owned(),
                delimiter: None,
                after: after.take(),
                max: PAGE_MAX,
            };
            let page = self
                .objects()
                .survey_uploads(walked.work, walked.id, &request);
            let page = page.await?;
            let due = page.uploads.into_iter().filter(|upload| {
                let at = rules
                    .iter()
                    .filter_map(|rule| abort_at(rule, upload.key.as_str(), upload.created));
                at.min().is_some_and(|at| at <= walked.now)
            });
            self.abort_each(walked, due.collect(), run).await;
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        Ok(())
    }

    async fn abort_each(&self, walked: &Walked<'_>, due: Vec<UploadInfo>, run: &mut LifecycleRun) {
        let aborted = stream::iter(due).map(|upload| async move {
            let objects = self.objects();
            objects
                .expire_upload(walked.work, walked.id, &upload.key, &upload.id)
                .await
        });
        let mut aborted = aborted.buffer_unordered(DELETIONS_MAX);
        while let Some(aborted) = aborted.next().await {
            match aborted {
                Ok(is_done) => run.uploads += u64::from(is_done),
                Err(error) => run.fail(walked.name, &error),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use iamd_directory::LifecycleFilter;

    use super::*;

    fn rule(id: &str, days: u32, prefix: &str) -> LifecycleRule {
        LifecycleRule {
            id: id.to_owned(),
            is_enabled: true,
            abort_incomplete_upload_days: Some(days),
            filter: LifecycleFilter {
                prefix: Some(prefix.to_owned()),
                ..LifecycleFilter::default()
            },
            ..LifecycleRule::default()
        }
    }

    #[track_caller]
    fn check(rules: Vec<LifecycleRule>, expect: Option<(&str, &str)>) {
        let lifecycle = Lifecycle {
            rules,
            ..Lifecycle::default()
        };
        let begun = "2026-01-31T12:00:00Z".parse().unwrap();
        let seen = abortion(&lifecycle, "tmp/a", begun);
        let seen = seen.map(|seen| (seen.at.to_string(), seen.rule_id));
        assert_eq!(seen, expect.map(|(at, id)| (at.to_owned(), id.to_owned())));
    }

    #[test]
    fn the_first_rule_in_time_counts() {
        check(vec![], None);
        check(vec![rule("other", 1, "logs/")], None);
        let first = Some(("2026-02-02T00:00:00Z", "first"));
        check(vec![rule("later", 7, ""), rule("first", 1, "tmp/")], first);
        let off = LifecycleRule {
            is_enabled: false,
            ..rule("off", 1, "")
        };
        check(
            vec![off, rule("later", 7, "")],
            Some(("2026-02-08T00:00:00Z", "later")),
        );
    }
}
