//! The laws of sealing: what comes back, what must not, and what each change is called.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use iamd_seal::{
    Checksum, KeyId, MasterKey, OpenError, PLAINTEXT_BYTES_MAX, Purpose, SEALED_OVERHEAD_BYTES,
    SealError, SealingKey, SealingKeys, key_id_of,
};
use iamd_testkit::SeededRandom;
use proptest::{collection::vec, prelude::*};

const SECRETS: Purpose = Purpose::new("secrets");

fn key(seed: u64) -> SealingKey {
    SealingKey::generate(&SeededRandom::new(seed))
}

fn sealed_by(key: &SealingKey, plaintext: &[u8], associated: &[&[u8]]) -> Vec<u8> {
    key.seal(plaintext, associated, &SeededRandom::new(7))
        .unwrap()
}

fn parts() -> impl Strategy<Value = Vec<Vec<u8>>> {
    vec(vec(any::<u8>(), 0..6), 0..4)
}

fn borrowed(parts: &[Vec<u8>]) -> Vec<&[u8]> {
    parts.iter().map(Vec::as_slice).collect()
}

proptest! {
    #[test]
    fn what_is_sealed_opens(text in vec(any::<u8>(), 0..200), parts in parts(), seed: u64) {
        let ring = SealingKeys::new(key(seed));
        let associated = borrowed(&parts);
        let sealed = ring.seal(&text, &associated, &SeededRandom::new(seed)).unwrap();
        prop_assert_eq!(sealed.len(), text.len() + SEALED_OVERHEAD_BYTES);
        let opened = ring.open(&sealed, &associated).unwrap();
        prop_assert_eq!(opened.expose(), &text);
    }

    #[test]
    fn other_associated_data_opens_nothing(one in parts(), other in parts()) {
        let key = key(1);
        let sealed = sealed_by(&key, b"text", &borrowed(&one));
        let opened = key.open(&sealed, &borrowed(&other)).map(|text| text.expose().clone());
        let expect = if one == other { Ok(b"text".to_vec()) } else { Err(OpenError::Tampered) };
        prop_assert_eq!(opened, expect);
    }

    #[test]
    fn any_bytes_are_refused_without_a_panic(bytes in vec(any::<u8>(), 0..100), first in 0u8..3) {
        let bytes: Vec<u8> = std::iter::once(first).chain(bytes).collect();
        prop_assert!(SealingKeys::new(key(1)).open(&bytes, &[]).is_err());
    }

    #[test]
    fn a_checksum_is_of_its_parts_alone(one in parts(), other in parts()) {
        let key = MasterKey::generate(&SeededRandom::new(1)).checksum_key(SECRETS);
        let checksum = key.checksum(&borrowed(&one));
        prop_assert_eq!(key.verify(&borrowed(&other), &checksum), one == other);
    }
}

#[test]
fn each_changed_byte_is_noticed_and_named() {
    let key = key(1);
    let ring = SealingKeys::new(key.clone());
    let good = sealed_by(&key, b"wJalrXUtnFEMI", &[b"access-keys", b"AKIA"]);
    for index in 0..good.len() {
        for mask in 1..=255 {
            let mut changed = good.clone();
            let Some(byte) = changed.get_mut(index) else {
                continue;
            };
            *byte ^= mask;
            let format = *byte;
            let refused = ring.open(&changed, &[b"access-keys", b"AKIA"]).unwrap_err();
            let expect = match index {
                0 => OpenError::UnknownFormat { format },
                1..=8 => OpenError::UnknownKey {
                    id: key_id_of(&changed).unwrap(),
                },
                _ => OpenError::Tampered,
            };
            assert_eq!(refused, expect, "byte {index}, mask {mask}");
        }
    }
}

#[test]
fn a_cut_value_is_too_short_or_tampered() {
    let key = key(1);
    let good = sealed_by(&key, b"text", &[]);
    for length in 0..good.len() {
        let cut = good.get(..length).unwrap();
        let expect = match length {
            0..SEALED_OVERHEAD_BYTES => OpenError::TooShort { length },
            _ => OpenError::Tampered,
        };
        assert_eq!(key.open(cut, &[]).unwrap_err(), expect);
    }
    let longer = [good.as_slice(), b"x"].concat();
    assert_eq!(key.open(&longer, &[]).unwrap_err(), OpenError::Tampered);
}

#[test]
fn there_is_a_limit_on_both_sides() {
    let key = key(1);
    let most = vec![0; PLAINTEXT_BYTES_MAX];
    let sealed = sealed_by(&key, &most, &[]);
    assert_eq!(key.open(&sealed, &[]).unwrap().expose(), &most);
    let length = PLAINTEXT_BYTES_MAX + 1;
    let refused = key.seal(&vec![0; length], &[], &SeededRandom::new(1));
    assert_eq!(refused, Err(SealError::TooLong { length }));
    let longer = [sealed.as_slice(), b"x"].concat();
    let length = longer.len();
    assert_eq!(
        key.open(&longer, &[]).unwrap_err(),
        OpenError::TooLong { length }
    );
}

