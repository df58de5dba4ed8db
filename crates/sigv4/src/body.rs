//! The proof that a body is what its signed head says: for S3, whose bodies are streamed.

use std::fmt;

use bytes::Bytes;

use self::{chain::Chain, chunked::Chunked, plain::Plain};
use crate::{PayloadHash, RequestHead};

pub use self::{encode::ChunkEncoder, error::BodyError};

pub(crate) mod chain;
mod chunked;
mod encode;
mod error;
mod plain;

/// What a body has to be, and how much of it was seen. It does no input or output: whoever reads
/// the body hands each buffer to [`BodyProof::decode`] and says with [`BodyProof::finish`] that no
/// more comes.
///
/// ```text
/// buffer ─ decode ─▶ piece, piece, … ─▶ whoever stores them, and keeps nothing yet
///                                                  │
/// end ──── finish ─▶ ProvenBody ───────────────────┴─▶ now it counts
/// ```
///
/// INVARIANT: a piece proves nothing by itself, because a chunk's signature and a body's hash are
/// checked after their last byte. Only [`ProvenBody`] says that all of them were right.
///
/// The memory that it takes does not grow with the body. A signing key in it is wiped when dropped.
///
/// ```
/// use bytes::Bytes;
/// use iamd_sigv4::{BodyProof, RequestHead};
///
/// let headers: [(&str, &[u8]); 2] = [
///     ("x-amz-content-sha256", b"STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
///     ("x-amz-decoded-content-length", b"5"),
/// ];
/// let head = RequestHead { method: "PUT", path: "/bucket/key", query: "", headers: &headers };
/// let mut proof = BodyProof::of_anonymous(&head)?;
/// let mut object = Vec::new();
/// for buffer in ["5\r\nhel", "lo\r\n0\r", "\n\r\n"] {
///     let mut buffer = Bytes::from(buffer);
///     while let Some(piece) = proof.decode(&mut buffer)? {
///         object.extend_from_slice(&piece);
///     }
/// }
/// assert_eq!(proof.finish()?.length, 5);
/// assert_eq!(object, b"hello");
/// # Ok::<(), iamd_sigv4::BodyError>(())
/// ```
pub struct BodyProof {
    kind: Kind,
    /// What went wrong: nothing is accepted any more.
    failed: Option<BodyError>,
}

#[derive(Debug)]
enum Kind {
    Plain(Plain),
    Chunked(Box<Chunked>),
}

/// A body that came whole and was right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvenBody {
    /// How many bytes it has, once decoded.
    pub length: u64,
    /// The trailers that followed it, names in small letters and sorted, each name once. They are
    /// exactly those that the head declared. The signature over them is left out.
    pub trailers: Vec<(String, String)>,
}

const CONTENT_LENGTH: &str = "content-length";
const DECODED_LENGTH: &str = "x-amz-decoded-content-length";
const TRAILER: &str = "x-amz-trailer";

impl BodyProof {
    /// The proof of the body that `head` announces with `payload`; `chain` begins with the head's
    /// signature, if it has one.
    pub(crate) fn new(
        head: &RequestHead<'_>,
        payload: PayloadHash,
        chain: Option<Chain>,
    ) -> Result<Self, BodyError> {
        let kind = match payload {
            PayloadHash::Sha256(hash) => Kind::Plain(plain(head, Some(hash))?),
            PayloadHash::Unsigned => Kind::Plain(plain(head, None)?),
            PayloadHash::Streaming(streaming) => {
                if payload.has_signed_chunks() && chain.is_none() {
                    return Err(BodyError::ChunksWithoutSeed);
                }
                let decoded = length(head, DECODED_LENGTH)?.ok_or(BodyError::MissingLength)?;
                let declared = declared_trailers(head)?;
                Kind::Chunked(Box::new(Chunked::new(streaming, chain, decoded, declared)))
            }
        };
        Ok(Self { kind, failed: None })
    }

