//! Who may use a data directory, and what it is made of.

use std::{
    fs,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown},
};

use iamd_ident::Secret;
use iamd_testkit::SeededRandom;

use super::*;
use crate::config::Region;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_directory_is_made_for_us_alone() {
    let parent = tempfile::tempdir().unwrap();
    let path = parent.path().join("a").join("iamd-data");
    let dir = DataDir::create(&path).unwrap();
    assert_eq!((mode(&path), mode(&path.join("lock"))), (0o700, 0o600));
    assert!(dir.is_fresh() && dir.path().is_absolute());
}

#[test]
fn one_process_at_a_time() {
    let parent = tempfile::tempdir().unwrap();
    let first = DataDir::create(parent.path()).unwrap();
    let error = DataDir::create(parent.path()).unwrap_err().to_string();
    assert!(
        error.starts_with("another iamd uses the data directory"),
        "{error}"
    );
    drop(first);
    DataDir::open(parent.path()).unwrap();
}

#[test]
fn another_version_is_left_alone() {
    let parent = tempfile::tempdir().unwrap();
    fs::write(
        parent.path().join("format"),
        "iamd data directory, version 3\n",
    )
    .unwrap();
    let error = DataDir::create(parent.path()).unwrap_err().to_string();
    assert!(
        error.contains("`iamd data directory, version 3`"),
        "{error}"
    );
}

#[test]
fn a_mark_that_is_damaged_or_gone_is_told_with_the_line_that_mends_it() {
    let parent = tempfile::tempdir().unwrap();
    let path = parent.path();
    drop(start(path).unwrap());
    for name in [DIRECTORY_FILE, OBJECTS_FILE] {
        fs::write(path.join(name), "").unwrap();
    }
    let mark = path.join("format");
    let right = fs::read_to_string(&mark).unwrap();
    let marks = [
        "",
        "iamd data dir",
        "iamd data directory, version r\n",
        "\0",
    ];
    for damaged in marks.map(Some).into_iter().chain([None]) {
        fs::remove_file(&mark).unwrap_or_default();
        if let Some(damaged) = damaged {
            fs::write(&mark, damaged).unwrap();
        }
        let error = DataDir::create(path).unwrap_err().to_string();
        let file = format!("the file {} is missing or damaged", mark.display());
        assert!(error.starts_with(&file), "{error}");
        let line = error.split('`').nth(1).unwrap();
        assert_eq!(format!("{line}\n"), right);
    }
    fs::write(&mark, right).unwrap();
    DataDir::create(path).unwrap();
}

/// Tests nothing where it is not root that runs it: nobody else can give files away.
#[test]
fn what_root_makes_in_the_folder_of_another_is_theirs() {
    const OTHER: u32 = 12345;
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let parent = tempfile::tempdir().unwrap();
    let path = parent.path().join("data");
    fs::create_dir(&path).unwrap();
    chown(&path, Some(OTHER), Some(OTHER)).unwrap();
    let dir = start(&path).unwrap();
    let now = "2026-01-31T00:00:00Z".parse().unwrap();
    dir.write_root_credentials(&credentials("x"), now).unwrap();
    let names = [
        "lock",
        "format",
        "keyring",
        "keyring.copy",
        "master.key",
        "root-credentials.env",
    ];
    for name in names {
        let owner = fs::metadata(path.join(name)).unwrap().uid();
        assert_eq!(owner, OTHER, "{name}");
    }
    // A folder that was made for it is not given to whoever has the one above.
    let below = path.join("below");
    drop(start(&below).unwrap());
    let owner = |path: &Path| fs::metadata(path).unwrap().uid();
    assert_eq!((owner(&below), owner(&below.join("keyring"))), (0, 0));
}

#[test]
fn what_is_wrong_is_told_in_words() {
    let parent = tempfile::tempdir().unwrap();
    let file = parent.path().join("file");
    fs::write(&file, "").unwrap();
    let error = DataDir::create(&file).unwrap_err().to_string();
    assert!(error.ends_with("file: something else is there"), "{error}");
    let error = DataDir::create(&file.join("below"))
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("cannot make the data directory"),
        "{error}"
    );
    let error = DataDir::open(&parent.path().join("missing"))
        .unwrap_err()
        .to_string();
    assert!(error.starts_with("there is no data directory"), "{error}");
    let full = io::Error::from(io::ErrorKind::StorageFull);
    assert_eq!(Reason(&full).to_string(), "the disk is full");
}

#[test]
fn a_temporary_directory_is_removed_at_the_end() {
    let parent = tempfile::tempdir().unwrap();
    let dir = DataDir::temporary(parent.path(), &SeededRandom::new(1)).unwrap();
    let path = dir.path().to_owned();
    assert_eq!(mode(&path), 0o700);
    fs::write(dir.file("audit.jsonl"), "").unwrap();
    drop(dir);
    assert!(!path.exists());
}

