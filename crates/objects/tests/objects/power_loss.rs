//! Each acknowledged object survives a loss of power at any moment, whole; nothing is there by
//! half; and after the next start no space is lost.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use iamd_ident::BucketId;
use iamd_objects::{Error, LocalBlobs, MemoryBlobs, NewObject, UploadListRequest, Versioning};
use iamd_seal::ChecksumKey;
use iamd_store::{Settings, Store};
use iamd_testkit::{DoubleDisk, Faults, ManualClock, SeededRandom};

use super::world::{World, data, object_key, open, run, staging, work};

const KEYS: [&str; 4] = ["a", "b", "c", "d"];

/// An object: its bytes, and in how many blobs they are.
#[derive(Clone, Debug, PartialEq)]
struct Kept {
    data: Vec<u8>,
    blobs: usize,
}

/// What was asked of objects.
struct History {
    /// What each key must hold.
    kept: BTreeMap<&'static str, Kept>,
    /// What a key may hold instead, because the answer was lost.
    doubtful: Option<(&'static str, Option<Kept>)>,
    random: SeededRandom,
}

impl History {
    fn new(seed: u64) -> Self {
        Self {
            kept: BTreeMap::new(),
            doubtful: None,
            random: SeededRandom::new(seed),
        }
    }

    fn below(&self, end: usize) -> usize {
        usize::try_from(self.random.next() % end as u64).unwrap()
    }

    /// Does one thing after the other, until the power is off.
    async fn live(&mut self, world: &World, rounds: usize) {
        for _ in 0..rounds {
            if self.step(world).await.is_err() {
                return;
            }
        }
    }

    async fn step(&mut self, world: &World) -> Result<(), Error> {
        let key = KEYS[self.below(KEYS.len())];
        let size = [100, 17_000, 40_000][self.below(3)] + self.below(1000);
        let new = data(self.random.next(), size);
        match self.below(10) {
            0 => world.objects.clean_up(&work()).await,
            1 => {
                let upload = world.try_begin(key).await?;
                world.put_part(key, &upload, 1, &new).await?;
                Ok(())
            }
            2 | 3 => {
                self.doubtful = Some((key, None));
                world.delete(key).await?;
                self.settle();
                Ok(())
            }
            4 | 5 => {
                self.expect(key, &new, 2);
                let (one, two) = new.split_at(size / 2);
                world
                    .upload(Versioning::Unversioned, key, &[one, two])
                    .await?;
                self.settle();
                Ok(())
            }
            6 if self.kept.contains_key("a") => {
                let source = self.kept["a"].data.clone();
                self.expect(key, &source, 1);
                copy(world, "a", key).await?;
                self.settle();
                Ok(())
            }
            _ => {
                self.expect(key, &new, 1);
                world.put(key, &new).await?;
                self.settle();
                Ok(())
            }
        }
    }

    fn expect(&mut self, key: &'static str, data: &[u8], blobs: usize) {
        let data = data.to_vec();
        self.doubtful = Some((key, Some(Kept { data, blobs })));
    }

    /// What was asked for last was acknowledged, or was found to have happened.
    fn settle(&mut self) {
        match self.doubtful.take() {
            Some((key, Some(kept))) => drop(self.kept.insert(key, kept)),
            Some((key, None)) => drop(self.kept.remove(key)),
            None => {}
        }
    }

    /// Compares what is there with what must be.
    async fn check(&mut self, world: &World) -> Result<(), String> {
        for key in KEYS {
            let found = match world.read(key, None).await {
                Ok(data) => Some(data),
                Err(Error::NoSuchKey) => None,
                Err(error) => return Err(format!("{key}: {error}")),
            };
            let of = |kept: Option<&Kept>| kept.map(|kept| kept.data.clone());
            if found == of(self.kept.get(key)) {
                continue;
            }
            match &self.doubtful {
                Some((doubtful, kept)) if *doubtful == key && found == of(kept.as_ref()) => {
                    self.settle();
                }
                _ => return Err(format!("{key} is not what was acknowledged")),
            }
        }
        self.doubtful = None;
        self.check_space(world).await
    }

