//! Files that stay while somebody goes through all of them.

use std::{io, sync::Arc};

use iamd_auth::SystemWork;
use iamd_store::Key;
use tokio::sync::OwnedRwLockReadGuard;

use crate::{BlobPlace, BlobReader, Objects, keyspace};

/// While this lives, no file of a blob is removed that a record named when it began: what is deleted
/// stays in the trash. After a crash the trash is emptied as ever, so nothing is left for ever.
///
/// LIMIT: the space of deleted objects is not free before the end.
pub struct FilesKept {
    objects: Objects,
    guard: Option<OwnedRwLockReadGuard<()>>,
}

impl Objects {
    /// Keeps all files, once a removal that is at work is through.
    pub async fn keep_files(&self, _: &SystemWork) -> FilesKept {
        let gate = Arc::clone(self.removals());
        FilesKept {
            objects: self.clone(),
            guard: Some(gate.read_owned().await),
        }
    }
}

impl FilesKept {
    /// Opens a file. Blocks.
    ///
    /// # Errors
    /// There is none ([`io::ErrorKind::NotFound`]), or the system refuses.
    pub fn open(&self, place: BlobPlace) -> io::Result<Arc<dyn BlobReader>> {
        self.objects.blobs().open(place)
    }
}

impl Drop for FilesKept {
    fn drop(&mut self) {
        drop(self.guard.take());
        self.objects.wake();
    }
}

impl std::fmt::Debug for FilesKept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FilesKept").finish_non_exhaustive()
    }
}

/// The file that a record of the index says is in use, if it is such a record.
pub fn file_named_by(record: &Key) -> Option<BlobPlace> {
    keyspace::blob_of(record)
}
