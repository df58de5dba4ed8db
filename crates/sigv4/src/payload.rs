//! What stands for the body in the canonical request.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::hex;

/// The body, as the signature covers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PayloadHash {
    /// The SHA-256 of the body.
    Sha256([u8; 32]),
    /// The body is not signed (`UNSIGNED-PAYLOAD`).
    Unsigned,
    /// The body comes in chunks that carry their own proof.
    Streaming(Streaming),
}

/// How the chunks of a streamed body are proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Streaming {
    /// Each chunk is signed.
    Signed,
    /// Each chunk and the trailers are signed.
    SignedTrailer,
    /// Nothing is signed; a trailer carries a checksum.
    UnsignedTrailer,
}

/// The SHA-256 of nothing.
pub(crate) const EMPTY_SHA256: [u8; 32] = [
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24,
    0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
];

const UNSIGNED: &str = "UNSIGNED-PAYLOAD";

const STREAMING: [(&str, Streaming); 3] = [
    ("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", Streaming::Signed),
    (
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
        Streaming::SignedTrailer,
    ),
    (
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        Streaming::UnsignedTrailer,
    ),
];

impl PayloadHash {
    /// The hash of no body.
    pub const EMPTY: Self = Self::Sha256(EMPTY_SHA256);

    /// The hash of `body`.
    pub fn of(body: &[u8]) -> Self {
        if body.is_empty() {
            return Self::EMPTY;
        }
        Self::Sha256(Sha256::digest(body).into())
    }

    /// What a value of `x-amz-content-sha256` says; `None` if it says nothing known.
    pub fn parse(value: &[u8]) -> Option<Self> {
        if let Some(hash) = hex::decode(value) {
            return Some(Self::Sha256(hash));
        }
        if value == UNSIGNED.as_bytes() {
            return Some(Self::Unsigned);
        }
        let known = STREAMING.iter().find(|(name, _)| name.as_bytes() == value);
        known.map(|(_, streaming)| Self::Streaming(*streaming))
    }

    /// Whether the body comes in chunks that are signed each.
    pub(crate) fn has_signed_chunks(self) -> bool {
        matches!(
            self,
            Self::Streaming(Streaming::Signed | Streaming::SignedTrailer)
        )
    }

    /// Writes it as it stands in the canonical request.
    pub(crate) fn write(self, out: &mut Vec<u8>) {
        match self {
            Self::Sha256(hash) => out.extend_from_slice(&hex::encode(&hash)),
            Self::Unsigned => out.extend_from_slice(UNSIGNED.as_bytes()),
            Self::Streaming(streaming) => out.extend_from_slice(streaming.name().as_bytes()),
        }
    }
}

impl Streaming {
    fn name(self) -> &'static str {
        let known = STREAMING.iter().find(|(_, streaming)| *streaming == self);
        known.map_or("", |(name, _)| name)
    }
}

/// As it stands in `x-amz-content-sha256`.
impl fmt::Display for PayloadHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sha256(hash) => f.write_str(&hex::text(hash)),
            Self::Unsigned => f.write_str(UNSIGNED),
            Self::Streaming(streaming) => f.write_str(streaming.name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, expect: Option<PayloadHash>) {
        assert_eq!(PayloadHash::parse(value.as_bytes()), expect);
        if let Some(payload) = expect {
            let mut written = Vec::new();
            payload.write(&mut written);
            assert_eq!(written, value.as_bytes());
            assert_eq!(payload.to_string(), value);
        }
    }

    #[test]
    fn every_form_is_read_and_written() {
        check("UNSIGNED-PAYLOAD", Some(PayloadHash::Unsigned));
        check(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            Some(PayloadHash::EMPTY),
        );
        for (name, streaming) in STREAMING {
            check(name, Some(PayloadHash::Streaming(streaming)));
        }
    }

    #[test]
    fn anything_else_says_nothing() {
        check("", None);
        check("unsigned-payload", None);
        check("STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD", None);
        check(
            "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
            None,
        );
    }

    #[test]
    fn the_hash_of_nothing_is_the_constant() {
        assert_eq!(
            PayloadHash::EMPTY,
            PayloadHash::Sha256(Sha256::digest(b"").into())
        );
        assert_eq!(PayloadHash::of(b""), PayloadHash::EMPTY);
        assert_ne!(PayloadHash::of(b"a"), PayloadHash::EMPTY);
    }
}
