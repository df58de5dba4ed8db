//! The bytes of S3's objects, and the index that says which are whose.
//!
//! What this crate deliberately is not: it knows no policies, no wire format, no name of a bucket:
//! a bucket is its id. Whoever acts for a caller shows a [`Permit`](iamd_auth::Permit) of the very
//! operation, on the very object; what the program does on its own shows a
//! [`SystemWork`](iamd_auth::SystemWork).
//!
//! ```text
//!  stage: body ─▶ hash, encrypt ─▶ blob (a file, synced, with its folder; small ones in memory)
//!  put:                             │
//!    plan: versions of the key ─────┼─▶ one transaction of the index ─▶ visible, durable
//!    on a conflict, plan anew       │        └─▶ what was replaced goes to the trash
//!  get:  index ─▶ open the blob ─▶ read ahead, decrypt, check ─▶ body
//!  tend: trash, and blobs of former runs that the index does not name ─▶ removed
//! ```
//!
//! # Invariants
//! - An object is visible whole or not at all. What was acknowledged survives a kill and a loss of
//!   power; what was not leaves nothing behind after the next start.
//! - Every change of a key writes the record of its newest version and checks the one that it read,
//!   so versions and conditions are exact however many write at once.
//! - Nothing is changed in a bucket while it is being deleted.
//! - Every byte of an object is encrypted under a key of its own, and no byte is handed out unless
//!   its segment is what was written. The key that seals those keys may be replaced meanwhile.
//! - Memory does not grow with the size of objects, nor with how many there are.
//!
//! # Entry points
//! [`Objects::open`], [`Objects::tend`]; [`Objects::stage`] and [`Objects::put`];
//! [`Objects::get`] and [`ObjectReader::read`]; [`Objects::list`].
//!
//! ```
//! use std::sync::Arc;
//! use iamd_objects::{Limits, MemoryBlobs, Objects, ObjectsParts};
//! # use iamd_seal::{ChecksumKey, SealingKeys, SealingKey};
//! # use iamd_store::Memory;
//! # use iamd_testkit::{ManualClock, SeededRandom};
//! # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
//! # let store = Memory::new(ChecksumKey::from_bytes([7; 32].into())).store();
//! # let keys = SealingKeys::new(SealingKey::from_bytes([7; 32].into()));
//! # let (clock, random) = (Arc::new(ManualClock::default()), Arc::new(SeededRandom::new(1)));
//! let objects = Objects::open(ObjectsParts {
//!     store,
//!     blobs: Arc::new(MemoryBlobs::default()),
//!     keys,
//!     clock,
//!     random,
//!     limits: Limits::default(),
//! })
//! .await?;
//! # let _ = objects;
//! # Ok::<(), iamd_objects::Error>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod blobs;
mod buckets;
mod checksum;
mod cipher;
mod complete;
mod data_keys;
mod delete;
mod draft;
mod error;
mod etag;
mod get;
mod kept;
mod keys;
mod keyspace;
mod line;
mod list;
mod objects;
mod permits;
mod put;
mod reading;
mod records;
mod staging;
mod tags;
mod tend;
mod upload_parts;
mod uploads;
mod verify;

pub use blobs::{BlobId, BlobPlace, BlobReader, BlobWriter, Blobs, Epoch, LocalBlobs, MemoryBlobs};
pub use buckets::ClosedBucket;
pub use checksum::{
    Checksum, ChecksumAlgorithm, ChecksumType, InvalidChecksum, ObjectChecksum, UnknownAlgorithm,
};
pub use complete::{CompletedPart, Completion};
pub use delete::{Deleted, Deletion, Expiry, ExpiryKind};
pub use error::{BodyError, Error};
pub use etag::ETag;
pub use get::{ObjectFacts, ObjectInfo};
pub use kept::{FilesKept, file_named_by};
pub use keys::{CustomerKey, Encryption, Protection};
pub use line::{Versioning, WriteCondition};
pub use list::{
    ListRequest, ListedObject, ListedVersion, ObjectListing, UploadListRequest, UploadListing,
    UploadMarker, VersionListRequest, VersionListing, VersionMarker,
};
pub use objects::{Limits, Objects, ObjectsParts};
pub use permits::{Lists, OnUploads, Reads, Writes, WritesParts};
pub use put::{NewObject, Written};
pub use reading::{ObjectBody, ObjectPart, ObjectReader, PartsPage};
pub use records::{Initiator, InvalidUploadId, Metadata, PartNumber, UploadId};
pub use staging::{Staged, Staging};
pub use upload_parts::{PartTarget, StagedPart};
pub use uploads::{NewUpload, PartInfo, PartListing, PartPage, UploadInfo};
pub use verify::{Verified, VerifyDepth};
