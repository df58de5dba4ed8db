//! Hashing, encrypting and writing a blob, batch by batch.

use bytes::Bytes;

use crate::{
    BlobWriter, Error,
    checksum::Digests,
    cipher::{BlobKey, HEAD, Place, SEALED_SEGMENT_BYTES, SEGMENT_BYTES},
};

/// How much is encrypted before it is written.
const SEGMENTS_AT_ONCE: usize = 8;

/// A blob that is being written. Dropped before it is finished, it is removed.
pub(super) struct Sink {
    writer: Box<dyn BlobWriter>,
    key: BlobKey,
    digests: Digests,
    /// The head or nothing, encrypted segments, and behind them the plaintext of the next one.
    buffer: Vec<u8>,
    /// How much of the buffer is plaintext.
    plain: usize,
    /// The number of the segment that this plaintext will be.
    number: u64,
}

impl Sink {
    pub(super) fn new(writer: Box<dyn BlobWriter>, key: BlobKey, digests: Digests) -> Self {
        let mut buffer = Vec::with_capacity(HEAD.len() + SEGMENTS_AT_ONCE * SEALED_SEGMENT_BYTES);
        buffer.extend_from_slice(&HEAD);
        Self {
            writer,
            key,
            digests,
            buffer,
            plain: 0,
            number: 0,
        }
    }

    /// Adds plaintext.
    pub(super) fn take(&mut self, pieces: &[Bytes]) -> Result<(), Error> {
        for piece in pieces {
            self.digests.update(piece);
            let mut rest: &[u8] = piece;
            while !rest.is_empty() {
                // Not before more comes: a full segment may be the last one.
                if self.plain == SEGMENT_BYTES {
                    self.seal(false)?;
                }
                let room = SEGMENT_BYTES - self.plain;
                let (now, later) = rest.split_at(room.min(rest.len()));
                self.buffer.extend_from_slice(now);
                self.plain += now.len();
                rest = later;
            }
        }
        Ok(())
    }

    /// Makes the blob durable. Gives what was computed.
    pub(super) fn finish(mut self) -> Result<Digests, Error> {
        self.seal(true)?;
        self.write()?;
        self.writer.finish()?;
        Ok(self.digests)
    }

    fn seal(&mut self, is_last: bool) -> Result<(), Error> {
        let start = self.buffer.len() - self.plain;
        let (_, segment) = self.buffer.split_at_mut(start);
        let place = Place {
            number: self.number,
            is_last,
        };
        let tag = self
            .key
            .seal(place, segment)
            .map_err(|error| Error::corrupt("a blob in the making", error))?;
        self.buffer.extend_from_slice(&tag);
        self.number += 1;
        self.plain = 0;
        if self.buffer.len() + SEALED_SEGMENT_BYTES > self.buffer.capacity() {
            self.write()?;
        }
        Ok(())
    }

    fn write(&mut self) -> Result<(), Error> {
        self.writer.write(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }
}
