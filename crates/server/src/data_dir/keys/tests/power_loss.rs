//! The power goes at every operation of every change, and another start finds the keys.

use iamd_store::{Settings, Store};
use iamd_testkit::{DoubleDisk, Faults};

use super::*;
use crate::data_dir::{FIRST_START_FILE, OBJECTS_FILE};

const FOLDER: &str = "/data";
const SEEDS: u64 = 3;

fn open(disk: &DoubleDisk) -> Result<Keys, DataDirError> {
    let dir = DataDir::create_on(Arc::new(disk.clone()), Path::new(FOLDER))?;
    keys_of(&dir, own_file())
}

/// A disk as a first start leaves it.
fn made() -> DoubleDisk {
    let disk = DoubleDisk::default();
    open(&disk).unwrap();
    disk.after_kill()
}

/// Does something on a disk whose power goes at each of its operations in turn, and looks at what
/// the next start finds.
fn at_every_operation(
    disk: impl Fn() -> DoubleDisk,
    act: impl Fn(&DoubleDisk) -> Result<(), String>,
    check: impl Fn(&DoubleDisk, bool),
) {
    for operation in 0.. {
        for seed in 0..SEEDS {
            let before = disk();
            before.set_faults(Faults {
                power_off_at: Some(operation),
                ..Faults::default()
            });
            let acted = act(&before);
            if !before.is_off() {
                acted.unwrap();
                assert!(operation > 5, "the power never went");
                return;
            }
            let seeded = SeededRandom::new(operation * SEEDS + seed);
            check(&before.after_power_loss(&seeded), acted.is_ok());
        }
    }
}

#[test]
fn during_a_first_start() {
    at_every_operation(
        DoubleDisk::default,
        |disk| open(disk).map(drop).map_err(|error| error.to_string()),
        |after, _| {
            let made = ids(&open(after).unwrap());
            assert_eq!(ids(&open(after).unwrap()), made);
        },
    );
}

/// As the server starts: the keys, and then the stores.
fn start(disk: &DoubleDisk) -> Result<(), String> {
    let dir = DataDir::create_on(Arc::new(disk.clone()), Path::new(FOLDER));
    let dir = dir.map_err(|error| error.to_string())?;
    dir.require_stores().map_err(|error| error.to_string())?;
    let keys = keys_of(&dir, own_file()).map_err(|error| error.to_string())?;
    for (name, purpose) in [
        (DIRECTORY_FILE, KeyPurpose::Records),
        (OBJECTS_FILE, KeyPurpose::ObjectRecords),
    ] {
        let settings = Settings::new(keys.checksum_keys(purpose), now());
        let opened = Store::open_on(disk, &Path::new(FOLDER).join(name), settings);
        opened.map_err(|error| error.to_string())?;
    }
    dir.end_first_start().map_err(|error| error.to_string())
}

#[test]
fn during_a_first_start_that_makes_the_stores() {
    at_every_operation(DoubleDisk::default, start, |after, _| {
        start(after).unwrap();
        start(after).unwrap();
        let files = after.files_below(FOLDER);
        assert!(!files.iter().any(|path| path.ends_with(FIRST_START_FILE)));
        after
            .remove_file(&Path::new(FOLDER).join(DIRECTORY_FILE))
            .unwrap();
        let refused = start(after).unwrap_err();
        assert!(refused.contains("directory.redb is missing"), "{refused}");
    });
}

#[test]
fn during_a_rotation_of_keys() {
    let disk = made();
    let before = ids(&open(&disk).unwrap());
    let rotated = [KeyPurpose::Secrets, KeyPurpose::Records];
    at_every_operation(
        || disk.after_kill(),
        |disk| {
            let keys = open(disk).map_err(|error| error.to_string())?;
            let change = keys.change(|ring, random| {
                for purpose in rotated {
                    ring.rotate(purpose, now(), random)?;
                }
                Ok(())
            });
            change.map_err(|error| error.to_string())
        },
        |after, was_told| {
            let keys = open(after).unwrap();
            // Whatever anything may be under is there.
            assert!(before.iter().all(|id| ids(&keys).contains(id)));
            let begun = rotated.map(|purpose| keys.has_old(purpose));
            assert!(begun == [true; 2] || (begun == [false; 2] && !was_told));
        },
    );
}