    /// The proof of the body of a request that nobody signed.
    ///
    /// # Errors
    /// The head contradicts itself, or announces chunks that are signed.
    pub fn of_anonymous(head: &RequestHead<'_>) -> Result<Self, BodyError> {
        // Whatever is not a known word declares nothing: the body is as unproven as its sender.
        let declared = head.values("x-amz-content-sha256").next();
        let payload = declared.and_then(|value| PayloadHash::parse(value.trim_ascii()));
        Self::new(head, payload.unwrap_or(PayloadHash::Unsigned), None)
    }

    /// How many bytes the body has once it is decoded; `None` for a plain body of which nothing
    /// says how long it is.
    pub fn decoded_length(&self) -> Option<u64> {
        match &self.kind {
            Kind::Plain(plain) => plain.length,
            Kind::Chunked(chunked) => Some(chunked.decoded_length()),
        }
    }

    /// Whether the body comes in chunks.
    pub fn is_chunked(&self) -> bool {
        matches!(self.kind, Kind::Chunked(_))
    }

    /// The names of the trailers that the head declares, in small letters, sorted.
    pub fn declared_trailers(&self) -> &[String] {
        match &self.kind {
            Kind::Plain(_) => &[],
            Kind::Chunked(chunked) => chunked.declared_trailers(),
        }
    }

    /// Takes bytes from the front of `input` and gives the next piece of the body, without copying;
    /// `None` if `input` is used up.
    ///
    /// # Errors
    /// The body is not what the head says. Every further call gives the same error.
    pub fn decode(&mut self, input: &mut Bytes) -> Result<Option<Bytes>, BodyError> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let decoded = match &mut self.kind {
            Kind::Plain(plain) => plain.decode(input),
            Kind::Chunked(chunked) => chunked.decode(input),
        };
        decoded.inspect_err(|error| self.failed = Some(error.clone()))
    }

    /// The body has ended, and all of it was handed to [`BodyProof::decode`].
    ///
    /// # Errors
    /// Something is missing, wrong, or was wrong before.
    pub fn finish(self) -> Result<ProvenBody, BodyError> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        match self.kind {
            Kind::Plain(plain) => Ok(ProvenBody {
                length: plain.finish()?,
                trailers: Vec::new(),
            }),
            Kind::Chunked(chunked) => chunked.finish(),
        }
    }
}

impl fmt::Debug for BodyProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BodyProof")
            .field("is_chunked", &self.is_chunked())
            .field("decoded_length", &self.decoded_length())
            .field("failed", &self.failed)
            .finish_non_exhaustive()
    }
}

/// A body as it is. Trailers follow chunks alone: whoever declares one here means something else.
fn plain(head: &RequestHead<'_>, hash: Option<[u8; 32]>) -> Result<Plain, BodyError> {
    if head.values(TRAILER).next().is_some() {
        return Err(BodyError::UnsupportedTrailer);
    }
    Ok(Plain::new(hash, length(head, CONTENT_LENGTH)?))
}

/// The length that the header `name` says.
fn length(head: &RequestHead<'_>, name: &'static str) -> Result<Option<u64>, BodyError> {
    let invalid = BodyError::InvalidLength { header: name };
    let mut values = head.values(name);
    let Some(value) = values.next() else {
        return Ok(None);
    };
    let text = str::from_utf8(value).unwrap_or_default().trim();
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    match (text.parse(), values.next()) {
        (Ok(length), None) if is_number => Ok(Some(length)),
        _ => Err(invalid),
    }
}

/// The names in the header `x-amz-trailer`: in small letters, sorted, each of them once.
fn declared_trailers(head: &RequestHead<'_>) -> Result<Vec<String>, BodyError> {
    let mut names = Vec::new();
    for value in head.values(TRAILER) {
        let value = str::from_utf8(value).map_err(|_| BodyError::UnsupportedTrailer)?;
        let value = value.split(',').map(str::trim);
        for name in value.filter(|name| !name.is_empty()) {
            if names.len() >= chunked::TRAILERS_MAX || !chunked::is_trailer_name(name) {
                return Err(BodyError::UnsupportedTrailer);
            }
            names.push(name.to_ascii_lowercase());
        }
    }
    names.sort_unstable();
    let declared = names.len();
    names.dedup();
    if names.len() == declared {
        Ok(names)
    } else {
        Err(BodyError::UnsupportedTrailer)
    }
}
