//! Metadata documents, compressed.

use std::io::{Read as _, Write as _};

use flate2::{Compression, bufread::DeflateDecoder, write::DeflateEncoder};
use iamd_provider::{InvalidMetadata, SamlDocument};
use tokio::task::spawn_blocking;

use crate::{
    Directory, Error, Quota,
    records::{PackedBytes, SamlDocumentRecord},
};

/// LIMIT: bytes of a compressed document. With all else that is written with it, it has to fit into one
/// transaction. AWS takes ten million characters; a document that has as many after compression would
/// hold some thousand certificates.
const DEFLATED_BYTES_MAX: usize = 896 * 1024;

/// LIMIT: how long a document may be, in bytes, that is worked on by a thread that serves.
const BYTES_AT_ONCE_MAX: usize = 64 * 1024;

impl Directory {
    /// Reads a metadata document. A long one is read beside the threads that serve.
    ///
    /// # Errors
    /// It could not be read. The inner result tells whether it is a document.
    pub async fn read_saml_document(
        &self,
        text: String,
    ) -> Result<Result<SamlDocument, InvalidMetadata>, Error> {
        aside(text.len(), move || SamlDocument::parse(text)).await
    }
}

/// The record of a document.
///
/// # Errors
/// It is too large.
pub(crate) async fn pack(document: SamlDocument) -> Result<SamlDocumentRecord, Error> {
    aside(document.text().len(), move || deflate(&document)).await?
}

/// The document of a record, which every provider has.
///
/// # Errors
/// There is no record, or it does not hold what it says.
pub(crate) async fn unpack(record: Option<SamlDocumentRecord>) -> Result<String, Error> {
    let bytes = record.as_ref().map_or(0, |record| record.bytes);
    let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
    aside(bytes, move || inflate(record.as_ref())).await?
}

/// Works on a document of this length, beside the threads that serve if it is long.
async fn aside<T: Send + 'static>(
    bytes: usize,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    if bytes <= BYTES_AT_ONCE_MAX {
        return Ok(work());
    }
    let done = spawn_blocking(work).await;
    done.map_err(|error| Error::Corrupt {
        what: "a metadata document",
        source: Box::new(error),
    })
}

fn deflate(document: &SamlDocument) -> Result<SamlDocumentRecord, Error> {
    let text = document.text().as_bytes();
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    let deflated = encoder.write_all(text).and_then(|()| encoder.finish());
    let deflated = deflated.map_err(|error| Error::Corrupt {
        what: "a metadata document",
        source: Box::new(error),
    })?;
    if deflated.len() > DEFLATED_BYTES_MAX {
        return Err(Error::Quota(Quota::SamlDocumentSize));
    }
    Ok(SamlDocumentRecord {
        deflated: PackedBytes(deflated),
        bytes: text.len().try_into().unwrap_or(u64::MAX),
    })
}

pub(crate) fn inflate(record: Option<&SamlDocumentRecord>) -> Result<String, Error> {
    let text = record.and_then(|record| {
        let mut text = String::with_capacity(usize::try_from(record.bytes).ok()?);
        let decoder = DeflateDecoder::new(record.deflated.0.as_slice());
        decoder.take(record.bytes).read_to_string(&mut text).ok()?;
        Some(text)
    });
    text.ok_or_else(|| Error::Corrupt {
        what: "a metadata document",
        source: "it is not there as a whole".into(),
    })
}