fn credentials(secret: &str) -> RootCredentials {
    RootCredentials {
        endpoint_url: "http://127.0.0.1:4566".to_owned(),
        access_key_id: "AKIAIOSFODNN7EXAMPLE".parse().unwrap(),
        secret_access_key: Secret::new(secret.to_owned()),
        region: "us-west-2".parse::<Region>().unwrap(),
    }
}

#[test]
fn root_credentials_are_lines_to_source() {
    let parent = tempfile::tempdir().unwrap();
    let dir = DataDir::create(parent.path()).unwrap();
    assert_eq!(dir.root_credentials(), None);
    let now = "2026-01-31T00:00:00Z".parse().unwrap();
    let path = dir
        .write_root_credentials(&credentials("wJalr/+x"), now)
        .unwrap();
    assert_eq!(dir.root_credentials(), Some(path.clone()));
    assert_eq!(mode(&path), 0o600);
    let expect = "export AWS_ENDPOINT_URL=http://127.0.0.1:4566\n\
                  export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\n\
                  export AWS_SECRET_ACCESS_KEY=wJalr/+x\n\
                  export AWS_REGION=us-west-2\n\
                  export AWS_DEFAULT_REGION=us-west-2\n";
    assert_eq!(fs::read_to_string(&path).unwrap(), expect);
    assert!(!format!("{:?}", credentials("wJalr/+x")).contains("wJalr"));
}

#[test]
fn older_root_credentials_are_put_aside() {
    let parent = tempfile::tempdir().unwrap();
    let dir = DataDir::create(parent.path()).unwrap();
    let now = "2026-01-31T00:00:00Z".parse().unwrap();
    dir.write_root_credentials(&credentials("old"), now)
        .unwrap();
    dir.write_root_credentials(&credentials("new"), now)
        .unwrap();
    let within_the_second = "2026-01-31T00:00:00.000250Z".parse().unwrap();
    dir.write_root_credentials(&credentials("newest"), within_the_second)
        .unwrap();
    let read = |name| fs::read_to_string(dir.file(name)).unwrap();
    assert!(read("root-credentials.env").contains("KEY=newest\n"));
    assert!(read("root-credentials.env.20260131T000000.000000Z").contains("KEY=old\n"));
    assert!(read("root-credentials.env.20260131T000000.000250Z").contains("KEY=new\n"));
}

#[test]
fn a_directory_that_somebody_uses_is_left_alone() {
    let parent = tempfile::tempdir().unwrap();
    fs::write(parent.path().join("thesis.txt"), "years of work").unwrap();
    let refused = DataDir::create(parent.path()).unwrap_err().to_string();
    assert!(refused.contains("`thesis.txt`"), "{refused}");
    let left: Vec<_> = fs::read_dir(parent.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn a_first_start_that_was_broken_off_goes_on() {
    let parent = tempfile::tempdir().unwrap();
    for name in ["iamd.toml", "master.key", "audit.jsonl", "lost+found"] {
        fs::write(parent.path().join(name), "").unwrap();
    }
    assert!(DataDir::create(parent.path()).unwrap().is_fresh());
}

/// Opens the keys as a start does.
fn start(path: &Path) -> Result<DataDir, DataDirError> {
    let dir = DataDir::create(path)?;
    dir.require_stores()?;
    let random = Arc::new(SeededRandom::new(1));
    dir.keys(
        MasterKeySource::File(None),
        &crate::system::SystemClock,
        random,
    )?;
    Ok(dir)
}

#[test]
fn a_store_that_is_gone_is_never_made_anew() {
    let parent = tempfile::tempdir().unwrap();
    let path = parent.path();
    start(path).unwrap();
    // Broken off after its mark, it goes on, with whatever stores there are.
    start(path).unwrap();
    fs::write(path.join(DIRECTORY_FILE), "").unwrap();
    let dir = start(path).unwrap();
    fs::write(path.join(OBJECTS_FILE), "").unwrap();
    dir.end_first_start().unwrap();
    dir.end_first_start().unwrap();
    drop(dir);
    drop(start(path).unwrap());
    for name in [DIRECTORY_FILE, OBJECTS_FILE] {
        fs::remove_file(path.join(name)).unwrap();
        let refused = start(path).unwrap_err().to_string();
        let expect = format!("{name} is missing, and the data directory was in use with it");
        assert!(refused.contains(&expect), "{refused}");
        fs::write(path.join(name), "").unwrap();
    }
}

#[test]
fn a_directory_of_version_1_from_before_there_were_objects_is_used() {
    let parent = tempfile::tempdir().unwrap();
    let path = parent.path();
    fs::write(path.join("format"), mark::FORMAT_1).unwrap();
    let require = || DataDir::open(path).unwrap().require_stores();
    assert!(require().is_err());
    fs::write(path.join(DIRECTORY_FILE), "").unwrap();
    require().unwrap();
    fs::create_dir(path.join(BLOBS_FOLDER)).unwrap();
    assert!(require().is_err());
}
