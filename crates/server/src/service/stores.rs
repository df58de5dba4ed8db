//! The two stores, and the keys that what lies in them is sealed with.

use std::sync::Arc;

use iamd_objects::{Blobs, Limits, LocalBlobs, MemoryBlobs, Objects, ObjectsParts};
use iamd_seal::{KeyRing, MasterKey, Purpose};
use iamd_store::{Memory, Settings, Store};
use zeroize::Zeroizing;

use super::said;
use crate::serve::{OpenError, Parts};

/// SECURITY: each use of the master key has a sub-key of its own. The phrases never change: what
/// was written with their keys must open in every later version.
const SECRETS: Purpose = Purpose::new("secrets of the directory");
const CHECKSUMS: Purpose = Purpose::new("records of the directory");
const OBJECT_KEYS: Purpose = Purpose::new("data keys of objects");
const OBJECT_CHECKSUMS: Purpose = Purpose::new("records of objects");

/// The names of the files, and of the folder for the bytes of objects, in the data directory.
const DIRECTORY_FILE: &str = "directory.redb";
const OBJECTS_FILE: &str = "objects.redb";
const BLOBS_FOLDER: &str = "objects";

/// The stores of the directory and of the objects, open.
pub(super) struct Stores {
    pub(super) directory: Store,
    objects: Store,
    master: MasterKey,
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
        let master = MasterKey::from_bytes(Zeroizing::new(*parts.master_key.expose()));
        if parts.config.dev {
            let engines = [CHECKSUMS, OBJECT_CHECKSUMS]
                .map(|purpose| Memory::new(master.checksum_key(purpose)));
            let [directory, objects] = engines.each_ref().map(Memory::store);
            let blobs = MemoryBlobs::default();
            return Ok(Self {
                directory,
                objects,
                master,
                memory: Some(InMemory { engines, blobs }),
            });
        }
        Ok(Self {
            directory: open(parts, &master, DIRECTORY_FILE, CHECKSUMS).await?,
            objects: open(parts, &master, OBJECTS_FILE, OBJECT_CHECKSUMS).await?,
            master,
            memory: None,
        })
    }

    /// What seals the secrets of the directory.
    pub(super) fn secrets(&self) -> KeyRing {
        KeyRing::new(self.master.sealing_key(SECRETS))
    }

    /// The objects over their store and their folder.
    pub(super) async fn objects(&self, parts: &Parts) -> Result<Objects, OpenError> {
        let blobs: Arc<dyn Blobs> = if let Some(memory) = &self.memory {
            Arc::new(memory.blobs.clone())
        } else {
            let folder = parts.data_dir.file(BLOBS_FOLDER);
            let opened = LocalBlobs::open(&folder);
            Arc::new(opened.map_err(|error| OpenError::Store(said(&error)))?)
        };
        let objects = Objects::open(ObjectsParts {
            store: self.objects.clone(),
            blobs,
            keys: KeyRing::new(self.master.sealing_key(OBJECT_KEYS)),
            clock: Arc::clone(&parts.clock),
            random: Arc::clone(&parts.random),
            limits: Limits::default(),
        });
        objects
            .await
            .map_err(|error| OpenError::Store(said(&error)))
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
        for (name, store) in [("directory", &self.directory), ("objects", &self.objects)] {
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

async fn open(
    parts: &Parts,
    master: &MasterKey,
    file: &str,
    purpose: Purpose,
) -> Result<Store, OpenError> {
    let mut settings = Settings::new(master.checksum_key(purpose), parts.clock.now());
    settings.cache_bytes = usize::try_from(parts.config.store.cache_bytes).unwrap_or(usize::MAX);
    settings.check_pages = parts.config.store.check_pages;
    let path = parts.data_dir.file(file);
    let opening = tokio::task::spawn_blocking(move || Store::open(&path, settings)).await;
    let opened = opening.map_err(|error| OpenError::Store(error.to_string()))?;
    opened.map_err(|error| unopened(&error))
}

/// What to do is said where it is known.
fn unopened(error: &iamd_store::OpenError) -> OpenError {
    let said = said(error);
    OpenError::Store(match error {
        iamd_store::OpenError::WrongKey { .. } => {
            format!("{said}; put that back as `master.key`, or name it by --master-key-file")
        }
        _ => said,
    })
}
