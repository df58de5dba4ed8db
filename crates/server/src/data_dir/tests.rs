//! Who may use a data directory, and what becomes of its keys.

use std::fs;

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
fn the_master_key_is_made_once() {
    let parent = tempfile::tempdir().unwrap();
    let random = SeededRandom::new(1);
    let dir = DataDir::create(parent.path()).unwrap();
    let key = dir.master_key(None, &random).unwrap();
    assert_eq!(mode(&dir.file("master.key")), 0o600);
    drop(dir);

    let dir = DataDir::open(parent.path()).unwrap();
    assert!(!dir.is_fresh());
    assert!(key.matches(dir.master_key(None, &random).unwrap().expose()));
    fs::remove_file(dir.file("master.key")).unwrap();
    let error = dir.master_key(None, &random).unwrap_err().to_string();
    assert!(
        error.contains("is missing, and without it the data cannot be read"),
        "{error}"
    );
    fs::write(dir.file("master.key"), [0; 31]).unwrap();
    let error = dir.master_key(None, &random).unwrap_err().to_string();
    assert!(
        error.ends_with("has 31 bytes, but a master key has 32"),
        "{error}"
    );
}

#[test]
fn the_master_key_may_lie_elsewhere() {
    let parent = tempfile::tempdir().unwrap();
    let dir = DataDir::create(&parent.path().join("data")).unwrap();
    let file = parent.path().join("key");
    dir.master_key(Some(&file), &SeededRandom::new(1)).unwrap();
    assert!(file.exists() && !dir.file("master.key").exists());
}

#[test]
fn a_start_that_was_broken_off_is_the_first_one_again() {
    let parent = tempfile::tempdir().unwrap();
    let dir = DataDir::create(parent.path()).unwrap();
    fs::write(dir.file("master.key.new"), b"torn").unwrap();
    fs::write(dir.file("master.key"), [7; 32]).unwrap();
    drop(dir);
    let dir = DataDir::create(parent.path()).unwrap();
    assert!(dir.is_fresh());
    assert!(
        dir.master_key(None, &SeededRandom::new(1))
            .unwrap()
            .matches(&[7; 32])
    );
}

#[test]
fn another_version_is_left_alone() {
    let parent = tempfile::tempdir().unwrap();
    fs::write(
        parent.path().join("format"),
        "iamd data directory, version 2\n",
    )
    .unwrap();
    let error = DataDir::create(parent.path()).unwrap_err().to_string();
    assert!(
        error.contains("`iamd data directory, version 2`"),
        "{error}"
    );
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
