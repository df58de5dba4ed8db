//! A data directory that nobody serves: opened without changing it.

use std::{path::Path, sync::Arc};

use iamd_directory::{AccountQuotas, Directory, DirectoryParts};
use iamd_disk::{Disk, LocalDisk, Overlay};
use iamd_ident::{Clock, Partition, Random};
use iamd_objects::{Limits, LocalBlobs, Objects, ObjectsParts};
use iamd_seal::KeyPurpose;
use iamd_store::{OpenError, Store};

use super::{
    Depth, Notes, RESTORE, Report, Severity,
    pages::StoreFile,
    parts::{AuditFiles, audit, both, directory, keyring, objects, said},
};
use crate::{
    config::Loaded,
    data_dir::{BLOBS_FOLDER, DIRECTORY_FILE, DataDir, DataDirError, Keys, OBJECTS_FILE},
    serve::Parts,
    system::{SystemClock, SystemRandom},
};

/// LIMIT: what opening the files would change is kept in memory instead.
const OVERLAY_BYTES: usize = 256 << 20;

/// LIMIT: how much of a mark is read.
const FORMAT_BYTES_MAX: usize = 1024;

/// The data directory cannot be looked at. The text is one sentence.
#[derive(Debug, thiserror::Error)]
pub enum StoppedError {
    /// It is not there, another process has it, or it is of another version.
    #[error(transparent)]
    DataDir(#[from] DataDirError),
    /// Nothing was ever kept there.
    #[error("nothing was ever kept in the data directory {0}; `iamd serve` makes the first start")]
    Fresh(String),
}

/// Looks at everything in a data directory that no server has open. Nothing in it is changed. `say`
/// is told how far it is.
///
/// # Errors
/// It cannot be looked at.
pub async fn stopped(
    loaded: &Loaded,
    depth: Depth,
    say: &mut (dyn FnMut(String) + Send + Sync),
) -> Result<Report, StoppedError> {
    let path = &loaded.config.data_dir;
    if !path.is_dir() {
        return Err(DataDirError::Missing { path: path.clone() }.into());
    }
    let overlay: Arc<dyn Disk> = Arc::new(Overlay::new(Arc::new(LocalDisk), OVERLAY_BYTES));
    let format = LocalDisk.read(&path.join("format"), FORMAT_BYTES_MAX);
    let is_of_version_1 = format.is_ok_and(|format| format.ends_with(b"version 1\n"));
    let data_dir = DataDir::create_on(Arc::clone(&overlay), path)?;
    if data_dir.is_fresh() && LocalDisk.entry(&data_dir.file(DIRECTORY_FILE)).is_err() {
        return Err(StoppedError::Fresh(path.display().to_string()));
    }
    let mut notes = Notes::new(say);
    notes.at("keyring");
    keyring(data_dir.path(), &mut notes);
    let random: Arc<dyn Random> = Arc::new(SystemRandom);
    let keys = data_dir.keys(loaded.master_key_source(), &SystemClock, random);
    match keys {
        // The data may be sound: it takes the key to see it, and no backup.
        Err(error) if error.is_about_master_key() => return Err(error.into()),
        // Without its keys nothing can be told from anything.
        Err(error) => notes.add(
            Severity::Damage,
            said(&error),
            "put the keyring back, or restore a backup",
        ),
        Ok(keys) => {
            let looked = Looked {
                is_of_version_1,
                loaded,
                data_dir: &data_dir,
                keys: &keys,
            };
            looked.at_all(depth, &mut notes).await;
        }
    }
    Ok(notes.end())
}

struct Looked<'a> {
    /// Before there were keyrings and chains of events.
    is_of_version_1: bool,
    loaded: &'a Loaded,
    data_dir: &'a DataDir,
    keys: &'a Keys,
}

