//! Random histories of a bucket against a model that is too simple to be wrong.

use std::collections::BTreeMap;

use iamd_ident::VersionId;
use iamd_objects::{
    Error, ListRequest, VersionListRequest, VersionMarker,
    Versioning::{self, Enabled, Suspended, Unversioned},
};
use iamd_testkit::SeededRandom;

use super::world::{World, data, run};

/// Keys that share prefixes.
const KEYS: [&str; 9] = [
    "a", "a/", "a/1", "a/2", "a\u{1}", "ab", "b/1/x", "b/1/y", "c",
];

/// A version: its id, and its bytes or nothing for a delete marker.
type Version = (VersionId, Option<Vec<u8>>);

/// A bucket: the versions of each key, the newest first.
struct Model {
    keys: BTreeMap<&'static str, Vec<Version>>,
    versioning: Versioning,
    random: SeededRandom,
}

impl Model {
    fn new(seed: u64) -> Self {
        Self {
            keys: BTreeMap::new(),
            versioning: Unversioned,
            random: SeededRandom::new(seed),
        }
    }

    fn below(&self, end: usize) -> usize {
        usize::try_from(self.random.next() % end as u64).unwrap()
    }

    fn push(&mut self, key: &'static str, id: VersionId, what: Option<Vec<u8>>) {
        let versions = self.keys.entry(key).or_default();
        if id.is_null() {
            versions.retain(|(id, _)| !id.is_null());
        }
        versions.insert(0, (id, what));
    }

    fn remove(&mut self, key: &'static str, id: &VersionId) {
        if let Some(versions) = self.keys.get_mut(key) {
            versions.retain(|(other, _)| other != id);
            if versions.is_empty() {
                self.keys.remove(key);
            }
        }
    }

    /// Something random, in the world and in the model.
    async fn step(&mut self, world: &World) {
        let key = KEYS[self.below(KEYS.len())];
        match self.below(12) {
            0 => self.versioning = self.next_versioning(),
            1..=4 => {
                let sizes = [0, 10, 20_000, 70_000];
                let data = data(self.random.next(), sizes[self.below(4)]);
                let written = world.put_as(self.versioning, key, &data).await.unwrap();
                self.push(key, written.version, Some(data));
            }
            5 => {
                let data = data(self.random.next(), 100);
                let parts = [&data[..40], &data[40..80], &data[80..]];
                let written = world.upload(self.versioning, key, &parts).await.unwrap();
                self.push(key, written.version, Some(data));
            }
            6 | 7 => {
                let deleted = world.delete_as(self.versioning, key, None).await.unwrap();
                match deleted.version {
                    Some(id) => self.push(key, id, None),
                    None => self.remove(key, &VersionId::null()),
                }
            }
            8 | 9 => {
                let id = self.some_version(key);
                let deleted = world
                    .delete_as(self.versioning, key, Some(id.clone()))
                    .await;
                let versions = self.keys.get(key).into_iter().flatten();
                let is_marker = versions
                    .clone()
                    .any(|(other, what)| *other == id && what.is_none());
                assert_eq!(deleted.unwrap().delete_marker, is_marker);
                self.remove(key, &id);
            }
            10 => world.clean_up().await,
            _ => self.check_page(world).await,
        }
    }

    /// A bucket never goes back to having no versions.
    fn next_versioning(&self) -> Versioning {
        [Enabled, Suspended][self.below(2)]
    }

    fn some_version(&self, key: &str) -> VersionId {
        match self.keys.get(key) {
            Some(versions) if self.below(4) > 0 => versions[self.below(versions.len())].0.clone(),
            _ => VersionId::null(),
        }
    }

