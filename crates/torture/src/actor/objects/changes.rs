//! Changes of buckets and objects.

use iamd_ident::Random as _;
use iamd_testkit::SeededRandom;

use super::{
    Objects,
    world::{Bucket, Content, ObjectWorld},
};
use crate::{
    actor::Stage,
    client::{Answer, Unsigned},
    ledger::Trouble,
};

/// How many keys there are at most in a bucket, and how many versions of one.
const KEYS: usize = 4;
const VERSIONS_MAX: usize = 4;

/// In the index itself, in one file, and in a file with several segments.
const LENGTHS: [usize; 8] = [0, 1, 100, 3_000, 3_000, 40_000, 40_000, 300_000];

/// Takes a second or so where nothing is optimised.
const LARGE: usize = 2_000_000;

/// A change, if it fits the world as it is. The bucket is there.
type Change = fn(&mut Objects, &mut Stage, &str) -> Result<Option<()>, Trouble>;

const CHANGES: &[Change] = &[
    Objects::put,
    Objects::put,
    Objects::put,
    Objects::copy,
    Objects::delete,
    Objects::delete_version,
    Objects::begin_upload,
    Objects::upload_part,
    Objects::upload_part,
    Objects::complete_upload,
    Objects::abort_upload,
];

/// The bucket of this name in a world, which is there.
pub(super) fn bucket<'w>(world: &'w mut ObjectWorld, name: &str) -> &'w mut Bucket {
    world.buckets.entry(name.to_owned()).or_default()
}

/// What a header says of a new version.
pub(super) fn version_id(answer: Option<&Answer>) -> Option<&str> {
    answer?.header("x-amz-version-id")
}

impl Objects {
    /// Performs some change that fits.
    pub(super) fn change_something(&mut self, stage: &mut Stage) -> Result<(), Trouble> {
        for (name, keeps_versions) in self.buckets() {
            match self.ledger.known().buckets.get(&name) {
                None => return self.create_bucket(stage, &name),
                Some(bucket) if bucket.keeps_versions != keeps_versions => {
                    return self.keep_versions(stage, &name);
                }
                Some(_) => {}
            }
        }
        loop {
            let [(plain, _), (versions, _)] = self.buckets();
            let name = if stage.below(2) == 0 { plain } else { versions };
            let Some(change) = CHANGES.get(stage.below(CHANGES.len())) else {
                continue;
            };
            if change(self, stage, &name)?.is_some() {
                return Ok(());
            }
        }
    }

    fn create_bucket(&mut self, stage: &mut Stage, name: &str) -> Result<(), Trouble> {
        let path = format!("/{name}");
        let request = Unsigned::s3("PUT", &path, "", b"");
        let made = self.change(stage, &request, |world, _| {
            bucket(world, name);
        });
        made.map(drop)
    }

    fn keep_versions(&mut self, stage: &mut Stage, name: &str) -> Result<(), Trouble> {
        let path = format!("/{name}");
        let body = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
        let request = Unsigned::s3("PUT", &path, "versioning=", body.as_bytes());
        let changed = self.change(stage, &request, |world, _| {
            bucket(world, name).keeps_versions = true;
        });
        changed.map(drop)
    }

    /// Bytes that are unlike any others.
    pub(super) fn fresh_bytes(stage: &Stage) -> Vec<u8> {
        let is_large = stage.is_large && stage.below(40) == 0;
        let bytes = if is_large {
            LARGE
        } else {
            LENGTHS
                .get(stage.below(LENGTHS.len()))
                .copied()
                .unwrap_or(1)
        };
        let mut data = vec![0; bytes];
        SeededRandom::new(stage.random.next()).fill(&mut data);
        data
    }

    pub(super) fn fresh_key(stage: &Stage) -> String {
        format!("folder/{}", stage.below(KEYS))
    }

    /// Whether one more version of a key would be too many.
    pub(super) fn is_full(&self, name: &str, key: &str) -> bool {
        let bucket = self.ledger.known().buckets.get(name);
        let versions = bucket.and_then(|bucket| bucket.keys.get(key));
        versions.is_some_and(|versions| versions.len() >= VERSIONS_MAX)
    }

    fn put(&mut self, stage: &mut Stage, name: &str) -> Result<Option<()>, Trouble> {
        let (key, data) = (Self::fresh_key(stage), Self::fresh_bytes(stage));
        if self.is_full(name, &key) {
            return Ok(None);
        }
        let (path, content) = (format!("/{name}/{key}"), Content::of(&data));
        let request = Unsigned::s3("PUT", &path, "", &data);
        self.change(stage, &request, |world, answer| {
            bucket(world, name).put(&key, version_id(answer), Some(content.clone()));
        })?;
        Ok(Some(()))
    }

    fn copy(&mut self, stage: &mut Stage, name: &str) -> Result<Option<()>, Trouble> {
        let to = Self::fresh_key(stage);
        let keys = self.ledger.known().buckets.get(name).map(|it| &it.keys);
        let newest = keys.into_iter().flatten().filter_map(|(key, versions)| {
            let content = versions.first()?.content.as_ref()?;
            Some((key.clone(), content.clone()))
        });
        let newest: Vec<_> = newest.collect();
        let Some((from, content)) = stage.one_of(&newest).cloned() else {
            return Ok(None);
        };
        // To copy something onto itself is refused, unless something of it changes.
        if from == to || self.is_full(name, &to) {
            return Ok(None);
        }
        let path = format!("/{name}/{to}");
        let request = Unsigned::s3("PUT", &path, "", b"");
        let request = request.with("x-amz-copy-source", format!("/{name}/{from}"));
        self.change(stage, &request, |world, answer| {
            bucket(world, name).put(&to, version_id(answer), Some(content.clone()));
        })?;
        Ok(Some(()))
    }

    fn delete(&mut self, stage: &mut Stage, name: &str) -> Result<Option<()>, Trouble> {
        let key = Self::fresh_key(stage);
        if self.is_full(name, &key) && self.keeps_versions(name) {
            return Ok(None);
        }
        let path = format!("/{name}/{key}");
        let request = Unsigned::s3("DELETE", &path, "", b"");
        self.change(stage, &request, |world, answer| {
            bucket(world, name).put(&key, version_id(answer), None);
        })?;
        Ok(Some(()))
    }

    fn keeps_versions(&self, name: &str) -> bool {
        let bucket = self.ledger.known().buckets.get(name);
        bucket.is_some_and(|bucket| bucket.keeps_versions)
    }

    fn delete_version(&mut self, stage: &mut Stage, name: &str) -> Result<Option<()>, Trouble> {
        let keys = self.ledger.known().buckets.get(name).map(|it| &it.keys);
        let all = keys.into_iter().flatten().flat_map(|(key, versions)| {
            let ids = versions.iter().map(|version| version.id.clone());
            ids.map(move |id| (key.clone(), id))
        });
        let all: Vec<_> = all.collect();
        let Some((key, id)) = stage.one_of(&all).cloned() else {
            return Ok(None);
        };
        let (path, query) = (format!("/{name}/{key}"), format!("versionId={id}"));
        let request = Unsigned::s3("DELETE", &path, &query, b"");
        self.change(stage, &request, |world, _| {
            bucket(world, name).remove(&key, &id);
        })?;
        Ok(Some(()))
    }
}