#[test]
fn two_seals_of_one_text_differ() {
    let (key, random) = (key(1), SeededRandom::new(2));
    let seal = || key.seal(b"text", &[], &random).unwrap();
    assert_ne!(seal(), seal());
}

#[test]
fn a_ring_opens_what_its_keys_sealed_until_they_retire() {
    let (first, second) = (key(1), key(2));
    let old = sealed_by(&first, b"old", &[]);
    let mut ring = SealingKeys::new(first.clone());
    ring.rotate(second.clone());
    assert_eq!(ring.current().id(), second.id());
    assert_eq!(ring.open(&old, &[]).unwrap().expose(), b"old");
    let new = ring.seal(b"new", &[], &SeededRandom::new(3)).unwrap();
    assert_eq!(key_id_of(&new), Ok(second.id()));
    assert_eq!(
        first.open(&new, &[]).unwrap_err(),
        OpenError::UnknownKey { id: second.id() }
    );

    assert!(!ring.retire(second.id()), "the current key stays");
    assert!(ring.retire(first.id()));
    assert!(!ring.retire(first.id()));
    assert_eq!(
        ring.open(&old, &[]).unwrap_err(),
        OpenError::UnknownKey { id: first.id() }
    );
    ring.add_old(first.clone());
    ring.add_old(first.clone());
    assert_eq!(ring.open(&old, &[]).unwrap().expose(), b"old");
    assert_eq!(
        ring.keys().map(SealingKey::id).collect::<Vec<_>>(),
        [second.id(), first.id()]
    );

    ring.rotate(first.clone());
    assert_eq!(
        ring.keys().map(SealingKey::id).collect::<Vec<_>>(),
        [first.id(), second.id()]
    );
    ring.rotate(first.clone());
    assert_eq!(ring.keys().count(), 2, "the same key twice is one key");
}

#[test]
fn another_master_key_is_told_from_damage() {
    let master = |seed| MasterKey::generate(&SeededRandom::new(seed));
    let sealed = sealed_by(&master(1).sealing_key(SECRETS), b"text", &[]);
    let wrong = master(2).sealing_key(SECRETS);
    let id = master(1).sealing_key(SECRETS).id();
    assert_eq!(
        wrong.open(&sealed, &[]).unwrap_err(),
        OpenError::UnknownKey { id }
    );
}

#[test]
fn each_changed_byte_breaks_a_checksum() {
    let key = MasterKey::generate(&SeededRandom::new(1)).checksum_key(SECRETS);
    let parts: [&[u8]; 2] = [b"users", b"Bob"];
    let checksum = key.checksum(&parts);
    assert!(key.verify(&parts, &Checksum::from_bytes(*checksum.as_bytes())));
    for index in 0..Checksum::BYTES {
        let mut bytes = *checksum.as_bytes();
        bytes
            .iter_mut()
            .skip(index)
            .take(1)
            .for_each(|byte| *byte ^= 1);
        assert!(!key.verify(&parts, &Checksum::from_bytes(bytes)));
    }
    let other = MasterKey::generate(&SeededRandom::new(2)).checksum_key(SECRETS);
    assert!(
        !other.verify(&parts, &checksum),
        "another key makes another checksum"
    );
}

/// What an earlier version sealed must open in every later one.
#[test]
fn the_format_never_changes() {
    let master = MasterKey::from_bytes([1; MasterKey::BYTES].into());
    let sealed = sealed_by(&master.sealing_key(SECRETS), b"text", &[b"table", b"key"]);
    let hex = sealed
        .iter()
        .fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    assert_eq!(
        hex,
        "01\
         36c9e6bfbb0f8686\
         d70d3259e4e1cb631c663cf4\
         a037b3ec\
         abe2104a335187314e83a417d3263e87"
    );
    let checksum = master.checksum_key(SECRETS).checksum(&[b"table", b"key"]);
    assert_eq!(
        format!("{checksum:?}"),
        "Checksum(f2d81561e1f926e813f76d86540cf1b7)"
    );
}

#[test]
fn no_debug_output_shows_a_secret() {
    let master = MasterKey::from_bytes([0xab; MasterKey::BYTES].into());
    let ring = SealingKeys::new(master.sealing_key(SECRETS));
    let opened = ring
        .open(&sealed_by(ring.current(), b"text", &[]), &[])
        .unwrap();
    let shown = format!(
        "{master:?} {ring:?} {opened:?} {:?}",
        master.checksum_key(SECRETS)
    );
    let id: KeyId = ring.current().id();
    assert_eq!(
        shown,
        format!(
            "MasterKey(…) SealingKeys {{ current: SealingKey({id}, …), old: [] }} Secret(…) \
             ChecksumKey(…)"
        )
    );
}
