//! What holds for every archive: it comes back as it was written, and every change is noticed.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "tests"
)]

use std::sync::Arc;

use iamd_archive::{BlobName, Content, Counts, Entry, Facts, ReadError, Sealed, Writer};
use iamd_seal::{SealingKey, SealingKeys};
use iamd_testkit::SeededRandom;
use proptest::{collection::vec, prelude::*};

const KEYRING: &[u8] = b"a keyring, sealed";
const PIECE_BYTES: usize = 1 << 18;

fn keys(byte: u8) -> SealingKeys {
    SealingKeys::new(SealingKey::from_bytes([byte; 32].into()))
}

fn facts() -> Facts {
    Facts {
        made: "2026-01-31T00:00:00Z".parse().unwrap(),
        program: "0.1.0".to_owned(),
        region: "us-east-1".to_owned(),
        content: Content::RecordsAndObjects,
        audit: Some(serde_json::json!({ "sequence": 7 })),
    }
}

/// Key, revision and value.
type Record = (Vec<u8>, u64, Vec<u8>);

/// What an archive is to hold: stores with records, then blobs.
#[derive(Debug, Clone, Default)]
struct Contents {
    stores: Vec<Vec<Record>>,
    blobs: Vec<(BlobName, Vec<u8>)>,
}

impl Contents {
    fn small() -> Self {
        let record = |number: u8| (vec![b'k', number], u64::from(number), vec![number; 20]);
        let blob = |number: u8| {
            let name = BlobName {
                epoch: 1,
                id: [number; 16],
            };
            (name, vec![number; 30])
        };
        Self {
            stores: vec![vec![record(1), record(2)], vec![record(3)]],
            blobs: vec![blob(1), blob(2)],
        }
    }

    fn write(&self, seed: u64) -> Vec<u8> {
        let random = Arc::new(SeededRandom::new(seed));
        let mut file = Vec::new();
        let mut writer = Writer::begin(&mut file, KEYRING, &keys(1), random, &facts()).unwrap();
        for (index, records) in self.stores.iter().enumerate() {
            writer.store(&format!("store-{index}"), 99).unwrap();
            for (key, revision, value) in records {
                writer.record(key, *revision, value).unwrap();
            }
        }
        for (name, bytes) in &self.blobs {
            writer.blob(*name, bytes.len() as u64).unwrap();
            for bytes in bytes.chunks(7000) {
                writer.bytes(bytes).unwrap();
            }
        }
        drop(writer.finish().unwrap());
        file
    }

    fn read(file: &[u8]) -> Result<(Self, Counts), ReadError> {
        let mut reader = Sealed::begin(file)?.unlock(&keys(1))?;
        let mut contents = Self::default();
        while let Some(entry) = reader.next()? {
            match entry {
                Entry::Store { name, revision } => {
                    assert_eq!(name, format!("store-{}", contents.stores.len()));
                    assert_eq!(revision, 99);
                    contents.stores.push(Vec::new());
                }
                Entry::Record {
                    key,
                    revision,
                    value,
                } => {
                    let store = contents.stores.last_mut().unwrap();
                    store.push((key, revision, value.to_vec()));
                }
                Entry::Blob { name, .. } => contents.blobs.push((name, Vec::new())),
                Entry::Bytes(bytes) => contents.blobs.last_mut().unwrap().1.extend(bytes),
            }
        }
        // Asked again, it says the same.
        assert_eq!(reader.next().unwrap(), None);
        assert_eq!(reader.facts(), &facts());
        Ok((contents, reader.counts().clone()))
    }
}

fn contents() -> impl Strategy<Value = Contents> {
    let records = proptest::collection::btree_map(
        vec(any::<u8>(), 1..40),
        (any::<u64>(), vec(any::<u8>(), 0..3000)),
        0..30,
    );
    let records = records.prop_map(|records| {
        let records = records.into_iter();
        records
            .map(|(key, (revision, value))| (key, revision, value))
            .collect()
    });
    let size = prop_oneof![
        3 => 0..100usize,
        1 => PIECE_BYTES - 300..PIECE_BYTES + 300,
        1 => 2 * PIECE_BYTES..2 * PIECE_BYTES + 100
    ];
    let blobs = proptest::collection::btree_map(any::<(u64, [u8; 16])>(), size, 0..4);
    let blobs = blobs.prop_map(|blobs| {
        let blobs = blobs.into_iter().map(|((epoch, id), size)| {
            let bytes = (0..size).map(|at| (at / 7) as u8).collect();
            (BlobName { epoch, id }, bytes)
        });
        blobs.collect()
    });
    (vec(records, 0..3), blobs).prop_map(|(stores, blobs)| Contents { stores, blobs })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_was_written_comes_back(contents in contents(), seed in any::<u64>()) {
        let (read, counts) = Contents::read(&contents.write(seed)).unwrap();
        prop_assert_eq!(&read.stores, &contents.stores);
        prop_assert!(read.blobs == contents.blobs);
        let records: u64 = counts.records.values().sum();
        let written: usize = contents.stores.iter().map(Vec::len).sum();
        prop_assert_eq!(records, written as u64);
        prop_assert_eq!(counts.blobs, contents.blobs.len() as u64);
    }

    #[test]
    fn nothing_that_anybody_writes_is_taken_or_panics(bytes in vec(any::<u8>(), 0..400)) {
        prop_assert!(Contents::read(&bytes).is_err());
        let mut with_head = Contents::small().write(1)[..16].to_vec();
        with_head.extend(bytes);
        prop_assert!(Contents::read(&with_head).is_err());
    }
}