#[test]
fn during_a_rotation_of_the_master_key() {
    let disk = made();
    let keys = open(&disk).unwrap();
    let (before, (former, _)) = (ids(&keys), keys.masters().unwrap());
    let old = disk.contents("/data/master.key");
    at_every_operation(
        || disk.after_kill(),
        |disk| {
            let keys = open(disk).map_err(|error| error.to_string())?;
            keys.rotate_master(None)
                .map(drop)
                .map_err(|error| error.to_string())
        },
        |after, was_told| {
            let keys = open(after).unwrap();
            assert_eq!(ids(&keys), before);
            let (master, next) = keys.masters().unwrap();
            assert_eq!(next, None, "it is through after another start");
            let key = MasterKey::parse(&after.contents("/data/master.key")).unwrap();
            assert_eq!(key.id(), master);
            let files = after.files_below(FOLDER);
            assert!(!files.iter().any(|path| path.ends_with("master.key.next")));
            if master == former {
                assert!(!was_told);
                return;
            }
            assert_eq!(after.contents(format!("/data/master.key.{former}")), old);
            after.damage("/data/master.key", old.clone());
            let said = open(after).unwrap_err().to_string();
            assert!(said.contains("the data is under another one"), "{said}");
        },
    );
}

#[test]
fn during_an_upgrade() {
    let master = MasterKey::parse(&[7; 32]).unwrap();
    let disk = || {
        let disk = DoubleDisk::default();
        disk.create_folder(Path::new(FOLDER)).unwrap();
        let file = |name: &str, content: &[u8]| {
            let path = Path::new(FOLDER).join(name);
            iamd_disk::create_durably(&disk, &path, content).unwrap();
        };
        file("format", b"iamd data directory, version 1\n");
        file("master.key", master.expose());
        let key = master.checksum_key(iamd_seal::Purpose::new("records of the directory"));
        let path = Path::new(FOLDER).join(DIRECTORY_FILE);
        drop(Store::open_on(&disk, &path, Settings::new(key, now())).unwrap());
        disk.sync_folder(Path::new("/")).unwrap();
        disk.sync_folder(Path::new(FOLDER)).unwrap();
        disk
    };
    let expect = master
        .sealing_key(iamd_seal::Purpose::new("secrets of the directory"))
        .id();
    at_every_operation(
        disk,
        |disk| open(disk).map(drop).map_err(|error| error.to_string()),
        |after, _| {
            let keys = open(after).unwrap();
            assert_eq!(
                keys.sealing_keys(KeyPurpose::Secrets).current().id(),
                expect
            );
            let made = ids(&keys);
            assert_eq!(ids(&open(after).unwrap()), made);
            let mark = after.contents("/data/format");
            assert_eq!(mark, b"iamd data directory, version 2\n");
        },
    );
    let wrong = disk();
    wrong.damage("/data/master.key", vec![8; 32]);
    let said = open(&wrong).unwrap_err().to_string();
    assert!(
        said.contains("was written with another master key"),
        "{said}"
    );
    assert!(
        !wrong
            .files_below(FOLDER)
            .iter()
            .any(|path| path.ends_with("keyring"))
    );
}

/// The tests above are worth something only if they see a sync that is missing.
#[test]
fn a_sync_that_is_left_out_shows() {
    let lost = |skips: fn(&Path) -> bool| {
        let disk = made();
        let before = ids(&open(&disk).unwrap());
        let rotated = disk.after_kill();
        rotated.set_faults(Faults {
            skips_sync_of: Some(skips),
            ..Faults::default()
        });
        let keys = open(&rotated).unwrap();
        keys.change(|ring, random| {
            ring.rotate(KeyPurpose::Secrets, now(), random)?;
            Ok(())
        })
        .unwrap();
        keys.rotate_master(None).unwrap();
        (0..20).any(|seed| {
            let after = rotated.after_power_loss(&SeededRandom::new(seed));
            open(&after).map_or(true, |keys| ids(&keys) == before)
        })
    };
    assert!(!lost(|_| false));
    assert!(lost(|path| path.to_string_lossy().contains("keyring")));
    assert!(lost(|path| path.to_string_lossy().contains("master.key")));
    assert!(lost(|path| path == Path::new("data")));
}
