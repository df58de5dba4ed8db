//! Rings, who opens them, and what becomes of damaged ones.

use iamd_testkit::SeededRandom;

use super::*;

fn master(byte: u8) -> MasterKey {
    MasterKey::from_bytes(Zeroizing::new([byte; MasterKey::BYTES]))
}

fn now() -> Timestamp {
    "2026-01-31T00:00:00.250Z".parse().unwrap()
}

/// A ring that the master key 1 opens, and what it seals and checks with.
fn ring(random: &SeededRandom) -> Keyring {
    let mut ring = Keyring::fresh(now(), random);
    ring.admit(&master(1), random).unwrap();
    ring
}

fn ids(ring: &Keyring) -> Vec<(KeyPurpose, Vec<KeyId>)> {
    let ids = |purpose| ring.generations(purpose).map(Generation::id).collect();
    KeyPurpose::ALL
        .map(|purpose| (purpose, ids(purpose)))
        .into()
}

#[test]
fn a_ring_is_read_as_it_was_written() {
    let random = SeededRandom::new(1);
    let mut before = ring(&random);
    let fine: Timestamp = "2026-01-31T00:00:00.250999Z".parse().unwrap();
    for purpose in [KeyPurpose::Audit, KeyPurpose::Audit, KeyPurpose::Secrets] {
        before.rotate(purpose, fine, &random).unwrap();
    }
    let bytes = before.write(&random).unwrap();
    let after = Keyring::open(&bytes, &master(1)).unwrap();
    assert_eq!(ids(&before), ids(&after));
    assert_eq!((after.serial(), Keyring::serial_of(&bytes)), (5, Ok(5)));
    let sealed = before.sealing_keys(KeyPurpose::Secrets);
    let sealed = sealed.seal(b"secret", &[b"place"], &random).unwrap();
    let opened = after
        .sealing_keys(KeyPurpose::Secrets)
        .open(&sealed, &[b"place"]);
    assert_eq!(opened.unwrap().expose(), b"secret");
    let sum = before.checksum_keys(KeyPurpose::Audit).checksum(&[b"x"]);
    assert!(after.checksum_keys(KeyPurpose::Audit).verify(&[b"x"], &sum));
    let made: Vec<_> = after
        .generations(KeyPurpose::Audit)
        .map(Generation::made)
        .collect();
    assert_eq!(made, [now(); 3]);
}

#[test]
fn every_purpose_has_keys_of_its_own() {
    let ring = ring(&SeededRandom::new(1));
    let mut all: Vec<_> = ids(&ring).into_iter().flat_map(|(_, ids)| ids).collect();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), KeyPurpose::ALL.len());
    let mut names = KeyPurpose::ALL.map(KeyPurpose::name);
    names.sort_unstable();
    assert!(names.windows(2).all(|two| two[0] != two[1]), "{names:?}");
}

#[test]
fn a_rotated_purpose_opens_what_was_sealed_before_until_its_old_keys_go() {
    let random = SeededRandom::new(1);
    let mut ring = ring(&random);
    let before = ring.sealing_keys(KeyPurpose::ObjectKeys);
    let sealed = before.seal(b"key", &[], &random).unwrap();
    let id = ring.rotate(KeyPurpose::ObjectKeys, now(), &random).unwrap();
    let during = ring.sealing_keys(KeyPurpose::ObjectKeys);
    assert_eq!(during.current().id(), id);
    assert_eq!(during.open(&sealed, &[]).unwrap().expose(), b"key");
    assert_eq!(ring.retire(KeyPurpose::ObjectKeys), 1);
    let error = ring.sealing_keys(KeyPurpose::ObjectKeys).open(&sealed, &[]);
    let id = before.current().id();
    assert_eq!(error.unwrap_err(), OpenError::UnknownKey { id });
    let serial = ring.serial();
    assert_eq!(
        (ring.retire(KeyPurpose::ObjectKeys), ring.serial()),
        (0, serial)
    );
}

#[test]
fn another_master_key_is_told_by_its_id() {
    let random = SeededRandom::new(1);
    let bytes = ring(&random).write(&random).unwrap();
    let (given, wanted) = (master(2).id(), vec![master(1).id()]);
    assert_eq!(Keyring::master_keys(&bytes).unwrap(), wanted);
    let error = Keyring::open(&bytes, &master(2)).unwrap_err();
    let said = format!(
        "the master key {given} does not open it, the master key {} does",
        wanted[0]
    );
    assert_eq!(error.to_string(), said);
    assert_eq!(error, KeyringError::WrongMasterKey { given, wanted });
}

