//! Whether a key sealed something in the bytes of a record.

use crate::{KeyId, SealingKeys};

/// What keys leave in whatever holds something that they sealed: their ids.
///
/// A sealed value carries the id of its key in the clear. Records hold such values as bytes or as
/// lists of numbers, and both are looked for. So nothing has to be known of a record to say that a
/// key is not needed for it, and no type of record can be forgotten.
#[derive(Debug, Clone, Default)]
pub struct KeyTraces {
    needles: Vec<Box<[u8]>>,
}

impl KeyTraces {
    /// The traces of the keys of a ring that only open.
    pub fn of_old_keys(ring: &SealingKeys) -> Self {
        let current = ring.current().id();
        let old = ring.keys().map(crate::SealingKey::id);
        Self::of(old.filter(|id| *id != current))
    }

    /// The traces of the keys with these ids.
    pub fn of(ids: impl IntoIterator<Item = KeyId>) -> Self {
        let needles = ids.into_iter();
        Self {
            needles: needles
                .flat_map(|id| [as_bytes(id), as_numbers(id)])
                .collect(),
        }
    }

    /// Whether there are no such keys.
    pub fn is_empty(&self) -> bool {
        self.needles.is_empty()
    }

    /// Whether one of the keys seems to have sealed something in these bytes. Bytes that are
    /// like its id by chance are taken for it; that happens once in 2⁶⁴.
    pub fn are_in(&self, bytes: &[u8]) -> bool {
        let mut needles = self.needles.iter();
        needles.any(|needle| memchr::memmem::find(bytes, needle).is_some())
    }
}

fn as_bytes(id: KeyId) -> Box<[u8]> {
    id.as_bytes().as_slice().into()
}

/// The id as MessagePack writes a list of small numbers: those from 128 on with a byte before them.
///
/// SOURCE: the specification of MessagePack, "int format family".
fn as_numbers(id: KeyId) -> Box<[u8]> {
    let mut needle = Vec::with_capacity(2 * KeyId::BYTES);
    for byte in id.as_bytes() {
        if *byte >= 128 {
            needle.push(0xcc);
        }
        needle.push(*byte);
    }
    needle.into()
}

#[cfg(test)]
mod tests {
    use iamd_testkit::SeededRandom;

    use super::*;
    use crate::SealingKey;

    #[test]
    fn what_an_old_key_sealed_is_found_in_both_forms() {
        for seed in 0..50 {
            let random = SeededRandom::new(seed);
            let old = SealingKey::generate(&random);
            let sealed = old.seal(b"secret", &[b"place"], &random).unwrap();
            let numbers: Vec<u8> = sealed
                .iter()
                .flat_map(|byte| {
                    if *byte < 128 {
                        vec![*byte]
                    } else {
                        vec![0xcc, *byte]
                    }
                })
                .collect();
            let mut ring = SealingKeys::new(old);
            let none = KeyTraces::of_old_keys(&ring);
            ring.rotate(SealingKey::generate(&random));
            let traces = KeyTraces::of_old_keys(&ring);
            assert!(none.is_empty() && !traces.is_empty());
            for bytes in [&sealed, &numbers] {
                assert!(traces.are_in(bytes) && !none.are_in(bytes));
            }
            let new = ring.seal(b"secret", &[b"place"], &random).unwrap();
            assert!(!traces.are_in(&new));
        }
    }
}