    /// A listing with random bounds.
    async fn check_page(&self, world: &World) {
        let texts = ["", "a", "a/", "b", "b/", "c"];
        let prefix = texts[self.below(texts.len())];
        let delimiter = [None, Some("/"), Some("1")][self.below(3)];
        let (mut objects, mut prefixes) = (Vec::new(), Vec::new());
        let live = self
            .keys
            .iter()
            .filter(|(_, versions)| versions[0].1.is_some());
        for (key, _) in live.filter(|(key, _)| key.starts_with(prefix)) {
            let end = delimiter.and_then(|text| key[prefix.len()..].find(text));
            match end {
                None => objects.push((*key).to_owned()),
                Some(end) => prefixes.push(key[..=prefix.len() + end].to_owned()),
            }
        }
        prefixes.dedup();
        let mut request = ListRequest {
            prefix: prefix.to_owned(),
            delimiter: delimiter.map(str::to_owned),
            after: None,
            max: 1 + self.below(5),
        };
        let (mut found, mut common) = (Vec::new(), Vec::new());
        loop {
            let page = world.list(&request).await;
            found.extend(page.objects.iter().map(|object| object.key.to_string()));
            common.extend(page.common_prefixes);
            request.after = page.next;
            if request.after.is_none() {
                break;
            }
        }
        assert_eq!(
            (found, common),
            (objects, prefixes),
            "{prefix:?} {delimiter:?}"
        );
    }

    /// Every version and every key is as the model has it.
    async fn check(&self, world: &World) {
        let mut request = VersionListRequest {
            max: 1 + self.below(6),
            ..VersionListRequest::default()
        };
        let mut listed = Vec::new();
        loop {
            let page = world.list_versions(&request).await;
            listed.extend(page.versions);
            let Some(next) = page.next else {
                break;
            };
            assert!(matches!(
                next,
                VersionMarker {
                    version: Some(_),
                    ..
                }
            ));
            request.after = Some(next);
        }
        let listed = listed.into_iter().map(|version| {
            let key = version.object.key.to_string();
            (
                key,
                version.object.version,
                version.is_delete_marker,
                version.is_latest,
            )
        });
        let expected = self.keys.iter().flat_map(|(key, versions)| {
            let latest = std::iter::once(true).chain(std::iter::repeat(false));
            versions.iter().zip(latest).map(|((id, what), is_latest)| {
                ((*key).to_owned(), id.clone(), what.is_none(), is_latest)
            })
        });
        assert_eq!(listed.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
        for key in KEYS {
            self.check_key(world, key).await;
        }
        assert_eq!(world.verify().await, []);
    }

    async fn check_key(&self, world: &World, key: &str) {
        let versions = self.keys.get(key).map(Vec::as_slice).unwrap_or_default();
        for (id, what) in versions {
            let found = world.read(key, Some(id)).await;
            match what {
                Some(data) => assert!(found.unwrap() == *data),
                None => assert!(matches!(
                    found,
                    Err(Error::DeleteMarker { is_named: true, .. })
                )),
            }
        }
        let newest = world.read(key, None).await;
        match versions.first() {
            Some((_, Some(data))) => assert!(newest.unwrap() == *data),
            Some((_, None)) => assert!(matches!(newest, Err(Error::DeleteMarker { .. }))),
            None => assert!(matches!(newest, Err(Error::NoSuchKey))),
        }
    }

    /// Takes everything away; nothing is left.
    async fn empty(&mut self, world: &World) {
        for (key, versions) in std::mem::take(&mut self.keys) {
            for (id, _) in versions {
                world
                    .delete_as(self.versioning, key, Some(id))
                    .await
                    .unwrap();
            }
        }
        world.clean_up().await;
        for table in [
            "current",
            "versions",
            "small",
            "blobs",
            "parts",
            "manifests",
            "trash",
        ] {
            assert_eq!(world.records(table).await, 0, "{table}");
        }
        assert_eq!(world.blobs.count(), 0);
    }
}

#[test]
fn a_bucket_is_what_the_model_says() {
    for seed in 0..40 {
        run(async {
            let world = World::new().await;
            let mut model = Model::new(seed);
            for _ in 0..60 {
                model.step(&world).await;
            }
            model.check(&world).await;
            model.empty(&world).await;
        });
    }
}
