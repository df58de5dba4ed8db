//! What leaves the program sealed, in an address or a form, and comes back.
//!
//! SECURITY: such texts are sealed with the keys of session tokens and bound to purposes of their
//! own, so that none opens as another.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use iamd_ident::{Random, Secret, Timestamp};
use iamd_seal::SealingKeys;
use serde::{Serialize, de::DeserializeOwned};

use crate::compression::{deflate, inflate};

/// What a kind of sealed text is bound to, and how long it may get.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SealedKind {
    /// What no other kind is bound to.
    pub(crate) purpose: &'static [u8],
    /// LIMIT: the most characters.
    pub(crate) characters_max: usize,
}

/// The first byte of a sealed text.
const VERSION: u8 = 1;

/// LIMIT: the bytes of a value before it is compressed.
const PLAIN_BYTES_MAX: usize = 256 * 1024;

impl SealedKind {
    /// The value as letters of Base64 for URLs; none if it is too long.
    pub(crate) fn seal<T: Serialize>(
        self,
        ring: &SealingKeys,
        value: &T,
        random: &dyn Random,
    ) -> Option<Secret<String>> {
        let plain = Secret::new(rmp_serde::to_vec_named(value).ok()?);
        if plain.expose().len() > PLAIN_BYTES_MAX {
            return None;
        }
        let packed = Secret::new(deflate(plain.expose())?);
        let sealed = ring.seal(packed.expose(), &self.bound_to(), random).ok()?;
        let text = BASE64_URL_SAFE_NO_PAD.encode([&[VERSION], &*sealed].concat());
        (text.len() <= self.characters_max).then(|| Secret::new(text))
    }

    /// The value that was sealed, if the text is one of this kind, of this deployment and unchanged.
    pub(crate) fn open<T: DeserializeOwned>(self, ring: &SealingKeys, text: &str) -> Option<T> {
        if text.len() > self.characters_max {
            return None;
        }
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
        let (version, sealed) = bytes.split_first()?;
        if *version != VERSION {
            return None;
        }
        let packed = ring.open(sealed, &self.bound_to()).ok()?;
        let plain = Secret::new(inflate(packed.expose(), PLAIN_BYTES_MAX)?);
        rmp_serde::from_slice(plain.expose()).ok()
    }

    fn bound_to(self) -> [&'static [u8]; 2] {
        [self.purpose, &[VERSION]]
    }
}

/// How far a clock may be put back between the making of a text and its coming back, in seconds.
const CLOCK_STEP_SECONDS: i64 = 60;

/// Whether less than so many seconds have passed since `made_at`. It may lie a minute ahead, as it does
/// after the clock was put right; what is made later than that does not count.
pub(crate) fn is_within(made_at: Timestamp, seconds: i64, now: Timestamp) -> bool {
    let age_seconds = now.as_second().saturating_sub(made_at.as_second());
    (-CLOCK_STEP_SECONDS..seconds).contains(&age_seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_count_for_their_time_and_a_small_step_of_the_clock() {
        let at = |second: i64| Timestamp::from_second(1_800_000_000 + second).unwrap();
        for (age_seconds, counts) in [
            (-61, false),
            (-60, true),
            (-1, true),
            (0, true),
            (299, true),
            (300, false),
        ] {
            assert_eq!(
                is_within(at(0), 300, at(age_seconds)),
                counts,
                "{age_seconds}"
            );
        }
    }
}
