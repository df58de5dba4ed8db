//! Ids of requests and events.

use crate::{Random, Timestamp};

/// A random UUID (RFC 9562, version 4) as text.
pub fn random_uuid(random: &dyn Random) -> String {
    text(with_version(u128::from_be_bytes(random.bytes()), 4))
}

/// A UUID (RFC 9562, version 7) as text: those of later milliseconds come later in the alphabet.
pub fn time_ordered_uuid(at: Timestamp, random: &dyn Random) -> String {
    const TIME_BITS: u32 = 48;
    let milliseconds = u128::try_from(at.as_millisecond()).unwrap_or(0);
    let time = milliseconds << (u128::BITS - TIME_BITS);
    let chance = u128::from_be_bytes(random.bytes()) >> TIME_BITS;
    text(with_version(time | chance, 7))
}

/// The time of a UUID of version 7.
pub fn time_of_uuid(uuid: &str) -> Option<Timestamp> {
    let (high, low) = (uuid.get(..8)?, uuid.get(9..13)?);
    let milliseconds = i64::from_str_radix(&format!("{high}{low}"), 16).ok()?;
    Timestamp::from_millisecond(milliseconds).ok()
}

fn with_version(bits: u128, version: u128) -> u128 {
    const VARIANT: u128 = 2 << 62;
    bits & !(0xf << 76) & !(3 << 62) | version << 76 | VARIANT
}

fn text(bits: u128) -> String {
    let part = |shift: u32, digits: u32| bits >> shift & ((1 << (digits * 4)) - 1);
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        part(96, 8),
        part(80, 4),
        part(64, 4),
        part(48, 4),
        part(0, 12),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Ones;

    impl Random for Ones {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(0xff);
        }
    }

    #[test]
    fn later_ids_come_later() {
        let at: Timestamp = "2026-01-31T00:00:00.123Z".parse().unwrap();
        let id = time_ordered_uuid(at, &Ones);
        assert_eq!(id, "019c1159-707b-7fff-bfff-ffffffffffff");
        assert_eq!(time_of_uuid(&id), Some(at));
        let later = "2026-01-31T00:00:00.124Z".parse().unwrap();
        assert!(time_ordered_uuid(later, &Ones) > id);
        for text in ["", "00000000", "xxxxxxxx-xxxx-xxxx", "é123456-é234"] {
            assert_eq!(time_of_uuid(text), None, "{text}");
        }
    }

    #[test]
    fn ids_are_uuids_of_version_4() {
        assert_eq!(random_uuid(&Ones), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    }
}
