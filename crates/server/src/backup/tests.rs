//! From a backup to a data directory, over a disk that loses power.

use std::{path::Path, sync::Arc};

use futures::FutureExt as _;
use iamd_archive::{BlobName, Content, Facts, Writer};
use iamd_disk::{Disk, create_durably};
use iamd_seal::{KeyPurpose, Keyring, MasterKey};
use iamd_store::{Key, KeyRange, Scope, Settings, Store, Table};
use iamd_testkit::{DoubleDisk, Faults, SeededRandom};

use super::*;
use crate::{
    audit::Link,
    data_dir::{DataDir, DataDirError, Restoring},
};

const DIR: &str = "/data";
/// Two of them take more than one piece of an archive.
const BLOB_BYTES: u64 = 200_000;
const USERS: Table = Table::new("users");
const BLOBS: Table = Table::new("blobs");

fn now() -> iamd_ident::Timestamp {
    "2026-01-31T00:00:00Z".parse().unwrap()
}

fn master() -> MasterKey {
    MasterKey::generate(&SeededRandom::new(1))
}

fn ring() -> Keyring {
    let random = SeededRandom::new(2);
    let mut ring = Keyring::fresh(now(), &random);
    ring.admit(&master(), &random).unwrap();
    ring
}

fn records(table: Table, count: usize) -> Vec<Vec<u8>> {
    let key = |number| {
        let key = Key::new(Scope::Global, table).with(format!("{number:05}"));
        key.unwrap().as_bytes().to_vec()
    };
    (0..count).map(key).collect()
}

/// Two stores, and the bytes of two objects.
fn archive() -> Vec<u8> {
    let random = Arc::new(SeededRandom::new(3));
    let ring = ring();
    let keyring = ring.write(&*random).unwrap();
    let facts = Facts {
        made: now(),
        program: "0.1.0".to_owned(),
        region: "us-east-1".to_owned(),
        content: Content::RecordsAndObjects,
        audit: serde_json::to_value(Link::default()).ok(),
    };
    let keys = ring.sealing_keys(KeyPurpose::Backups);
    let mut writer = Writer::begin(Vec::new(), &keyring, &keys, random, &facts).unwrap();
    writer.store(DIRECTORY, 40).unwrap();
    for key in records(USERS, 30) {
        writer.record(&key, 7, b"a user").unwrap();
    }
    writer.store(OBJECTS, 50).unwrap();
    for number in [1_u8, 2] {
        let id = u128::from_be_bytes([number; 16]);
        let key = Key::new(Scope::Global, BLOBS).with(format!("{:08}", 1));
        let key = key.unwrap().with(format!("{id:032x}")).unwrap();
        writer.record(key.as_bytes(), 8, b"").unwrap();
    }
    for number in [1_u8, 2] {
        let id = [number; 16];
        writer.blob(BlobName { epoch: 1, id }, BLOB_BYTES).unwrap();
        let bytes = vec![number; usize::try_from(BLOB_BYTES).unwrap()];
        writer.bytes(&bytes).unwrap();
    }
    writer.finish().unwrap().0
}

fn opened(archive: &[u8]) -> OpenedBackup<&[u8]> {
    let sealed = iamd_archive::Sealed::begin(archive).unwrap();
    let keyring_file = sealed.keyring().to_vec();
    let keyring = Keyring::open(&keyring_file, &master()).unwrap();
    let keys = keyring.sealing_keys(KeyPurpose::Backups);
    OpenedBackup {
        reader: sealed.unlock(&keys).unwrap(),
        keyring_file,
        keyring,
    }
}

fn restore_on(disk: &DoubleDisk, archive: &[u8]) -> Result<Restored, Box<dyn std::error::Error>> {
    let restoring = Restoring::begin_on(Arc::new(disk.clone()), Path::new(DIR))?;
    Ok(restore(opened(archive), &restoring, now(), &mut |_| {})?)
}

/// A directory that has nothing but the master key.
fn empty() -> DoubleDisk {
    let disk = DoubleDisk::default();
    disk.create_folder(Path::new(DIR)).unwrap();
    disk.sync_folder(Path::new("/")).unwrap();
    let master_key = Path::new(DIR).join("master.key");
    create_durably(&disk, &master_key, master().expose()).unwrap();
    disk
}

/// Everything that the backup had is there.
#[track_caller]
fn check_whole(disk: &DoubleDisk) {
    drop(DataDir::create_on(Arc::new(disk.clone()), Path::new(DIR)).unwrap());
    let ring = ring();
    for (file, purpose, revision, count) in [
        ("directory.redb", KeyPurpose::Records, 40, 30),
        ("objects.redb", KeyPurpose::ObjectRecords, 50, 2),
    ] {
        let settings = Settings::new(ring.checksum_keys(purpose), now());
        let store = Store::open_on(disk, &Path::new(DIR).join(file), settings).unwrap();
        let snapshot = store.snapshot().now_or_never().unwrap().unwrap();
        assert_eq!(snapshot.revision().number(), revision);
        let found = snapshot.scan(&KeyRange::all(), 100).now_or_never();
        assert_eq!(found.unwrap().unwrap().len(), count);
    }
    let folder = Path::new(DIR).join("objects");
    let files = disk.files_below(&folder);
    assert_eq!(files.len(), 2);
    for file in files {
        assert_eq!(disk.contents(&file).len() as u64, BLOB_BYTES);
    }
    for name in ["keyring", "keyring.copy"] {
        let file = disk.contents(Path::new(DIR).join(name));
        assert!(Keyring::open(&file, &master()).is_ok());
    }
}

