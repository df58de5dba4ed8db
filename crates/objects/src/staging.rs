//! Bytes on their way in: hashed, encrypted and made durable before the index names them.
//!
//! ```text
//! body ─▶ up to 16 KiB? ─ yes ─▶ one segment in memory, written with the index
//!                └─ no ─▶ batches of 512 KiB ─▶ a blocking thread: hash, encrypt, write ─▶ sync
//! ```
//!
//! While a batch is worked on, the next one is gathered; no thread waits for a slow sender.

mod sink;

use std::{pin::pin, sync::Arc};

use bytes::Bytes;
use futures::{Stream, StreamExt as _};
use iamd_auth::Permit;
use iamd_store::KeysInUse;
use tokio::task::JoinHandle;

use self::sink::Sink;
use crate::{
    BlobPlace, Blobs, BodyError, Checksum, ChecksumAlgorithm, ETag, Encryption, Error, Objects,
    Protection,
    checksum::Digests,
    cipher::{HEAD, Layout},
    keys::{DataKey, KeyRecord},
    permits::{Writes, bucket_of},
    records::BlobRecord,
};

/// LIMIT: what the index itself holds of a blob.
pub(crate) const SMALL_BYTES_MAX: usize = 16 * 1024;

/// LIMIT: an upload holds two batches in memory.
const BATCH_BYTES: usize = 512 * 1024;

/// LIMIT: a batch of tiny pieces is no larger for being of many.
const BATCH_PIECES_MAX: usize = 4096;

/// How bytes are taken in.
#[derive(Clone, Debug)]
pub struct Staging<'a> {
    /// Who holds the key.
    pub protection: Protection<'a>,
    /// What to compute besides the MD5.
    pub checksums: Vec<ChecksumAlgorithm>,
    /// The most bytes to take.
    pub bytes_max: u64,
}

/// The bytes of an object that nobody sees yet. Dropped, they are removed.
#[derive(Debug)]
pub struct Staged {
    pub(crate) content: Content,
    pub(crate) key: KeyRecord,
    /// What opens the key, however long ago it was sealed.
    pub(crate) keys: Arc<KeysInUse>,
}

impl Staged {
    /// How many bytes there are.
    pub fn bytes(&self) -> u64 {
        self.content.bytes
    }

    /// Their MD5.
    pub fn md5(&self) -> [u8; 16] {
        self.content.md5
    }

    /// The ETag that the object will have.
    pub fn etag(&self) -> &ETag {
        &self.content.etag
    }

    /// One of the checksums that were asked for.
    pub fn checksum(&self, algorithm: ChecksumAlgorithm) -> Option<&Checksum> {
        self.content.checksum(algorithm)
    }

    /// Who holds the key.
    pub fn encryption(&self) -> Encryption {
        self.key.encryption()
    }
}

impl Objects {
    /// Takes in the bytes of an object that is to be written: first step of two. The caller
    /// compares what was computed with what the request says; [`Objects::put`] is the second.
    ///
    /// # Errors
    /// The body fails, is too long, or cannot be written.
    pub async fn stage<O: Writes, B>(
        &self,
        permit: &Permit<O>,
        staging: Staging<'_>,
        body: B,
    ) -> Result<Staged, Error>
    where
        B: Stream<Item = Result<Bytes, BodyError>> + Send,
    {
        let bucket = bucket_of(permit)?;
        let keys = self.keys();
        let (data_key, key) =
            KeyRecord::generate(staging.protection, &bucket, keys.ring(), self.random())?;
        let plan = Plan {
            data_key,
            conceals: key.encryption() == Encryption::Customer,
            checksums: staging.checksums,
            bytes_max: staging.bytes_max,
        };
        let content = self.take_in(plan, body).await?;
        Ok(Staged { content, key, keys })
    }

    pub(crate) async fn take_in<B>(&self, plan: Plan, body: B) -> Result<Content, Error>
    where
        B: Stream<Item = Result<Bytes, BodyError>> + Send,
    {
        let mut body = pin!(body);
        let place = self.new_place();
        let mut digests = Digests::new(&plan.checksums);
        let mut source = Source::new(plan.bytes_max);
        let first = source.gather(&mut body, SMALL_BYTES_MAX + 1).await?;
        let key = plan.data_key.blob_key(place.id)?;
        if source.is_ended && source.bytes <= SMALL_BYTES_MAX as u64 {
            let small = seal_small(&first, &key, &mut digests)?;
            let blob = if small.is_some() {
                BlobRecord::Small(place.id)
            } else {
                BlobRecord::Empty
            };
            let mut content = Content::new(&plan, digests, source.bytes, blob);
            content.small = small;
            return Ok(content);
        }
        let blobs = Arc::clone(self.blobs());
        let mut working = blocking({
            let blobs = Arc::clone(&blobs);
            move || {
                let mut sink = Sink::new(blobs.create(place)?, key, digests);
                sink.take(&first)?;
                Ok(sink)
            }
        });
        while !source.is_ended {
            let batch = source.gather(&mut body, BATCH_BYTES).await?;
            let mut sink = done(working).await?;
            working = blocking(move || {
                sink.take(&batch)?;
                Ok(sink)
            });
        }
        let sink = done(working).await?;
        let digests = done(blocking(move || sink.finish())).await?;
        let mut content = Content::new(&plan, digests, source.bytes, BlobRecord::File(place));
        content.file = Some(StagedFile {
            blobs,
            place: Some(place),
        });
        Ok(content)
    }
}

