//! All versions of one object, as a draft sees and changes them.
//!
//! ```text
//! current/BUCKET/KEY   newest ║ which one is `null` ║ how many are older
//! versions/BUCKET/KEY/…  older ones, newest first
//! ```

use iamd_ident::{BucketId, ObjectKey, VersionId};

use crate::{
    ETag, Error, Expiry, ExpiryKind, Objects,
    draft::Draft,
    keyspace,
    records::{HeadRecord, ObjectRecord, VersionPlace, VersionRecord, What},
};

/// What a bucket does with versions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Versioning {
    /// It has none: what is written takes the place of what was there.
    #[default]
    Unversioned,
    /// Everything that is written is a version of its own.
    Enabled,
    /// What is written takes the place of the version that is called `null`; others stay.
    Suspended,
}

/// What must hold for a change to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteCondition {
    /// The key has no object (`If-None-Match: *`).
    Absent,
    /// The key has an object (`If-Match: *`).
    Exists,
    /// The key has an object with this ETag (`If-Match`).
    Matches(ETag),
}

/// The versions of one object. Each change is a change of the draft.
pub(crate) struct Line<'k> {
    bucket: &'k BucketId,
    key: &'k ObjectKey,
    head: Option<HeadRecord>,
}

impl<'k> Line<'k> {
    /// The line as it is, taken for granted by the draft.
    ///
    /// INVARIANT: every change of any version writes the record that is read here, so nothing of
    /// the line changes before the draft is committed.
    pub(crate) async fn open(
        draft: &mut Draft<'_>,
        bucket: &'k BucketId,
        key: &'k ObjectKey,
    ) -> Result<Self, Error> {
        draft.in_bucket(bucket).await?;
        let head = draft.read(&keyspace::current(bucket, key)?).await?;
        Ok(Self { bucket, key, head })
    }

    pub(crate) fn newest(&self) -> Option<&VersionRecord> {
        self.head.as_ref().map(|head| &head.newest)
    }

    /// The object that readers see.
    fn object(&self) -> Option<&ObjectRecord> {
        self.newest().and_then(VersionRecord::object)
    }

    /// # Errors
    /// The condition does not hold.
    pub(crate) fn check(&self, condition: Option<&WriteCondition>) -> Result<(), Error> {
        match (condition, self.object()) {
            (None, _)
            | (Some(WriteCondition::Absent), None)
            | (Some(WriteCondition::Exists), Some(_)) => Ok(()),
            (Some(WriteCondition::Exists | WriteCondition::Matches(_)), None) => {
                Err(Error::NoSuchKey)
            }
            (Some(WriteCondition::Matches(etag)), Some(object)) if object.etag == *etag => Ok(()),
            (Some(_), Some(_)) => Err(Error::PreconditionFailed),
        }
    }

    /// Whether what has had its time is still what it was.
    pub(crate) fn is_still(&self, expiry: &Expiry, version: &VersionRecord) -> bool {
        let Some(head) = &self.head else {
            return false;
        };
        if version.modified() != expiry.modified {
            return false;
        }
        let is_newest = head.newest.place == version.place;
        let is_marker = version.object().is_none();
        match expiry.kind {
            ExpiryKind::Newest(_) => is_newest && !is_marker,
            ExpiryKind::LoneMarker => is_newest && is_marker && head.older == 0,
            ExpiryKind::Older => !is_newest,
        }
    }

    /// A place before all others.
    ///
    /// INVARIANT: greater than the newest one's, also if the clock was set back.
    fn next_place(&self, objects: &Objects) -> VersionPlace {
        let behind = self.newest().map_or(0, |newest| newest.place.order() + 1);
        VersionPlace::new(objects.order_now().max(behind), objects.random())
    }

