//! Buckets, and the runs of the program.

use serde::{Deserialize, Serialize};

use super::record;
use crate::Epoch;

/// Whether a bucket takes changes. Every change of something in it checks this record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BucketRecord {
    /// It is about to be deleted, if it is empty; the number tells by whom.
    closing: Option<u128>,
}

impl BucketRecord {
    /// A bucket that takes changes.
    pub(crate) const OPEN: Self = Self { closing: None };

    /// A bucket that somebody is about to delete.
    pub(crate) const fn closed(token: u128) -> Self {
        Self {
            closing: Some(token),
        }
    }

    pub(crate) const fn is_closing(self) -> bool {
        self.closing.is_some()
    }
}

record!(BucketRecord, "a bucket");

/// The runs of the program so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct EpochsRecord {
    /// The newest one.
    pub(crate) current: Epoch,
    /// Former ones that may have left blobs that nobody knows.
    pub(crate) unswept: Vec<Epoch>,
}

record!(EpochsRecord, "the epochs");