/// How bytes are taken in, decided.
pub(crate) struct Plan {
    pub(crate) data_key: DataKey,
    /// Whether the ETag is not to tell the MD5.
    pub(crate) conceals: bool,
    pub(crate) checksums: Vec<ChecksumAlgorithm>,
    pub(crate) bytes_max: u64,
}

/// Bytes that are where they will stay, and what was computed on the way.
#[derive(Debug)]
pub(crate) struct Content {
    pub(crate) bytes: u64,
    pub(crate) md5: [u8; 16],
    pub(crate) etag: ETag,
    checksums: Vec<Checksum>,
    pub(crate) blob: BlobRecord,
    /// The encrypted bytes that the index is to hold.
    pub(crate) small: Option<Vec<u8>>,
    file: Option<StagedFile>,
}

impl Content {
    fn new(plan: &Plan, digests: Digests, bytes: u64, blob: BlobRecord) -> Self {
        let (md5, checksums) = digests.finish();
        let shown = if plan.conceals {
            plan.data_key.conceal(md5)
        } else {
            md5
        };
        Self {
            bytes,
            md5,
            etag: ETag::of(shown),
            checksums,
            blob,
            small: None,
            file: None,
        }
    }

    pub(crate) fn checksum(&self, algorithm: ChecksumAlgorithm) -> Option<&Checksum> {
        let mut checksums = self.checksums.iter();
        checksums.find(|checksum| checksum.algorithm() == algorithm)
    }

    /// Leaves the file in peace while the index is told of it.
    ///
    /// INVARIANT: a commit may be performed although its future is dropped or its answer is lost.
    /// So the file is out of our hands from before the commit until it is known to have failed;
    /// if it is then in nobody's, the next start removes it.
    pub(crate) fn let_go(&mut self) -> LetGo {
        LetGo(self.file.take())
    }
}

/// A file that the index may name.
pub(crate) struct LetGo(Option<StagedFile>);

impl LetGo {
    /// Takes note of how telling the index went.
    pub(crate) fn settle<T>(mut self, told: Result<T, Error>) -> Result<T, Error> {
        if told.as_ref().is_err_and(|error| !error.is_in_doubt()) {
            drop(self.0.take());
        }
        told
    }
}

impl Drop for LetGo {
    fn drop(&mut self) {
        if let Some(file) = &mut self.0 {
            file.place = None;
        }
    }
}

/// A file that nobody knows yet.
#[derive(Debug)]
struct StagedFile {
    blobs: Arc<dyn Blobs>,
    /// None once somebody may know it.
    place: Option<BlobPlace>,
}

impl Drop for StagedFile {
    fn drop(&mut self) {
        let Some(place) = self.place.take() else {
            return;
        };
        let blobs = Arc::clone(&self.blobs);
        let discard = move || {
            if let Err(error) = blobs.discard(place) {
                tracing::warn!(%error, "a blob is left for the next start to remove");
            }
        };
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn_blocking(discard)),
            Err(_) => discard(),
        }
    }
}

/// A body, as far as it was read.
struct Source {
    bytes: u64,
    bytes_max: u64,
    is_ended: bool,
}

impl Source {
    fn new(bytes_max: u64) -> Self {
        Self {
            bytes: 0,
            bytes_max,
            is_ended: false,
        }
    }

    /// The next pieces, with at least so many bytes unless the body ends.
    async fn gather<B>(&mut self, body: &mut B, bytes: usize) -> Result<Vec<Bytes>, Error>
    where
        B: Stream<Item = Result<Bytes, BodyError>> + Unpin,
    {
        let (mut pieces, mut gathered) = (Vec::new(), 0);
        while gathered < bytes && pieces.len() < BATCH_PIECES_MAX {
            let Some(piece) = body.next().await.transpose().map_err(Error::Body)? else {
                self.is_ended = true;
                break;
            };
            gathered += piece.len();
            self.bytes += piece.len() as u64;
            if self.bytes > self.bytes_max {
                return Err(Error::TooLarge {
                    bytes_max: self.bytes_max,
                });
            }
            pieces.push(piece);
        }
        Ok(pieces)
    }
}

/// The whole blob of a few bytes; none if there are none.
fn seal_small(
    pieces: &[Bytes],
    key: &crate::cipher::BlobKey,
    digests: &mut Digests,
) -> Result<Option<Vec<u8>>, Error> {
    let plain = pieces.concat();
    if plain.is_empty() {
        return Ok(None);
    }
    digests.update(&plain);
    let layout = Layout {
        bytes: plain.len() as u64,
    };
    let mut blob = Vec::with_capacity(HEAD.len() + layout.sealed_bytes(0));
    blob.extend_from_slice(&HEAD);
    blob.extend_from_slice(&plain);
    let (_, segment) = blob.split_at_mut(HEAD.len());
    let tag = key
        .seal(layout.place(0), segment)
        .map_err(|error| Error::corrupt("a blob in the making", error))?;
    blob.extend_from_slice(&tag);
    Ok(Some(blob))
}

/// Runs what blocks off the threads that serve requests.
pub(crate) fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> JoinHandle<Result<T, Error>> {
    tokio::task::spawn_blocking(work)
}

/// The outcome of work that blocks.
pub(crate) async fn done<T>(work: JoinHandle<Result<T, Error>>) -> Result<T, Error> {
    work.await
        .unwrap_or_else(|error| Err(Error::Io(std::io::Error::other(error))))
}
