//! Ids of requests.

use iamd_ident::Random;

/// A random UUID (RFC 9562, version 4) as text.
pub(crate) fn request_id(random: &dyn Random) -> String {
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
    use iamd_testkit::SeededRandom;

    use super::*;

    #[test]
    fn ids_are_uuids_of_version_4() {
        let random = SeededRandom::new(1);
        let ids: Vec<String> = (0..100).map(|_| request_id(&random)).collect();
        for id in &ids {
            let lengths: Vec<usize> = id.split('-').map(str::len).collect();
            assert_eq!(lengths, [8, 4, 4, 4, 12], "{id}");
            assert_eq!(id.as_bytes()[14], b'4', "{id}");
            assert!(b"89ab".contains(&id.as_bytes()[19]), "{id}");
        }
        assert_ne!(ids[0], ids[1]);
    }
}
