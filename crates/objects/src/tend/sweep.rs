//! Blobs that nobody knows: a run of the program ended before it told the index of them.

use std::sync::Arc;

use iamd_auth::SystemWork;

use crate::{
    BlobId, BlobPlace, Epoch, Error, Objects,
    draft::{load, transact},
    keyspace,
    records::EpochsRecord,
    staging::{blocking, done},
};

impl Objects {
    /// Removes the blobs of former epochs that the index does not name.
    ///
    /// INVARIANT: no blob is made in a former epoch, and no record comes to name one of its blobs,
    /// so what is unknown once stays unknown. An epoch that was swept is never looked at again.
    pub(super) async fn sweep(&self, _: &SystemWork) -> Result<(), Error> {
        let place = keyspace::epochs();
        let found: Option<(EpochsRecord, _)> = load(self.store(), &place).await?;
        let unswept = found.map(|(epochs, _)| epochs.unswept).unwrap_or_default();
        for epoch in unswept {
            self.sweep_epoch(epoch).await?;
            transact!(self, |draft| {
                let found: Option<EpochsRecord> = draft.read(&place).await?;
                let mut epochs = found.unwrap_or_default();
                epochs.unswept.retain(|unswept| *unswept != epoch);
                draft.put(place.clone(), &epochs)
            });
        }
        Ok(())
    }

    async fn sweep_epoch(&self, epoch: Epoch) -> Result<(), Error> {
        let mut removed = 0;
        for drawer in 0..=u8::MAX {
            let blobs = Arc::clone(self.blobs());
            let _removal = self.removals().write().await;
            let ids = done(blocking(move || Ok(blobs.drawer(epoch, drawer)?))).await?;
            let unknown = self.unknown(epoch, ids).await?;
            removed += unknown.len();
            self.remove_files(unknown).await?;
        }
        let (blobs, current) = (Arc::clone(self.blobs()), self.epoch());
        done(blocking(move || Ok(blobs.settle(epoch, current)?))).await?;
        if removed > 0 {
            tracing::info!(%epoch, removed, "removed what a former run did not finish");
        }
        Ok(())
    }

    async fn unknown(&self, epoch: Epoch, ids: Vec<BlobId>) -> Result<Vec<BlobPlace>, Error> {
        let mut unknown = Vec::new();
        for id in ids {
            let place = BlobPlace { epoch, id };
            if self.store().get(&keyspace::blob(place)?).await?.is_none() {
                unknown.push(place);
            }
        }
        Ok(unknown)
    }

    /// Removes files for good.
    pub(super) async fn remove_files(&self, places: Vec<BlobPlace>) -> Result<(), Error> {
        if places.is_empty() {
            return Ok(());
        }
        let (blobs, current) = (Arc::clone(self.blobs()), self.epoch());
        done(blocking(move || Ok(blobs.remove(&places, current)?))).await
    }
}
