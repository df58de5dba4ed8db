//! Listing all versions of objects, delete markers among them.

use iamd_api::s3::ListObjectVersions;
use iamd_auth::{Permit, SystemWork};
use iamd_ident::{BucketId, Tag, VersionId};
use iamd_store::{KeyRange, Snapshot};

use super::{
    objects::{ListedObject, key_of},
    walk::{Walk, Wanted},
};
use crate::{
    Error, Objects,
    draft::{load_from, parse},
    keyspace,
    permits::bucket_of,
    records::{HeadRecord, VersionPlace, VersionRecord},
};

/// LIMIT: how many older versions of one object are read at once.
const CHUNK_MAX: usize = 256;

/// Which versions are wanted.
#[derive(Clone, Debug, Default)]
pub struct VersionListRequest {
    /// What the keys begin with.
    pub prefix: String,
    /// Keys that go on behind the prefix and have this are shown as one common prefix.
    pub delimiter: Option<String>,
    /// Only what comes behind this.
    pub after: Option<VersionMarker>,
    /// The most items and common prefixes.
    pub max: usize,
}

/// A place in a listing of versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionMarker {
    /// The key, or a common prefix.
    pub key: String,
    /// The version of the key; all versions if there is none.
    pub version: Option<VersionId>,
}

/// A page of versions.
#[derive(Clone, Debug, Default)]
pub struct VersionListing {
    /// The versions, in the order of their keys, of one key the newest first.
    pub versions: Vec<ListedVersion>,
    /// The common prefixes, in order.
    pub common_prefixes: Vec<String>,
    /// `after` for the next page, if there may be more.
    pub next: Option<VersionMarker>,
}

/// A version on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedVersion {
    /// What listings say of it.
    pub object: ListedObject,
    /// Whether it is the newest of its key.
    pub is_latest: bool,
    /// Whether it is a delete marker.
    pub is_delete_marker: bool,
    /// Its tags.
    pub tags: Vec<Tag>,
}

impl Objects {
    /// A page of the versions in a bucket.
    ///
    /// # Errors
    /// The index cannot be read.
    pub async fn list_versions(
        &self,
        permit: Permit<ListObjectVersions>,
        request: &VersionListRequest,
    ) -> Result<VersionListing, Error> {
        self.page_of_versions(&bucket_of(&permit)?, request).await
    }

    /// As [`Self::list_versions`], for the program itself.
    ///
    /// # Errors
    /// The index cannot be read.
    pub async fn survey_versions(
        &self,
        _: &SystemWork,
        bucket: &BucketId,
        request: &VersionListRequest,
    ) -> Result<VersionListing, Error> {
        self.page_of_versions(bucket, request).await
    }

    async fn page_of_versions(
        &self,
        bucket: &BucketId,
        request: &VersionListRequest,
    ) -> Result<VersionListing, Error> {
        let snapshot = self.store().snapshot().await?;
        let wanted = Wanted {
            prefix: &request.prefix,
            delimiter: request.delimiter.as_deref(),
            max: request.max,
        };
        let all = keyspace::all_current(bucket)?;
        let after = request.after.as_ref();
        let walk = Walk::begin(&snapshot, all, wanted, after.map(|after| &*after.key))?;
        let mut page = Page {
            snapshot: &snapshot,
            bucket,
            walk,
            listing: VersionListing::default(),
            last: None,
        };
        if !page.walk.is_of_none() {
            page.fill(after).await?;
        }
        page.listing.common_prefixes = page.walk.common_prefixes;
        Ok(page.listing)
    }
}

/// A page in the making.
struct Page<'r> {
    snapshot: &'r Snapshot,
    bucket: &'r BucketId,
    walk: Walk<'r>,
    listing: VersionListing,
    /// What is on the page last.
    last: Option<VersionMarker>,
}

impl Page<'_> {
    async fn fill(&mut self, after: Option<&VersionMarker>) -> Result<(), Error> {
        if let Some(after) = after
            && let Some(version) = &after.version
            && !self.go_on_within(&after.key, version).await?
        {
            return Ok(());
        }
        while let Some((key, _, stored)) = self.walk.next().await? {
            let (head, _) = parse::<HeadRecord>(&stored)?;
            if self.is_over() {
                return Ok(());
            }
            if let Some(common) = self.walk.common_prefix(&key).map(str::to_owned) {
                self.walk.roll_up(&common)?;
                self.last = Some(VersionMarker {
                    key: common,
                    version: None,
                });
                continue;
            }
            self.show(&key, &head.newest, true)?;
            if head.older > 0 && !self.show_older(&key, None).await? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// The versions of a key of which some were on the page before. Says whether there is room for
    /// more.
    async fn go_on_within(&mut self, key: &str, version: &VersionId) -> Result<bool, Error> {
        // A text that is no key of an object has no versions.
        let Ok(object) = key.parse() else {
            return Ok(true);
        };
        let place = keyspace::current(self.bucket, &object)?;
        let Some(head) = load_from::<HeadRecord>(self.snapshot, &place).await? else {
            return Ok(true);
        };
        let behind = match (version.is_null(), &head.null) {
            (false, _) => Some(VersionPlace::of(version)),
            (true, Some(place)) => Some(place.clone()),
            // It is gone, and its place with it: better all of them again than some of them never.
            (true, None) => None,
        };
        // What is newer than the marker came after the page before.
        if behind.is_none() {
            self.show(key, &head.newest, true)?;
        }
        self.show_older(key, behind).await
    }

    /// Shows the older versions of a key. Says whether there is room for more.
    async fn show_older(&mut self, key: &str, behind: Option<VersionPlace>) -> Result<bool, Error> {
        let object = key_of(key.to_owned())?;
        let mut range = KeyRange::under(&keyspace::versions(self.bucket, &object)?);
        if let Some(behind) = behind {
            range = range.after(&keyspace::version(self.bucket, &object, &behind)?);
        }
        loop {
            let records = self.snapshot.scan(&range, CHUNK_MAX).await?;
            let Some((last, _)) = records.last() else {
                return Ok(true);
            };
            range = range.after(last);
            for (_, stored) in &records {
                self.walk.examine(1);
                if self.is_over() {
                    return Ok(false);
                }
                let (version, _) = parse::<VersionRecord>(stored)?;
                self.show(key, &version, false)?;
            }
        }
    }

    fn show(&mut self, key: &str, version: &VersionRecord, is_latest: bool) -> Result<(), Error> {
        let object = version.object();
        self.listing.versions.push(ListedVersion {
            object: ListedObject::new(key.to_owned(), version)?,
            is_latest,
            is_delete_marker: object.is_none(),
            tags: object.map(|object| object.tags.clone()).unwrap_or_default(),
        });
        self.walk.show();
        self.last = Some(VersionMarker {
            key: key.to_owned(),
            version: Some(version.id()),
        });
        Ok(())
    }

    /// Whether the page ends before what was found now.
    fn is_over(&mut self) -> bool {
        let is_over = self.walk.is_full() || self.walk.is_exhausted();
        if is_over {
            self.listing.next = self.last.take();
        }
        is_over
    }
}
