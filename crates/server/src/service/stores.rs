//! The two stores, and the keys that what lies in them is sealed with.

use std::sync::Arc;

use iamd_objects::{Blobs, Limits, LocalBlobs, MemoryBlobs, Objects, ObjectsParts};
use iamd_seal::KeyPurpose;
use iamd_store::{Memory, Settings, Stats, Store};

use super::said;
use crate::{
    data_dir::{BLOBS_FOLDER, DIRECTORY_FILE, DataDirError, OBJECTS_FILE},
    serve::{OpenError, Parts},
};

/// The stores of the directory and of the objects, open.
pub(super) struct Stores {
    pub(super) directory: Store,
    pub(super) objects: Store,
    /// The engines themselves, which can be emptied, in development mode.
    memory: Option<InMemory>,
}

struct InMemory {
    engines: [Memory; 2],
    blobs: MemoryBlobs,
}

impl Stores {
    /// Opens both; in development mode both are in memory.
    pub(super) async fn open(parts: &Parts) -> Result<Self, OpenError> {
        if parts.config.dev {
            let engines = [KeyPurpose::Records, KeyPurpose::ObjectRecords]
                .map(|purpose| Memory::new(parts.keys.checksum_keys(purpose)));
            let [directory, objects] = engines.each_ref().map(Memory::store);
            let blobs = MemoryBlobs::default();
            return Ok(Self {
                directory,
                objects,
                memory: Some(InMemory { engines, blobs }),
            });
        }
        Ok(Self {
            directory: open(parts, DIRECTORY_FILE, KeyPurpose::Records).await?,
            objects: open(parts, OBJECTS_FILE, KeyPurpose::ObjectRecords).await?,
            memory: None,
        })
    }

    /// The objects over their store and their folder.
    pub(super) async fn objects(&self, parts: &Parts) -> Result<Objects, OpenError> {
        let blobs: Arc<dyn Blobs> = if let Some(memory) = &self.memory {
            Arc::new(memory.blobs.clone())
        } else {
            let folder = parts.data_dir.file(BLOBS_FOLDER);
            self.require_files(parts).await?;
            let opened = LocalBlobs::open_on(Arc::clone(parts.data_dir.disk()), &folder);
            Arc::new(opened.map_err(|error| OpenError::Store(said(&error)))?)
        };
        let objects = Objects::open(ObjectsParts {
            store: self.objects.clone(),
            blobs,
            keys: parts.keys.sealing_keys(KeyPurpose::ObjectKeys),
            clock: Arc::clone(&parts.clock),
            random: Arc::clone(&parts.random),
            limits: Limits::default(),
        });
        objects.await.map_err(|error| match error {
            iamd_objects::Error::StorageFull => OpenError::Full {
                folder: parts.data_dir.path().to_owned(),
            },
            error => OpenError::Store(said(&error)),
        })
    }

    /// Refuses to make the folder of the bytes anew where there were some.
    async fn require_files(&self, parts: &Parts) -> Result<(), OpenError> {
        if parts.data_dir.has(BLOBS_FOLDER) {
            return Ok(());
        }
        match Objects::needs_files(&self.objects).await {
            Ok(false) => Ok(()),
            Ok(true) => Err(OpenError::DataDir(DataDirError::StoreGone {
                path: parts.data_dir.file(BLOBS_FOLDER),
            })),
            Err(error) => Err(OpenError::Store(said(&error))),
        }
    }

    /// What each has done.
    pub(super) fn stats(&self) -> [(&'static str, Stats); 2] {
        self.each().map(|(name, store)| (name, store.stats()))
    }

    /// Which of them cannot be read or written, in sentences.
    pub(super) async fn unready(&self) -> Vec<String> {
        let mut reasons = Vec::new();
        for (name, store) in self.each() {
            if let Err(error) = store.snapshot().await {
                reasons.push(format!("the store of the {name}: {}", said(&error)));
            }
        }
        reasons
    }

    fn each(&self) -> [(&'static str, &Store); 2] {
        [("directory", &self.directory), ("objects", &self.objects)]
    }

    /// Empties both, in development mode.
    pub(super) fn reset(&self) {
        let Some(memory) = &self.memory else { return };
        for engine in &memory.engines {
            engine.reset();
        }
        memory.blobs.reset();
    }

    /// Closes both, and says what they did.
    pub(super) async fn close(&self) {
        for (name, store) in self.each() {
            let stats = store.stats();
            tracing::info!(
                store = name,
                transactions = stats.transactions,
                conflicts = stats.conflicts,
                commits = stats.commits,
                syncs = stats.syncs,
                "closing a store"
            );
            if let Err(error) = store.close().await {
                tracing::error!(%error, store = name, "the store was not closed cleanly");
            }
        }
    }
}

async fn open(parts: &Parts, file: &str, purpose: KeyPurpose) -> Result<Store, OpenError> {
    let mut settings = Settings::new(parts.keys.checksum_keys(purpose), parts.clock.now());
    settings.cache_bytes = usize::try_from(parts.config.store.cache_bytes).unwrap_or(usize::MAX);
    settings.check_pages = parts.config.store.check_pages;
    let disk = Arc::clone(parts.data_dir.disk());
    let path = parts.data_dir.file(file);
    let opening = move || Store::open_on(&*disk, &path, settings);
    let opening = tokio::task::spawn_blocking(opening).await;
    let opened = opening.map_err(|error| OpenError::Store(error.to_string()))?;
    opened.map_err(|error| unopened(&error))
}

/// What to do is said where it is known.
fn unopened(error: &iamd_store::OpenError) -> OpenError {
    let said = said(error);
    OpenError::Store(match error {
        iamd_store::OpenError::WrongKey { .. } => {
            format!("{said}; its keyring belongs to another data directory")
        }
        _ => said,
    })
}