    /// Makes this the newest version.
    pub(crate) async fn push(
        &mut self,
        draft: &mut Draft<'_>,
        objects: &Objects,
        versioning: Versioning,
        what: What,
    ) -> Result<VersionRecord, Error> {
        let is_null = versioning != Versioning::Enabled;
        let place = self.next_place(objects);
        let version = VersionRecord::new(place, is_null, objects.now(), what);
        let mut older = self.head.as_ref().map_or(0, |head| head.older);
        let mut null = self.head.as_ref().and_then(|head| head.null.clone());
        if is_null && let Some(replaced) = null.replace(version.place.clone()) {
            older = self.drop_null(draft, &replaced, older).await?;
        }
        if let Some(head) = self
            .head
            .take()
            .filter(|head| !(is_null && head.newest.is_null))
        {
            draft.put(self.place(&head.newest.place)?, &head.newest)?;
            older += 1;
        }
        let head = HeadRecord {
            newest: version.clone(),
            null,
            older,
        };
        draft.put(keyspace::current(self.bucket, self.key)?, &head)?;
        self.head = Some(head);
        Ok(version)
    }

    /// Gives up the version that was called `null`. Says how many older ones there are then.
    async fn drop_null(
        &self,
        draft: &mut Draft<'_>,
        replaced: &VersionPlace,
        older: u64,
    ) -> Result<u64, Error> {
        if let Some(newest) = self.newest().filter(|newest| newest.is_null) {
            draft.drop_body(newest)?;
            return Ok(older);
        }
        let place = self.place(replaced)?;
        let version: Option<VersionRecord> = draft.read(&place).await?;
        let version = version.ok_or_else(|| dangling("the version that is called null"))?;
        draft.drop_body(&version)?;
        draft.delete(place);
        Ok(older.saturating_sub(1))
    }

    /// The version that callers know by this id.
    pub(crate) async fn find(
        &self,
        draft: &mut Draft<'_>,
        id: &VersionId,
    ) -> Result<Option<VersionRecord>, Error> {
        let Some(head) = &self.head else {
            return Ok(None);
        };
        if head.newest.has_id(id) {
            return Ok(Some(head.newest.clone()));
        }
        let place = match (id.is_null(), &head.null) {
            (false, _) => VersionPlace::of(id),
            (true, Some(place)) => place.clone(),
            (true, None) => return Ok(None),
        };
        let found: Option<VersionRecord> = draft.read(&self.place(&place)?).await?;
        Ok(found.filter(|version| version.has_id(id)))
    }

    /// Takes out a version. If it was the newest, the next one becomes that.
    pub(crate) async fn remove(
        &mut self,
        draft: &mut Draft<'_>,
        version: &VersionRecord,
    ) -> Result<(), Error> {
        let mut head = self.head.take().ok_or_else(|| dangling("an object"))?;
        draft.drop_body(version)?;
        if version.is_null {
            head.null = None;
        }
        let current = keyspace::current(self.bucket, self.key)?;
        if version.place != head.newest.place {
            draft.delete(self.place(&version.place)?);
        } else if head.older == 0 {
            draft.delete(current);
            return Ok(());
        } else {
            let all = keyspace::versions(self.bucket, self.key)?;
            let next: Option<VersionRecord> = draft.first_below(&all).await?;
            let next = next.ok_or_else(|| dangling("an older version of an object"))?;
            draft.delete(self.place(&next.place)?);
            head.newest = next;
        }
        head.older = head.older.saturating_sub(1);
        draft.put(current, &head)?;
        self.head = Some(head);
        Ok(())
    }

    /// Writes a version anew, in its place.
    pub(crate) fn replace(
        &mut self,
        draft: &mut Draft<'_>,
        version: VersionRecord,
    ) -> Result<(), Error> {
        let mut head = self.head.take().ok_or_else(|| dangling("an object"))?;
        if head.newest.place == version.place {
            head.newest = version;
        } else {
            draft.put(self.place(&version.place)?, &version)?;
        }
        draft.put(keyspace::current(self.bucket, self.key)?, &head)?;
        self.head = Some(head);
        Ok(())
    }

    fn place(&self, place: &VersionPlace) -> Result<iamd_store::Key, Error> {
        keyspace::version(self.bucket, self.key, place)
    }
}

/// The index names something that is not there.
fn dangling(what: &'static str) -> Error {
    Error::corrupt(what, "the index names it, and it is not there")
}
