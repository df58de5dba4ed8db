//! The signatures of a streamed body: each covers the one before it, the first one the head's.

use std::fmt;

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::{Scope, SigningKey, hex, key::Mac32, payload::EMPTY_SHA256};

/// The last signature that was right, and the key to the next one.
///
/// SOURCE: S3 API reference, "Signature Calculations for the Authorization Header: Transferring
/// Payload in Multiple Chunks", and "Including Trailing Headers".
pub(crate) struct Chain {
    key: SigningKey,
    /// What the string to sign repeats each time: the moment and the scope, a line each.
    moment_and_scope: String,
    previous: [u8; 64],
}

/// A signature does not follow the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unproven;

const CHUNK: &str = "AWS4-HMAC-SHA256-PAYLOAD\n";
const TRAILER: &str = "AWS4-HMAC-SHA256-TRAILER\n";

impl Chain {
    /// A chain that begins with the signature of the head, which was made at `stamp`.
    pub(crate) fn new(key: SigningKey, stamp: &str, scope: Scope<'_>, seed: &[u8; 32]) -> Self {
        let scope = scope.pieces().concat();
        Self {
            key,
            moment_and_scope: format!("{stamp}\n{scope}\n"),
            previous: hex::encode(seed),
        }
    }

    /// Takes `signature` as the next one if it is that of a chunk with this hash.
    pub(super) fn check_chunk(
        &mut self,
        hash: &[u8; 32],
        signature: &[u8; 32],
    ) -> Result<(), Unproven> {
        let expected = self.chunk(hash);
        self.check(&expected, signature)
    }

    /// As [`Chain::check_chunk`], for trailers that have this hash when written canonically.
    pub(super) fn check_trailer(
        &mut self,
        hash: &[u8; 32],
        signature: &[u8; 32],
    ) -> Result<(), Unproven> {
        let expected = self.trailer(hash);
        self.check(&expected, signature)
    }

    /// Signs a chunk with this hash; the next signature follows this one.
    pub(super) fn sign_chunk(&mut self, hash: &[u8; 32]) -> String {
        let signature = self.chunk(hash);
        self.previous = hex::encode(&signature);
        hex::text(&signature)
    }

    /// Signs trailers.
    pub(super) fn sign_trailer(&mut self, hash: &[u8; 32]) -> String {
        hex::text(&self.trailer(hash))
    }

    fn chunk(&self, hash: &[u8; 32]) -> Mac32 {
        self.signature(CHUNK, &[hex::encode(&EMPTY_SHA256), hex::encode(hash)])
    }

    fn trailer(&self, hash: &[u8; 32]) -> Mac32 {
        self.signature(TRAILER, &[hex::encode(hash)])
    }

    fn signature(&self, algorithm: &str, hashes: &[[u8; 64]]) -> Mac32 {
        let head = [algorithm, &*self.moment_and_scope].map(str::as_bytes);
        let lines = [&self.previous].into_iter().chain(hashes);
        // A line feed stands between the lines and not at the end.
        let tail = lines.enumerate().flat_map(|(index, line)| {
            let feed: &[u8] = if index == 0 { b"" } else { b"\n" };
            [feed, line.as_slice()]
        });
        self.key.mac(head.into_iter().chain(tail))
    }

    fn check(&mut self, expected: &[u8; 32], provided: &[u8; 32]) -> Result<(), Unproven> {
        // SECURITY: in constant time, or the signature could be guessed byte by byte.
        if bool::from(expected.as_slice().ct_eq(provided)) {
            self.previous = hex::encode(provided);
            Ok(())
        } else {
            Err(Unproven)
        }
    }
}

/// SECURITY: the key is hidden, and so is what was signed.
impl fmt::Debug for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Chain(…)")
    }
}

/// The SHA-256 of `bytes`.
pub(super) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
