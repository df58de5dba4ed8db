//! What is asked of a file system.

use std::{fmt, io, path::Path, sync::Arc};

/// A file system.
///
/// A write is durable when its file was synced afterwards. That a file or a folder was made,
/// renamed, linked or removed is durable when the folder that holds its name was synced afterwards.
/// Until then a loss of power may forget it, tear it or keep it.
///
/// All calls block.
pub trait Disk: fmt::Debug + Send + Sync {
    /// Opens a file that exists, for reading and writing.
    ///
    /// # Errors
    /// There is no such file ([`io::ErrorKind::NotFound`]), or the system refuses.
    fn open(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>>;

    /// Opens a file that exists, for reading alone: the user may not be allowed to write it.
    ///
    /// # Errors
    /// As [`Self::open`].
    fn open_to_read(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>>;

    /// Opens a file for reading and writing, and makes an empty one first if there is none.
    ///
    /// # Errors
    /// The folder does not exist ([`io::ErrorKind::NotFound`]), or the system refuses.
    fn create(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>>;

    /// Makes an empty file where nothing is, and opens it for reading and writing.
    ///
    /// # Errors
    /// Something has the name ([`io::ErrorKind::AlreadyExists`]), the folder does not exist
    /// ([`io::ErrorKind::NotFound`]), or the system refuses.
    fn create_new(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>>;

    /// All that is in a file, which need not be writable.
    ///
    /// # Errors
    /// There is no such file ([`io::ErrorKind::NotFound`]), it holds more than `bytes_max`
    /// ([`io::ErrorKind::FileTooLarge`]), or the system refuses.
    fn read(&self, path: &Path, bytes_max: usize) -> io::Result<Vec<u8>>;

    /// What has this name.
    ///
    /// # Errors
    /// Nothing has it ([`io::ErrorKind::NotFound`]), or the system refuses.
    fn entry(&self, path: &Path) -> io::Result<Entry>;

    /// Gives a file another name in the same folder; open files stay open. A file that has the name
    /// loses it in the same moment.
    ///
    /// # Errors
    /// The system refuses.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Gives a file a further name.
    ///
    /// # Errors
    /// Something has the name ([`io::ErrorKind::AlreadyExists`]), or the system refuses.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes the name of a file. Those who have it open go on.
    ///
    /// # Errors
    /// There is no such file ([`io::ErrorKind::NotFound`]), or the system refuses.
    fn remove_file(&self, path: &Path) -> io::Result<()>;

    /// Makes a folder, unless it is there; says whether it made it.
    ///
    /// # Errors
    /// The folder above does not exist ([`io::ErrorKind::NotFound`]), a file has the name
    /// ([`io::ErrorKind::AlreadyExists`]), or the system refuses.
    fn create_folder(&self, path: &Path) -> io::Result<bool>;

    /// Removes a folder with nothing in it.
    ///
    /// # Errors
    /// There is something in it ([`io::ErrorKind::DirectoryNotEmpty`]), there is no such folder
    /// ([`io::ErrorKind::NotFound`]), or the system refuses.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;

    /// The names in a folder, in any order. Those that are not UTF-8 are none of ours, and left out.
    ///
    /// # Errors
    /// There is no such folder ([`io::ErrorKind::NotFound`]), or the system refuses.
    fn names(&self, folder: &Path) -> io::Result<Vec<String>>;

    /// Makes the names in a folder durable.
    ///
    /// # Errors
    /// The system refuses.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
}

/// What has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Its length, if it is a file.
    pub bytes: u64,
    /// Who may use it: the last nine bits, as `chmod` has them.
    pub mode: u32,
}

/// What something with a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A device, a socket or the like.
    Other,
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

    /// Whether the file has a name, so that somebody can find it again.
    ///
    /// # Errors
    /// The system refuses.
    fn has_name(&self) -> io::Result<bool>;

    /// Cuts the file, or lengthens it with zeros.
    ///
    /// # Errors
    /// The system refuses, for example because the disk is full.
    fn set_bytes(&self, bytes: u64) -> io::Result<()>;

    /// Fills the buffer from this offset on.
    ///
    /// # Errors
    /// The file is shorter ([`io::ErrorKind::UnexpectedEof`]), or the system refuses.
    fn read(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()>;

    /// Writes all of the data at this offset.
    ///
    /// # Errors
    /// The system refuses, for example because the disk is full. Some of the data may be written.
    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()>;

    /// Makes everything durable that was written, and the length.
    ///
    /// # Errors
    /// The system could not. What was written since the last sync may or may not be durable.
    fn sync(&self) -> io::Result<()>;
}
