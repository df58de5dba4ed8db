//! Passwords that are made for somebody.

use std::iter;

use iamd_ident::{Random, Secret};

/// The kinds of characters that password policies ask for. What is taken for something else is left
/// out, since such passwords are typed from paper, and so are marks that a shell wants quoted.
///
/// SOURCE: IAM User Guide, "Set an account password policy for IAM users": the characters that
/// count as symbols are more than these.
const KINDS: [&[u8]; 4] = [
    b"ABCDEFGHJKLMNPQRSTUVWXYZ",
    b"abcdefghijkmnopqrstuvwxyz",
    b"23456789",
    b"-_+=",
];

/// The fewest characters that such a password has: some 135 bits of chance.
pub const GENERATED_PASSWORD_CHARACTERS: usize = 24;
/// SOURCE: IAM API Reference, `CreateLoginProfile`: `Password`.
const CHARACTERS_MAX: usize = 128;

/// A password with characters of all kinds, which every password policy takes that asks for at most
/// `characters_min` of them.
pub fn generated_password(random: &dyn Random, characters_min: usize) -> Secret<String> {
    let length = characters_min.clamp(GENERATED_PASSWORD_CHARACTERS, CHARACTERS_MAX);
    let all = KINDS.concat();
    let kinds = KINDS.into_iter().chain(iter::repeat(all.as_slice()));
    // SECURITY: it never moves to a larger place, which would leave a copy behind.
    let mut password = Vec::with_capacity(length);
    let drawn = kinds
        .take(length)
        .filter_map(|kind| kind.get(below(random, kind.len())));
    password.extend(drawn);
    for last in (1..password.len()).rev() {
        password.swap(last, below(random, last + 1));
    }
    // The kinds are ASCII.
    Secret::new(String::from_utf8(password).unwrap_or_default())
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
        for characters_min in [6, 24, 25, 128, 1000] {
            for _ in 0..100 {
                let password = generated_password(&random, characters_min);
                let bytes = password.expose().as_bytes();
                let length = characters_min.clamp(GENERATED_PASSWORD_CHARACTERS, CHARACTERS_MAX);
                assert_eq!(bytes.len(), length);
                for kind in KINDS {
                    assert!(bytes.iter().any(|byte| kind.contains(byte)));
                }
            }
        }
    }

    #[test]
    fn no_two_are_the_same() {
        let random = SeededRandom::new(1);
        let one = generated_password(&random, 0);
        assert_ne!(one.expose(), generated_password(&random, 0).expose());
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
