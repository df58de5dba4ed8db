//! Where the log's bytes go.

use std::{
    fmt,
    fs::{File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    os::unix::fs::{MetadataExt, OpenOptionsExt},
    path::Path,
};

use crate::data_dir::sync_directory;

/// Something that bytes are appended to: a file, or what a test makes of one.
pub trait Medium: fmt::Debug + Send {
    /// Appends some of the bytes and says how many.
    ///
    /// # Errors
    /// What the system says; then nothing was appended.
    fn append(&mut self, bytes: &[u8]) -> io::Result<usize>;

    /// Takes back the last bytes.
    ///
    /// # Errors
    /// What the system says.
    fn take_back(&mut self, bytes: u64) -> io::Result<()>;

    /// A second handle, which can sync while this one appends.
    ///
    /// # Errors
    /// What the system says.
    fn syncer(&self) -> io::Result<Box<dyn Syncer>>;
}

/// Something that can be made durable.
pub trait Syncer: fmt::Debug + Send + Sync {
    /// Makes durable what was appended before.
    ///
    /// # Errors
    /// What the system says.
    fn sync(&self) -> io::Result<()>;
}

impl Medium for File {
    fn append(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write(bytes)
    }

    fn take_back(&mut self, bytes: u64) -> io::Result<()> {
        // Asked anew each time: somebody may have cut the file short to rotate it.
        let length = self.metadata()?.len();
        self.set_len(length.saturating_sub(bytes))
    }

    fn syncer(&self) -> io::Result<Box<dyn Syncer>> {
        Ok(Box::new(self.try_clone()?))
    }
}

impl Syncer for File {
    /// Also fails where the file has no name any more: what is written to it then, nobody will read.
    fn sync(&self) -> io::Result<()> {
        self.sync_data()?;
        if self.metadata()?.nlink() == 0 {
            let text = "somebody has removed the file";
            return Err(io::Error::new(io::ErrorKind::NotFound, text));
        }
        Ok(())
    }
}

/// Opens the log's file, and cuts off a torn last line.
pub(super) fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true).mode(0o600);
    let is_new = !path.try_exists()?;
    let mut file = options.open(path)?;
    if is_new {
        if let Some(directory) = path.parent() {
            sync_directory(directory)?;
        }
    } else if file.metadata()?.is_file() {
        repair(&mut file, path)?;
    }
    Ok(file)
}

/// Cuts off what stands behind the last line's end: a crash tore it.
fn repair(file: &mut File, path: &Path) -> io::Result<()> {
    let length = file.metadata()?.len();
    let whole = end_of_last_line(file, length)?;
    if whole < length {
        file.set_len(whole)?;
        file.sync_all()?;
        tracing::warn!(
            path = %path.display(),
            "the last line of the audit log was torn by a crash; its {} bytes were cut off",
            length - whole
        );
    }
    Ok(())
}

/// Searches backwards, so that a large log costs no more than a small one.
fn end_of_last_line(file: &mut File, length: u64) -> io::Result<u64> {
    const STEP: u64 = 4096;
    let mut block = Vec::with_capacity(4096);
    let mut end = length;
    while end > 0 {
        let start = end.saturating_sub(STEP);
        block.clear();
        file.seek(SeekFrom::Start(start))?;
        Read::by_ref(file)
            .take(end - start)
            .read_to_end(&mut block)?;
        if let Some(newline) = block.iter().rposition(|byte| *byte == b'\n') {
            return Ok(start + u64::try_from(newline).unwrap_or_default() + 1);
        }
        end = start;
    }
    Ok(0)
}
