//! What lies in the index: typed records in a self-describing encoding.
//!
//! Records are MessagePack maps with named members, so that a newer version reads what an older one
//! wrote: a new member has a default, a member that is gone is skipped.

mod bucket;
mod object;
mod trash;
mod upload;

use serde::{Serialize, de::DeserializeOwned};

pub(crate) use self::{
    bucket::{BucketRecord, EpochsRecord},
    object::{
        BlobRecord, BodyRecord, HeadRecord, ManifestIndex, ObjectRecord, VersionPlace,
        VersionRecord, What,
    },
    trash::TrashRecord,
    upload::{ManifestId, ManifestPart, ManifestRecord, PartRecord, UploadRecord},
};
pub use self::{
    object::Metadata,
    upload::{Initiator, InvalidUploadId, PartNumber, UploadId},
};

/// Something that is kept under a key of the index.
pub(crate) trait Record: Serialize + DeserializeOwned {
    /// What it is called in errors.
    const NAME: &'static str;
}

/// Gives a type its name as a record.
macro_rules! record {
    ($type:ty, $name:literal) => {
        impl $crate::records::Record for $type {
            const NAME: &'static str = $name;
        }
    };
}
pub(crate) use record;

/// The bytes of a record.
///
/// # Errors
/// The encoder refuses it, which no record of ours can cause.
pub(crate) fn encode<R: Record>(record: &R) -> Result<Vec<u8>, rmp_serde::encode::Error> {
    rmp_serde::to_vec_named(record)
}

/// A record from its bytes.
///
/// # Errors
/// The bytes are not such a record.
pub(crate) fn decode<R: Record>(bytes: &[u8]) -> Result<R, rmp_serde::decode::Error> {
    rmp_serde::from_slice(bytes)
}
