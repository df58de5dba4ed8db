//! Bodies that tests build, send in pieces and prove.

use bytes::Bytes;
use iamd_ident::Secret;
use iamd_sigv4::{
    BodyError, BodyProof, ChunkEncoder, ProvenBody, RequestHead, Signed, Signer, SigningKeyCache,
    Streaming,
};

use crate::request::{Request, SECRET, at};

/// When bodies here are signed.
pub(crate) const NOW: &str = "2026-01-31T12:00:00Z";

/// The declared trailer of the bodies here.
pub(crate) const TRAILER: &str = "x-amz-checksum-crc32c";

/// An upload in chunks, and what encodes its body.
pub(crate) struct Upload {
    pub(crate) request: Request,
    pub(crate) encoder: ChunkEncoder,
}

/// The signer of everything here.
pub(crate) fn signer(secret: &Secret<String>) -> Signer<'_> {
    Signer {
        access_key_id: "AKIAIOSFODNN7EXAMPLE",
        secret,
        session_token: None,
        region: "eu-central-1",
        service: "s3",
    }
}

impl Upload {
    /// An upload of as many bytes.
    pub(crate) fn new(streaming: Streaming, length: usize) -> Self {
        let mut request = Request::new("PUT /bucket/key", &["Host:s3.example.com"], "");
        request.header("x-amz-decoded-content-length", &length.to_string());
        if streaming != Streaming::Signed {
            request.header("x-amz-trailer", TRAILER);
        }
        let secret = Secret::new(SECRET.to_owned());
        let signed = request
            .with_head(|head| signer(&secret).sign_streaming(head, streaming, at(NOW)))
            .unwrap();
        let (added, encoder) = signed;
        for (name, value) in added {
            request.header(name, &value);
        }
        Self { request, encoder }
    }

    /// What proves the body.
    pub(crate) fn proof(&self) -> BodyProof {
        proof(&self.request, NOW).unwrap()
    }

    /// The body in chunks of `size` bytes.
    pub(crate) fn encode(mut self, body: &[u8], size: usize) -> Vec<u8> {
        let mut encoded = Vec::new();
        for chunk in body.chunks(size) {
            encoded.extend(self.encoder.chunk(chunk));
        }
        let declared = self.request.headers.iter();
        let declared = declared.filter(|(name, _)| name == "x-amz-trailer").count();
        let trailers = [(TRAILER.to_owned(), "sOO8/Q==".to_owned())];
        encoded.extend(self.encoder.finish(&trailers[..declared]));
        encoded
    }
}

/// The proof of the body of a request whose head is verified.
pub(crate) fn proof(request: &Request, now: &str) -> Result<BodyProof, BodyError> {
    let secret = Secret::new(SECRET.to_owned());
    request.with_head(|head: &RequestHead<'_>| {
        let signed = Signed::parse_s3(head).unwrap().unwrap();
        let cache = SigningKeyCache::new(8);
        cache.verify_s3(&signed, &secret, at(now)).unwrap().body()
    })
}

/// Sends the body in these pieces, and tells what comes of it.
pub(crate) fn receive<'p>(
    mut proof: BodyProof,
    pieces: impl IntoIterator<Item = &'p [u8]>,
) -> Result<(Vec<u8>, ProvenBody), BodyError> {
    let mut decoded = Vec::new();
    for piece in pieces {
        let mut input = Bytes::copy_from_slice(piece);
        while let Some(bytes) = proof.decode(&mut input)? {
            assert!(!bytes.is_empty());
            decoded.extend_from_slice(&bytes);
        }
        assert!(input.is_empty());
    }
    let proven = proof.finish()?;
    assert_eq!(proven.length, decoded.len() as u64);
    Ok((decoded, proven))
}
