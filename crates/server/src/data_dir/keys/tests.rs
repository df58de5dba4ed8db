//! How keys are made, found again, replaced and upgraded; with the power gone at every moment.

mod power_loss;
mod sources;

use std::{fs, path::Path};

use iamd_disk::LocalDisk;
use iamd_ident::Secret;
use iamd_seal::MasterKey;
use iamd_testkit::SeededRandom;

use super::*;

fn now() -> Timestamp {
    "2026-01-31T00:00:00Z".parse().unwrap()
}

fn random() -> Arc<dyn Random> {
    Arc::new(SeededRandom::new(1))
}

fn own_file() -> MasterKeySource {
    MasterKeySource::File(None)
}

struct Now;

impl iamd_ident::Clock for Now {
    fn now(&self) -> Timestamp {
        now()
    }
}

/// Opens the keys of a directory with this master key.
fn keys_of(dir: &DataDir, source: MasterKeySource) -> Result<Keys, DataDirError> {
    dir.keys(source, &Now, random())
}

/// As another process, one after the other.
fn keys_at(path: &Path, source: MasterKeySource) -> Result<Keys, DataDirError> {
    keys_of(&DataDir::create(path).unwrap(), source)
}

fn ids(keys: &Keys) -> Vec<KeyId> {
    keys.shown().iter().map(|key| key.id).collect()
}

#[track_caller]
fn refused(keys: Result<Keys, DataDirError>) -> String {
    keys.unwrap_err().to_string()
}

fn mode(path: &Path) -> u32 {
    LocalDisk.entry(path).unwrap().mode
}

#[test]
fn keys_are_made_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let made = ids(&keys_at(path, own_file()).unwrap());
    for name in ["master.key", "keyring", "keyring.copy", "format"] {
        assert_eq!(mode(&path.join(name)), 0o600, "{name}");
    }
    let mark = fs::read_to_string(path.join("format")).unwrap();
    assert_eq!(mark, "iamd data directory, version 2\n");
    assert_eq!(ids(&keys_at(path, own_file()).unwrap()), made);
    assert_eq!(made.len(), KeyPurpose::ALL.len());
}

#[test]
fn a_first_start_that_was_broken_off_is_the_first_one_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    for (name, content) in [("master.key.new", "torn"), ("keyring", "torn")] {
        fs::write(path.join(name), content).unwrap();
    }
    fs::write(path.join("master.key"), [7; 32]).unwrap();
    let dir = DataDir::create(path).unwrap();
    assert!(dir.is_fresh());
    let keys = keys_of(&dir, own_file()).unwrap();
    let master = MasterKey::parse(&[7; 32]).unwrap();
    assert_eq!(keys.masters(), Some((master.id(), None)));
}

#[test]
fn a_missing_or_wrong_master_key_is_told_by_its_id() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let (wanted, _) = keys_at(path, own_file()).unwrap().masters().unwrap();
    let file = path.join("master.key");
    let right = fs::read(&file).unwrap();

    fs::write(&file, [7; 32]).unwrap();
    let given = MasterKey::parse(&[7; 32]).unwrap().id();
    let named = format!("the file {}", file.display());
    let expect = format!(
        "{named} gives the master key {given}, but the data is under another one; give the key \
         {wanted} instead"
    );
    assert_eq!(refused(keys_at(path, own_file())), expect);

    fs::write(&file, [7; 31]).unwrap();
    let said = refused(keys_at(path, own_file()));
    assert!(
        said.starts_with(&format!("{named} gives 31 bytes that are no master key")),
        "{said}"
    );

    fs::remove_file(&file).unwrap();
    let said = refused(keys_at(path, own_file()));
    assert!(
        said.contains("is missing") && said.contains(&format!("put the key {wanted} back")),
        "{said}"
    );
    assert!(!file.exists());

    fs::write(&file, right).unwrap();
    keys_at(path, own_file()).unwrap();
}

#[test]
fn one_file_of_the_keyring_is_enough_and_mends_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let made = ids(&keys_at(path, own_file()).unwrap());
    let files = ["keyring", "keyring.copy"].map(|name| path.join(name));
    let sound = fs::read(&files[0]).unwrap();
    for (lost, file) in files.iter().enumerate() {
        for fault in [
            None,
            Some(Vec::new()),
            Some(vec![7; 4096]),
            Some(sound[..99].to_vec()),
        ] {
            match &fault {
                None => fs::remove_file(file).unwrap(),
                Some(content) => fs::write(file, content).unwrap(),
            }
            assert_eq!(
                ids(&keys_at(path, own_file()).unwrap()),
                made,
                "{lost} {fault:?}"
            );
            assert_eq!(fs::read(&files[0]).unwrap(), fs::read(&files[1]).unwrap());
        }
    }
    for file in &files {
        fs::write(file, "torn").unwrap();
    }
    let said = refused(keys_at(path, own_file()));
    assert!(
        said.contains("is damaged and there is no sound copy"),
        "{said}"
    );
    for file in &files {
        fs::remove_file(file).unwrap();
    }
    let said = refused(keys_at(path, own_file()));
    assert!(said.contains("and its copy are missing"), "{said}");
}

