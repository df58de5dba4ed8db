//! What was thrown away: files, parts of objects, parts of uploads.

use std::collections::HashSet;

use iamd_auth::SystemWork;
use iamd_store::{Key, KeyRange, TXN_OPERATIONS_MAX, Txn};

use crate::{
    BlobPlace, Error, Objects, UploadId,
    draft::{load, parse},
    keyspace,
    records::{BlobRecord, ManifestId, ManifestRecord, PartRecord, TrashRecord},
};

/// LIMIT: how many entries, or parts, are looked at at once. The more, the fewer folders are made
/// durable for each.
const AT_ONCE: usize = 1000;

impl Objects {
    /// Removes what was thrown away, in the order in which it was.
    ///
    /// INVARIANT: entries of uploads stand before those of the objects that came of them, so the
    /// manifest that tells which parts to keep is still there.
    pub(super) async fn empty_trash(&self, _: &SystemWork) -> Result<(), Error> {
        let mut range = KeyRange::under(&keyspace::all_trash());
        let mut needed = HashSet::new();
        loop {
            // Whoever keeps the files rings the bell at the end.
            let Ok(_removal) = self.removals().try_write() else {
                return Ok(());
            };
            let stored = self.store().scan(&range, AT_ONCE).await?;
            let Some((last, _)) = stored.last() else {
                return Ok(());
            };
            range = range.after(last);
            let mut finished = Vec::new();
            let mut files = Vec::new();
            for (place, stored) in &stored {
                let (entry, _) = parse::<TrashRecord>(stored)?;
                if let TrashRecord::Files(places) = entry {
                    files.extend(places);
                    finished.push(place.clone());
                } else if self.is_due(&entry, &needed) && self.try_entry(entry, &mut needed).await?
                {
                    finished.push(place.clone());
                }
            }
            self.remove_files(files).await?;
            self.forget(finished).await?;
        }
    }

    /// Whether what an entry names is in nobody's use.
    fn is_due(&self, entry: &TrashRecord, needed: &HashSet<ManifestId>) -> bool {
        match entry {
            TrashRecord::Draft { epoch, .. } => *epoch != self.epoch(),
            TrashRecord::Parts { id, .. } => !self.is_pinned(*id) && !needed.contains(id),
            TrashRecord::Files(_) | TrashRecord::Upload { .. } => true,
        }
    }

    /// Removes what an entry names. Says whether that is done: an entry that leads to a damaged
    /// record stays, and does not stand in the way of others.
    async fn try_entry(
        &self,
        entry: TrashRecord,
        needed: &mut HashSet<ManifestId>,
    ) -> Result<bool, Error> {
        let manifest = match &entry {
            TrashRecord::Upload { manifest, .. } => *manifest,
            _ => None,
        };
        match self.remove_entry(entry).await {
            Ok(()) => Ok(true),
            Err(error @ Error::Corrupt { .. }) => {
                super::warn(&error);
                needed.extend(manifest.map(|(id, _)| id));
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }

    async fn remove_entry(&self, entry: TrashRecord) -> Result<(), Error> {
        match entry {
            TrashRecord::Files(places) => self.remove_files(places).await?,
            TrashRecord::Draft { id, chunks, .. } => {
                for chunk in 0..chunks {
                    self.forget(vec![keyspace::manifest(id, chunk)?]).await?;
                }
            }
            TrashRecord::Parts { id, chunks } => {
                for chunk in 0..chunks {
                    self.remove_chunk(id, chunk).await?;
                }
            }
            TrashRecord::Upload { id, manifest } => self.remove_upload(&id, manifest).await?,
        }
        Ok(())
    }

    /// Removes the parts that a record of a manifest names, then the record.
    async fn remove_chunk(&self, id: ManifestId, chunk: u16) -> Result<(), Error> {
        let place = keyspace::manifest(id, chunk)?;
        let found: Option<(ManifestRecord, _)> = load(self.store(), &place).await?;
        let Some((record, _)) = found else {
            return Ok(());
        };
        let blobs = record.parts.into_iter().map(|part| part.blob).collect();
        self.remove_blobs(blobs, Vec::new()).await?;
        self.forget(vec![place]).await
    }

    /// Removes the parts of an upload, but for those that the manifest names: of these the records
    /// go, and the blobs are the object's.
    async fn remove_upload(
        &self,
        upload: &UploadId,
        manifest: Option<(ManifestId, u16)>,
    ) -> Result<(), Error> {
        let range = KeyRange::under(&keyspace::parts(upload)?);
        // Once all parts are gone the object may go, and its manifest with it, before this entry
        // does.
        let mut stored = self.store().scan(&range, AT_ONCE).await?;
        if stored.is_empty() {
            return Ok(());
        }
        let kept = self.kept_parts(manifest).await?;
        while !stored.is_empty() {
            let mut blobs = Vec::new();
            for (_, stored) in &stored {
                let (part, _) = parse::<PartRecord>(stored)?;
                if !kept.contains(&part.blob) {
                    blobs.push(part.blob);
                }
            }
            let records = stored.into_iter().map(|(place, _)| place).collect();
            self.remove_blobs(blobs, records).await?;
            stored = self.store().scan(&range, AT_ONCE).await?;
        }
        Ok(())
    }

    /// LIMIT: at most ten thousand, of some forty bytes each.
    async fn kept_parts(
        &self,
        manifest: Option<(ManifestId, u16)>,
    ) -> Result<HashSet<BlobRecord>, Error> {
        let mut kept = HashSet::new();
        let Some((id, chunks)) = manifest else {
            return Ok(kept);
        };
        for chunk in 0..chunks {
            let place = keyspace::manifest(id, chunk)?;
            let found: Option<(ManifestRecord, _)> = load(self.store(), &place).await?;
            let missing = || Error::corrupt("a manifest", "it is not there");
            let (record, _) = found.ok_or_else(missing)?;
            kept.extend(record.parts.into_iter().map(|part| part.blob));
        }
        Ok(kept)
    }

    /// Removes files, then the records that name them and these others.
    async fn remove_blobs(&self, blobs: Vec<BlobRecord>, also: Vec<Key>) -> Result<(), Error> {
        let files = blobs.iter().filter_map(file).collect();
        self.remove_files(files).await?;
        let mut records = also;
        for blob in blobs {
            match blob {
                BlobRecord::Empty => {}
                BlobRecord::Small(id) => records.push(keyspace::small(id)?),
                BlobRecord::File(place) => records.push(keyspace::blob(place)?),
            }
        }
        self.forget(records).await
    }

    /// Removes records, not all at one moment.
    async fn forget(&self, records: Vec<Key>) -> Result<(), Error> {
        for records in records.chunks(TXN_OPERATIONS_MAX) {
            let txn = records.iter().cloned().fold(Txn::new(), Txn::delete);
            self.store().commit(txn).await?;
        }
        Ok(())
    }
}

fn file(blob: &BlobRecord) -> Option<BlobPlace> {
    match blob {
        BlobRecord::File(place) => Some(*place),
        BlobRecord::Empty | BlobRecord::Small(_) => None,
    }
}
