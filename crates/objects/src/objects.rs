//! The objects themselves: their parts, how they are opened, and what all verbs share.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use iamd_ident::{Clock, Random, Timestamp};
use iamd_seal::SealingKeys;
use iamd_store::{CommitError, Key, KeyRange, KeysInUse, SealedRecords, Store, StoreError, Turns};
use parking_lot::Mutex;
use tokio::sync::{Notify, RwLock};

use crate::{
    BlobId, BlobPlace, Blobs, Epoch, Error,
    draft::Draft,
    keyspace,
    records::{EpochsRecord, ManifestId},
};

/// The objects of all buckets. Clones are cheap and are the same.
#[derive(Clone)]
pub struct Objects {
    parts: Arc<Parts>,
}

struct Parts {
    store: Store,
    blobs: Arc<dyn Blobs>,
    data_keys: SealedRecords,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    limits: Limits,
    epoch: Epoch,
    turns: Turns,
    /// The number of the next entry of the trash.
    trash_number: AtomicU64,
    /// There is something in the trash.
    bell: Notify,
    /// Manifests that are being read: their parts stay until that is over.
    pins: Mutex<HashMap<ManifestId, usize>>,
    /// Whoever removes files that records named holds it alone; whoever needs them, with others.
    removals: Arc<RwLock<()>>,
}

/// What objects are made of.
pub struct ObjectsParts {
    /// Where the index lies: a store with nothing else in it.
    pub store: Store,
    /// Where the bytes lie.
    pub blobs: Arc<dyn Blobs>,
    /// What seals the keys of objects.
    pub keys: SealingKeys,
    /// Tells when things are made.
    pub clock: Arc<dyn Clock>,
    /// Makes ids and keys.
    pub random: Arc<dyn Random>,
    /// The limits of uploads.
    pub limits: Limits,
}

/// Limits that tests lower.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The least bytes of a part that is not the last one.
    pub part_bytes_min: u64,
}

/// SOURCE: S3 User Guide, "Amazon S3 multipart upload limits".
impl Default for Limits {
    fn default() -> Self {
        Self {
            part_bytes_min: 5 * 1024 * 1024,
        }
    }
}

impl Objects {
    /// Opens the objects of a store and a folder of blobs, and begins a new epoch there.
    ///
    /// # Errors
    /// The store cannot be read and written.
    pub async fn open(parts: ObjectsParts) -> Result<Self, Error> {
        let epoch = begin_epoch(&parts.store).await?;
        let objects = Self {
            parts: Arc::new(Parts {
                store: parts.store,
                blobs: parts.blobs,
                data_keys: SealedRecords::new(parts.keys),
                clock: parts.clock,
                random: parts.random,
                limits: parts.limits,
                epoch,
                turns: Turns::default(),
                trash_number: AtomicU64::new(0),
                bell: Notify::new(),
                pins: Mutex::default(),
                removals: Arc::default(),
            }),
        };
        objects.reopen_buckets().await?;
        Ok(objects)
    }

    /// Whether a store of objects knows blobs in files, so that their folder must be there.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn needs_files(store: &Store) -> Result<bool, StoreError> {
        let range = KeyRange::under(&keyspace::all_blobs());
        let first = store.snapshot().await?.examine(&range, 1).await?;
        Ok(!first.is_empty())
    }

    pub(crate) fn store(&self) -> &Store {
        &self.parts.store
    }

    pub(crate) fn blobs(&self) -> &Arc<dyn Blobs> {
        &self.parts.blobs
    }

    pub(crate) fn data_keys(&self) -> &SealedRecords {
        &self.parts.data_keys
    }

    /// What seals and opens data keys at the moment.
    pub(crate) fn keys(&self) -> Arc<KeysInUse> {
        self.parts.data_keys.keys()
    }

    pub(crate) fn random(&self) -> &dyn Random {
        &*self.parts.random
    }

    pub(crate) fn limits(&self) -> Limits {
        self.parts.limits
    }

    pub(crate) fn turns(&self) -> &Turns {
        &self.parts.turns
    }

    pub(crate) fn epoch(&self) -> Epoch {
        self.parts.epoch
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.parts.clock.now()
    }

    /// A number that grows with time, in nanoseconds.
    pub(crate) fn order_now(&self) -> u64 {
        u64::try_from(self.now().as_nanosecond()).unwrap_or_default()
    }

    /// The place of a new blob.
    pub(crate) fn new_place(&self) -> BlobPlace {
        BlobPlace {
            epoch: self.epoch(),
            id: BlobId::random(self.random()),
        }
    }

    /// Writes down what a change leaves for later. Says whether there is something.
    pub(crate) fn file_trash(&self, draft: &mut Draft<'_>) -> Result<bool, Error> {
        let trash = draft.take_trash();
        for record in &trash {
            draft.put(self.trash_place()?, record)?;
        }
        Ok(!trash.is_empty())
    }

    /// The place of the next entry of the trash.
    pub(crate) fn trash_place(&self) -> Result<Key, Error> {
        let number = self.parts.trash_number.fetch_add(1, Ordering::Relaxed);
        keyspace::trash(self.epoch(), number)
    }

    /// Held alone by whoever removes files that records named.
    pub(crate) fn removals(&self) -> &Arc<RwLock<()>> {
        &self.parts.removals
    }

    /// Says that there is something in the trash.
    pub(crate) fn wake(&self) {
        self.parts.bell.notify_one();
    }

    /// Waits until there is something in the trash.
    pub(crate) async fn woken(&self) {
        self.parts.bell.notified().await;
    }

    /// Keeps the parts of a manifest for as long as the pin lives.
    pub(crate) fn pin(&self, manifest: ManifestId) -> Pin {
        *self.parts.pins.lock().entry(manifest).or_default() += 1;
        Pin {
            objects: self.clone(),
            manifest,
        }
    }

    pub(crate) fn is_pinned(&self, manifest: ManifestId) -> bool {
        self.parts.pins.lock().contains_key(&manifest)
    }
}

impl std::fmt::Debug for Objects {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Objects")
            .field("epoch", &self.epoch())
            .finish_non_exhaustive()
    }
}

/// INVARIANT: durable before the first blob of the epoch is made, so no epoch comes twice.
async fn begin_epoch(store: &Store) -> Result<Epoch, Error> {
    let mut draft = Draft::new(store);
    let place = keyspace::epochs();
    let former: Option<EpochsRecord> = draft.read(&place).await?;
    let mut epochs = former.unwrap_or_default();
    if epochs.current != Epoch::default() {
        epochs.unswept.push(epochs.current);
    }
    epochs.current = Epoch(epochs.current.0 + 1);
    draft.put(place, &epochs)?;
    match store.commit(draft.into_txn()).await {
        Ok(_) => Ok(epochs.current),
        Err(CommitError::Conflict { .. }) => Err(Error::Contended),
        Err(error) => Err(error.into()),
    }
}

/// Somebody reads the parts of a manifest.
pub(crate) struct Pin {
    objects: Objects,
    manifest: ManifestId,
}

impl Drop for Pin {
    fn drop(&mut self) {
        let mut pins = self.objects.parts.pins.lock();
        if let Some(count) = pins.get_mut(&self.manifest) {
            *count -= 1;
            if *count == 0 {
                pins.remove(&self.manifest);
                self.objects.parts.bell.notify_one();
            }
        }
    }
}
