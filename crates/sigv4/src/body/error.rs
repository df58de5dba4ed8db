//! Each way in which a body is not what its head said.

/// Why a body is not accepted. `Display` gives S3's text.
///
/// SECURITY: a variant holds what the client sent, or hashes of it, and nothing that was computed
/// with a secret.
///
/// SOURCE: S3 API reference, "Error responses", and observed answers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BodyError {
    /// Nothing says how long the body is once it is decoded.
    #[error("You must provide the Content-Length HTTP header.")]
    MissingLength,

    /// What says how long the body is, is no number, or stands there twice.
    #[error("Invalid value for header '{header}'.")]
    InvalidLength {
        /// The header's name.
        header: &'static str,
    },

    /// The header `x-amz-trailer` names what cannot come as a trailer.
    #[error("The value specified in the x-amz-trailer header is not supported")]
    UnsupportedTrailer,

    /// Chunks are signed, but there is no signature of the head that they could follow.
    #[error("The request body is signed in chunks, but the request itself is not signed.")]
    ChunksWithoutSeed,

    /// The body is longer or shorter than said.
    #[error("You did not provide the number of bytes specified by the Content-Length HTTP header")]
    WrongLength {
        /// How long the body was said to be.
        expected: u64,
        /// How much came of it, or would have come.
        provided: u64,
    },

    /// The body ends before its last chunk, or is not encoded as chunks.
    #[error("The request body terminated unexpectedly")]
    Incomplete,

    /// A chunk that is not the last one is too small.
    #[error("Only the last chunk is allowed to have a size less than 8192 bytes")]
    ChunkTooSmall {
        /// The number of the chunk after it, which shows that it is not the last one.
        chunk: u64,
        /// Its size.
        size: u64,
    },

    /// What follows the last chunk is not what was declared.
    #[error(
        "The request contained trailing data that was not well-formed or did not conform to our \
         published schema."
    )]
    MalformedTrailer,

    /// The signature of a chunk or of the trailers is wrong.
    #[error(
        "The request signature we calculated does not match the signature you provided. Check \
         your key and signing method."
    )]
    WrongSignature,

    /// The body has another hash than said.
    #[error("The provided 'x-amz-content-sha256' header does not match what was computed.")]
    WrongHash {
        /// The hash that was said, in hexadecimal digits.
        provided: String,
        /// The hash of what came, in hexadecimal digits.
        computed: String,
    },
}

impl BodyError {
    /// S3's code on the wire.
    pub fn code(&self) -> &'static str {
        match self {
            Self::MissingLength => "MissingContentLength",
            Self::InvalidLength { .. } => "InvalidArgument",
            Self::UnsupportedTrailer | Self::ChunksWithoutSeed => "InvalidRequest",
            Self::WrongLength { .. } | Self::Incomplete => "IncompleteBody",
            Self::ChunkTooSmall { .. } => "InvalidChunkSizeError",
            Self::MalformedTrailer => "MalformedTrailerError",
            Self::WrongSignature => "SignatureDoesNotMatch",
            Self::WrongHash { .. } => "XAmzContentSHA256Mismatch",
        }
    }

    /// The further elements that S3's answer has.
    pub fn details(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongLength { expected, provided } => vec![
                ("NumberBytesExpected", expected.to_string()),
                ("NumberBytesProvided", provided.to_string()),
            ],
            Self::ChunkTooSmall { chunk, size } => vec![
                ("Chunk", chunk.to_string()),
                ("BadChunkSize", size.to_string()),
            ],
            Self::WrongHash { provided, computed } => vec![
                ("ClientComputedContentSHA256", provided.clone()),
                ("S3ComputedContentSHA256", computed.clone()),
            ],
            _ => Vec::new(),
        }
    }
}
