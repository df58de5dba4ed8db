//! Looking at every record of the index, and at every blob that it names.
//!
//! ```text
//! one snapshot ─▶ record after record ─▶ in its place? whole? what it names is there, as long as it says
//!                        │
//!                        └─▶ which blobs, manifests and uploads are named ─▶ and which are named by nobody
//! ```
//!
//! INVARIANT: nothing is written, and nothing that is found ends the work but a store or a disk that
//! does not answer.

mod buckets;
mod bytes;
mod files;
mod lines;
mod named;
mod rest;
mod table;
mod uploads;
mod visit;

use iamd_auth::SystemWork;
use iamd_store::{Findings, Revision};

use self::visit::Visit;
use crate::{Error, Objects};

/// What is to be done about a record that is not what was written.
const RESTORE: &str = "restore a backup, or write the object again; until then it is not read";

/// How closely the bytes of objects are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerifyDepth {
    /// Each blob is there, and as long as it should be.
    Lengths,
    /// Each blob is read, and every byte of it is what was written. Not those of objects whose keys
    /// their writers hold.
    Bytes,
}

/// What was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many records.
    pub records: u64,
    /// How many blobs.
    pub blobs: u64,
    /// How many bytes of objects were read and found to be what was written.
    pub bytes: u64,
    /// How many blobs were not read because only their writers hold the keys.
    pub unread_blobs: u64,
    /// The revision of the index that all is of.
    pub revision: Revision,
}

impl Objects {
    /// Looks at every record of the index as it is at this moment, while others read and write, and
    /// at every blob, and tells what is wrong.
    ///
    /// LIMIT: some 5 MiB of memory for 100,000 blobs, up to a million; if there are more, they are
    /// looked for in several rounds.
    ///
    /// # Errors
    /// The store or the disk does not answer.
    pub async fn verify(
        &self,
        _work: &SystemWork,
        depth: VerifyDepth,
        findings: &mut dyn Findings,
    ) -> Result<Verified, Error> {
        let (snapshot, keys) = self.data_keys().snapshot(self.store()).await?;
        let mut visit = Visit::new(self, (&snapshot, &keys), depth, findings).await?;
        visit.all().await?;
        rest::look_for_unnamed(&mut visit).await?;
        files::look_for_unnamed(&mut visit).await?;
        Ok(visit.verified)
    }
}
