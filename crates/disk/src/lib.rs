//! The port to the file system: everything that has to survive a loss of power goes through it.
//!
//! The stores, the bytes of objects, the audit log, the keyring and the marks of the data directory
//! stand on one [`Disk`]. The program gives them [`LocalDisk`], or [`GivingDisk`] in a folder that may
//! be another user's; a test gives them a double that forgets, tears and reorders what was not synced
//! (`iamd_testkit::DoubleDisk`), and finds out whether what was acknowledged is still there.
//!
//! What this crate deliberately is not: an abstraction of all that file systems can do. There are
//! no streams, no positions, no permissions to choose: files are private to their owner and are
//! read and written at an offset.
//!
//! ```text
//!  write a file ─▶ DiskFile::sync ─▶ its contents and length are durable
//!  make, rename, link, remove ─▶ Disk::sync_folder(folder) ─▶ the names in that folder are durable
//! ```
//!
//! # Invariants
//! - Nothing is durable before the sync that belongs to it returned: contents by that of the file,
//!   names by that of the folder that holds them, and a folder's own name by that of its parent.
//! - Every file and folder that is made here is its owner's alone.
//!
//! # Entry points
//! [`Disk`] and [`DiskFile`]; [`create_durably`] and [`replace_durably`] for small files that are
//! there whole or not at all.
//!
//! ```
//! use iamd_disk::{Disk, LocalDisk, create_durably};
//!
//! let folder = tempfile::tempdir()?;
//! let path = folder.path().join("format");
//! create_durably(&LocalDisk, &path, b"version 2\n")?;
//! assert_eq!(LocalDisk.read(&path, 100)?, b"version 2\n");
//! # Ok::<(), std::io::Error>(())
//! ```

mod durable;
mod giving;
mod local;
mod overlay;
mod port;

pub use durable::{create_durably, draft_of, folder_of, replace_durably};
pub use giving::GivingDisk;
pub use local::LocalDisk;
pub use overlay::Overlay;
pub use port::{Disk, DiskFile, Entry, Kind};
