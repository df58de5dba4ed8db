//! The file of a backup: what is in it, sealed, in an order, with an end.
//!
//! What this crate deliberately is not: it takes no backup and restores none. It knows neither
//! stores nor disks, makes no consistent moment, and interprets no record: keys and values are
//! bytes. Whoever writes and reads brings a stream and the keys.
//!
//! ```text
//! in the clear   magic ║ version ║ keyring ║ key of the archive, sealed under the keyring's
//! sealed pieces  length, last? ║ ciphertext      … each bound to its number and to whether it is the last
//!    within      facts │ store, record, record … │ store, record … │ blob, bytes │ blob … │ counts
//! ```
//!
//! An archive can be opened by whoever has a master key that opens the keyring in its head. The
//! keyring is worthless without that, and the master key is never in an archive.
//!
//! # Invariants
//! - What is read is what was written, whole and in order, or an error: every byte is authenticated,
//!   and pieces that are missing, doubled, exchanged, cut off or of another archive are noticed.
//!   Nothing counts before [`Reader::next`] has given `None`: a reader undoes what it did with an
//!   archive that then turns out to be cut.
//! - No key seals two archives: each has a fresh one.
//! - Memory is bounded by the size of a piece and of one record, whatever a length in the file says.
//!
//! # Entry points
//! [`Writer::begin`] and [`Writer::finish`]; [`Sealed::begin`], [`Sealed::unlock`] and
//! [`Reader::next`].
//!
//! ```
//! use std::sync::Arc;
//! use iamd_archive::{Content, Entry, Facts, Sealed, Writer};
//! # use iamd_seal::{SealingKeys, SealingKey};
//! # use iamd_testkit::SeededRandom;
//! # let keys = SealingKeys::new(SealingKey::from_bytes([7; 32].into()));
//! # let random = Arc::new(SeededRandom::new(1));
//! # let facts = Facts {
//! #     made: "2026-01-31T00:00:00Z".parse()?,
//! #     program: "0.1.0".to_owned(),
//! #     region: "us-east-1".to_owned(),
//! #     content: Content::Records,
//! #     audit: None,
//! # };
//! let mut file = Vec::new();
//! let mut writer = Writer::begin(&mut file, b"the keyring's file", &keys, random, &facts)?;
//! writer.store("directory", 17)?;
//! writer.record(b"a key", 16, b"a value")?;
//! writer.finish()?;
//!
//! let sealed = Sealed::begin(file.as_slice())?;
//! assert_eq!(sealed.keyring(), b"the keyring's file");
//! let mut reader = sealed.unlock(&keys)?;
//! assert_eq!(reader.facts(), &facts);
//! while let Some(entry) = reader.next()? {
//!     if let Entry::Record { value, .. } = entry {
//!         assert_eq!(*value, b"a value");
//!     }
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod entry;
mod error;
mod head;
mod order;
mod pieces;
mod read;
mod write;

pub use entry::{BlobName, Content, Counts, Entry, Facts, KEY_BYTES_MAX, VALUE_BYTES_MAX};
pub use error::{ReadError, WriteError};
pub use head::{KEYRING_BYTES_MAX, VERSION};
pub use order::Disorder;
pub use read::{Reader, Sealed};
pub use write::Writer;
