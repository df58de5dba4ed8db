//! A file that is open.

use std::{
    fmt, io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use iamd_disk::DiskFile;

use super::{DoubleDisk, contents::Change, names::Node};

pub(super) struct DoubleFile {
    disk: DoubleDisk,
    index: usize,
    holds_lock: AtomicBool,
}

impl DoubleFile {
    pub(super) fn open(disk: &DoubleDisk, index: usize) -> Arc<dyn DiskFile> {
        Arc::new(Self {
            disk: disk.clone(),
            index,
            holds_lock: AtomicBool::new(false),
        })
    }
}

impl DiskFile for DoubleFile {
    fn try_lock(&self) -> io::Result<bool> {
        let file = &mut self.disk.world().files[self.index];
        let free = !std::mem::replace(&mut file.is_locked, true);
        self.holds_lock.fetch_or(free, Ordering::SeqCst);
        Ok(free)
    }

    fn bytes(&self) -> io::Result<u64> {
        Ok(self.disk.world().files[self.index].contents.len() as u64)
    }

    fn has_name(&self) -> io::Result<bool> {
        let world = self.disk.world();
        let is_named = world
            .names
            .values()
            .any(|node| *node == Node::File(self.index));
        Ok(is_named)
    }

    fn set_bytes(&self, bytes: u64) -> io::Result<()> {
        let change = Change::Length(usize::try_from(bytes).unwrap());
        self.disk.world().change(self.index, bytes, change)
    }

    fn read(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        let world = self.disk.world();
        let start = usize::try_from(offset).unwrap();
        let contents = &world.files[self.index].contents;
        let found = contents.get(start..start + buffer.len());
        buffer.copy_from_slice(found.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let change = Change::Sectors {
            offset: usize::try_from(offset).unwrap(),
            data: data.to_vec(),
        };
        let end = offset + data.len() as u64;
        self.disk.world().change(self.index, end, change)
    }

    fn sync(&self) -> io::Result<()> {
        let gate = self.disk.world().gate.clone();
        if let Some(gate) = gate {
            gate();
        }
        self.disk.world().sync(self.index)
    }
}

impl Drop for DoubleFile {
    fn drop(&mut self) {
        if self.holds_lock.load(Ordering::SeqCst) {
            self.disk.world().files[self.index].is_locked = false;
        }
    }
}

impl fmt::Debug for DoubleFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DoubleFile({})", self.index)
    }
}
