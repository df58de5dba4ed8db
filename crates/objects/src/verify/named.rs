//! What is named by others: blobs, manifests, uploads. What nobody names takes up space for nothing.

use std::collections::HashSet;

use iamd_store::{KeyRange, Snapshot};

use crate::{
    BlobId, BlobPlace, Error, UploadId,
    draft::parse,
    keyspace,
    records::{BlobRecord, ManifestId, TrashRecord},
};

/// LIMIT: blobs that are remembered at once, in some 50 bytes each. Of more, only a share is, and
/// the others are looked for in further rounds.
const BLOBS_MAX: u64 = 1_000_000;

/// LIMIT: entries of the trash that are read at once.
const AT_ONCE: usize = 256;

/// What is named.
#[derive(Default)]
pub(super) struct Named {
    /// The share of the blobs that this round is about.
    pub(super) share: Share,
    /// Blobs of that share that somebody names.
    pub(super) blobs: HashSet<BlobId>,
    /// Of these, those that an object is made of: each is one object's.
    owned: HashSet<BlobId>,
    /// Manifests that there are.
    pub(super) manifests: HashSet<ManifestId>,
    /// Manifests that an object is made of.
    pub(super) manifest_owners: HashSet<ManifestId>,
    /// Manifests that are written before their objects, or were and came to nothing.
    pub(super) drafts: HashSet<ManifestId>,
    /// Uploads of which there are parts.
    pub(super) uploads_with_parts: HashSet<UploadId>,
    /// Uploads that there are, or that are being removed.
    pub(super) uploads: HashSet<UploadId>,
    /// Files that are about to be removed.
    pub(super) trashed: HashSet<BlobPlace>,
    /// Manifests and uploads that are being removed: of what they name, some may be gone already.
    pub(super) manifests_going: HashSet<ManifestId>,
    /// See `manifests_going`.
    pub(super) uploads_going: HashSet<UploadId>,
    /// Whether everything that could name something was read. If not, nobody can tell what is not.
    pub(super) is_complete: bool,
}

/// Every `of`th blob, by chance.
#[derive(Clone, Copy)]
pub(super) struct Share {
    pub(super) number: u64,
    pub(super) of: u64,
}

impl Default for Share {
    fn default() -> Self {
        Self::first_of(0)
    }
}

impl Share {
    /// The first of as many shares as so many blobs need.
    pub(super) fn first_of(blobs: u64) -> Self {
        Self {
            number: 0,
            of: blobs.div_ceil(BLOBS_MAX).max(1),
        }
    }

    pub(super) fn has(self, id: BlobId) -> bool {
        let chance = id
            .to_bytes()
            .first_chunk()
            .map_or(0, |first| u64::from_be_bytes(*first));
        chance % self.of == self.number
    }
}

impl Named {
    /// What the trash names: it is read first, as it tells what goes.
    pub(super) async fn of(snapshot: &Snapshot) -> Result<Self, Error> {
        let mut named = Self {
            is_complete: true,
            ..Self::default()
        };
        let mut range = KeyRange::under(&keyspace::all_trash());
        loop {
            let Ok(chunk) = snapshot.examine(&range, AT_ONCE).await else {
                named.is_complete = false;
                return Ok(named);
            };
            let Some((last, _)) = chunk.last() else {
                return Ok(named);
            };
            range = range.after(last);
            for (_, examined) in &chunk {
                let entry = examined.as_ref().ok().and_then(|stored| parse(stored).ok());
                match entry {
                    Some((entry, _)) => named.take_trash(entry),
                    None => named.is_complete = false,
                }
            }
        }
    }

    fn take_trash(&mut self, entry: TrashRecord) {
        match entry {
            TrashRecord::Files(places) => self.trashed.extend(places),
            TrashRecord::Parts { id, .. } => {
                self.manifests_going.insert(id);
                self.manifest_owners.insert(id);
            }
            TrashRecord::Draft { id, .. } => {
                self.manifests_going.insert(id);
                self.manifest_owners.insert(id);
                self.drafts.insert(id);
            }
            TrashRecord::Upload { id, .. } => {
                self.uploads_going.insert(id.clone());
                self.uploads.insert(id);
            }
        }
    }

    /// Takes note that somebody names a blob; says whether that is so for the first time, if it may
    /// be named once.
    pub(super) fn blob(&mut self, blob: BlobRecord, is_owner: bool) -> bool {
        let id = match blob {
            BlobRecord::Empty => return true,
            BlobRecord::Small(id) => id,
            BlobRecord::File(place) => place.id,
        };
        if !self.share.has(id) {
            return true;
        }
        self.blobs.insert(id);
        !is_owner || self.owned.insert(id)
    }

    /// Forgets the blobs of this share, and goes on with the next one, if there is one.
    pub(super) fn next_share(&mut self) -> bool {
        self.share.number += 1;
        self.blobs.clear();
        self.owned.clear();
        self.share.number < self.share.of
    }
}
