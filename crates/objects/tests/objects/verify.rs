//! Whatever is changed behind the objects' back is found and named, and of what only they changed
//! nothing is said.

use iamd_objects::{
    VerifyDepth,
    Versioning::{Enabled, Suspended, Unversioned},
};
use iamd_store::{Finding, Findings, Key, KeyRange, SCAN_RECORDS_MAX, Severity, Stored, Txn};

use super::world::{World, data, run, work};

#[derive(Default)]
struct Gathered(Vec<Finding>);

impl Findings for Gathered {
    fn found(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    fn passed(&mut self, _: u64) {}
}

impl World {
    /// What is wrong, every byte of every object included.
    pub(crate) async fn verify(&self) -> Vec<Finding> {
        let mut gathered = Gathered::default();
        let (work, depth) = (work(), VerifyDepth::Bytes);
        let verified = self.objects.verify(&work, depth, &mut gathered).await;
        verified.unwrap();
        gathered.0
    }

    /// A world with a record of every kind but drafts of manifests.
    async fn whole() -> Self {
        let world = Self::new().await;
        for (seed, versioning) in (1..).zip([Unversioned, Enabled, Enabled, Suspended]) {
            world
                .put_as(versioning, "versions", &data(seed, 500))
                .await
                .unwrap();
            world
                .put_as(versioning, "large", &data(seed, 70_000))
                .await
                .unwrap();
        }
        world.put("empty", b"").await.unwrap();
        world.delete_as(Enabled, "hidden", None).await.unwrap();
        let (one, two) = (data(7, 40_000), data(8, 90));
        world.upload(Enabled, "parts", &[&one, &two]).await.unwrap();
        world.clean_up().await;
        let upload = world.begin("unfinished").await;
        world
            .put_part("unfinished", &upload, 1, &one)
            .await
            .unwrap();
        world
            .put_part("unfinished", &upload, 2, &two)
            .await
            .unwrap();
        world.put("large", &data(9, 70_000)).await.unwrap();
        world
    }

    async fn all_records(&self) -> Vec<(Key, Stored)> {
        let all = self.store.scan(&KeyRange::all(), SCAN_RECORDS_MAX).await;
        all.unwrap()
    }

    async fn put_back(&self, key: &Key, stored: &Stored) {
        let txn = Txn::new().put(key.clone(), stored.value.clone());
        self.store.commit(txn).await.unwrap();
    }
}

/// Whether the record names nothing by which somebody would know it.
fn has_no_bytes(key: &Key) -> bool {
    ["empty", "hidden"].contains(&key.name().unwrap_or_default())
}

fn names(found: &[Finding], key: &Key) -> bool {
    let shown = key.to_string();
    found
        .iter()
        .any(|finding| finding.key.as_ref() == Some(key) || finding.what.contains(&shown))
}

#[test]
fn of_what_is_sound_nothing_is_said() {
    run(async {
        assert_eq!(World::new().await.verify().await, []);
        let world = World::whole().await;
        assert_eq!(world.verify().await, []);
        let world = world.restarted().await;
        assert_eq!(world.verify().await, []);
        world.clean_up().await;
        assert_eq!(world.verify().await, []);
    });
}

#[test]
fn a_record_that_is_gone_is_missed() {
    run(async {
        let world = World::whole().await;
        let mut missed = Vec::new();
        for (key, stored) in world.all_records().await {
            world
                .store
                .commit(Txn::new().delete(key.clone()))
                .await
                .unwrap();
            let found = world.verify().await;
            let may_be_gone = match key.table() {
                // Its parts are of no upload then.
                "uploads" => found.iter().any(|finding| finding.table == "parts"),
                // A part that nobody lists yet is missed by the bytes that are left of it.
                "parts" => !found.is_empty(),
                // Where the file of a blob lay that is gone is looked for after the next start.
                "trash" => true,
                // Its versions miss it, or the blob that it named, if there are any.
                "current" | "versions" => !found.is_empty() || has_no_bytes(&key),
                _ => false,
            };
            if !names(&found, &key) && !may_be_gone {
                missed.push((key.clone(), found));
            }
            world.put_back(&key, &stored).await;
        }
        assert_eq!(missed, []);
        assert_eq!(world.verify().await, []);
    });
}

#[test]
fn a_record_that_is_none_is_named() {
    run(async {
        let world = World::whole().await;
        let mut missed = Vec::new();
        for (key, stored) in world.all_records().await {
            // That a blob's file is in use is said by the key alone.
            if key.table() == "blobs" {
                continue;
            }
            let cut = stored.value.split_last().map_or(&[][..], |(_, rest)| rest);
            for bytes in [b"garbage".to_vec(), cut.to_vec()] {
                let txn = Txn::new().put(key.clone(), bytes);
                world.store.commit(txn).await.unwrap();
                let mut found = world.verify().await;
                found.retain(|finding| finding.severity == Severity::Damage);
                if !names(&found, &key) {
                    missed.push((key.clone(), found));
                }
            }
            world.put_back(&key, &stored).await;
        }
        assert_eq!(missed, []);
    });
}

/// Parts of an upload say nothing of where they belong but by their blobs, which are checked then.
#[test]
fn a_record_in_the_place_of_another_is_found() {
    run(async {
        let world = World::whole().await;
        let records = world.all_records().await;
        let mut missed = Vec::new();
        for (key, stored) in &records {
            let others = records.iter().filter(|(other, moved)| {
                other != key && other.table() == key.table() && moved.value != stored.value
            });
            for (other, moved) in others.filter(|_| key.table() != "trash") {
                if has_no_bytes(key) && has_no_bytes(other) {
                    continue;
                }
                world.put_back(key, moved).await;
                if world.verify().await.is_empty() {
                    missed.push((other, key));
                }
                world.put_back(key, stored).await;
            }
        }
        assert_eq!(missed, []);
    });
}

#[test]
fn what_an_object_that_is_gone_leaves_behind_is_told_of() {
    run(async {
        let world = World::whole().await;
        for (key, _) in world.all_records().await {
            if key.table() == "current" && key.to_string().contains("/large") {
                world
                    .store
                    .commit(Txn::new().delete(key.clone()))
                    .await
                    .unwrap();
            }
        }
        let found = world.verify().await;
        assert!(
            found.iter().any(|finding| finding.table == "versions"),
            "{found:?}"
        );
        assert!(
            found.iter().any(|finding| finding.table == "blobs"),
            "{found:?}"
        );
    });
}
