//! Session tokens: what temporary credentials carry, so that nothing of them has to be kept.
//!
//! ```text
//! Token ─ record ─┬─ MessagePack ────────────┬─ seal ─▶ version ║ format ║ key id ║ nonce ║ … ║ tag ─▶ Base64
//!                 └─ packed: policies, tags ─┘             1        (what `iamd-seal` writes)
//!                    (MessagePack, deflated)
//! ```
//!
//! SECURITY: a token holds the secret that its credentials sign with. It is sealed, so that who
//! intercepts one cannot sign; and bound to a purpose of its own, so that nothing else that was
//! sealed with the same keys opens as a token.

mod fault;
mod issue;
mod packed;
mod record;
mod secret;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use base64::{Engine, prelude::BASE64_STANDARD};
use iamd_ident::{AccessKeyId, Random, Secret, Timestamp};
use iamd_seal::{OpenError, SEALED_OVERHEAD_BYTES, SealingKeys};

pub use self::{
    fault::{TokenFault, TokenRefusals},
    issue::{Inherited, IssueError, Issued, IssuedSubject, Issues, NewSession, issue_session},
    packed::PackedPolicyTooLarge,
    secret::fresh_secret,
};
use crate::{Session, SessionOwner};

/// Temporary credentials, with the session that they are of.
#[derive(Clone, Debug)]
pub struct Token {
    /// The id of the access key.
    pub access_key: AccessKeyId,
    /// The secret that signs.
    pub secret: Arc<Secret<String>>,
    /// Whose session it is.
    pub owner: SessionOwner,
    /// What was agreed on.
    pub session: Arc<Session>,
    /// Whether they were made with temporary credentials.
    pub is_chained: bool,
}

/// Credentials could not be made into a token.
#[derive(Debug, thiserror::Error)]
pub enum SealTokenError {
    /// It would be too long.
    #[error(transparent)]
    TooLarge(#[from] PackedPolicyTooLarge),
    /// The encoder refused it, which none of our records cause.
    #[error("a session token cannot be encoded")]
    Encode(#[from] rmp_serde::encode::Error),
}

/// LIMIT: the characters of a token. Issuing keeps to it, and what is longer is not looked at.
///
/// SOURCE: AWS What's New, September 2026, "AWS STS simplifies session token size limits": one limit
/// of 4,096 bytes for the token, in the place of another one for policies and tags.
pub const TOKEN_CHARACTERS_MAX: usize = 4096;

/// The first byte of a token. Another form of tokens gets another one, and this one stays readable
/// for as long as such tokens may live.
const VERSION: u8 = 1;

/// What tokens are bound to, beside their version.
const PURPOSE: &[u8] = b"iamd session token";

impl Token {
    /// The token as a client carries it.
    ///
    /// # Errors
    /// It would be too long.
    pub fn seal(
        &self,
        ring: &SealingKeys,
        random: &dyn Random,
    ) -> Result<Secret<String>, SealTokenError> {
        self.seal_padded(ring, random, 0)
    }

    /// As [`Token::seal`], with at least `characters_min` characters, or the most there may be.
    ///
    /// # Errors
    /// It would be too long.
    pub fn seal_padded(
        &self,
        ring: &SealingKeys,
        random: &dyn Random,
        characters_min: usize,
    ) -> Result<Secret<String>, SealTokenError> {
        let too_large = |characters| PackedPolicyTooLarge::of(&self.session, characters);
        let bytes_min = bytes_of(characters_min.min(TOKEN_CHARACTERS_MAX));
        let record = record::encode(self, bytes_min.saturating_sub(1 + SEALED_OVERHEAD_BYTES))?;
        let sealed = ring
            .seal(record.expose(), &[PURPOSE, &[VERSION]], random)
            .map_err(|_| too_large(record.expose().len()))?;
        let mut bytes = Vec::with_capacity(1 + sealed.len());
        bytes.push(VERSION);
        bytes.extend_from_slice(&sealed);
        let text = BASE64_STANDARD.encode(bytes);
        if text.len() > TOKEN_CHARACTERS_MAX {
            return Err(too_large(text.len()).into());
        }
        Ok(Secret::new(text))
    }

    /// What a client carried. It was made by this deployment and not changed since; nothing more is
    /// known of it, see [`Token::check`].
    ///
    /// # Errors
    /// It is no token, or nobody can say any more that it is one.
    pub fn open(ring: &SealingKeys, text: &str) -> Result<Self, TokenFault> {
        if !(TOKEN_CHARACTERS_MIN..=TOKEN_CHARACTERS_MAX).contains(&text.len()) {
            return Err(TokenFault::WrongLength);
        }
        let bytes = BASE64_STANDARD.decode(text);
        let bytes = bytes.map_err(|_| TokenFault::NotBase64)?;
        let (version, sealed) = bytes.split_first().ok_or(TokenFault::WrongLength)?;
        if *version != VERSION {
            return Err(TokenFault::UnknownVersion);
        }
        let record = ring.open(sealed, &[PURPOSE, &[VERSION]]);
        let record = record.map_err(|error| match error {
            OpenError::TooShort { .. } | OpenError::TooLong { .. } => TokenFault::WrongLength,
            OpenError::UnknownFormat { .. } => TokenFault::UnknownVersion,
            OpenError::UnknownKey { .. } => TokenFault::UnknownKey,
            OpenError::Tampered => TokenFault::Forged,
        })?;
        record::decode(record.expose()).ok_or(TokenFault::Unreadable)
    }

    /// Whether the token belongs to the access key `key_id`, and still counts at `now`.
    ///
    /// # Errors
    /// It does not.
    pub fn check(&self, key_id: &str, now: Timestamp) -> Result<(), TokenFault> {
        if self.access_key.as_str() != key_id {
            return Err(TokenFault::AnotherKeys);
        }
        if now >= self.session.expires_at {
            return Err(TokenFault::Expired);
        }
        Ok(())
    }
}

/// The characters of the shortest text that could be one: Base64 of the version and a sealed value
/// with nothing in it.
const TOKEN_CHARACTERS_MIN: usize = characters_of(1 + SEALED_OVERHEAD_BYTES);

/// How many characters of Base64 so many bytes are.
const fn characters_of(bytes: usize) -> usize {
    bytes.div_ceil(3) * 4
}

/// How many bytes are at least so many characters of Base64.
const fn bytes_of(characters: usize) -> usize {
    characters.div_ceil(4) * 3
}
