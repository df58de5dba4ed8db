//! Reading an archive.

use std::io::Read;

use iamd_seal::SealingKeys;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::{
    BlobName, Counts, Disorder, Entry, Facts, KEY_BYTES_MAX, ReadError,
    entry::{JSON_BYTES_MAX, Kind},
    head::Head,
    order::Order,
    pieces::PieceReader,
};

/// LIMIT: how many bytes of a file [`Entry::Bytes`] has at most.
const BYTES_MAX: usize = 1 << 18;

/// An archive of which only the head was read. Nothing of it is believed yet.
#[derive(Debug)]
pub struct Sealed<R> {
    head: Head,
    source: R,
}

impl<R: Read> Sealed<R> {
    /// Reads the head.
    ///
    /// # Errors
    /// It is no archive, or one of another version.
    pub fn begin(mut source: R) -> Result<Self, ReadError> {
        let head = Head::read(&mut source)?;
        Ok(Self { head, source })
    }

    /// The file of the keyring that opens it.
    pub fn keyring(&self) -> &[u8] {
        &self.head.keyring
    }

    /// Opens it with keys of that keyring, and reads the facts.
    ///
    /// # Errors
    /// Another key is wanted, or the archive was changed.
    pub fn unlock(self, keys: &SealingKeys) -> Result<Reader<R>, ReadError> {
        let key = self.head.open(keys)?;
        let mut pieces = PieceReader::new(self.source, key);
        let mut order = Order::default();
        let [kind] = array(&mut pieces)?;
        if Kind::of(kind) != Some(Kind::Facts) {
            return Err(Disorder::Misplaced("what comes first").into());
        }
        order.facts()?;
        let facts = json(&mut pieces, "a text of facts")?;
        Ok(Reader {
            pieces,
            order,
            facts,
        })
    }
}

/// Reads an archive.
pub struct Reader<R> {
    pieces: PieceReader<R>,
    order: Order,
    facts: Facts,
}

impl<R: Read> Reader<R> {
    /// What is known of it as a whole.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// What was read so far; after the end, what there was.
    pub fn counts(&self) -> &Counts {
        self.order.counts()
    }

    /// The next entry; `None` once everything was read and is known to be whole.
    ///
    /// # Errors
    /// The archive is cut, changed or cannot be read. What came before may be of use to nobody.
    #[expect(
        clippy::should_implement_trait,
        reason = "an iterator would let the error, and with it the missing end, be passed over"
    )]
    pub fn next(&mut self) -> Result<Option<Entry>, ReadError> {
        if self.order.has_ended() {
            return Ok(None);
        }
        if self.order.bytes_left() > 0 {
            return self.bytes().map(Some);
        }
        let [kind] = array(&mut self.pieces)?;
        match Kind::of(kind) {
            Some(Kind::Store) => self.store().map(Some),
            Some(Kind::Record) => self.record().map(Some),
            Some(Kind::Blob) => self.blob().map(Some),
            Some(Kind::Counts) => self.end().map(|()| None),
            Some(Kind::Facts) => Err(Disorder::Misplaced("a text of facts").into()),
            None => Err(Disorder::Unknown("an entry").into()),
        }
    }

    fn store(&mut self) -> Result<Entry, ReadError> {
        let [length] = array(&mut self.pieces)?;
        let name = vec(&mut self.pieces, usize::from(length))?;
        let name = String::from_utf8(name).map_err(|_| Disorder::Unknown("a name"))?;
        self.order.store(&name)?;
        let revision = u64::from_be_bytes(array(&mut self.pieces)?);
        Ok(Entry::Store { name, revision })
    }

    fn record(&mut self) -> Result<Entry, ReadError> {
        let too_long = Disorder::TooLong("a record");
        let key_bytes = usize::from(u16::from_be_bytes(array(&mut self.pieces)?));
        if key_bytes > KEY_BYTES_MAX {
            return Err(too_long.into());
        }
        let key = vec(&mut self.pieces, key_bytes)?;
        let revision = u64::from_be_bytes(array(&mut self.pieces)?);
        let value_bytes = u32::from_be_bytes(array(&mut self.pieces)?);
        let value_bytes = usize::try_from(value_bytes).map_err(|_| too_long)?;
        self.order.record(&key, value_bytes)?;
        let value = Zeroizing::new(vec(&mut self.pieces, value_bytes)?);
        Ok(Entry::Record {
            key,
            revision,
            value,
        })
    }

    fn blob(&mut self) -> Result<Entry, ReadError> {
        let name = BlobName {
            epoch: u64::from_be_bytes(array(&mut self.pieces)?),
            id: array(&mut self.pieces)?,
        };
        let bytes = u64::from_be_bytes(array(&mut self.pieces)?);
        self.order.blob(name, bytes)?;
        Ok(Entry::Blob { name, bytes })
    }

    fn bytes(&mut self) -> Result<Entry, ReadError> {
        let left = usize::try_from(self.order.bytes_left()).unwrap_or(usize::MAX);
        let bytes = vec(&mut self.pieces, left.min(BYTES_MAX))?;
        self.order.bytes(bytes.len())?;
        Ok(Entry::Bytes(bytes))
    }

    fn end(&mut self) -> Result<(), ReadError> {
        let told: Counts = json(&mut self.pieces, "a text of counts")?;
        // What was left out is nowhere to be seen: there the writer is believed.
        self.order.set_left_out(told.left_out);
        if *self.order.end()? != told {
            return Err(Disorder::Miscounted.into());
        }
        self.pieces.end()
    }
}

impl<R> std::fmt::Debug for Reader<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader")
            .field("facts", &self.facts)
            .field("order", &self.order)
            .finish_non_exhaustive()
    }
}

fn array<const N: usize, R: Read>(pieces: &mut PieceReader<R>) -> Result<[u8; N], ReadError> {
    let mut bytes = [0; N];
    pieces.read(&mut bytes)?;
    Ok(bytes)
}

/// The length was compared with a limit before.
fn vec<R: Read>(pieces: &mut PieceReader<R>, length: usize) -> Result<Vec<u8>, ReadError> {
    let mut bytes = vec![0; length];
    pieces.read(&mut bytes)?;
    Ok(bytes)
}

fn json<T: DeserializeOwned, R: Read>(
    pieces: &mut PieceReader<R>,
    what: &'static str,
) -> Result<T, ReadError> {
    let length = usize::try_from(u32::from_be_bytes(array(pieces)?)).unwrap_or(usize::MAX);
    if length > JSON_BYTES_MAX {
        return Err(Disorder::TooLong(what).into());
    }
    let bytes = vec(pieces, length)?;
    serde_json::from_slice(&bytes).map_err(|_| Disorder::Unknown(what).into())
}
