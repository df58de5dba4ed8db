//! How objects say no.

use std::error::Error as StdError;

use iamd_auth::PermitMismatch;
use iamd_ident::{Timestamp, VersionId};
use iamd_store::{CommitError, StoreError, TooManyConflicts};

/// What the bytes of a request can fail with. [`Error::Body`] gives it back as it came.
pub type BodyError = Box<dyn StdError + Send + Sync>;

/// Why nothing was done. No object changed, unless the variant says that this is not known.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The bucket is gone, or there never was one with this id.
    #[error("there is no such bucket")]
    NoSuchBucket,
    /// The bucket's id is taken.
    #[error("there is such a bucket already")]
    BucketExists,
    /// The bucket is about to be deleted.
    #[error("the bucket is being deleted")]
    BucketClosing,
    /// The bucket holds objects, versions or uploads.
    #[error("the bucket is not empty")]
    BucketNotEmpty,
    /// The key has no object.
    #[error("there is no object with this key")]
    NoSuchKey,
    /// The key has no such version.
    #[error("there is no such version")]
    NoSuchVersion,
    /// What was asked for is a delete marker.
    #[error("it is a delete marker")]
    DeleteMarker {
        /// The marker's version.
        version: VersionId,
        /// When it was made.
        modified: Timestamp,
        /// Whether the marker was asked for by its version, and not just stands where the newest
        /// version would.
        is_named: bool,
    },
    /// The object has other tags than when it was decided on.
    #[error("the object has changed since it was decided on")]
    Changed,
    /// A condition of the request does not hold.
    #[error("a condition does not hold")]
    PreconditionFailed,
    /// There is no such upload in parts, or no longer.
    #[error("there is no such upload")]
    NoSuchUpload,
    /// A part that should make up the object is not there, or is another one.
    #[error("part {number} is not there, or is another one")]
    InvalidPart {
        /// Which.
        number: u32,
    },
    /// The parts are not named in the order of their numbers.
    #[error("the parts are not in order")]
    InvalidPartOrder,
    /// No part was named, or more than there can be.
    #[error("the list of parts is empty or too long")]
    InvalidPartList,
    /// A part that is not the last one is too small.
    #[error("part {number} has {bytes} bytes, {bytes_min} are the least")]
    PartTooSmall {
        /// Which.
        number: u32,
        /// Its size.
        bytes: u64,
        /// The least size.
        bytes_min: u64,
        /// Its ETag.
        etag: String,
    },
    /// There are more bytes than allowed.
    #[error("there are more than {bytes_max} bytes")]
    TooLarge {
        /// The most that are allowed.
        bytes_max: u64,
    },
    /// The checksum of the whole upload is another one than the caller says.
    #[error("the checksum of the whole is another one")]
    ChecksumMismatch,
    /// The caller names another way to make the checksum of the whole than the upload was begun
    /// with.
    #[error("the upload was begun with another kind of checksum")]
    ChecksumKindMismatch,
    /// The upload's size is another one than the caller says.
    #[error("the upload has {bytes} bytes, not as many as said")]
    SizeMismatch {
        /// How many it has.
        bytes: u64,
    },
    /// The range is not within the object.
    #[error("the range is not within the object")]
    InvalidRange,
    /// The object opens only with its customer's key, and none was brought.
    #[error("the object needs its customer's key")]
    CustomerKeyMissing,
    /// A customer's key was brought for an object that needs none.
    #[error("the object needs no customer's key")]
    CustomerKeyNotNeeded,
    /// The customer's key is another one.
    #[error("the customer's key is another one")]
    CustomerKeyWrong,
    /// The bytes of the request did not come to their end.
    #[error("the body did not come to its end")]
    Body(#[source] BodyError),
    /// The permit is for another object.
    #[error(transparent)]
    Permit(#[from] PermitMismatch),
    /// The permit names no bucket.
    #[error("the permit was not decided on a bucket")]
    PermitWithoutBucket,
    /// Others changed the same thing at the same time, again and again.
    #[error("the same thing was changed by others at the same time")]
    Contended,
    /// The disk is full.
    #[error("the disk is full")]
    StorageFull,
    /// Bytes or a record are not what was written.
    #[error("{what} cannot be used")]
    Corrupt {
        /// What it is.
        what: &'static str,
        /// Why.
        #[source]
        source: BodyError,
    },
    /// The index could not read or write.
    #[error("the index does not answer")]
    Store(#[source] BodyError),
    /// The index cannot write. Whether the change was made is not known: it is made whole or not
    /// at all, and what is read afterwards tells.
    #[error("the index does not say whether the change was made")]
    InDoubt(#[source] BodyError),
    /// The bytes of objects could not be read or written.
    #[error("the bytes of objects cannot be read or written")]
    Io(#[source] std::io::Error),
}

impl Error {
    pub(crate) fn corrupt(what: &'static str, source: impl Into<BodyError>) -> Self {
        Self::Corrupt {
            what,
            source: source.into(),
        }
    }

    /// Whether the change may have been made in spite of the error.
    pub(crate) fn is_in_doubt(&self) -> bool {
        matches!(self, Self::InDoubt(_))
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        Self::Store(Box::new(error))
    }
}

impl From<TooManyConflicts> for Error {
    fn from(_: TooManyConflicts) -> Self {
        Self::Contended
    }
}

impl From<CommitError> for Error {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::StorageFull => Self::StorageFull,
            CommitError::Unavailable { .. } => Self::InDoubt(Box::new(error)),
            error => Self::Store(Box::new(error)),
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
                Self::StorageFull
            }
            _ => Self::Io(error),
        }
    }
}