impl Looked<'_> {
    /// What the first start of a newer program would do to an older audit log, it does in memory.
    fn begin_audit(&self) {
        if self.is_of_version_1
            && let Err(error) = Parts::open_audit(&self.loaded.config, self.data_dir, self.keys)
        {
            tracing::warn!(%error, "the audit log is looked at as it is");
        }
    }

    async fn at_all(&self, depth: Depth, notes: &mut Notes<'_>) {
        self.begin_audit();
        notes.at(DIRECTORY_FILE);
        let store = self.store(DIRECTORY_FILE, KeyPurpose::Records, notes).await;
        let users = store.map(|store| self.directory(store));
        if let Some(users) = &users {
            directory(users, notes).await;
        }
        notes.at(OBJECTS_FILE);
        let store = self
            .store(OBJECTS_FILE, KeyPurpose::ObjectRecords, notes)
            .await;
        let bytes = match store {
            Some(store) => self.objects(store, notes).await,
            None => None,
        };
        if let Some(bytes) = &bytes {
            objects(bytes, depth, notes).await;
        }
        if let (Some(users), Some(bytes)) = (&users, &bytes) {
            both(users, bytes, notes).await;
        }
        let files = AuditFiles {
            disk: Arc::clone(self.data_dir.disk()),
            folder: self.data_dir.path().to_owned(),
            keys: self.keys.checksum_keys(KeyPurpose::Audit),
            open_until: None,
        };
        audit(files, notes).await;
    }

    /// Opens a store, with all its pages checked. If one is damaged, whatever can be read is looked
    /// at all the same.
    async fn store(&self, name: &str, purpose: KeyPurpose, notes: &mut Notes<'_>) -> Option<Store> {
        let path = self.data_dir.file(name);
        if LocalDisk.entry(&path).is_err() {
            notes.add(Severity::Damage, "it is not there", RESTORE);
            return None;
        }
        let file = StoreFile {
            disk: Arc::clone(self.data_dir.disk()),
            path,
            keys: self.keys.checksum_keys(purpose),
        };
        for check_pages in [true, false] {
            match open(&file, check_pages).await {
                Ok(store) => return Some(store),
                Err(error) if check_pages => notes.add(Severity::Damage, error, RESTORE),
                // That is told already.
                Err(_) => {}
            }
        }
        None
    }

    fn directory(&self, store: Store) -> Directory {
        Directory::new(DirectoryParts {
            store,
            keys: self.keys.sealing_keys(KeyPurpose::Secrets),
            partition: Partition::of_region(self.loaded.config.region.as_str()),
            clock: Arc::new(SystemClock),
            random: Arc::new(SystemRandom),
            quotas: AccountQuotas::default(),
        })
    }

    async fn objects(&self, store: Store, notes: &mut Notes<'_>) -> Option<Objects> {
        let folder = self.data_dir.file(BLOBS_FOLDER);
        let blobs = LocalBlobs::open_on(Arc::clone(self.data_dir.disk()), &folder);
        let blobs = match blobs {
            Ok(blobs) => Arc::new(blobs),
            Err(error) => {
                notes.add(
                    Severity::Damage,
                    format!("{}: {error}", folder.display()),
                    RESTORE,
                );
                return None;
            }
        };
        let opened = Objects::open(ObjectsParts {
            store,
            blobs,
            keys: self.keys.sealing_keys(KeyPurpose::ObjectKeys),
            clock: Arc::new(SystemClock) as Arc<dyn Clock>,
            random: Arc::new(SystemRandom),
            limits: Limits::default(),
        });
        match opened.await {
            Ok(objects) => Some(objects),
            Err(error) => {
                notes.add(Severity::Damage, said(&error), RESTORE);
                None
            }
        }
    }
}

/// Opens a store; the error is a sentence.
async fn open(file: &StoreFile, check_pages: bool) -> Result<Store, String> {
    let (disk, path): (_, &Path) = (Arc::clone(&file.disk), &file.path);
    let (path, settings) = (path.to_owned(), file.settings(check_pages));
    let opening = move || Store::open_on(&*disk, &path, settings);
    let opened: Result<Result<Store, OpenError>, _> = tokio::task::spawn_blocking(opening).await;
    match opened {
        Ok(opened) => opened.map_err(|error| said(&error)),
        Err(error) => Err(error.to_string()),
    }
}