#[test]
fn every_flipped_bit_is_noticed() {
    let file = Contents::small().write(1);
    assert!(Contents::read(&file).is_ok());
    for at in 0..file.len() {
        for bit in 0..8 {
            let mut changed = file.clone();
            changed[at] ^= 1 << bit;
            let error = Contents::read(&changed).err();
            assert!(error.is_some(), "bit {bit} of byte {at} of {}", file.len());
        }
    }
}

#[test]
fn every_cut_is_noticed_and_everything_added() {
    let file = Contents::small().write(1);
    for length in 0..file.len() {
        assert!(Contents::read(&file[..length]).is_err(), "{length}");
    }
    for added in [&b"\0"[..], &file] {
        let longer = [&file, added].concat();
        let error = Contents::read(&longer).unwrap_err();
        assert!(matches!(error, ReadError::Longer), "{error}");
    }
}

/// The head, and the pieces with their lengths.
fn taken_apart(file: &[u8]) -> (Vec<u8>, Vec<Vec<u8>>) {
    let field = |at: usize| u32::from_be_bytes(file[at..at + 4].try_into().unwrap()) as usize;
    let mut at = 16;
    for _ in 0..2 {
        at += 4 + field(at);
    }
    let head = file[..at].to_vec();
    let mut pieces = Vec::new();
    while at < file.len() {
        let length = 4 + (field(at) & 0x7fff_ffff);
        pieces.push(file[at..at + length].to_vec());
        at += length;
    }
    (head, pieces)
}

fn put_together(head: &[u8], pieces: &[&Vec<u8>]) -> Vec<u8> {
    let pieces = pieces.iter().flat_map(|piece| piece.iter());
    head.iter().chain(pieces).copied().collect()
}

/// Four pieces and a last one.
fn long() -> Contents {
    let name = BlobName {
        epoch: 1,
        id: [1; 16],
    };
    Contents {
        blobs: vec![(name, vec![7; 4 * PIECE_BYTES])],
        ..Contents::small()
    }
}

#[test]
fn pieces_have_one_order() {
    let file = long().write(1);
    let (head, pieces) = taken_apart(&file);
    assert_eq!(pieces.len(), 5);
    let all: Vec<_> = pieces.iter().collect();
    assert!(put_together(&head, &all) == file);
    assert!(Contents::read(&file).is_ok());
    let check = |what: &str, pieces: &[&Vec<u8>]| {
        let error = Contents::read(&put_together(&head, pieces)).err();
        assert!(error.is_some(), "{what}");
    };
    for index in 0..pieces.len() {
        let without = [&all[..index], &all[index + 1..]].concat();
        check("one is missing", &without);
        let mut doubled = all.clone();
        doubled.insert(index, all[index]);
        check("one is there twice", &doubled);
        let mut exchanged = all.clone();
        exchanged.swap(index, (index + 1) % all.len());
        check("two are exchanged", &exchanged);
    }
    // The end of another archive of the same keys, and of the same contents, too.
    let (other_head, other) = taken_apart(&long().write(2));
    for index in 0..pieces.len() {
        let mut mixed = all.clone();
        mixed[index] = &other[index];
        check("one is another archive's", &mixed);
    }
    assert!(Contents::read(&put_together(&other_head, &all)).is_err());
}

#[test]
fn the_last_piece_is_known_as_that() {
    let (head, pieces) = taken_apart(&long().write(1));
    let mut shortened = pieces[..3].to_vec();
    shortened[2][0] |= 0x80;
    let file = put_together(&head, &shortened.iter().collect::<Vec<_>>());
    assert!(matches!(
        Contents::read(&file),
        Err(ReadError::Changed { piece: 2 })
    ));
}

#[test]
fn another_key_opens_nothing() {
    let file = Contents::small().write(1);
    let error = Sealed::begin(file.as_slice())
        .unwrap()
        .unlock(&keys(2))
        .unwrap_err();
    assert!(matches!(error, ReadError::NoKey { wanted } if wanted == keys(1).current().id()));
}

#[test]
fn no_length_is_believed() {
    let (head, pieces) = taken_apart(&Contents::small().write(1));
    for length in [0, 37, (1 << 18) + 38, u32::MAX] {
        let mut piece = pieces[0].clone();
        piece[..4].copy_from_slice(&u32::to_be_bytes(length));
        assert!(Contents::read(&put_together(&head, &[&piece])).is_err());
    }
    let mut keyring = head.clone();
    keyring[16..20].copy_from_slice(&u32::MAX.to_be_bytes());
    assert!(matches!(Contents::read(&keyring), Err(ReadError::Head)));
}

#[test]
fn a_writer_keeps_the_order() {
    let name = |number: u8| BlobName {
        epoch: 0,
        id: [number; 16],
    };
    let random = Arc::new(SeededRandom::new(1));
    let mut writer = Writer::begin(Vec::new(), KEYRING, &keys(1), random, &facts()).unwrap();
    assert!(writer.record(b"k", 1, b"").is_err(), "no store yet");
    writer.store("a", 1).unwrap();
    assert!(writer.store("a", 1).is_err(), "there is one");
    writer.record(b"k", 1, b"").unwrap();
    assert!(writer.record(b"k", 1, b"").is_err(), "there is one");
    assert!(writer.record(b"j", 1, b"").is_err(), "it comes before");
    assert!(writer.bytes(b"x").is_err(), "no file yet");
    writer.blob(name(2), 2).unwrap();
    assert!(writer.store("b", 1).is_err(), "too late");
    assert!(writer.blob(name(3), 0).is_err(), "bytes are missing");
    assert!(writer.bytes(b"xyz").is_err(), "too many");
    writer.bytes(b"xy").unwrap();
    assert!(writer.blob(name(1), 0).is_err(), "it comes before");
    writer.blob(name(3), 1).unwrap();
    assert!(writer.finish().is_err(), "bytes are missing");
}
