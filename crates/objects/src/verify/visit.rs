//! The walk over the index: the record that is being looked at, and what the others say.

use iamd_ident::{BucketId, ObjectKey};
use iamd_store::{
    Finding, Findings, Key, KeyRange, KeysInUse, Severity, Snapshot, StoreError, Stored, Walk,
};

use super::{
    RESTORE, Verified, VerifyDepth,
    named::{Named, Share},
    table::{Row, row_of, tables},
};
use crate::{
    Error, Objects,
    draft::parse,
    keyspace,
    records::{BucketRecord, Record, decode},
};

/// LIMIT: records that are held at once. A small blob has 16 KiB, a manifest 200.
const AT_ONCE: usize = 64;

/// LIMIT: records that are counted at once.
const COUNTED_AT_ONCE: usize = 256;

/// Another record, as the one that is being looked at sees it.
pub(super) enum Seen<R> {
    Missing,
    /// It is there. What is wrong with it is told when it is looked at itself.
    Unreadable,
    Record(R),
}

/// One look at everything.
pub(super) struct Visit<'a> {
    pub(super) objects: &'a Objects,
    pub(super) snapshot: &'a Snapshot,
    pub(super) keys: &'a KeysInUse,
    pub(super) depth: VerifyDepth,
    pub(super) named: Named,
    pub(super) verified: Verified,
    findings: &'a mut dyn Findings,
    /// The record that is being looked at.
    key: Key,
    /// What to do about what is wrong with it.
    advice: &'static str,
}

impl<'a> Visit<'a> {
    pub(super) async fn new(
        objects: &'a Objects,
        (snapshot, keys): (&'a Snapshot, &'a KeysInUse),
        depth: VerifyDepth,
        findings: &'a mut dyn Findings,
    ) -> Result<Self, Error> {
        Ok(Self {
            objects,
            named: Named::of(snapshot).await?,
            verified: Verified {
                revision: snapshot.revision(),
                ..Verified::default()
            },
            snapshot,
            keys,
            depth,
            findings,
            key: keyspace::epochs(),
            advice: RESTORE,
        })
    }

    /// Looks at all records.
    pub(super) async fn all(&mut self) -> Result<(), Error> {
        if matches!(self.snapshot.get(&self.key).await, Ok(None)) {
            self.damage("nothing tells which run of the program wrote which blob");
        }
        let mut blobs = 0;
        for table in [keyspace::all_small(), keyspace::all_blobs()] {
            blobs += self.count(&table).await.unwrap_or_default();
        }
        self.named.share = Share::first_of(blobs);
        let mut walk = Walk::default();
        loop {
            let chunk = match walk.next(self.snapshot, AT_ONCE).await {
                Ok(chunk) => chunk,
                Err(error @ StoreError::Damaged { .. }) => {
                    self.findings.found(walk.damage(&error, RESTORE));
                    // What is not seen to be named may be named all the same.
                    self.named.is_complete = false;
                    if walk.jump(&tables()) {
                        continue;
                    }
                    return Ok(());
                }
                Err(error) => return Err(error.into()),
            };
            if chunk.is_empty() {
                return Ok(());
            }
            self.findings.passed(chunk.len() as u64);
            self.verified.records += chunk.len() as u64;
            for (key, examined) in chunk {
                self.one(key, examined).await?;
            }
            // Whoever serves requests meanwhile comes first.
            tokio::task::yield_now().await;
        }
    }

    async fn one(&mut self, key: Key, examined: Result<Stored, StoreError>) -> Result<(), Error> {
        let row = row_of(&key);
        self.at(key, row);
        let stored = match examined {
            Ok(stored) => stored,
            Err(error) => {
                self.named.is_complete = false;
                self.damage(error.to_string());
                return Ok(());
            }
        };
        if stored.revision > self.verified.revision {
            self.damage("it is newer than the index says that it is");
        }
        let Some(row) = row else {
            self.advice = "nothing reads it; a newer version of the program may have written it";
            self.warn("this version knows no such record");
            return Ok(());
        };
        if self.key.segments().count() != row.segments {
            self.damage("no such record has such a key");
            return Ok(());
        }
        match (row.check)(self, &stored).await {
            Err(error @ Error::Corrupt { .. }) => {
                self.damage(format!("it cannot be checked: {error}"));
                Ok(())
            }
            checked => checked,
        }
    }

