//! Objects and versions that have had their time.

use futures::{StreamExt as _, stream};
use iamd_directory::{Bucket, LifecycleRule};
use iamd_ident::BucketName;
use iamd_objects::{
    Error as ObjectsError, Expiry, ExpiryKind, ListedVersion, VersionListRequest, VersionMarker,
};

use super::{
    DELETIONS_MAX, Error, PAGE_MAX, Walked, common_prefix,
    due::{Standing, is_due},
    enabled,
    walk::Walk,
};
use crate::{LifecycleRun, S3, expiration::Aging, object_settings::versioning};

impl S3 {
    pub(super) async fn expire_versions(
        &self,
        walked: &Walked<'_>,
        run: &mut LifecycleRun,
    ) -> Result<(), Error> {
        let mut walk = Walk::default();
        let mut after = None;
        while let Some(bucket) = self.still_there(walked).await? {
            let rules = enabled(&bucket, is_about_versions);
            if rules.is_empty() {
                break;
            }
            let (seen, next) = self.page_of_versions(walked, &rules, after.take()).await?;
            let mut told: Vec<_> = seen
                .into_iter()
                .flat_map(|version| walk.step(version))
                .flatten()
                .collect();
            if next.is_none() {
                told.extend(walk.end());
            }
            let due = told.into_iter().filter(|(version, standing)| {
                is_due(&rules, aging(version), *standing, walked.now)
            });
            self.expire_each(walked, &bucket, due.collect(), run).await;
            after = next;
            if after.is_none() {
                break;
            }
        }
        Ok(())
    }

    async fn page_of_versions(
        &self,
        walked: &Walked<'_>,
        rules: &[&LifecycleRule],
        after: Option<VersionMarker>,
    ) -> Result<(Vec<ListedVersion>, Option<VersionMarker>), Error> {
        let request = VersionListRequest {
            prefix: common_prefix(rules).to_owned(),
            delimiter: None,
            after,
            max: PAGE_MAX,
        };
        let page = self
            .objects()
            .survey_versions(walked.work, walked.id, &request);
        let page = page.await?;
        Ok((page.versions, page.next))
    }

    async fn expire_each(
        &self,
        walked: &Walked<'_>,
        bucket: &Bucket,
        due: Vec<(ListedVersion, Standing)>,
        run: &mut LifecycleRun,
    ) {
        let expired = stream::iter(due).map(|(version, standing)| async move {
            let expiry = Expiry {
                version: version.object.version,
                modified: version.object.modified,
                kind: match standing {
                    Standing::Newest => ExpiryKind::Newest(versioning(bucket)),
                    Standing::LoneMarker => ExpiryKind::LoneMarker,
                    Standing::Older { .. } => ExpiryKind::Older,
                },
            };
            let key = &version.object.key;
            let expired = self.objects().expire(walked.work, walked.id, key, &expiry);
            (standing, expired.await)
        });
        let mut expired = expired.buffer_unordered(DELETIONS_MAX);
        while let Some((standing, expired)) = expired.next().await {
            match expired {
                Ok(is_done) => run.count(standing, is_done),
                Err(error) => run.fail(walked.name, &error),
            }
        }
    }
}

impl LifecycleRun {
    fn count(&mut self, standing: Standing, is_done: bool) {
        let place = match standing {
            Standing::Newest => &mut self.objects,
            Standing::LoneMarker => &mut self.lone_markers,
            Standing::Older { .. } => &mut self.older_versions,
        };
        *place += u64::from(is_done);
    }

    /// Notes that something was not done. The first one is logged, the others are like it. What goes
    /// with its bucket is no failure.
    pub(super) fn fail(&mut self, bucket: &BucketName, error: &ObjectsError) {
        if matches!(
            error,
            ObjectsError::NoSuchBucket | ObjectsError::BucketClosing
        ) {
            return;
        }
        if self.failures == 0 {
            let cause: &(dyn std::error::Error + 'static) = error;
            tracing::error!(error = cause, %bucket, "lifecycle: something is not done");
        }
        self.failures += 1;
    }
}

fn is_about_versions(rule: &LifecycleRule) -> bool {
    rule.expiration.is_some() || rule.noncurrent_expiration.is_some()
}

fn aging(version: &ListedVersion) -> Aging<'_> {
    let object = &version.object;
    Aging {
        key: object.key.as_str(),
        size: object.bytes,
        tags: &version.tags,
        modified: object.modified,
    }
}
