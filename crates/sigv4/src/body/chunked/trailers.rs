//! What follows the last chunk.

use super::super::{
    BodyError,
    chain::{Chain, sha256},
};
use crate::{Streaming, hex};

/// LIMIT: how many trailers a request may declare. S3 itself takes one checksum.
pub(in crate::body) const TRAILERS_MAX: usize = 8;

/// LIMIT: bytes of everything after the last chunk.
const BYTES_MAX: usize = 4096;

/// LIMIT: bytes of a trailer's name.
const NAME_BYTES_MAX: usize = 64;

/// The trailer that proves the others.
const SIGNATURE: &str = "x-amz-trailer-signature";

/// The trailers that were declared, and what came of them so far.
#[derive(Debug)]
pub(super) struct Trailers {
    /// Sorted.
    declared: Vec<String>,
    is_signed: bool,
    arrived: Vec<(String, String)>,
    signature: Option<[u8; 32]>,
    bytes: usize,
}

impl Trailers {
    pub(super) fn new(declared: Vec<String>, streaming: Streaming) -> Self {
        Self {
            declared,
            is_signed: streaming == Streaming::SignedTrailer,
            arrived: Vec::new(),
            signature: None,
            bytes: 0,
        }
    }

    pub(super) fn declared(&self) -> &[String] {
        &self.declared
    }

    /// Takes a line, with its end if it has one.
    ///
    /// Clients do not agree on line ends here: some write a line feed after a trailer and then an
    /// empty line, some leave the last one out. Empty lines mean nothing.
    pub(super) fn push(&mut self, line: &[u8]) -> Result<(), BodyError> {
        self.bytes = self.bytes.saturating_add(line.len());
        if self.bytes > BYTES_MAX {
            return Err(BodyError::MalformedTrailer);
        }
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            return Ok(());
        }
        // Nothing follows the signature, for nothing would prove it.
        if self.signature.is_some() {
            return Err(BodyError::MalformedTrailer);
        }
        let (name, value) = trailer(line).ok_or(BodyError::MalformedTrailer)?;
        if self.is_signed && name == SIGNATURE {
            let signature = hex::decode(value.as_bytes()).ok_or(BodyError::WrongSignature)?;
            self.signature = Some(signature);
            return Ok(());
        }
        let is_declared = self.declared.contains(&name);
        let is_repeated = self.arrived.iter().any(|(arrived, _)| *arrived == name);
        if !is_declared || is_repeated {
            return Err(BodyError::MalformedTrailer);
        }
        self.arrived.push((name, value));
        Ok(())
    }

    /// The trailers, of which no more come.
    pub(super) fn finish(
        mut self,
        chain: Option<&mut Chain>,
    ) -> Result<Vec<(String, String)>, BodyError> {
        // Each that arrived was declared, and none arrived twice.
        if self.arrived.len() != self.declared.len() {
            return Err(BodyError::MalformedTrailer);
        }
        self.arrived.sort_unstable();
        if self.is_signed {
            let signature = self.signature.ok_or(BodyError::MalformedTrailer)?;
            let hash = sha256(canonical(&self.arrived).as_bytes());
            let chain = chain.ok_or(BodyError::WrongSignature)?;
            let checked = chain.check_trailer(&hash, &signature);
            checked.map_err(|_| BodyError::WrongSignature)?;
        }
        Ok(self.arrived)
    }
}

/// Trailers as they are signed: sorted, a line each.
pub(in crate::body) fn canonical(sorted: &[(String, String)]) -> String {
    let lines = sorted.iter().map(|(name, value)| [name, ":", value, "\n"]);
    lines.flatten().collect()
}

/// Whether a trailer may have this name: not the one of the signature, which is none of its own.
pub(in crate::body) fn is_trailer_name(name: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..=NAME_BYTES_MAX).contains(&name.len())
        && name.bytes().all(is_letter)
        && !name.eq_ignore_ascii_case(SIGNATURE)
}

/// Name, in small letters, and value of a line `name:value`.
fn trailer(line: &[u8]) -> Option<(String, String)> {
    let (name, value) = str::from_utf8(line).ok()?.split_once(':')?;
    let value = value.trim_matches([' ', '\t']);
    let is_visible = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
    let is_text = value.bytes().all(is_visible);
    is_text.then(|| (name.to_ascii_lowercase(), value.to_owned()))
}
