//! Making a data directory of a backup.

use std::{
    io::{self, Read},
    sync::Arc,
};

use iamd_archive::{BlobName, Content, Counts, Entry, Facts, ReadError};
use iamd_disk::Disk;
use iamd_ident::Timestamp;
use iamd_objects::{BlobId, BlobPlace, BlobWriter, Blobs, Epoch, LocalBlobs, file_named_by};
use iamd_seal::{KeyPurpose, Keyring};
use iamd_store::{Key, Loading, OpenError, Revision, Settings};

use super::{DIRECTORY, OBJECTS, OpenedBackup, Pace};
use crate::{
    audit::{self, Link},
    data_dir::{BLOBS_FOLDER, DIRECTORY_FILE, DataDirError, OBJECTS_FILE, Reason, Restoring},
};

/// A data directory was not made; what there is of it is marked as unfinished.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RestoreError {
    /// The backup is not whole.
    #[error("cannot use the backup: {0}; nothing can be done with what was restored of it")]
    Archive(#[from] ReadError),
    /// The directory cannot be used.
    #[error(transparent)]
    DataDir(#[from] DataDirError),
    /// A store cannot be made.
    #[error(transparent)]
    Store(#[from] OpenError),
    /// A file of an object cannot be written.
    #[error("cannot write the files of objects: {}", Reason(.0))]
    Blob(io::Error),
    /// The audit log cannot be begun.
    #[error("cannot begin the audit log: {}", Reason(.0))]
    AuditHead(io::Error),
    /// It is not said where the audit log stood.
    #[error("the backup names no event of the audit log")]
    Audit,
    /// There is something in it that this version does not know.
    #[error("the backup has a store `{0}`, which this iamd does not know")]
    UnknownStore(String),
    /// Something is not in it that a data directory needs.
    #[error("the backup has no store `{0}`")]
    NoStore(&'static str),
}

/// What was restored.
#[derive(Debug)]
pub(crate) struct Restored {
    pub(crate) facts: Facts,
    pub(crate) counts: Counts,
    /// Files with bytes of objects that records name and that are not in the backup.
    pub(crate) missing: u64,
}

/// The stores of a data directory: name in an archive, file, key of the records.
const STORES: [(&str, &str, KeyPurpose); 2] = [
    (DIRECTORY, DIRECTORY_FILE, KeyPurpose::Records),
    (OBJECTS, OBJECTS_FILE, KeyPurpose::ObjectRecords),
];

/// Fills a data directory, and marks it as whole at the very end.
pub(crate) fn restore<R: Read>(
    backup: OpenedBackup<R>,
    dir: &Restoring,
    now: Timestamp,
    tell: &mut dyn FnMut(&str),
) -> Result<Restored, RestoreError> {
    let OpenedBackup {
        mut reader,
        keyring_file,
        keyring,
    } = backup;
    dir.write_keyring(&keyring_file)?;
    let mut filling = Filling {
        disk: Arc::clone(dir.disk()),
        dir,
        keyring: &keyring,
        now,
        made: Vec::new(),
        store: None,
        blobs: None,
        blob: None,
        named: 0,
    };
    let mut pace = Pace::begin();
    while let Some(entry) = reader.next()? {
        filling.take(entry)?;
        if pace.is_due() {
            let counts = reader.counts();
            let records: u64 = counts.records.values().sum();
            let mib = counts.blob_bytes >> 20;
            tell(&format!(
                "{records} records, {} files with {mib} MiB",
                counts.blobs
            ));
        }
    }
    let named = filling.finish()?;
    let facts = reader.facts().clone();
    let counts = reader.counts().clone();
    if let Some(last) = &facts.audit {
        let last: Link = serde_json::from_value(last.clone()).map_err(|_| RestoreError::Audit)?;
        let keys = keyring.checksum_keys(KeyPurpose::Audit);
        let begun = audit::begin_restored(&**dir.disk(), dir.path(), &keys, last, now);
        begun.map_err(RestoreError::AuditHead)?;
    }
    dir.finish()?;
    Ok(Restored {
        missing: match facts.content {
            Content::Records => named,
            Content::RecordsAndObjects => named.saturating_sub(counts.blobs),
        },
        facts,
        counts,
    })
}

/// A data directory that is being filled.
struct Filling<'a> {
    disk: Arc<dyn Disk>,
    dir: &'a Restoring,
    keyring: &'a Keyring,
    now: Timestamp,
    /// Which stores are there.
    made: Vec<&'static str>,
    /// The store that is being filled, and the revision that it ends at.
    store: Option<(Loading, Revision)>,
    blobs: Option<LocalBlobs>,
    /// The file that is being written.
    blob: Option<Box<dyn BlobWriter>>,
    /// How many files with bytes of objects are named by records.
    named: u64,
}

impl Filling<'_> {
    fn take(&mut self, entry: Entry) -> Result<(), RestoreError> {
        match entry {
            Entry::Store { name, revision } => self.begin_store(name, Revision::new(revision)),
            Entry::Record {
                key,
                revision,
                value,
            } => self.record(&key, Revision::new(revision), &value),
            Entry::Blob { name, .. } => self.begin_blob(name),
            Entry::Bytes(bytes) => match &mut self.blob {
                Some(blob) => blob.write(&bytes).map_err(RestoreError::Blob),
                None => Ok(()),
            },
        }
    }

    fn begin_store(&mut self, name: String, revision: Revision) -> Result<(), RestoreError> {
        self.end_store()?;
        let known = STORES.into_iter().find(|(known, ..)| *known == name);
        let (name, file, purpose) = known.ok_or(RestoreError::UnknownStore(name))?;
        let settings = Settings::new(self.keyring.checksum_keys(purpose), self.now);
        let path = self.dir.file(file);
        let loading = Loading::begin(Arc::clone(&self.disk), &path, &settings)?;
        self.store = Some((loading, revision));
        self.made.push(name);
        Ok(())
    }

    fn record(&mut self, key: &[u8], revision: Revision, value: &[u8]) -> Result<(), RestoreError> {
        if let Some((loading, _)) = &mut self.store {
            loading.put(key, revision, value)?;
        }
        let is_objects = self.made.last() == Some(&OBJECTS);
        if is_objects && Key::decode(key).as_ref().and_then(file_named_by).is_some() {
            self.named += 1;
        }
        Ok(())
    }

    fn end_store(&mut self) -> Result<(), RestoreError> {
        match self.store.take() {
            Some((loading, revision)) => Ok(loading.finish(revision)?),
            None => Ok(()),
        }
    }

    fn begin_blob(&mut self, name: BlobName) -> Result<(), RestoreError> {
        self.end_store()?;
        self.end_blob()?;
        let blobs = match self.blobs.take() {
            Some(blobs) => blobs,
            None => self.make_folder()?,
        };
        let place = BlobPlace {
            epoch: Epoch(name.epoch),
            id: BlobId::from_bytes(name.id),
        };
        self.blob = Some(blobs.create(place).map_err(RestoreError::Blob)?);
        self.blobs = Some(blobs);
        Ok(())
    }

    /// Opens the folder of the bytes, which is made if it is not there.
    fn make_folder(&self) -> Result<LocalBlobs, RestoreError> {
        let folder = self.dir.file(BLOBS_FOLDER);
        LocalBlobs::open_on(Arc::clone(&self.disk), &folder).map_err(RestoreError::Blob)
    }

    fn end_blob(&mut self) -> Result<(), RestoreError> {
        match self.blob.take() {
            Some(blob) => blob.finish().map_err(RestoreError::Blob),
            None => Ok(()),
        }
    }

    /// Ends what is begun. Says how many files records name.
    fn finish(mut self) -> Result<u64, RestoreError> {
        self.end_store()?;
        self.end_blob()?;
        if self.blobs.is_none() {
            // Without the folder a server with such objects would not start.
            self.make_folder()?;
        }
        match STORES.iter().find(|(name, ..)| !self.made.contains(name)) {
            Some((name, ..)) => Err(RestoreError::NoStore(name)),
            None => Ok(self.named),
        }
    }
}
