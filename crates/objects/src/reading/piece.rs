//! A range of one blob, read batch by batch.

use std::{collections::VecDeque, io, ops::Range, sync::Arc};

use bytes::Bytes;

use crate::{
    BlobId, BlobPlace, BlobReader, Blobs, Error,
    cipher::{BlobKey, HEAD, Layout, SEALED_SEGMENT_BYTES},
};

/// LIMIT: how many segments of 64 KiB are read at once. A reader holds two such batches.
const SEGMENTS_AT_ONCE: u64 = 8;

/// A range of one blob.
pub(crate) struct Piece {
    pub(crate) opened: Opened,
    /// How much plaintext the whole blob has.
    pub(crate) bytes: u64,
    /// What is wanted of it; not empty.
    pub(crate) range: Range<u64>,
}

/// A blob as it is read.
pub(crate) enum Opened {
    /// All of its encrypted bytes.
    Small(BlobId, Vec<u8>),
    /// A file, which is opened when it is read first.
    File(BlobPlace, Option<Arc<dyn BlobReader>>),
}

impl Opened {
    pub(crate) fn id(&self) -> BlobId {
        match self {
            Self::Small(id, _) => *id,
            Self::File(place, _) => place.id,
        }
    }
}

/// A piece in the course of being read. Its work blocks.
pub(crate) struct Running {
    source: Box<dyn BlobReader>,
    key: BlobKey,
    layout: Layout,
    range: Range<u64>,
    next_segment: u64,
}

/// Decrypted bytes, and what is left to read of the piece.
pub(crate) type Batch = (VecDeque<Bytes>, Option<Running>);

impl Running {
    /// Opens a piece.
    pub(crate) fn open(piece: Piece, key: BlobKey, blobs: &dyn Blobs) -> Result<Self, Error> {
        let source: Box<dyn BlobReader> = match piece.opened {
            Opened::Small(_, sealed) => Box::new(InMemory(sealed)),
            Opened::File(_, Some(file)) => Box::new(Shared(file)),
            Opened::File(place, None) => Box::new(Shared(blobs.open(place)?)),
        };
        let mut head = [0; HEAD.len()];
        source.read(0, &mut head).map_err(short)?;
        if head != HEAD {
            return Err(Error::corrupt("a blob", "its format is not known"));
        }
        let layout = Layout { bytes: piece.bytes };
        Ok(Self {
            source,
            key,
            layout,
            next_segment: layout.segment_of(piece.range.start),
            range: piece.range,
        })
    }

    /// Reads on.
    pub(crate) fn batch(mut self) -> Result<Batch, Error> {
        let first = self.next_segment;
        let last = self.layout.segment_of(self.range.end - 1);
        let end = (first + SEGMENTS_AT_ONCE).min(last + 1);
        let lengths = (first..end).map(|number| self.layout.sealed_bytes(number));
        let mut buffer = vec![0; lengths.sum()];
        let offset = Layout::offset(first);
        self.source.read(offset, &mut buffer).map_err(short)?;
        let mut wanted = Vec::new();
        let segments = buffer.chunks_mut(SEALED_SEGMENT_BYTES).enumerate();
        for ((index, sealed), number) in segments.zip(first..end) {
            // INVARIANT: no byte of a segment is used unless all of it is what was written.
            let opened = self.key.open(self.layout.place(number), sealed);
            let plain = opened.map_err(|error| Error::corrupt("a blob", error))?;
            wanted.push(self.wanted(number, index * SEALED_SEGMENT_BYTES, plain));
        }
        let buffer = Bytes::from(buffer);
        let ready = wanted.into_iter().map(|span| buffer.slice(span)).collect();
        self.next_segment = end;
        Ok((ready, (end <= last).then_some(self)))
    }

    /// Which bytes of the buffer are wanted of a segment whose plaintext begins at `start` there.
    fn wanted(&self, number: u64, start: usize, plain: usize) -> Range<usize> {
        let begins = Layout::plain_offset(number);
        let within = |offset: u64| {
            let offset = offset.saturating_sub(begins);
            usize::try_from(offset).map_or(plain, |offset| offset.min(plain))
        };
        start + within(self.range.start)..start + within(self.range.end)
    }
}

fn short(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Error::corrupt("a blob", error),
        _ => error.into(),
    }
}

struct InMemory(Vec<u8>);

impl BlobReader for InMemory {
    fn bytes(&self) -> io::Result<u64> {
        Ok(self.0.len() as u64)
    }

    fn read(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        let start = usize::try_from(offset).map_err(|_| io::ErrorKind::UnexpectedEof)?;
        let found = start
            .checked_add(buffer.len())
            .and_then(|end| self.0.get(start..end));
        buffer.copy_from_slice(found.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }
}

struct Shared(Arc<dyn BlobReader>);

impl BlobReader for Shared {
    fn bytes(&self) -> io::Result<u64> {
        self.0.bytes()
    }

    fn read(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.0.read(offset, buffer)
    }
}