#[tokio::test]
async fn a_lost_mark_makes_no_new_keys() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let made = ids(&keys_at(path, own_file()).unwrap());
    fs::write(path.join(DIRECTORY_FILE), "anything").unwrap();
    fs::remove_file(path.join("format")).unwrap();
    assert_eq!(ids(&keys_at(path, own_file()).unwrap()), made);
    fs::remove_file(path.join("format")).unwrap();
    fs::write(path.join("master.key"), [7; 32]).unwrap();
    let said = refused(keys_at(path, own_file()));
    assert!(said.contains("the data is under another one"), "{said}");
}

#[tokio::test]
async fn keys_are_rotated_and_retired() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let keys = keys_at(path, own_file()).unwrap();
    let sealed = keys.sealing_keys(KeyPurpose::Secrets);
    let sealed = sealed.seal(b"secret", &[], &*random()).unwrap();
    keys.hold()
        .await
        .rotate(&[KeyPurpose::Secrets], now())
        .await
        .unwrap();
    assert!(keys.has_old(KeyPurpose::Secrets) && !keys.has_old(KeyPurpose::Records));
    // Another start finds both.
    let keys = keys_at(path, own_file()).unwrap();
    assert!(keys.has_old(KeyPurpose::Secrets));
    keys.sealing_keys(KeyPurpose::Secrets)
        .open(&sealed, &[])
        .unwrap();
    keys.hold().await.retire(KeyPurpose::Secrets).await.unwrap();
    let keys = keys_at(path, own_file()).unwrap();
    keys.sealing_keys(KeyPurpose::Secrets)
        .open(&sealed, &[])
        .unwrap_err();
}

#[tokio::test]
async fn who_holds_the_keys_has_them_unchanged() {
    let keys = Keys::in_memory(now(), random());
    let held = keys.hold().await;
    let changing = keys.clone();
    let change = tokio::spawn(async move {
        changing
            .hold()
            .await
            .rotate(&[KeyPurpose::Audit], now())
            .await
    });
    tokio::task::yield_now().await;
    assert!(!keys.has_old(KeyPurpose::Audit));
    drop(held);
    change.await.unwrap().unwrap();
    assert!(keys.has_old(KeyPurpose::Audit));
}

#[tokio::test]
async fn the_keys_are_held_until_a_change_is_done_that_nobody_waits_for() {
    let keys = Keys::in_memory(now(), random());
    let held = keys.hold().await;
    let (begun, has_begun) = std::sync::mpsc::channel();
    let (goes_on, go_on) = std::sync::mpsc::channel();
    let change = tokio::spawn(async move {
        held.change(move |ring, random| {
            begun.send(()).unwrap();
            go_on.recv().unwrap();
            ring.rotate(KeyPurpose::Audit, now(), random)?;
            Ok(())
        })
        .await
    });
    tokio::task::spawn_blocking(move || has_begun.recv().unwrap())
        .await
        .unwrap();
    change.abort();
    assert!(change.await.unwrap_err().is_cancelled());
    assert!(keys.0.changing.try_lock().is_err());
    goes_on.send(()).unwrap();
    let _held = keys.hold().await;
    assert!(keys.has_old(KeyPurpose::Audit));
}

#[test]
fn keys_open_where_nothing_may_be_written() {
    let disk = iamd_testkit::DoubleDisk::default();
    let open = || DataDir::create_on(Arc::new(disk.clone()), Path::new("/data")).unwrap();
    let made = ids(&keys_of(&open(), own_file()).unwrap());
    let dir = open();
    disk.set_faults(iamd_testkit::Faults {
        is_read_only: true,
        ..iamd_testkit::Faults::default()
    });
    // Such as where the master key is mounted.
    assert_eq!(ids(&keys_of(&dir, own_file()).unwrap()), made);
}

#[tokio::test]
async fn a_full_disk_changes_nothing() {
    let disk = iamd_testkit::DoubleDisk::default();
    let dir = DataDir::create_on(Arc::new(disk.clone()), Path::new("/data")).unwrap();
    let keys = keys_of(&dir, own_file()).unwrap();
    let before = ids(&keys);
    disk.set_faults(iamd_testkit::Faults {
        disk_bytes_max: Some(0),
        ..iamd_testkit::Faults::default()
    });
    let held = keys.hold().await;
    let error = held
        .rotate(&[KeyPurpose::Secrets], now())
        .await
        .unwrap_err();
    assert!(error.to_string().ends_with("the disk is full"), "{error}");
    let error = held.rotate_master(None).await.unwrap_err();
    assert!(error.to_string().ends_with("the disk is full"), "{error}");
    assert_eq!(ids(&keys), before);
}
