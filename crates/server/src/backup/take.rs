//! Taking a backup, while the server serves.

use std::{
    io,
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use bytes::{Bytes, BytesMut};
use iamd_archive::{BlobName, Content, Counts, Facts, WriteError, Writer};
use iamd_auth::{SystemReason, SystemWork};
use iamd_ident::{Clock, Random, Timestamp};
use iamd_objects::{BlobId, BlobPlace, Epoch, FilesKept, Objects, file_named_by};
use iamd_seal::{KeyPurpose, SealError, SealingKeys};
use iamd_store::{CommitError, Key, KeyRange, Snapshot, Store, StoreError, Stored};
use tokio::runtime::Handle;

use super::{DIRECTORY, OBJECTS, Pace, spool::Spool};
use crate::{
    audit::AuditLog,
    control::{Gone, PIECE_BYTES_MAX, Teller},
    data_dir::Keys,
};

/// LIMIT: how many records are in memory at once; one has at most a mebibyte, most have hundreds of
/// bytes.
const RECORDS_AT_ONCE: usize = 64;

/// LIMIT: how often the writers are held anew if something takes so long that they go on by
/// themselves.
const ATTEMPTS: u32 = 5;

/// No backup was made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TakeError {
    /// A store does not work.
    #[error(transparent)]
    Commit(#[from] CommitError),
    /// A store cannot be read.
    #[error(
        "{source}; `iamd verify` tells more, and --leave-out-damaged makes a backup without what \
         cannot be read"
    )]
    Store {
        /// What it says.
        #[from]
        source: StoreError,
    },
    /// The writers were never held for as long as it takes.
    #[error("the stores were too busy to be seen at one moment; try again")]
    TooBusy,
    /// A file with bytes of an object is gone, or cannot be read.
    #[error(
        "the file {place} in the folder objects cannot be read ({source}); `iamd verify` tells whose it is, and \
         --leave-out-damaged makes a backup without it"
    )]
    Blob {
        /// Where it should be.
        place: String,
        /// What the system says.
        source: io::Error,
    },
    /// The keyring cannot be sealed.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The list of files cannot be kept.
    #[error("cannot write in the data directory: {0}")]
    Spool(io::Error),
    /// Whoever asked has gone away, or the archive cannot be.
    #[error("the backup was broken off: {0}")]
    Write(#[from] WriteError),
}

/// What a backup is taken of.
pub(crate) struct Backup {
    pub(crate) directory: Store,
    pub(crate) objects: Store,
    pub(crate) blobs: Objects,
    pub(crate) keys: Keys,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) region: String,
    /// Where the audit log stands.
    pub(crate) audit: AuditLog,
    /// Where the list of files may be kept.
    pub(crate) folder: PathBuf,
    pub(crate) content: Content,
    pub(crate) leaves_out_damaged: bool,
}

/// A backup that was taken.
#[derive(Debug)]
pub(crate) struct Taken {
    /// The moment that it shows.
    pub(crate) made: Timestamp,
    /// What is in it.
    pub(crate) counts: Counts,
    /// Its length.
    pub(crate) bytes: u64,
    /// How long no change could be made.
    pub(crate) held: Duration,
}

/// Both stores and the keys at one moment.
struct Moment {
    facts: Facts,
    keyring: Vec<u8>,
    sealing: SealingKeys,
    directory: Snapshot,
    objects: Snapshot,
    /// While it is there no file is removed.
    files: Option<FilesKept>,
    held: Duration,
}

impl Backup {
    /// Takes it and sends it. Memory is bounded, and nothing else waits but for the moment that it
    /// takes to see both stores.
    pub(crate) async fn take(self, teller: Teller) -> Result<Taken, TakeError> {
        let moment = self.moment().await?;
        let taking = tokio::task::spawn_blocking(move || self.write(moment, teller));
        taking
            .await
            .map_err(|error| WriteError::from(io::Error::other(error)))?
    }

    /// Sees both stores at one moment.
    async fn moment(&self) -> Result<Moment, TakeError> {
        let files = if self.content == Content::RecordsAndObjects {
            let work = SystemWork::new(SystemReason::Operator);
            // Before the moment: what it names must still be there.
            Some(self.blobs.keep_files(&work).await)
        } else {
            None
        };
        for _ in 0..ATTEMPTS {
            // No key comes or goes, so the ring opens all that the snapshots show.
            let keys = self.keys.hold().await;
            let begun = Instant::now();
            let holds = futures::future::try_join(self.directory.hold(), self.objects.hold());
            let (first, second) = holds.await?;
            let directory = self.directory.snapshot().await?;
            let objects = self.objects.snapshot().await?;
            let (made, audit) = (self.clock.now(), self.audit.written());
            let released = (first.release(), second.release());
            if released.0.is_err() || released.1.is_err() {
                continue;
            }
            return Ok(Moment {
                facts: Facts {
                    made,
                    program: env!("CARGO_PKG_VERSION").to_owned(),
                    region: self.region.clone(),
                    content: self.content,
                    audit: serde_json::to_value(audit).ok(),
                },
                held: begun.elapsed(),
                keyring: keys.bytes()?,
                // Of the same moment as the ring: another one might not be in it.
                sealing: self.keys.sealing_keys(KeyPurpose::Backups),
                directory,
                objects,
                files,
            });
        }
        Err(TakeError::TooBusy)
    }

