//! Writing an archive.

use std::{io::Write, sync::Arc};

use iamd_ident::Random;
use iamd_seal::SealingKeys;
use serde::Serialize;

use crate::{
    BlobName, Counts, Disorder, Facts, WriteError,
    entry::{JSON_BYTES_MAX, Kind},
    head::Head,
    order::Order,
    pieces::PieceWriter,
};

/// Writes an archive to a stream. Until [`Self::finish`] it has no end, and is none.
pub struct Writer<W> {
    pieces: PieceWriter<W>,
    order: Order,
}

impl<W: Write> Writer<W> {
    /// Begins an archive that `keyring` is needed for: the file of a keyring that has the keys
    /// `keys`.
    ///
    /// # Errors
    /// The stream cannot be written, or the keyring is too long.
    pub fn begin(
        mut sink: W,
        keyring: &[u8],
        keys: &SealingKeys,
        random: Arc<dyn Random>,
        facts: &Facts,
    ) -> Result<Self, WriteError> {
        let key = Head::write(&mut sink, keyring, keys, &*random)?;
        let mut writer = Self {
            pieces: PieceWriter::new(sink, key, random),
            order: Order::default(),
        };
        writer.order.facts()?;
        writer.json(Kind::Facts, facts)?;
        Ok(writer)
    }

    /// Begins a store.
    ///
    /// # Errors
    /// There was one of this name, or the stream cannot be written.
    pub fn store(&mut self, name: &str, revision: u64) -> Result<(), WriteError> {
        self.order.store(name)?;
        let length = u8::try_from(name.len()).map_err(|_| Disorder::TooLong("a name"))?;
        self.pieces.write(&[Kind::Store as u8, length])?;
        self.pieces.write(name.as_bytes())?;
        self.pieces.write(&revision.to_be_bytes())
    }

    /// Writes a record of the store that began last; its key is behind that of the record before.
    ///
    /// # Errors
    /// It is not, it is too long, or the stream cannot be written.
    pub fn record(&mut self, key: &[u8], revision: u64, value: &[u8]) -> Result<(), WriteError> {
        self.order.record(key, value.len())?;
        let too_long = Disorder::TooLong("a record");
        let key_bytes = u16::try_from(key.len()).map_err(|_| too_long)?;
        let value_bytes = u32::try_from(value.len()).map_err(|_| too_long)?;
        self.pieces.write(&[Kind::Record as u8])?;
        self.pieces.write(&key_bytes.to_be_bytes())?;
        self.pieces.write(key)?;
        self.pieces.write(&revision.to_be_bytes())?;
        self.pieces.write(&value_bytes.to_be_bytes())?;
        self.pieces.write(value)
    }

    /// Begins a file with bytes of an object; its name is behind that of the file before.
    ///
    /// # Errors
    /// It is not, bytes of the one before are missing, or the stream cannot be written.
    pub fn blob(&mut self, name: BlobName, bytes: u64) -> Result<(), WriteError> {
        self.order.blob(name, bytes)?;
        self.pieces.write(&[Kind::Blob as u8])?;
        self.pieces.write(&name.epoch.to_be_bytes())?;
        self.pieces.write(&name.id)?;
        self.pieces.write(&bytes.to_be_bytes())
    }

    /// Writes the next bytes of the file that began last.
    ///
    /// # Errors
    /// They are more than it has, or the stream cannot be written.
    pub fn bytes(&mut self, bytes: &[u8]) -> Result<(), WriteError> {
        self.order.bytes(bytes.len())?;
        self.pieces.write(bytes)
    }

    /// Notes how much was left out.
    pub fn set_left_out(&mut self, count: u64) {
        self.order.set_left_out(count);
    }

    /// What there is so far.
    pub fn counts(&self) -> &Counts {
        self.order.counts()
    }

    /// Writes the end, and gives the stream back.
    ///
    /// # Errors
    /// Bytes of a file are missing, or the stream cannot be written.
    pub fn finish(mut self) -> Result<(W, Counts), WriteError> {
        let counts = self.order.end()?.clone();
        self.json(Kind::Counts, &counts)?;
        Ok((self.pieces.finish()?, counts))
    }

    fn json(&mut self, kind: Kind, content: &impl Serialize) -> Result<(), WriteError> {
        let json = serde_json::to_vec(content).map_err(std::io::Error::from)?;
        let too_long = Disorder::TooLong("a text");
        if json.len() > JSON_BYTES_MAX {
            return Err(too_long.into());
        }
        let length = u32::try_from(json.len()).map_err(|_| too_long)?;
        self.pieces.write(&[kind as u8])?;
        self.pieces.write(&length.to_be_bytes())?;
        self.pieces.write(&json)
    }
}

impl<W> std::fmt::Debug for Writer<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer")
            .field("order", &self.order)
            .finish_non_exhaustive()
    }
}
