//! Blobs in memory: for development and tests.

use std::{collections::BTreeMap, io, sync::Arc};

use parking_lot::Mutex;

use super::{BlobId, BlobPlace, BlobReader, BlobWriter, Blobs, Epoch};

/// Blobs in memory. Clones are the same.
#[derive(Clone, Debug, Default)]
pub struct MemoryBlobs(Arc<Mutex<BTreeMap<BlobPlace, Arc<[u8]>>>>);

impl MemoryBlobs {
    /// How many blobs there are.
    pub fn count(&self) -> usize {
        self.0.lock().len()
    }

    /// Removes them all.
    pub fn reset(&self) {
        self.0.lock().clear();
    }
}

impl Blobs for MemoryBlobs {
    fn create(&self, place: BlobPlace) -> io::Result<Box<dyn BlobWriter>> {
        Ok(Box::new(MemoryWriter {
            blobs: self.clone(),
            place,
            bytes: Vec::new(),
        }))
    }

    fn open(&self, place: BlobPlace) -> io::Result<Arc<dyn BlobReader>> {
        let found = self.0.lock().get(&place).cloned();
        let bytes = found.ok_or(io::ErrorKind::NotFound)?;
        Ok(Arc::new(MemoryReader(bytes)))
    }

    fn remove(&self, places: &[BlobPlace], _: Epoch) -> io::Result<()> {
        let mut blobs = self.0.lock();
        for place in places {
            blobs.remove(place);
        }
        Ok(())
    }

    fn settle(&self, _: Epoch, _: Epoch) -> io::Result<()> {
        Ok(())
    }

    fn discard(&self, place: BlobPlace) -> io::Result<()> {
        self.0.lock().remove(&place);
        Ok(())
    }

    fn epochs(&self) -> io::Result<Vec<Epoch>> {
        let mut epochs: Vec<_> = self.0.lock().keys().map(|place| place.epoch).collect();
        epochs.sort_unstable();
        epochs.dedup();
        Ok(epochs)
    }

    fn drawer(&self, epoch: Epoch, drawer: u8) -> io::Result<Vec<BlobId>> {
        let blobs = self.0.lock();
        let places = blobs.keys().filter(|place| place.epoch == epoch);
        Ok(places
            .map(|place| place.id)
            .filter(|id| id.drawer() == drawer)
            .collect())
    }
}

struct MemoryWriter {
    blobs: MemoryBlobs,
    place: BlobPlace,
    bytes: Vec<u8>,
}

impl BlobWriter for MemoryWriter {
    fn write(&mut self, data: &[u8]) -> io::Result<()> {
        self.bytes.extend_from_slice(data);
        Ok(())
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.blobs.0.lock().insert(self.place, self.bytes.into());
        Ok(())
    }
}

struct MemoryReader(Arc<[u8]>);

impl BlobReader for MemoryReader {
    fn bytes(&self) -> io::Result<u64> {
        Ok(self.0.len() as u64)
    }

    fn read(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        let start = usize::try_from(offset).map_err(|_| io::ErrorKind::UnexpectedEof)?;
        let found = start
            .checked_add(buffer.len())
            .and_then(|end| self.0.get(start..end));
        buffer.copy_from_slice(found.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }
}
