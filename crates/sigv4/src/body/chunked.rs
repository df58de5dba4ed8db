//! The encoding `aws-chunked`: chunks with their sizes, perhaps signed, and trailers after them.
//!
//! ```text
//! 10000;chunk-signature=64 digits CRLF  65,536 bytes CRLF
//! 400;chunk-signature=64 digits CRLF     1,024 bytes CRLF
//! 0;chunk-signature=64 digits CRLF
//! x-amz-checksum-crc32c:sOO8/Q== CRLF
//! x-amz-trailer-signature:64 digits CRLF
//! CRLF
//! ```

use bytes::Bytes;
use sha2::{Digest, Sha256};

use self::{header::ChunkHeader, trailers::Trailers};
use super::{BodyError, ProvenBody, chain::Chain};
use crate::{Streaming, payload::EMPTY_SHA256};

pub(super) use self::trailers::{TRAILERS_MAX, canonical, is_trailer_name};

mod header;
mod trailers;

/// LIMIT: bytes of a line, which are kept until the line is whole. The longest that is of use is a
/// trailer with a signature; S3's own limit is unknown.
const LINE_BYTES_MAX: usize = 512;

/// LIMIT: bytes of each chunk but the last one, so that no body consists of headers alone.
///
/// SOURCE: S3 API reference, "Transferring Payload in Multiple Chunks".
const CHUNK_BYTES_MIN: u64 = 8192;

/// Where in a chunked body the next byte stands.
#[derive(Debug)]
pub(super) struct Chunked {
    streaming: Streaming,
    /// `None` if chunks are not signed.
    chain: Option<Chain>,
    decoded_length: u64,
    /// How many of the decoded bytes have not come yet.
    due: u64,
    /// How many chunks have begun.
    chunks: u64,
    /// The size of the chunk before.
    previous_size: Option<u64>,
    place: Place,
    /// The beginning of a line whose end has not come yet.
    line: Vec<u8>,
    trailers: Trailers,
}

#[derive(Debug)]
enum Place {
    /// In the line before a chunk.
    Header,
    /// In the bytes of a chunk.
    Data(Data),
    /// In the line's end after the bytes of a chunk.
    AfterData,
    /// After the line of the last chunk.
    Trailers,
}

/// A chunk whose bytes are coming.
#[derive(Debug)]
struct Data {
    left: u64,
    proof: Option<DataProof>,
}

#[derive(Debug)]
struct DataProof {
    signature: [u8; 32],
    hasher: Sha256,
}

impl Chunked {
    pub(super) fn new(
        streaming: Streaming,
        chain: Option<Chain>,
        decoded_length: u64,
        declared: Vec<String>,
    ) -> Self {
        Self {
            streaming,
            chain,
            decoded_length,
            due: decoded_length,
            chunks: 0,
            previous_size: None,
            place: Place::Header,
            line: Vec::new(),
            trailers: Trailers::new(declared, streaming),
        }
    }

    pub(super) fn decoded_length(&self) -> u64 {
        self.decoded_length
    }

    pub(super) fn declared_trailers(&self) -> &[String] {
        self.trailers.declared()
    }

    /// See [`super::BodyProof::decode`].
    pub(super) fn decode(&mut self, input: &mut Bytes) -> Result<Option<Bytes>, BodyError> {
        while !input.is_empty() {
            if let Place::Data(data) = &mut self.place {
                let (piece, is_whole) = data.take(input);
                if is_whole {
                    self.end_data()?;
                }
                return Ok(Some(piece));
            }
            let Some(line) = self.take_line(input)? else {
                return Ok(None);
            };
            match self.place {
                Place::Header => self.begin_chunk(&line)?,
                Place::AfterData if line == "\r\n" => self.place = Place::Header,
                Place::Trailers => self.trailers.push(&line)?,
                // Bytes of a chunk are no lines, so that place is not reached here.
                Place::AfterData | Place::Data(_) => return Err(BodyError::Incomplete),
            }
        }
        Ok(None)
    }

    /// See [`super::BodyProof::finish`].
    pub(super) fn finish(mut self) -> Result<ProvenBody, BodyError> {
        if !matches!(self.place, Place::Trailers) {
            return Err(BodyError::Incomplete);
        }
        // Some clients leave out the end of the last line, which is the signature. Another line
        // without its end may be one that was cut off.
        let line = std::mem::take(&mut self.line);
        if self.streaming != Streaming::SignedTrailer && line != b"\r" && !line.is_empty() {
            return Err(BodyError::MalformedTrailer);
        }
        self.trailers.push(&line)?;
        Ok(ProvenBody {
            length: self.decoded_length,
            trailers: self.trailers.finish(self.chain.as_mut())?,
        })
    }