#[test]
fn what_a_backup_has_is_restored() {
    let (disk, archive) = (empty(), archive());
    let restored = restore_on(&disk, &archive).unwrap();
    assert_eq!(restored.missing, 0);
    assert_eq!(restored.counts.blobs, 2);
    check_whole(&disk.after_power_loss(&SeededRandom::new(1)));
    let again = restore_on(&disk, &archive).unwrap_err();
    assert!(again.to_string().contains("is not empty"), "{again}");
}

/// Whenever the power fails, a server starts on all of it or not at all, and a second try is not
/// in the way of the first.
#[test]
fn a_restore_that_loses_power_is_refused_and_done_again() {
    let archive = archive();
    let (mut refused, mut seed) = (0, 0);
    for operation in 1.. {
        let disk = empty();
        disk.set_faults(Faults {
            power_off_at: Some(operation),
            ..Faults::default()
        });
        let restored = restore_on(&disk, &archive);
        seed += 1;
        let after = disk.after_power_loss(&SeededRandom::new(seed));
        if restored.is_ok() {
            check_whole(&after);
            break;
        }
        match DataDir::create_on(Arc::new(after.clone()), Path::new(DIR)) {
            // The last sync was what failed, and the mark was on the disk.
            Ok(_) if after.entry(Path::new("/data/objects.redb")).is_ok() => check_whole(&after),
            Ok(dir) => assert!(dir.is_fresh(), "operation {operation}"),
            Err(DataDirError::NotRestored { .. }) => {
                refused += 1;
                drop(restore_on(&after, &archive).unwrap());
                check_whole(&after);
            }
            Err(error) => panic!("operation {operation}: {error}"),
        }
    }
    assert!(refused > 50, "{refused} restores were refused");
}

/// The test above would see it: with one sync left out, a directory is marked as whole that is not.
#[test]
fn a_sync_that_is_left_out_is_noticed() {
    let archive = archive();
    let left_out: [fn(&Path) -> bool; 4] = [
        |path| path.to_string_lossy().contains("directory.redb"),
        |path| path.to_string_lossy().contains("/objects/"),
        |path| path.to_string_lossy().contains("keyring"),
        |path| path == Path::new("data"),
    ];
    for (number, skips) in left_out.into_iter().enumerate() {
        let is_torn = (0..20).any(|seed| {
            let disk = empty();
            disk.set_faults(Faults {
                skips_sync_of: Some(skips),
                ..Faults::default()
            });
            drop(restore_on(&disk, &archive).unwrap());
            let after = disk.after_power_loss(&SeededRandom::new(seed));
            after.set_faults(Faults::default());
            std::panic::catch_unwind(|| check_whole(&after)).is_err()
        });
        assert!(is_torn, "sync {number} is not needed");
    }
}

#[test]
fn a_full_disk_leaves_an_unfinished_directory() {
    let archive = archive();
    let disk = empty();
    disk.set_faults(Faults {
        disk_bytes_max: Some(100_000),
        ..Faults::default()
    });
    let error = restore_on(&disk, &archive).unwrap_err();
    assert!(error.to_string().contains("the disk is full"), "{error}");
    let after = disk.after_kill();
    after.set_faults(Faults::default());
    let opened = DataDir::create_on(Arc::new(after.clone()), Path::new(DIR));
    assert!(matches!(opened, Err(DataDirError::NotRestored { .. })));
    drop(restore_on(&after, &archive).unwrap());
    check_whole(&after);
}

#[test]
fn what_is_cut_or_changed_never_becomes_a_data_directory() {
    let archive = archive();
    let last = archive.len() - 1;
    let mut flipped = archive.clone();
    flipped[last] ^= 1;
    for broken in [&archive[..last], &flipped] {
        let disk = empty();
        let error = restore_on(&disk, broken).unwrap_err();
        assert!(error.to_string().contains("backup"), "{error}");
        let opened = DataDir::create_on(Arc::new(disk.clone()), Path::new(DIR));
        assert!(matches!(opened, Err(DataDirError::NotRestored { .. })));
    }
}

#[test]
fn nothing_is_overwritten() {
    for name in ["format", "directory.redb", "somebody.txt", "audit.jsonl"] {
        let disk = empty();
        create_durably(&disk, &Path::new(DIR).join(name), b"something").unwrap();
        let error = restore_on(&disk, &archive()).unwrap_err();
        assert!(error.to_string().contains(name), "{name}: {error}");
    }
}
