//! The client's side of chunked bodies: tests, benches and tools.

use std::fmt;

use super::{
    chain::{Chain, sha256},
    chunked::canonical,
};

/// Whoever writes a body in chunks, signed if the head's signature is given.
///
/// The chunks are those that the caller gives; S3 takes none under 8 KiB but the last one.
pub struct ChunkEncoder {
    chain: Option<Chain>,
    signs_trailers: bool,
}

impl ChunkEncoder {
    /// An encoder of chunks that are not signed.
    pub fn unsigned() -> Self {
        Self {
            chain: None,
            signs_trailers: false,
        }
    }

    pub(crate) fn signed(chain: Chain, signs_trailers: bool) -> Self {
        Self {
            chain: Some(chain),
            signs_trailers,
        }
    }

    /// A chunk with these bytes, encoded. There must be some: a chunk of none is the last one.
    pub fn chunk(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut encoded = self.header(bytes);
        encoded.extend_from_slice(bytes);
        encoded.extend_from_slice(b"\r\n");
        encoded
    }

    /// The last chunk, and the trailers after it with names in small letters and sorted.
    pub fn finish(mut self, trailers: &[(String, String)]) -> Vec<u8> {
        let mut encoded = self.header(b"");
        let lines = canonical(trailers);
        encoded.extend_from_slice(lines.replace('\n', "\r\n").as_bytes());
        if let Some(chain) = self.chain.as_mut().filter(|_| self.signs_trailers) {
            let signature = chain.sign_trailer(&sha256(lines.as_bytes()));
            let line = format!("x-amz-trailer-signature:{signature}\r\n");
            encoded.extend_from_slice(line.as_bytes());
        }
        encoded.extend_from_slice(b"\r\n");
        encoded
    }

    fn header(&mut self, bytes: &[u8]) -> Vec<u8> {
        let size = bytes.len();
        let line = match &mut self.chain {
            Some(chain) => {
                let signature = chain.sign_chunk(&sha256(bytes));
                format!("{size:x};chunk-signature={signature}\r\n")
            }
            None => format!("{size:x}\r\n"),
        };
        line.into_bytes()
    }
}

/// SECURITY: the key is hidden.
impl fmt::Debug for ChunkEncoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChunkEncoder")
            .field("is_signed", &self.chain.is_some())
            .finish_non_exhaustive()
    }
}