    /// The next line with its end; `None` if its end has not come yet.
    fn take_line(&mut self, input: &mut Bytes) -> Result<Option<Bytes>, BodyError> {
        let allowed = LINE_BYTES_MAX.saturating_sub(self.line.len());
        let end = input.iter().take(allowed).position(|byte| *byte == b'\n');
        let Some(end) = end else {
            if input.len() >= allowed {
                return Err(self.misplaced());
            }
            self.line.extend_from_slice(input);
            input.clear();
            return Ok(None);
        };
        let rest = input.split_to(end.saturating_add(1));
        if self.line.is_empty() {
            return Ok(Some(rest));
        }
        let mut line = std::mem::take(&mut self.line);
        line.extend_from_slice(&rest);
        Ok(Some(line.into()))
    }

    /// What is wrong with bytes that are no line.
    fn misplaced(&self) -> BodyError {
        match self.place {
            Place::Trailers => BodyError::MalformedTrailer,
            _ => BodyError::Incomplete,
        }
    }

    fn begin_chunk(&mut self, line: &[u8]) -> Result<(), BodyError> {
        let is_signed = self.streaming != Streaming::UnsignedTrailer;
        let header = ChunkHeader::parse(line).ok_or(BodyError::Incomplete)?;
        if header.signature.is_some() != is_signed {
            return Err(BodyError::Incomplete);
        }
        self.chunks = self.chunks.saturating_add(1);
        if header.size == 0 {
            return self.end_chunks(header.signature);
        }
        let previous = self.previous_size.replace(header.size);
        if let Some(size) = previous.filter(|size| *size < CHUNK_BYTES_MIN) {
            let chunk = self.chunks;
            return Err(BodyError::ChunkTooSmall { chunk, size });
        }
        self.due = self
            .due
            .checked_sub(header.size)
            .ok_or_else(|| self.wrong_length(header.size))?;
        self.place = Place::Data(Data {
            left: header.size,
            proof: header.signature.map(|signature| DataProof {
                signature,
                hasher: Sha256::new(),
            }),
        });
        Ok(())
    }

    /// All bytes of a chunk have come.
    fn end_data(&mut self) -> Result<(), BodyError> {
        let Place::Data(data) = std::mem::replace(&mut self.place, Place::AfterData) else {
            return Err(BodyError::Incomplete);
        };
        match data.proof {
            Some(proof) => self.check(&proof.hasher.finalize().into(), &proof.signature),
            None => Ok(()),
        }
    }

    /// The chunk of no bytes has come, after which there is no further one.
    fn end_chunks(&mut self, signature: Option<[u8; 32]>) -> Result<(), BodyError> {
        if self.due > 0 {
            return Err(self.wrong_length(0));
        }
        if let Some(signature) = signature {
            self.check(&EMPTY_SHA256, &signature)?;
        }
        self.place = Place::Trailers;
        Ok(())
    }

    fn check(&mut self, hash: &[u8; 32], signature: &[u8; 32]) -> Result<(), BodyError> {
        let chain = self.chain.as_mut().ok_or(BodyError::WrongSignature)?;
        let checked = chain.check_chunk(hash, signature);
        checked.map_err(|_| BodyError::WrongSignature)
    }

    /// The chunks so far, and one more with `size` bytes, are not as long as said.
    fn wrong_length(&self, size: u64) -> BodyError {
        let so_far = self.decoded_length.saturating_sub(self.due);
        BodyError::WrongLength {
            expected: self.decoded_length,
            provided: so_far.saturating_add(size),
        }
    }
}

impl Data {
    /// Takes as many bytes as there are of the chunk, and tells whether they are the last ones.
    fn take(&mut self, input: &mut Bytes) -> (Bytes, bool) {
        let available = input.len();
        let length = usize::try_from(self.left).map_or(available, |left| left.min(available));
        let piece = input.split_to(length);
        self.left = self.left.saturating_sub(length as u64);
        if let Some(proof) = &mut self.proof {
            proof.hasher.update(&piece);
        }
        (piece, self.left == 0)
    }
}
