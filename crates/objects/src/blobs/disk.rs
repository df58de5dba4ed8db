//! The disk as the local engine sees it: a seam for a double that loses power.

use std::{fs, io, os::unix::fs::DirBuilderExt as _, path::Path};

use iamd_store::{Disk, LocalDisk};

/// What the local engine asks of a file system besides what stores ask of it.
///
/// That a folder is made, and that a file or a folder is removed, is durable when the folder that
/// holds it was synced afterwards.
pub trait BlobDisk: Disk + 'static {
    /// Makes a folder, unless it is there.
    ///
    /// # Errors
    /// The system refuses.
    fn create_folder(&self, path: &Path) -> io::Result<()>;

    /// Removes the name of a file. Those who have it open go on.
    ///
    /// # Errors
    /// There is no such file ([`io::ErrorKind::NotFound`]), or the system refuses.
    fn remove_file(&self, path: &Path) -> io::Result<()>;

    /// Removes a folder with nothing in it.
    ///
    /// # Errors
    /// There is something in it, there is no such folder, or the system refuses.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;

    /// The names in a folder, in any order.
    ///
    /// # Errors
    /// There is no such folder ([`io::ErrorKind::NotFound`]), or the system refuses.
    fn names(&self, folder: &Path) -> io::Result<Vec<String>>;
}

/// SECURITY: nobody but the owner needs to know how many objects there are.
const FOLDER_MODE: u32 = 0o700;

impl BlobDisk for LocalDisk {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        match fs::DirBuilder::new().mode(FOLDER_MODE).create(path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            made => made,
        }
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        let names = fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name()));
        let names = names.collect::<io::Result<Vec<_>>>()?;
        // Names that are no text are not ours.
        Ok(names
            .into_iter()
            .filter_map(|name| name.into_string().ok())
            .collect())
    }
}
