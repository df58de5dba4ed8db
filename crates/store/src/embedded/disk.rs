//! The disk as the embedded engine sees it: a seam for a double that loses power.

use std::{
    fmt,
    fs::{File, OpenOptions, TryLockError},
    io,
    os::unix::fs::{FileExt as _, OpenOptionsExt as _},
    path::Path,
    sync::Arc,
};

/// What the embedded engine asks of a file system.
///
/// A write is durable when its file was synced afterwards; the name of a file is durable when its
/// folder was synced afterwards. Until then a loss of power may forget it, tear it or keep it.
pub trait Disk: fmt::Debug + Send + Sync {
    /// Opens a file that exists.
    ///
    /// # Errors
    /// There is no such file ([`io::ErrorKind::NotFound`]), or the system refuses.
    fn open(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>>;

    /// Opens a file, and makes an empty one first if there is none.
    ///
    /// # Errors
    /// The folder does not exist ([`io::ErrorKind::NotFound`]), or the system refuses.
    fn create(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>>;

    /// Gives a file another name in the same folder; open files stay open.
    ///
    /// # Errors
    /// The system refuses.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Makes the names in a folder durable.
    ///
    /// # Errors
    /// The system refuses.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
}

/// An open file, read and written at any place.
pub trait DiskFile: fmt::Debug + Send + Sync {
    /// Locks the file for as long as it is open; `false` if it is open and locked elsewhere.
    ///
    /// # Errors
    /// The system cannot lock files there.
    fn try_lock(&self) -> io::Result<bool>;

    /// The length in bytes.
    ///
    /// # Errors
    /// The system refuses.
    fn bytes(&self) -> io::Result<u64>;

    /// Cuts the file, or lengthens it with zeros.
    ///
    /// # Errors
    /// The system refuses, for example because the disk is full.
    fn set_bytes(&self, bytes: u64) -> io::Result<()>;

    /// Fills the buffer from this offset on.
    ///
    /// # Errors
    /// The file is shorter, or the system refuses.
    fn read(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()>;

    /// Writes all of the data at this offset.
    ///
    /// # Errors
    /// The system refuses, for example because the disk is full.
    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()>;

    /// Makes everything durable that was written, and the length.
    ///
    /// # Errors
    /// The system could not. What was written since the last sync may or may not be durable.
    fn sync(&self) -> io::Result<()>;
}

/// The file system of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct LocalDisk;

/// SECURITY: the records name every user and key, so the file is its owner's alone.
const MODE: u32 = 0o600;

impl Disk for LocalDisk {
    fn open(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>> {
        let file = OpenOptions::new().read(true).write(true).open(path)?;
        Ok(Arc::new(LocalFile(file)))
    }

    fn create(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).mode(MODE);
        Ok(Arc::new(LocalFile(options.open(path)?)))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        std::fs::rename(from, to)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        File::open(folder)?.sync_all()
    }
}

#[derive(Debug)]
struct LocalFile(File);

impl DiskFile for LocalFile {
    fn try_lock(&self) -> io::Result<bool> {
        match self.0.try_lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    fn bytes(&self) -> io::Result<u64> {
        Ok(self.0.metadata()?.len())
    }

    fn set_bytes(&self, bytes: u64) -> io::Result<()> {
        self.0.set_len(bytes)
    }

    fn read(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.0.read_exact_at(buffer, offset)
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.0.write_all_at(data, offset)
    }

    fn sync(&self) -> io::Result<()> {
        self.0.sync_data()
    }
}
