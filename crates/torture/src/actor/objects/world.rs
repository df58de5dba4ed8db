//! What somebody who has buckets has put there.

use std::collections::{BTreeMap, BTreeSet};

use iamd_sigv4::PayloadHash;

use crate::ledger::{UNKNOWN, World, learn_id};

/// Buckets by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ObjectWorld {
    pub(super) buckets: BTreeMap<String, Bucket>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Bucket {
    pub(super) keeps_versions: bool,
    /// The versions of each key, the newest first.
    pub(super) keys: BTreeMap<String, Vec<Version>>,
    pub(super) uploads: BTreeMap<String, Upload>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Version {
    pub(super) id: String,
    /// Nothing is a delete marker.
    pub(super) content: Option<Content>,
}

/// What an object holds: its length and its hash.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Content(usize, String);

impl Content {
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self(bytes.len(), PayloadHash::of(bytes).to_string())
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Upload {
    pub(super) key: String,
    /// The entity tag and the length of each part.
    pub(super) parts: BTreeMap<u32, (String, usize)>,
}

impl Bucket {
    /// What is after something new was put under a key.
    pub(super) fn put(&mut self, key: &str, id: Option<&str>, content: Option<Content>) {
        let versions = self.keys.entry(key.to_owned()).or_default();
        if self.keeps_versions {
            let id = id.unwrap_or(UNKNOWN).to_owned();
            versions.insert(0, Version { id, content });
        } else if content.is_some() {
            let id = "null".to_owned();
            *versions = vec![Version { id, content }];
        } else {
            self.keys.remove(key);
        }
    }

    /// What is after a version was deleted for good.
    pub(super) fn remove(&mut self, key: &str, id: &str) {
        if let Some(versions) = self.keys.get_mut(key) {
            versions.retain(|version| version.id != id);
            if versions.is_empty() {
                self.keys.remove(key);
            }
        }
    }
}

impl World for ObjectWorld {
    fn learn(&mut self, found: &Self) {
        for (name, bucket) in &mut self.buckets {
            let Some(found) = found.buckets.get(name) else {
                continue;
            };
            for (key, versions) in &mut bucket.keys {
                let found = found.keys.get(key).into_iter().flatten();
                for (version, found) in versions.iter_mut().zip(found) {
                    if version.id == UNKNOWN {
                        version.id.clone_from(&found.id);
                    }
                }
            }
            learn_id(&mut bucket.uploads, &found.uploads);
            for (id, upload) in &mut bucket.uploads {
                let found = found.uploads.get(id).map(|upload| &upload.parts);
                for (number, (tag, _)) in &mut upload.parts {
                    if let Some((found, _)) = found.and_then(|parts| parts.get(number))
                        && tag == UNKNOWN
                    {
                        tag.clone_from(found);
                    }
                }
            }
        }
    }

    fn facts(&self) -> BTreeSet<String> {
        let mut facts = BTreeSet::new();
        for (name, bucket) in &self.buckets {
            facts.insert(format!(
                "bucket {name} keeps versions: {}",
                bucket.keeps_versions
            ));
            for (key, versions) in &bucket.keys {
                let versions = versions.iter().enumerate();
                facts.extend(versions.map(|fact| format!("{name}/{key} version {fact:?}")));
            }
            for (id, upload) in &bucket.uploads {
                let key = &upload.key;
                facts.insert(format!("{name}/{key} upload {id}"));
                let parts = upload.parts.iter();
                facts.extend(parts.map(|fact| format!("{name}/{key} upload {id} part {fact:?}")));
            }
        }
        facts
    }
}
