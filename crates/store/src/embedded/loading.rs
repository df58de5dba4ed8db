//! A new file that is filled with the records of another.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use iamd_disk::{Disk, draft_of};
use redb::Database;

use super::{
    Settings,
    backend::Backend,
    database,
    header::Header,
    opening::{lock, open_database, sync_folders},
    view::contained,
};
use crate::{Key, OpenError, Revision, StoreError, envelope::Envelope};

/// How many bytes of records are made durable at once.
const BATCH_BYTES: usize = 8 * 1024 * 1024;

/// A store that is being made from the records of another, such as a backup's. It gets its name
/// when it is whole: until [`Self::finish`] there is nothing that could be opened.
pub struct Loading {
    disk: Arc<dyn Disk>,
    path: PathBuf,
    database: Database,
    backend: Backend,
    envelope: Envelope,
    batch: Vec<(Key, Vec<u8>)>,
    batch_bytes: usize,
}

impl Loading {
    /// Begins a store that will lie at `path`, where nothing is. What an attempt that was broken
    /// off left is thrown away.
    ///
    /// # Errors
    /// Something is there, or the file cannot be made.
    pub fn begin(disk: Arc<dyn Disk>, path: &Path, settings: &Settings) -> Result<Self, OpenError> {
        let io = |source| OpenError::Io {
            path: path.into(),
            source,
        };
        if disk.entry(path).is_ok() {
            return Err(io(std::io::ErrorKind::AlreadyExists.into()));
        }
        let file = disk.create(&draft_of(path)).map_err(io)?;
        lock(&*file, path)?;
        file.set_bytes(0).map_err(io)?;
        let backend = Backend::new(file);
        let database = open_database(&backend, path, settings)?;
        let envelope = Envelope::new(settings.checksum_keys.clone());
        let header = Header {
            created_at: settings.created_at,
        };
        let loading = Self {
            disk,
            path: path.into(),
            database,
            backend,
            envelope,
            batch: Vec::new(),
            batch_bytes: 0,
        };
        let made = database::initialize(&loading.database, &header, &loading.envelope);
        made.map_err(|error| loading.failed(&error))?;
        Ok(loading)
    }

    /// Puts a record as it was read there: with its revision.
    ///
    /// # Errors
    /// The key is no key, or the file cannot be written.
    pub fn put(&mut self, key: &[u8], revision: Revision, value: &[u8]) -> Result<(), OpenError> {
        let key = Key::decode(key).ok_or_else(|| OpenError::Damaged {
            path: self.path.clone(),
            detail: "it would hold a key of no record".to_owned(),
        })?;
        let sealed = self.envelope.seal(&key, value, revision);
        self.batch_bytes += key.as_bytes().len() + sealed.len();
        self.batch.push((key, sealed));
        if self.batch_bytes >= BATCH_BYTES {
            self.write(None)?;
        }
        Ok(())
    }

    /// Ends the store at a revision, makes it durable and gives it its name.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish(mut self, revision: Revision) -> Result<(), OpenError> {
        self.write(Some(revision))?;
        let Self {
            disk,
            path,
            database,
            backend,
            ..
        } = self;
        let io = |source| OpenError::Io {
            path: path.clone(),
            source,
        };
        contained(|| database.close().map_err(super::view::store_error)).map_err(|error| {
            OpenError::Damaged {
                path: path.clone(),
                detail: error.to_string(),
            }
        })?;
        backend.sync().map_err(io)?;
        disk.rename(&draft_of(&path), &path).map_err(io)?;
        sync_folders(&*disk, &path).map_err(io)
    }

    fn write(&mut self, revision: Option<Revision>) -> Result<(), OpenError> {
        let batch = std::mem::take(&mut self.batch);
        self.batch_bytes = 0;
        let loaded = database::load(&self.database, &self.envelope, &batch, revision);
        loaded.map_err(|error| self.failed(&error))
    }

    fn failed(&self, error: &StoreError) -> OpenError {
        let path = self.path.clone();
        if self.backend.faults.take_full() {
            return OpenError::StorageFull { path };
        }
        OpenError::Damaged {
            path,
            detail: error.to_string(),
        }
    }
}

impl std::fmt::Debug for Loading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Loading")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}
