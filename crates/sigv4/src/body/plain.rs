//! A body as it is: its hash and its length are proved.

use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::BodyError;
use crate::hex;

/// What a plain body has to be, and what came of it so far.
#[derive(Debug)]
pub(super) struct Plain {
    /// `None` if the length was not said.
    pub(super) length: Option<u64>,
    expected: Option<Expected>,
    seen: u64,
}

/// The hash that the body must have. What does not need one is not hashed.
#[derive(Debug)]
struct Expected {
    hash: [u8; 32],
    hasher: Sha256,
}

impl Plain {
    pub(super) fn new(hash: Option<[u8; 32]>, length: Option<u64>) -> Self {
        let expected = hash.map(|hash| Expected {
            hash,
            hasher: Sha256::new(),
        });
        Self {
            length,
            expected,
            seen: 0,
        }
    }

    /// Takes all of `input`.
    pub(super) fn decode(&mut self, input: &mut Bytes) -> Result<Option<Bytes>, BodyError> {
        if input.is_empty() {
            return Ok(None);
        }
        let piece = std::mem::take(input);
        self.seen = self.seen.saturating_add(piece.len() as u64);
        if let Some(expected) = self.length.filter(|length| self.seen > *length) {
            let provided = self.seen;
            return Err(BodyError::WrongLength { expected, provided });
        }
        if let Some(expected) = &mut self.expected {
            expected.hasher.update(&piece);
        }
        Ok(Some(piece))
    }

    /// The length of the body, which has ended.
    pub(super) fn finish(self) -> Result<u64, BodyError> {
        let provided = self.seen;
        if let Some(expected) = self.length.filter(|length| *length != provided) {
            return Err(BodyError::WrongLength { expected, provided });
        }
        let Some(expected) = self.expected else {
            return Ok(provided);
        };
        let computed: [u8; 32] = expected.hasher.finalize().into();
        if computed == expected.hash {
            return Ok(provided);
        }
        Err(BodyError::WrongHash {
            provided: hex::text(&expected.hash),
            computed: hex::text(&computed),
        })
    }
}
