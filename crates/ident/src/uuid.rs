//! Ids of requests and events.

use crate::Random;

/// A random UUID (RFC 9562, version 4) as text.
pub fn random_uuid(random: &dyn Random) -> String {
    const VERSION: u128 = 4 << 76;
    const VARIANT: u128 = 2 << 62;
    let chance = u128::from_be_bytes(random.bytes());
    let bits = chance & !(0xf << 76) & !(3 << 62) | VERSION | VARIANT;
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

    #[test]
    fn ids_are_uuids_of_version_4() {
        struct Ones;
        impl Random for Ones {
            fn fill(&self, bytes: &mut [u8]) {
                bytes.fill(0xff);
            }
        }
        assert_eq!(random_uuid(&Ones), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    }
}