    /// Goes to a record.
    pub(super) fn at(&mut self, key: Key, row: Option<&'static Row>) {
        self.advice = row.map_or(RESTORE, |row| row.advice);
        self.key = key;
    }

    pub(super) fn key(&self) -> &Key {
        &self.key
    }

    /// A segment of the record's own, if it is text.
    pub(super) fn segment(&self, index: usize) -> &str {
        let segment = self.key.segments().nth(index).unwrap_or_default();
        str::from_utf8(segment).unwrap_or_default()
    }

    /// The bucket and the object that the key names.
    pub(super) fn object(&mut self) -> Option<(BucketId, ObjectKey)> {
        let bucket = self.segment(0).parse().ok();
        let object = keyspace::object_of(&self.key).ok();
        let object = object.and_then(|object| object.parse().ok());
        let found = bucket.zip(object);
        self.check(found.is_some(), || {
            "its key names no bucket and object".to_owned()
        });
        found
    }

    /// Something is lost, or is not what it should be.
    pub(super) fn damage(&mut self, what: impl Into<String>) {
        self.tell(Severity::Damage, what.into());
    }

    /// Something lies about.
    pub(super) fn warn(&mut self, what: impl Into<String>) {
        self.tell(Severity::Warning, what.into());
    }

    /// As [`Visit::damage`], unless this holds.
    pub(super) fn check(&mut self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.damage(what());
        }
    }

    fn tell(&mut self, severity: Severity, what: String) {
        self.findings.found(Finding {
            severity,
            table: self.key.table().to_owned(),
            key: Some(self.key.clone()),
            what,
            advice: self.advice,
        });
    }

    /// The record itself.
    pub(super) fn decoded<R: Record>(&mut self, stored: &Stored) -> Option<R> {
        match decode(&stored.value) {
            Ok(record) => Some(record),
            Err(error) => {
                self.named.is_complete = false;
                self.damage(format!("it is not {}: {error}", R::NAME));
                None
            }
        }
    }

    /// The bytes of another record, which may be no record but bytes.
    pub(super) async fn bytes_of(&self, key: &Key) -> Result<Seen<Stored>, Error> {
        match self.snapshot.get(key).await {
            Ok(None) => Ok(Seen::Missing),
            Ok(Some(stored)) => Ok(Seen::Record(stored)),
            Err(
                StoreError::Corrupt { .. } | StoreError::Format { .. } | StoreError::Damaged { .. },
            ) => Ok(Seen::Unreadable),
            Err(error) => Err(error.into()),
        }
    }

    /// Another record.
    pub(super) async fn see<R: Record>(&self, key: &Key) -> Result<Seen<R>, Error> {
        Ok(match self.bytes_of(key).await? {
            Seen::Missing => Seen::Missing,
            Seen::Unreadable => Seen::Unreadable,
            Seen::Record(stored) => {
                parse(&stored).map_or(Seen::Unreadable, |(record, _)| Seen::Record(record))
            }
        })
    }

    /// Another record that must be there.
    pub(super) async fn expect<R: Record>(
        &mut self,
        key: &Key,
        why: &str,
    ) -> Result<Option<R>, Error> {
        match self.see(key).await? {
            Seen::Record(record) => Ok(Some(record)),
            Seen::Unreadable => Ok(None),
            Seen::Missing => {
                self.damage(format!("{why}, and there is no record {key}"));
                Ok(None)
            }
        }
    }

    /// Checks that the record's bucket is known.
    pub(super) async fn is_in_bucket(&mut self, bucket: &BucketId) -> Result<(), Error> {
        let place = keyspace::bucket(bucket)?;
        self.expect::<BucketRecord>(&place, "it is in a bucket")
            .await?;
        Ok(())
    }

    /// How many records there are under a key.
    pub(super) async fn count(&self, prefix: &Key) -> Result<u64, Error> {
        let mut range = KeyRange::under(prefix);
        let mut count = 0;
        loop {
            let chunk = self.snapshot.examine(&range, COUNTED_AT_ONCE).await?;
            count += chunk.len() as u64;
            match chunk.last() {
                Some((last, _)) if chunk.len() == COUNTED_AT_ONCE => range = range.after(last),
                _ => return Ok(count),
            }
        }
    }
}