    /// Nothing takes up space but what is kept.
    async fn check_space(&self, world: &World) -> Result<(), String> {
        let clean = async {
            let all = UploadListRequest {
                max: 1000,
                ..UploadListRequest::default()
            };
            let (objects, bucket) = (&world.objects, &world.bucket);
            for upload in objects.survey_uploads(&work(), bucket, &all).await?.uploads {
                objects
                    .expire_upload(&work(), bucket, &upload.key, &upload.id)
                    .await?;
            }
            objects.clean_up(&work()).await
        };
        clean.await.map_err(|error| error.to_string())?;
        for table in ["parts", "trash", "uploads", "versions"] {
            if world.records(table).await > 0 {
                return Err(format!("there are records of {table}"));
            }
        }
        let blobs: usize = self.kept.values().map(|kept| kept.blobs).sum();
        if world.records("small").await + world.records("blobs").await != blobs {
            return Err("there are other blobs than objects need".to_owned());
        }
        Ok(())
    }
}

async fn copy(world: &World, from: &str, to: &str) -> Result<(), Error> {
    let reader = world.get(from, None).await?;
    let bytes = reader.info().bytes;
    let permit = world.permit::<iamd_api::s3::CopyObject>(Some(to)).await;
    let body = reader.read(0..bytes).await?;
    let staged = world.objects.stage(&permit, staging(), body).await?;
    let (to, new) = (object_key(to), NewObject::default());
    world.objects.put(permit, &to, staged, new).await.map(drop)
}

/// A start of the program on this disk.
async fn start(disk: &DoubleDisk, seed: u64) -> Result<World, Error> {
    let checksum_key = ChecksumKey::from_bytes([7; 32].into());
    let settings = Settings::new(checksum_key, "2026-01-31T00:00:00Z".parse().unwrap());
    let store = Store::open_on(disk, Path::new("objects.redb"), settings);
    let store = store.map_err(|error| Error::Store(Box::new(error)))?;
    let blobs = LocalBlobs::open_on(Arc::new(disk.clone()), Path::new("blobs"))?;
    let clock = Arc::new(ManualClock::default());
    let objects = open(store.clone(), Arc::new(blobs), clock.clone(), seed).await?;
    let world = World {
        objects,
        store,
        blobs: MemoryBlobs::default(),
        clock,
        bucket: BucketId::random(&SeededRandom::new(100)),
    };
    match world.make_bucket(&world.bucket).await {
        Ok(()) | Err(Error::BucketExists) => Ok(world),
        Err(error) => Err(error),
    }
}

/// Whether the disk has the files that the index names, and no others.
async fn check_files(disk: &DoubleDisk, world: &World) -> Result<(), String> {
    let (files, named) = (
        disk.files_below("blobs").len(),
        world.records("blobs").await,
    );
    if files == named {
        return Ok(());
    }
    Err(format!(
        "there are {files} files, and the index names {named}"
    ))
}

/// A life of objects among crashes; `Err` says what was lost.
async fn survive(seed: u64, generations: u64, faults: Faults) -> Result<(), String> {
    let mut history = History::new(seed);
    let mut disk = DoubleDisk::default();
    for generation in 0..=generations {
        let until = 40 + history.below(300) as u64;
        let power_off_at = Some(1 + history.random.next() % until);
        let is_last = generation == generations;
        if !is_last {
            disk.set_faults(Faults {
                power_off_at,
                ..faults
            });
        }
        match start(&disk, seed * 100 + generation).await {
            Ok(world) => {
                let checked = history.check(&world).await;
                let checked = match checked {
                    Ok(()) => check_files(&disk, &world).await,
                    error => error,
                };
                if !disk.is_off() {
                    checked?;
                    history.live(&world, 30).await;
                }
            }
            Err(_) if disk.is_off() => {}
            Err(error) => return Err(format!("no start: {error}")),
        }
        disk = crash(&disk, generation, &history.random);
    }
    Ok(())
}

/// The power is lost, or now and then only the process is killed.
fn crash(disk: &DoubleDisk, generation: u64, random: &SeededRandom) -> DoubleDisk {
    if generation % 3 == 1 {
        disk.after_kill()
    } else {
        disk.after_power_loss(random)
    }
}

fn find_loss(seeds: std::ops::Range<u64>, faults: Faults) -> Option<String> {
    let mut seeds = seeds;
    seeds.find_map(|seed| {
        let survived = run(survive(seed, 5, faults));
        survived.err().map(|loss| format!("seed {seed}: {loss}"))
    })
}

#[test]
fn nothing_acknowledged_is_lost_and_no_space_is() {
    assert_eq!(find_loss(1040..1120, Faults::default()), None);
}

/// The test above is worth something only if it notices what it is for.
#[test]
fn it_is_noticed_when_a_sync_is_taken_out() {
    let skips: [(&str, Skips); 5] = [
        ("the contents of blobs", |path| depth(path) == 4),
        ("the names of blobs", |path| depth(path) == 3),
        ("the names of drawers", |path| depth(path) == 2),
        ("the names of epochs", |path| depth(path) == 1),
        ("the index", |path| {
            depth(path) == 0 && path.starts_with("objects.redb.new")
        }),
    ];
    for (what, skips) in skips {
        let faults = Faults {
            skips_sync_of: Some(skips),
            ..Faults::default()
        };
        let loss = find_loss(1000..1200, faults);
        assert!(loss.is_some(), "the sync of {what} was not missed");
    }
}

/// An answer that was lost is no answer: the object may be there, so its bytes must be.
#[test]
fn a_file_stays_while_it_is_not_known_whether_the_index_names_it() {
    run(async {
        let disk = DoubleDisk::default();
        let world = start(&disk, 1).await.unwrap();
        let staged = world.stage("a", &data(1, 20_000)).await.unwrap();
        disk.set_faults(Faults {
            fails_sync_of: Some(|path| path.starts_with("objects.redb.new")),
            ..Faults::default()
        });
        let permit = world.permit::<iamd_api::s3::PutObject>(Some("a")).await;
        let (key, new) = (object_key("a"), NewObject::default());
        let put = world.objects.put(permit, &key, staged, new).await;
        assert!(matches!(put, Err(Error::InDoubt(_))), "{put:?}");
        // Whatever is removed is removed on such threads.
        for _ in 0..100 {
            tokio::task::spawn_blocking(|| ()).await.unwrap();
        }
        assert_eq!(disk.files_below("blobs").len(), 1);

        let disk = disk.after_kill();
        let world = start(&disk, 2).await.unwrap();
        world.clean_up().await;
        match world.read("a", None).await {
            Ok(found) => assert!(found == data(1, 20_000)),
            Err(error) => assert!(matches!(error, Error::NoSuchKey), "{error}"),
        }
        assert_eq!(check_files(&disk, &world).await, Ok(()));
    });
}

/// Whether the sync of a path is taken out.
type Skips = fn(&Path) -> bool;

/// How deep in the folder of blobs a path is; 0 if it is not there.
fn depth(path: &Path) -> usize {
    if path.starts_with("blobs") {
        path.components().count()
    } else {
        0
    }
}
