//! Where the master key comes from, and how it is replaced there.

use super::*;

const ONE: &str = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

fn environment(text: &str) -> MasterKeySource {
    MasterKeySource::Environment(Secret::new(text.to_owned()))
}

fn command(line: &str) -> MasterKeySource {
    MasterKeySource::Command(line.to_owned())
}

fn key(byte: u8) -> MasterKey {
    MasterKey::parse(&[byte; 32]).unwrap()
}

fn rotate(keys: &Keys, given: Option<MasterKey>) -> Result<MasterRotation, String> {
    keys.rotate_master(given).map_err(|error| error.to_string())
}

#[test]
fn the_file_may_lie_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("key"));
    let source = || MasterKeySource::File(Some(file.clone()));
    let keys = keys_at(&data, source()).unwrap();
    assert!(!data.join("master.key").exists());
    let rotated = rotate(&keys, None).unwrap();
    let aside = folder.path().join(format!("key.{}", rotated.former));
    assert_eq!(rotated.former_file, Some(aside.clone()));
    assert_eq!((mode(&file), mode(&aside)), (0o600, 0o600));
    keys_at(&data, source()).unwrap();
    keys_at(&data, MasterKeySource::File(Some(aside))).unwrap_err();
}

#[test]
fn a_key_of_the_environment_is_replaced_with_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let keys = keys_at(path, environment(ONE)).unwrap();
    assert!(!path.join("master.key").exists());
    let said = rotate(&keys, None).unwrap_err();
    assert!(said.contains("--new-key"), "{said}");
    let said = rotate(&keys, Some(key(1))).unwrap_err();
    assert!(said.contains("is the master key in use"), "{said}");

    let rotated = rotate(&keys, Some(key(2))).unwrap();
    assert_eq!((rotated.id, rotated.former), (key(2).id(), key(1).id()));
    assert!(!rotated.is_through);
    // Until somebody starts with the new one, both open it.
    let keys = keys_at(path, environment(ONE)).unwrap();
    assert_eq!(keys.masters(), Some((key(1).id(), Some(key(2).id()))));
    let keys = keys_at(path, environment(&"02".repeat(32))).unwrap();
    assert_eq!(keys.masters(), Some((key(2).id(), None)));
    let said = refused(keys_at(path, environment(ONE)));
    assert!(
        said.starts_with("the environment variable IAMD_MASTER_KEY gives the master key"),
        "{said}"
    );
    assert!(!said.contains(ONE), "{said}");
    let said = refused(keys_at(path, environment("short")));
    assert!(
        said.contains("gives 5 bytes that are no master key"),
        "{said}"
    );
}

#[test]
fn a_second_new_key_takes_the_place_of_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let keys = keys_at(path, environment(ONE)).unwrap();
    rotate(&keys, Some(key(2))).unwrap();
    rotate(&keys, Some(key(3))).unwrap();
    refused(keys_at(path, environment(&"02".repeat(32))));
    keys_at(path, environment(&"03".repeat(32))).unwrap();
}

#[test]
fn a_command_prints_the_key() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("kms"));
    fs::write(&file, format!("{ONE}\n")).unwrap();
    let source = || command(&format!("cat '{}'", file.display()));
    let keys = keys_at(&data, source()).unwrap();
    let said = rotate(&keys, None).unwrap_err();
    assert!(said.contains("has to give another one first"), "{said}");
    fs::write(&file, "02".repeat(32)).unwrap();
    let rotated = rotate(&keys, None).unwrap();
    assert!(rotated.is_through && rotated.id == key(2).id());
    keys_at(&data, source()).unwrap();
    fs::write(&file, ONE).unwrap();
    let said = refused(keys_at(&data, source()));
    assert!(
        said.starts_with("the command of `master_key_command` gives the master key"),
        "{said}"
    );
}

#[test]
fn a_command_that_prints_no_key_is_told() {
    let folder = tempfile::tempdir().unwrap();
    for (line, expect) in [
        ("exit 3", "gives no master key: it failed: exit status: 3"),
        ("echo hello", "gives 6 bytes that are no master key"),
        (
            "yes",
            "gives no master key: it prints more than a master key",
        ),
        ("true", "gives 0 bytes that are no master key"),
        (
            "/no/such/program 2>/dev/null",
            "gives no master key: it failed: exit status: 127",
        ),
    ] {
        let said = refused(keys_at(folder.path(), command(line)));
        assert!(said.contains(expect), "{line}: {said}");
    }
    assert!(!folder.path().join("format").exists());
}

#[test]
fn a_file_that_the_operator_changed_ends_the_rotation() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let keys = keys_at(path, own_file()).unwrap();
    let rotated = rotate(&keys, Some(key(2))).unwrap();
    assert!(!rotated.is_through && rotated.former_file.is_none());
    fs::write(path.join("master.key"), [2; 32]).unwrap();
    // The same server finds it when it is asked again.
    let rotated = rotate(&keys, None).unwrap();
    assert!(rotated.is_through && rotated.id == key(2).id());
    assert_eq!(keys.masters(), Some((key(2).id(), None)));
}

/// Who can put a file there has the master key as well, but not if that lies elsewhere one day.
#[test]
fn a_next_key_that_the_ring_does_not_know_is_removed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let (former, _) = keys_at(path, own_file()).unwrap().masters().unwrap();
    for planted in [&[9; 32][..], b"garbage"] {
        fs::write(path.join("master.key.next"), planted).unwrap();
        let keys = keys_at(path, own_file()).unwrap();
        assert_eq!(keys.masters(), Some((former, None)));
        assert!(!path.join("master.key.next").exists());
    }
}
