//! A file that is read for somebody, who may go away.

use std::{io, sync::Arc};

use iamd_disk::DiskFile;

use crate::control::{Gone, Teller};

/// Fails to be read once nobody is there to be told of it: a log may take hours to read.
#[derive(Debug)]
pub(super) struct AskedFile {
    file: Arc<dyn DiskFile>,
    asked_by: Teller,
}

impl AskedFile {
    pub(super) fn of(file: Arc<dyn DiskFile>, asked_by: Option<&Teller>) -> Arc<dyn DiskFile> {
        match asked_by {
            Some(asked_by) => Arc::new(Self {
                file,
                asked_by: asked_by.clone(),
            }),
            None => file,
        }
    }
}

impl DiskFile for AskedFile {
    fn try_lock(&self) -> io::Result<bool> {
        self.file.try_lock()
    }

    fn bytes(&self) -> io::Result<u64> {
        self.file.bytes()
    }

    fn has_name(&self) -> io::Result<bool> {
        self.file.has_name()
    }

    fn set_bytes(&self, bytes: u64) -> io::Result<()> {
        self.file.set_bytes(bytes)
    }

    fn read(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        if self.asked_by.is_gone() {
            return Err(io::Error::other(Gone));
        }
        self.file.read(offset, buffer)
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.file.write(offset, data)
    }

    fn sync(&self) -> io::Result<()> {
        self.file.sync()
    }
}
