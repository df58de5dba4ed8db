//! Where the bytes of blobs lie: a port, and two engines.
//!
//! A blob is written once, whole, and never changed. What it holds is encrypted before it comes
//! here. All calls block: they are made off the threads that serve requests.

mod local;
mod memory;

use std::{fmt, io, sync::Arc};

use iamd_ident::Random;
use serde::{Deserialize, Serialize};

pub use self::{local::LocalBlobs, memory::MemoryBlobs};

/// The id of a blob: 128 random bits, never given twice.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BlobId(u128);

impl BlobId {
    pub(crate) fn random(random: &dyn Random) -> Self {
        Self(u128::from_be_bytes(random.bytes()))
    }

    /// The id with this text, as [`Self`] shows it.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let number = u128::from_str_radix(text, 16).ok().map(Self)?;
        (number.to_string() == text).then_some(number)
    }

    /// The id with these bytes, as read from a copy of the blob.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(u128::from_be_bytes(bytes))
    }

    /// The bytes of the id.
    pub const fn to_bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }

    /// In which of the 256 drawers of its epoch the blob lies.
    pub(crate) fn drawer(self) -> u8 {
        self.0.to_be_bytes().first().copied().unwrap_or_default()
    }
}

impl fmt::Display for BlobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Debug for BlobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// One run of the program. Blobs of former epochs become fewer, never more; that is what lets a
/// start find those that nobody knows.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Epoch(pub u64);

impl fmt::Display for Epoch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08}", self.0)
    }
}

/// Where a blob lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BlobPlace {
    /// The run of the program that wrote it.
    pub epoch: Epoch,
    /// The blob.
    pub id: BlobId,
}

/// What keeps blobs.
pub trait Blobs: fmt::Debug + Send + Sync + 'static {
    /// Begins a blob at a place where none is.
    ///
    /// # Errors
    /// The system refuses.
    fn create(&self, place: BlobPlace) -> io::Result<Box<dyn BlobWriter>>;

    /// Opens a blob that was finished. It can be read to its end even if it is removed meanwhile.
    ///
    /// # Errors
    /// There is none ([`io::ErrorKind::NotFound`]), or the system refuses.
    fn open(&self, place: BlobPlace) -> io::Result<Arc<dyn BlobReader>>;

    /// Removes blobs for good: when this returns, no loss of power brings them back. One that is
    /// not there is no error. `current` is the epoch in which blobs are still made.
    ///
    /// # Errors
    /// The system refuses. Some may be removed, and some not.
    fn remove(&self, places: &[BlobPlace], current: Epoch) -> io::Result<()>;

    /// Makes durable whatever was removed from an epoch, by whomever: a run of the program may
    /// have been killed between a removal and its sync, and then only seems to have removed.
    ///
    /// # Errors
    /// The system refuses.
    fn settle(&self, epoch: Epoch, current: Epoch) -> io::Result<()>;

    /// Removes a blob that nobody knows yet. A loss of power may bring it back.
    ///
    /// # Errors
    /// The system refuses.
    fn discard(&self, place: BlobPlace) -> io::Result<()>;

    /// The epochs of which there is something, in any order.
    ///
    /// # Errors
    /// The system refuses.
    fn epochs(&self) -> io::Result<Vec<Epoch>>;

    /// The blobs in a drawer of an epoch, the unfinished ones too.
    ///
    /// LIMIT: held in memory, 16 bytes each; there are 256 drawers.
    ///
    /// # Errors
    /// The system refuses.
    fn drawer(&self, epoch: Epoch, drawer: u8) -> io::Result<Vec<BlobId>>;
}

/// A blob that is being written. One that is dropped before it is finished is removed.
pub trait BlobWriter: Send {
    /// Adds bytes.
    ///
    /// # Errors
    /// The system refuses, for example because the disk is full.
    fn write(&mut self, data: &[u8]) -> io::Result<()>;

    /// Makes the blob and its name durable.
    ///
    /// # Errors
    /// The system could not; the blob is removed.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// A blob that is open.
pub trait BlobReader: Send + Sync {
    /// How many bytes it has.
    ///
    /// # Errors
    /// The system refuses.
    fn bytes(&self) -> io::Result<u64>;

    /// Fills the buffer from this offset on.
    ///
    /// # Errors
    /// The blob is shorter ([`io::ErrorKind::UnexpectedEof`]), or the system refuses.
    fn read(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()>;
}
