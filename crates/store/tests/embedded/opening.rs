//! Opening, and why it fails.

use std::{fs, path::Path};

use futures::executor::block_on;
use iamd_store::{OpenError, Store};
use tempfile::TempDir;

use super::{put, settings, value};

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn refused(path: &Path, key: u8) -> OpenError {
    Store::open(path, settings(key)).unwrap_err()
}

#[test]
fn a_store_is_made_once_and_opened_again() {
    let folder = folder();
    let path = folder.path().join("directory.redb");
    let store = Store::open(&path, settings(7)).unwrap();
    block_on(store.commit(put("a", b"kept"))).unwrap();
    drop(store);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    let store = Store::open(&path, settings(7)).unwrap();
    assert_eq!(value(&store, "a"), Some(b"kept".to_vec()));
}

#[test]
fn the_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder();
    let path = folder.path().join("directory.redb");
    let _store = Store::open(&path, settings(7)).unwrap();
    let mode = fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn one_store_at_a_time_has_the_file() {
    let folder = folder();
    let path = folder.path().join("directory.redb");
    let store = Store::open(&path, settings(7)).unwrap();
    let error = refused(&path, 7);
    assert!(matches!(error, OpenError::Locked { .. }), "{error}");
    drop(store);
    Store::open(&path, settings(7)).unwrap();
}

#[test]
fn another_master_key_is_told() {
    let folder = folder();
    let path = folder.path().join("directory.redb");
    drop(Store::open(&path, settings(7)).unwrap());
    let error = refused(&path, 8);
    assert!(matches!(error, OpenError::WrongKey { .. }), "{error}");
    // And does no harm.
    Store::open(&path, settings(7)).unwrap();
}

#[test]
fn a_newer_format_is_told() {
    const PARTS: redb::TableDefinition<'_, &str, &[u8]> = redb::TableDefinition::new("parts");
    let folder = folder();
    let path = folder.path().join("directory.redb");
    drop(Store::open(&path, settings(7)).unwrap());
    let database = redb::Database::open(&path).unwrap();
    let write = database.begin_write().unwrap();
    let mut parts = write.open_table(PARTS).unwrap();
    parts.insert("header", &[0, 0, 0, 2, 99][..]).unwrap();
    drop(parts);
    write.commit().unwrap();
    drop(database);
    match refused(&path, 7) {
        OpenError::Version { found, known, .. } => assert_eq!((found, known), (2, 1)),
        other => panic!("{other}"),
    }
}

#[test]
fn what_is_no_store_is_told() {
    let folder = folder();
    let path = folder.path().join("directory.redb");
    fs::write(
        &path,
        "a text of some length that is no database\n".repeat(1000),
    )
    .unwrap();
    let error = refused(&path, 7);
    assert!(matches!(error, OpenError::Foreign { .. }), "{error}");

    fs::remove_file(&path).unwrap();
    drop(redb::Database::create(&path).unwrap());
    let error = refused(&path, 7);
    assert!(matches!(error, OpenError::Foreign { .. }), "{error}");

    fs::write(&path, "").unwrap();
    let error = refused(&path, 7);
    assert!(matches!(error, OpenError::Damaged { .. }), "{error}");
}

#[test]
fn a_missing_folder_is_told() {
    let folder = folder();
    let error = refused(&folder.path().join("missing/directory.redb"), 7);
    assert!(matches!(error, OpenError::NoFolder { .. }), "{error}");

    fs::write(folder.path().join("file"), "").unwrap();
    let error = refused(&folder.path().join("file/directory.redb"), 7);
    assert!(matches!(error, OpenError::NoFolder { .. }), "{error}");
}

#[test]
fn what_an_unfinished_start_left_is_replaced() {
    let folder = folder();
    let path = folder.path().join("directory.redb");
    fs::write(folder.path().join("directory.redb.new"), "half a file").unwrap();
    drop(Store::open(&path, settings(7)).unwrap());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}
