//! Manifests on their way to the objects that they are of.

use iamd_store::{Expect, Key, Txn};

use crate::{
    Error, Objects, keyspace,
    records::{
        ManifestId, ManifestIndex, ManifestPart, ManifestRecord, PartRecord, Record, TrashRecord,
        encode,
    },
};

/// A manifest on its way to the object that it is of.
pub(super) enum Manifest {
    /// Written, and here is the entry of the trash that removes it again.
    Long(Key),
    /// To be written with the object.
    Short(Vec<(Key, Vec<u8>)>),
}

impl Objects {
    /// Writes the records of a manifest, but for the only one of a short one: that is written with
    /// the object.
    pub(super) async fn write_manifest(
        &self,
        index: &ManifestIndex,
        parts: Vec<(u16, PartRecord)>,
    ) -> Result<Manifest, Error> {
        let parts: Vec<_> = parts.into_iter().map(in_manifest).collect();
        let mut records = Vec::with_capacity(index.chunks.len());
        for (chunk, parts) in (0..).zip(parts.chunks(ManifestRecord::PARTS)) {
            let record = ManifestRecord {
                parts: parts.to_vec(),
            };
            records.push((keyspace::manifest(index.id, chunk)?, encoded(&record)?));
        }
        if records.len() == 1 {
            return Ok(Manifest::Short(records));
        }
        let entry = TrashRecord::Draft {
            id: index.id,
            chunks: index.records(),
            epoch: self.epoch(),
        };
        let draft = self.trash_place()?;
        let txn = Txn::new().put(draft.clone(), encoded(&entry)?);
        self.store().commit(txn).await?;
        for (place, record) in records {
            let txn = Txn::new().put(place, record);
            self.store().commit(txn).await?;
        }
        Ok(Manifest::Long(draft))
    }

    /// Removes the records of a manifest that came to nothing. What fails is left for the next
    /// start.
    pub(super) async fn discard_manifest(&self, entry: &Key, manifest: Option<(ManifestId, u16)>) {
        let discard = async {
            let mut txn = Txn::new()
                .check(entry.clone(), Expect::Present)
                .delete(entry.clone());
            if let Some((id, chunks)) = manifest {
                for chunk in 0..chunks {
                    txn = txn.delete(keyspace::manifest(id, chunk)?);
                }
            }
            self.store().commit(txn).await.map_err(Error::from)
        };
        if let Err(error) = discard.await {
            tracing::warn!(%error, "a manifest is left for the next start to remove");
        }
    }
}

fn in_manifest((number, part): (u16, PartRecord)) -> ManifestPart {
    ManifestPart {
        number,
        bytes: part.bytes,
        blob: part.blob,
        checksum: part.checksum,
    }
}

/// How many bytes the parts of each record of the manifest have.
pub(super) fn chunk_bytes(parts: &[(u16, PartRecord)]) -> Vec<u64> {
    let chunks = parts.chunks(ManifestRecord::PARTS);
    chunks
        .map(|parts| parts.iter().map(|(_, part)| part.bytes).sum())
        .collect()
}

fn encoded<R: Record>(record: &R) -> Result<Vec<u8>, Error> {
    encode(record).map_err(|error| Error::corrupt(R::NAME, error))
}