#[test]
fn a_master_key_is_replaced_in_two_steps() {
    let random = SeededRandom::new(1);
    let mut ring = ring(&random);
    let before = ids(&ring);
    ring.admit(&master(2), &random).unwrap();
    ring.admit(&master(2), &random).unwrap();
    let both = ring.write(&random).unwrap();
    for byte in [1, 2] {
        assert_eq!(ids(&Keyring::open(&both, &master(byte)).unwrap()), before);
    }
    let newest_first = [master(2).id(), master(1).id()];
    assert_eq!(Keyring::master_keys(&both).unwrap(), newest_first);

    let former = ring.own.id();
    ring.admit_only(&master(2), &random).unwrap();
    assert_ne!(ring.own.id(), former);
    let alone = ring.write(&random).unwrap();
    assert_eq!(ids(&Keyring::open(&alone, &master(2)).unwrap()), before);
    let error = Keyring::open(&alone, &master(1)).unwrap_err();
    assert!(
        matches!(error, KeyringError::WrongMasterKey { .. }),
        "{error:?}"
    );
}

#[test]
fn master_keys_are_dismissed() {
    let random = SeededRandom::new(1);
    let mut ring = ring(&random);
    ring.admit(&master(2), &random).unwrap();
    ring.dismiss_all_but(&[master(1).id(), master(3).id()]);
    assert!(ring.masters().eq([master(1).id()]));
    let serial = ring.serial();
    ring.dismiss_all_but(&[master(1).id()]);
    assert_eq!(ring.serial(), serial);
}

#[test]
fn no_slot_fits_another_ring() {
    let random = SeededRandom::new(1);
    let (one, mut other) = (ring(&random), ring(&random));
    other.slots = one.slots;
    let bytes = other.write(&random).unwrap();
    assert_eq!(
        Keyring::open(&bytes, &master(1)).unwrap_err(),
        KeyringError::Damaged
    );
}

#[test]
fn every_flipped_bit_and_every_cut_is_told_as_damage() {
    let random = SeededRandom::new(1);
    let mut ring = ring(&random);
    ring.admit(&master(2), &random).unwrap();
    let bytes = ring.write(&random).unwrap();
    let open = |bytes: &[u8]| Keyring::open(bytes, &master(1)).map(|ring| ids(&ring));
    for length in 0..bytes.len() {
        assert_eq!(
            open(&bytes[..length]),
            Err(KeyringError::Damaged),
            "cut to {length}"
        );
    }
    for index in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[index] ^= 1 << (index % 8);
        let expect = match index {
            13 => KeyringError::Version { found: changed[13] },
            _ => KeyringError::Damaged,
        };
        assert_eq!(open(&changed), Err(expect), "byte {index}");
    }
}

/// The sum has no key: who changes a file can mend it, but not what is sealed.
#[test]
fn a_change_with_a_right_sum_is_told_as_well() {
    let random = SeededRandom::new(1);
    let mut ring = ring(&random);
    ring.admit(&master(2), &random).unwrap();
    let bytes = ring.write(&random).unwrap();
    let (content, _) = bytes.split_last_chunk::<16>().unwrap();
    for index in 14..content.len() {
        let mut changed = content.to_vec();
        changed[index] ^= 1;
        let sum = blake3::hash(&changed);
        changed.extend_from_slice(&sum.as_bytes()[..16]);
        assert!(Keyring::open(&changed, &master(1)).is_err(), "byte {index}");
    }
}

#[test]
fn keys_of_a_master_key_become_those_of_a_ring() {
    const SECRETS: Purpose = Purpose::new("secrets");
    const RECORDS: Purpose = Purpose::new("records");
    let phrases = [
        (KeyPurpose::Secrets, SECRETS),
        (KeyPurpose::Records, RECORDS),
    ];
    let ring = Keyring::derived(&master(1), &phrases, now(), &SeededRandom::new(1));
    let secrets = ring.sealing_keys(KeyPurpose::Secrets);
    assert_eq!(secrets.current().id(), master(1).sealing_key(SECRETS).id());
    let records = ring.checksum_keys(KeyPurpose::Records);
    assert_eq!(records.current().id(), master(1).checksum_key(RECORDS).id());
    let other = Keyring::derived(&master(1), &phrases, now(), &SeededRandom::new(2));
    let audit = |ring: &Keyring| ring.checksum_keys(KeyPurpose::Audit).current().id();
    assert_ne!(audit(&ring), audit(&other));
}

#[test]
fn there_are_only_so_many_keys() {
    let random = SeededRandom::new(1);
    let mut ring = ring(&random);
    for _ in 1..GENERATIONS_MAX {
        ring.rotate(KeyPurpose::Audit, now(), &random).unwrap();
    }
    let error = ring.rotate(KeyPurpose::Audit, now(), &random).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the keyring has 1000 keys for audit, and more are not kept"
    );
    let bytes = ring.write(&random).unwrap();
    assert!(bytes.len() * KeyPurpose::ALL.len() < KEYRING_BYTES_MAX);
    let read = Keyring::open(&bytes, &master(1)).unwrap();
    assert_eq!(ids(&read), ids(&ring));
}

#[test]
fn nothing_shows_a_key() {
    let ring = ring(&SeededRandom::new(1));
    let generation = ring.generations(KeyPurpose::Secrets).next().unwrap();
    let shown = format!("{ring:?} {generation:?}");
    let key = format!("{:?}", generation.key.as_slice());
    assert!(
        shown.starts_with("Keyring(") && !shown.contains(&key),
        "{shown}"
    );
}
