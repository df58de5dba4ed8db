//! Blobs as files in a folder of this machine.
//!
//! ```text
//! FOLDER / EPOCH / DRAWER / BLOB       drawer: the first two digits of the blob's id
//! ```
//!
//! A file gets its name at once: a name that the index does not know is as good as a temporary one.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use iamd_disk::{Disk, DiskFile, LocalDisk};
use parking_lot::Mutex;

use super::{BlobId, BlobPlace, BlobReader, BlobWriter, Blobs, Epoch};

/// Blobs in a folder.
#[derive(Debug)]
pub struct LocalBlobs {
    disk: Arc<dyn Disk>,
    folder: PathBuf,
    /// The drawers of this epoch whose folders are known to be durable.
    ready: Mutex<HashSet<(Epoch, u8)>>,
}

impl LocalBlobs {
    /// The blobs in a folder, which is made if it is not there. The folder that holds it must be.
    ///
    /// # Errors
    /// The system refuses.
    pub fn open(folder: &Path) -> io::Result<Self> {
        Self::open_on(Arc::new(LocalDisk), folder)
    }

    /// As [`Self::open`], on another disk than the machine's: for tests that lose power.
    ///
    /// # Errors
    /// The system refuses.
    pub fn open_on(disk: Arc<dyn Disk>, folder: &Path) -> io::Result<Self> {
        disk.create_folder(folder)?;
        match folder.parent() {
            Some(parent) if parent.as_os_str().is_empty() => disk.sync_folder(Path::new("."))?,
            Some(parent) => disk.sync_folder(parent)?,
            None => {}
        }
        Ok(Self {
            disk,
            folder: folder.to_owned(),
            ready: Mutex::default(),
        })
    }

    fn epoch(&self, epoch: Epoch) -> PathBuf {
        self.folder.join(epoch.to_string())
    }

    fn drawer_folder(&self, epoch: Epoch, drawer: u8) -> PathBuf {
        self.epoch(epoch).join(format!("{drawer:02x}"))
    }

    fn path(&self, place: BlobPlace) -> PathBuf {
        self.drawer_folder(place.epoch, place.id.drawer())
            .join(place.id.to_string())
    }

    /// Makes the folder of a drawer, durably, before the first file is made in it.
    fn prepare(&self, epoch: Epoch, drawer: u8) -> io::Result<PathBuf> {
        let folder = self.drawer_folder(epoch, drawer);
        let mut ready = self.ready.lock();
        if !ready.contains(&(epoch, drawer)) {
            let outer = self.epoch(epoch);
            if !ready.iter().any(|(known, _)| *known == epoch) {
                self.disk.create_folder(&outer)?;
                self.disk.sync_folder(&self.folder)?;
            }
            self.disk.create_folder(&folder)?;
            self.disk.sync_folder(&outer)?;
            ready.insert((epoch, drawer));
        }
        Ok(folder)
    }

    /// Makes durable what was removed from some drawers of an epoch. An empty drawer of a former
    /// epoch goes as well, and an empty epoch.
    ///
    /// INVARIANT: what is gone already may not be so for good: who removed it may have been killed
    /// before the sync. So what is not there is made durable like what is.
    fn settle_drawers(
        &self,
        epoch: Epoch,
        drawers: impl Iterator<Item = u8>,
        is_former: bool,
    ) -> io::Result<()> {
        let goes =
            |folder: &Path| is_former && none_is_fine(self.disk.remove_folder(folder)).is_ok();
        let mut has_fewer = false;
        for drawer in drawers {
            let folder = self.drawer_folder(epoch, drawer);
            if goes(&folder) {
                has_fewer = true;
            } else {
                none_is_fine(self.disk.sync_folder(&folder))?;
            }
        }
        let folder = self.epoch(epoch);
        if !has_fewer {
            Ok(())
        } else if goes(&folder) {
            self.disk.sync_folder(&self.folder)
        } else {
            self.disk.sync_folder(&folder)
        }
    }
}

fn none_is_fine(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

impl Blobs for LocalBlobs {
    fn create(&self, place: BlobPlace) -> io::Result<Box<dyn BlobWriter>> {
        let folder = self.prepare(place.epoch, place.id.drawer())?;
        let path = self.path(place);
        Ok(Box::new(LocalWriter {
            file: self.disk.create(&path)?,
            disk: Arc::clone(&self.disk),
            path,
            folder,
            bytes: 0,
            is_finished: false,
        }))
    }

    fn open(&self, place: BlobPlace) -> io::Result<Arc<dyn BlobReader>> {
        Ok(Arc::new(LocalReader(
            self.disk.open_to_read(&self.path(place))?,
        )))
    }

    fn remove(&self, places: &[BlobPlace], current: Epoch) -> io::Result<()> {
        let mut epochs: BTreeMap<Epoch, BTreeSet<u8>> = BTreeMap::new();
        for place in places {
            none_is_fine(self.disk.remove_file(&self.path(*place)))?;
            epochs
                .entry(place.epoch)
                .or_default()
                .insert(place.id.drawer());
        }
        for (epoch, drawers) in epochs {
            self.settle_drawers(epoch, drawers.into_iter(), epoch < current)?;
        }
        Ok(())
    }

    fn settle(&self, epoch: Epoch, current: Epoch) -> io::Result<()> {
        self.settle_drawers(epoch, 0..=u8::MAX, epoch < current)
    }

    fn discard(&self, place: BlobPlace) -> io::Result<()> {
        none_is_fine(self.disk.remove_file(&self.path(place)))
    }

    fn epochs(&self) -> io::Result<Vec<Epoch>> {
        let names = self.disk.names(&self.folder)?;
        let epochs = names.iter().filter_map(|name| {
            let epoch = Epoch(name.parse().ok()?);
            (epoch.to_string() == *name).then_some(epoch)
        });
        Ok(epochs.collect())
    }

    fn drawer(&self, epoch: Epoch, drawer: u8) -> io::Result<Vec<BlobId>> {
        match self.disk.names(&self.drawer_folder(epoch, drawer)) {
            Ok(names) => Ok(names
                .iter()
                .filter_map(|name| BlobId::parse(name))
                .collect()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }
}

struct LocalWriter {
    disk: Arc<dyn Disk>,
    file: Arc<dyn DiskFile>,
    path: PathBuf,
    folder: PathBuf,
    bytes: u64,
    is_finished: bool,
}

impl BlobWriter for LocalWriter {
    fn write(&mut self, data: &[u8]) -> io::Result<()> {
        self.file.write(self.bytes, data)?;
        self.bytes += data.len() as u64;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        // INVARIANT: first the contents, then the name, and both before the index names the blob.
        self.file.sync()?;
        self.disk.sync_folder(&self.folder)?;
        self.is_finished = true;
        Ok(())
    }
}

impl Drop for LocalWriter {
    fn drop(&mut self) {
        if !self.is_finished
            && let Err(error) = self.disk.remove_file(&self.path)
        {
            tracing::warn!(%error, "an unfinished blob is left for the next start to remove");
        }
    }
}

struct LocalReader(Arc<dyn DiskFile>);

impl BlobReader for LocalReader {
    fn bytes(&self) -> io::Result<u64> {
        self.0.bytes()
    }

    fn read(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.0.read(offset, buffer)
    }
}
