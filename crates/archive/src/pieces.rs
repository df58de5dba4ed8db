//! A stream of bytes as sealed pieces.
//!
//! ```text
//! length, and in its highest bit whether it is the last piece    sealed piece
//! 4 bytes, big-endian                                            37 bytes more than it holds
//! ```
//!
//! SECURITY: each piece is bound to its number and to whether it is the last one, under a key that
//! seals this archive alone. So no piece can be left out, doubled, moved, or come from elsewhere,
//! and no archive can end at another piece than its last.

use std::{
    io::{self, Read, Write},
    sync::Arc,
};

use iamd_ident::Random;
use iamd_seal::{SEALED_OVERHEAD_BYTES, SealingKey};
use zeroize::Zeroizing;

use crate::{ReadError, WriteError};

/// How many bytes a piece holds, the last one excepted.
const PIECE_BYTES: usize = 1 << 18;

/// Stands in the length of the last piece.
const LAST: u32 = 1 << 31;

/// What pieces are sealed for.
const PURPOSE: &[u8] = b"piece of an archive";

/// Seals what is written into pieces.
pub(crate) struct PieceWriter<W> {
    sink: W,
    key: SealingKey,
    random: Arc<dyn Random>,
    /// SECURITY: never grows, so it is wiped whole.
    buffer: Zeroizing<Vec<u8>>,
    number: u64,
}

impl<W: Write> PieceWriter<W> {
    pub(crate) fn new(sink: W, key: SealingKey, random: Arc<dyn Random>) -> Self {
        Self {
            sink,
            key,
            random,
            buffer: Zeroizing::new(Vec::with_capacity(PIECE_BYTES)),
            number: 0,
        }
    }

    pub(crate) fn write(&mut self, mut bytes: &[u8]) -> Result<(), WriteError> {
        while !bytes.is_empty() {
            // Not before more comes: the last piece is full as well, or not, but never empty.
            if self.buffer.len() == PIECE_BYTES {
                self.seal(false)?;
            }
            let room = PIECE_BYTES - self.buffer.len();
            let (fits, rest) = bytes.split_at_checked(room).unwrap_or((bytes, &[]));
            self.buffer.extend_from_slice(fits);
            bytes = rest;
        }
        Ok(())
    }

    pub(crate) fn finish(mut self) -> Result<W, WriteError> {
        self.seal(true)?;
        self.sink.flush()?;
        Ok(self.sink)
    }

    fn seal(&mut self, is_last: bool) -> Result<(), WriteError> {
        let number = self.number.to_be_bytes();
        let associated = [PURPOSE, &number, &[u8::from(is_last)]];
        let sealed = self.key.seal(&self.buffer, &associated, &*self.random);
        let sealed = sealed.map_err(io::Error::other)?;
        let length = u32::try_from(sealed.len()).map_err(io::Error::other)?;
        let length = if is_last { length | LAST } else { length };
        self.sink.write_all(&length.to_be_bytes())?;
        self.sink.write_all(&sealed)?;
        self.buffer.clear();
        self.number += 1;
        Ok(())
    }
}

/// Opens pieces and gives what is in them.
pub(crate) struct PieceReader<R> {
    source: R,
    key: SealingKey,
    piece: Zeroizing<Vec<u8>>,
    /// How much of the piece was given.
    given: usize,
    number: u64,
    is_last: bool,
}

impl<R: Read> PieceReader<R> {
    pub(crate) fn new(source: R, key: SealingKey) -> Self {
        Self {
            source,
            key,
            piece: Zeroizing::default(),
            given: 0,
            number: 0,
            is_last: false,
        }
    }

    /// Fills the buffer.
    pub(crate) fn read(&mut self, mut buffer: &mut [u8]) -> Result<(), ReadError> {
        while !buffer.is_empty() {
            let rest = self.piece.get(self.given..).unwrap_or_default();
            if rest.is_empty() {
                self.open_next()?;
                continue;
            }
            let count = rest.len().min(buffer.len());
            let (filled, to_fill) = buffer.split_at_mut(count);
            let (given, _) = rest.split_at(count);
            filled.copy_from_slice(given);
            self.given += count;
            buffer = to_fill;
        }
        Ok(())
    }

    /// Makes sure that everything was given, and that nothing follows.
    pub(crate) fn end(&mut self) -> Result<(), ReadError> {
        if !self.is_last || self.given != self.piece.len() {
            return Err(ReadError::Longer);
        }
        match self.source.read_exact(&mut [0]) {
            Ok(()) => Err(ReadError::Longer),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    fn open_next(&mut self) -> Result<(), ReadError> {
        if self.is_last {
            return Err(ReadError::Cut);
        }
        let changed = ReadError::Changed { piece: self.number };
        let mut length = [0; 4];
        self.source.read_exact(&mut length)?;
        let length = u32::from_be_bytes(length);
        let is_last = length & LAST != 0;
        let length = usize::try_from(length & !LAST).unwrap_or(usize::MAX);
        // An empty piece is written nowhere: it would be work without an end.
        if !(SEALED_OVERHEAD_BYTES + 1..=SEALED_OVERHEAD_BYTES + PIECE_BYTES).contains(&length) {
            return Err(changed);
        }
        let mut sealed = vec![0; length];
        self.source.read_exact(&mut sealed)?;
        let number = self.number.to_be_bytes();
        let associated = [PURPOSE, &number, &[u8::from(is_last)]];
        let Ok(opened) = self.key.open(&sealed, &associated) else {
            return Err(changed);
        };
        self.piece.clear();
        self.piece.extend_from_slice(opened.expose());
        self.given = 0;
        self.number += 1;
        self.is_last = is_last;
        Ok(())
    }
}
