//! Passwords that are made for somebody.

use iamd_ident::{Random, Secret};

/// The kinds of characters that a password policy may ask for. What looks like something else is
/// left out: such passwords are typed from paper.
///
/// SOURCE: IAM User Guide, "Set an account password policy for IAM users": the characters that
/// count as symbols are more than these.
const KINDS: [&[u8]; 4] = [
    b"ABCDEFGHJKLMNPQRSTUVWXYZ",
    b"abcdefghijkmnopqrstuvwxyz",
    b"23456789",
    b"!@#$%^*()_+-=",
];

/// How long a password is if nobody asks for a longer one.
pub(crate) const LENGTH: usize = 20;
/// SOURCE: IAM API Reference, `CreateLoginProfile`: `Password`.
const LENGTH_MAX: usize = 128;

/// A password with characters of all kinds, which every password policy takes that asks for at most
/// `length_min` characters.
pub(crate) fn generated(random: &dyn Random, length_min: usize) -> Secret<String> {
    let length = length_min.clamp(LENGTH, LENGTH_MAX);
    let all = KINDS.concat();
    let kinds = KINDS.into_iter().chain(std::iter::repeat(all.as_slice()));
    let mut password: Vec<u8> = kinds
        .take(length)
        .filter_map(|kind| kind.get(below(random, kind.len())).copied())
        .collect();
    for last in (1..password.len()).rev() {
        password.swap(last, below(random, last + 1));
    }
    Secret::new(password.into_iter().map(char::from).collect())
}

/// A number below `end`, each as likely as the others but for one part in sixty million.
fn below(random: &dyn Random, end: usize) -> usize {
    let number = u64::from(u32::from_le_bytes(random.bytes()));
    // Less than `end`, which is an `usize`.
    usize::try_from((number * end as u64) >> 32).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use iamd_testkit::SeededRandom;

    use super::*;

    #[test]
    fn every_kind_is_there() {
        let random = SeededRandom::new(1);
        for length_min in [6, 20, 21, 128, 1000] {
            for _ in 0..100 {
                let password = generated(&random, length_min);
                let bytes = password.expose().as_bytes();
                assert_eq!(bytes.len(), length_min.clamp(LENGTH, LENGTH_MAX));
                for kind in KINDS {
                    assert!(bytes.iter().any(|byte| kind.contains(byte)));
                }
            }
        }
    }

    #[test]
    fn no_two_are_the_same() {
        let random = SeededRandom::new(1);
        let one = generated(&random, LENGTH);
        assert_ne!(one.expose(), generated(&random, LENGTH).expose());
    }

    #[test]
    fn numbers_stay_below_their_end() {
        struct Largest;
        impl Random for Largest {
            fn fill(&self, bytes: &mut [u8]) {
                bytes.fill(u8::MAX);
            }
        }
        assert_eq!(below(&Largest, 7), 6);
        assert_eq!(below(&Largest, 1), 0);
    }
}