    /// Blocks, for as long as the other end takes.
    fn write(self, moment: Moment, teller: Teller) -> Result<Taken, TakeError> {
        let Moment {
            facts,
            keyring,
            sealing,
            directory,
            objects,
            files,
            held,
        } = moment;
        let sink = Sink::new(teller.clone());
        let archive = Writer::begin(sink, &keyring, &sealing, Arc::clone(&self.random), &facts)?;
        let mut writing = Writing {
            runtime: Handle::current(),
            archive,
            teller,
            pace: Pace::begin(),
            leaves_out_damaged: self.leaves_out_damaged,
            left_out: 0,
        };
        writing.store(DIRECTORY, &directory, |_| Ok(()))?;
        // LIMIT: the space of what is overwritten is not used again while a snapshot lives, so each
        // is let go as soon as it was read.
        drop(directory);
        let mut spool = match &files {
            Some(_) => Some(Spool::make(&self.folder).map_err(TakeError::Spool)?),
            None => None,
        };
        writing.store(OBJECTS, &objects, |key| {
            match (&mut spool, file_named_by(key)) {
                (Some(spool), Some(place)) => spool.put(name_of(place)),
                _ => Ok(()),
            }
        })?;
        drop(objects);
        if let (Some(files), Some(spool)) = (&files, spool) {
            for name in spool.names().map_err(TakeError::Spool)? {
                writing.blob(files, name.map_err(TakeError::Spool)?)?;
            }
        }
        writing.archive.set_left_out(writing.left_out);
        let (sink, counts) = writing.archive.finish()?;
        Ok(Taken {
            made: facts.made,
            counts,
            bytes: sink.bytes,
            held,
        })
    }
}

/// An archive that is being written.
struct Writing {
    runtime: Handle,
    archive: Writer<Sink>,
    teller: Teller,
    pace: Pace,
    leaves_out_damaged: bool,
    left_out: u64,
}

impl Writing {
    fn store(
        &mut self,
        name: &str,
        snapshot: &Snapshot,
        mut see: impl FnMut(&Key) -> io::Result<()>,
    ) -> Result<(), TakeError> {
        self.archive.store(name, snapshot.revision().number())?;
        let mut range = KeyRange::all();
        loop {
            let records = self
                .runtime
                .block_on(snapshot.examine(&range, RECORDS_AT_ONCE))?;
            let Some((last, _)) = records.last() else {
                return Ok(());
            };
            range = range.after(last);
            for (key, record) in records {
                if let Some(stored) = self.unless_damaged(record)? {
                    let revision = stored.revision.number();
                    self.archive
                        .record(key.as_bytes(), revision, &stored.value)?;
                    see(&key).map_err(TakeError::Spool)?;
                }
            }
            self.tell(name);
        }
    }

    fn unless_damaged(
        &mut self,
        record: Result<Stored, StoreError>,
    ) -> Result<Option<Stored>, TakeError> {
        match record {
            Ok(stored) => Ok(Some(stored)),
            Err(error) if self.leaves_out_damaged => {
                tracing::warn!(%error, "a backup goes without this record");
                self.left_out += 1;
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    fn blob(&mut self, files: &FilesKept, name: BlobName) -> Result<(), TakeError> {
        let place = BlobPlace {
            epoch: Epoch(name.epoch),
            id: BlobId::from_bytes(name.id),
        };
        let failed = |source| TakeError::Blob {
            place: format!("{} of epoch {}", place.id, place.epoch),
            source,
        };
        let opened = files.open(place).and_then(|file| Ok((file.bytes()?, file)));
        let (bytes, file) = match opened {
            Ok(opened) => opened,
            Err(error) if self.leaves_out_damaged => {
                tracing::warn!(%error, ?place, "a backup goes without this file");
                self.left_out += 1;
                return Ok(());
            }
            Err(error) => return Err(failed(error)),
        };
        self.archive.blob(name, bytes)?;
        let mut buffer = vec![0; PIECE_BYTES_MAX];
        let mut offset = 0;
        while offset < bytes {
            let count = usize::try_from(bytes - offset).unwrap_or(usize::MAX);
            let (piece, _) = buffer.split_at_mut(count.min(PIECE_BYTES_MAX));
            file.read(offset, piece).map_err(failed)?;
            self.archive.bytes(piece)?;
            offset += piece.len() as u64;
            self.tell("files of objects");
        }
        Ok(())
    }

    fn tell(&mut self, what: &str) {
        if !self.pace.is_due() {
            return;
        }
        let counts = self.archive.counts();
        let records: u64 = counts.records.values().sum();
        let mib = counts.blob_bytes >> 20;
        self.teller.working(format!(
            "{what}: {records} records, {} files with {mib} MiB",
            counts.blobs
        ));
    }
}

fn name_of(place: BlobPlace) -> BlobName {
    BlobName {
        epoch: place.epoch.0,
        id: place.id.to_bytes(),
    }
}

/// Sends what is written, in pieces.
struct Sink {
    teller: Teller,
    buffer: BytesMut,
    bytes: u64,
}

impl Sink {
    fn new(teller: Teller) -> Self {
        Self {
            teller,
            buffer: BytesMut::with_capacity(PIECE_BYTES_MAX),
            bytes: 0,
        }
    }

    fn send(&mut self, bytes: Bytes) -> io::Result<()> {
        let sent = self.teller.blocking_send(bytes);
        sent.map_err(|Gone| io::Error::new(io::ErrorKind::BrokenPipe, Gone))
    }
}

impl io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = PIECE_BYTES_MAX - self.buffer.len();
        let (fits, _) = bytes.split_at_checked(room).unwrap_or((bytes, &[]));
        self.buffer.extend_from_slice(fits);
        self.bytes += fits.len() as u64;
        if self.buffer.len() == PIECE_BYTES_MAX {
            self.flush()?;
        }
        Ok(fits.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let full = self.buffer.split().freeze();
        self.send(full)
    }
}
