//! The names of files, set aside until it is their turn: in a file without a name, for there may be
//! more than memory should hold.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use iamd_archive::BlobName;

/// Where it is made, for as long as it takes to take the name away again.
const FILE: &str = "backup.spool";

/// The epoch, then the id.
const NAME_BYTES: usize = 24;

/// Names that are set aside.
#[derive(Debug)]
pub(super) struct Spool {
    file: BufWriter<File>,
    names: u64,
}

impl Spool {
    /// Makes an empty one in a folder. Nothing of it is left when it is dropped, or after a crash.
    pub(super) fn make(folder: &Path) -> io::Result<Self> {
        let path = folder.join(FILE);
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(true);
        let file = options.mode(0o600).open(&path)?;
        std::fs::remove_file(&path)?;
        Ok(Self {
            file: BufWriter::new(file),
            names: 0,
        })
    }

    pub(super) fn put(&mut self, name: BlobName) -> io::Result<()> {
        self.file.write_all(&name.epoch.to_be_bytes())?;
        self.file.write_all(&name.id)?;
        self.names += 1;
        Ok(())
    }

    /// All names, in the order in which they came.
    pub(super) fn names(self) -> io::Result<impl Iterator<Item = io::Result<BlobName>>> {
        let mut file = self.file.into_inner().map_err(io::Error::from)?;
        file.seek(SeekFrom::Start(0))?;
        let mut file = BufReader::new(file);
        Ok((0..self.names).map(move |_| read(&mut file)))
    }
}

fn read(file: &mut impl Read) -> io::Result<BlobName> {
    let mut bytes = [0; NAME_BYTES];
    file.read_exact(&mut bytes)?;
    let (epoch, rest) = bytes
        .split_first_chunk()
        .ok_or(io::ErrorKind::InvalidData)?;
    let id = rest.first_chunk().ok_or(io::ErrorKind::InvalidData)?;
    Ok(BlobName {
        epoch: u64::from_be_bytes(*epoch),
        id: *id,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_aside_comes_back_in_order_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut spool = Spool::make(folder.path()).unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        let name = |number: u64| BlobName {
            epoch: number / 100,
            id: [u8::try_from(number % 100).unwrap(); 16],
        };
        for number in 0..1000 {
            spool.put(name(number)).unwrap();
        }
        let names: io::Result<Vec<_>> = spool.names().unwrap().collect();
        assert_eq!(names.unwrap(), (0..1000).map(name).collect::<Vec<_>>());
    }
}
