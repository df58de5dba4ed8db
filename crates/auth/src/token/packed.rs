//! The part of a token that callers choose at length: session policies and session tags, packed.

use iamd_ident::{Arn, Tag};
use serde::{Deserialize, Serialize};

use super::{SealTokenError, TOKEN_CHARACTERS_MAX, characters_of};
use crate::{
    Session,
    compression::{deflate, inflate},
};

/// LIMIT: what is packed has at most so many bytes before. Fifty tags of the greatest length, ten
/// ARNs and a policy are less.
const UNPACKED_BYTES_MAX: usize = 256 * 1024;

/// Policies and tags do not fit into a token: what the token takes up of its room, in percent.
///
/// SOURCE: AWS's texts, as "How do I assume an IAM role without receiving a PackedPolicyTooLarge
/// error" of its Knowledge Center tells them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackedPolicyTooLarge {
    /// There are policies, and perhaps tags.
    #[error("Packed policy consumes {percent}% of allotted space, please use smaller policy.")]
    Policy {
        /// The percentage.
        percent: u32,
    },
    /// There are tags alone.
    #[error("Packed size of session tags consumes {percent}% of allotted space.")]
    Tags {
        /// The percentage.
        percent: u32,
    },
}

/// Policies and tags, packed.
pub(super) struct Packed(Vec<u8>);

/// What is packed.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Parcel {
    pub(super) policy: Option<String>,
    pub(super) policy_arns: Vec<Arn>,
    pub(super) tags: Vec<Tag>,
    pub(super) transitive_tag_keys: Vec<String>,
}

impl PackedPolicyTooLarge {
    /// For the token of a session that would have so many characters.
    pub(super) fn of(session: &Session, characters: usize) -> Self {
        let percent = percent(characters);
        if session.policy.is_none() && session.policy_arns.is_empty() {
            Self::Tags { percent }
        } else {
            Self::Policy { percent }
        }
    }
}

/// How much of the room of a token so many characters take up, in percent: what is begun counts.
pub(super) fn percent(characters: usize) -> u32 {
    let percent = characters
        .saturating_mul(100)
        .div_ceil(TOKEN_CHARACTERS_MAX);
    u32::try_from(percent).unwrap_or(u32::MAX)
}

/// Whether a session has anything that is packed.
pub(super) fn is_needed(session: &Session) -> bool {
    session.policy.is_some()
        || !session.policy_arns.is_empty()
        || !session.tags.is_empty()
        || !session.transitive_tag_keys.is_empty()
}

impl Packed {
    /// Packs the policies and tags of a session; nothing if it has none.
    ///
    /// # Errors
    /// They alone are too large for a token.
    pub(super) fn pack(session: &Session) -> Result<Option<Self>, SealTokenError> {
        if !is_needed(session) {
            return Ok(None);
        }
        let parcel = Parcel {
            policy: session.policy.clone(),
            policy_arns: session.policy_arns.clone(),
            tags: session.tags.clone(),
            transitive_tag_keys: session.transitive_tag_keys.clone(),
        };
        let plain = rmp_serde::to_vec_named(&parcel)?;
        let too_large = |bytes| PackedPolicyTooLarge::of(session, characters_of(bytes));
        if plain.len() > UNPACKED_BYTES_MAX {
            return Err(too_large(plain.len()).into());
        }
        let packed = deflate(&plain).ok_or_else(|| too_large(plain.len()))?;
        if characters_of(packed.len()) > TOKEN_CHARACTERS_MAX {
            return Err(too_large(packed.len()).into());
        }
        Ok(Some(Self(packed)))
    }

    /// What was packed, if these bytes were.
    pub(super) fn unpack(bytes: &[u8]) -> Option<Parcel> {
        rmp_serde::from_slice(&inflate(bytes, UNPACKED_BYTES_MAX)?).ok()
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_begun_counts() {
        for (characters, expected) in [
            (0, 0),
            (1, 1),
            (40, 1),
            (41, 2),
            (2048, 50),
            (4096, 100),
            (4097, 101),
        ] {
            assert_eq!(percent(characters), expected, "{characters}");
        }
    }
}
