//! The files of blobs: as long as they should be, and none that nobody knows.

use std::{cmp::Ordering, io, sync::Arc};

use super::visit::Visit;
use crate::{
    BlobId, BlobPlace, Blobs, Epoch, Error,
    draft::load,
    keyspace,
    records::EpochsRecord,
    staging::{blocking, done},
};

/// How often a file is looked for that is not as it should be: it may go while it is looked for.
const ATTEMPTS: usize = 2;

/// Checks that a file is there, and has so many bytes.
pub(super) async fn is_whole(
    visit: &mut Visit<'_>,
    place: BlobPlace,
    length: u64,
) -> Result<(), Error> {
    let mut fault = None;
    for _ in 0..ATTEMPTS {
        let blobs = Arc::clone(visit.objects.blobs());
        fault = done(blocking(move || Ok(fault_of(&*blobs, place, length)?))).await?;
        if fault.is_none() {
            return Ok(());
        }
        // Somebody may have replaced the object since the moment that is looked at.
        let record = keyspace::blob(place)?;
        if matches!(visit.objects.store().get(&record).await, Ok(None)) {
            return Ok(());
        }
    }
    if let Some(fault) = fault {
        visit.damage(format!("its file {} {fault}", name_of(place)));
    }
    Ok(())
}

/// Where a blob lies in the folder for the bytes of objects.
pub(super) fn name_of(place: BlobPlace) -> String {
    format!("{}/{:02x}/{}", place.epoch, place.id.drawer(), place.id)
}

fn fault_of(blobs: &dyn Blobs, place: BlobPlace, length: u64) -> io::Result<Option<&'static str>> {
    let file = match blobs.open(place) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Some("is not there")),
        Err(error) => return Err(error),
    };
    Ok(match file.bytes()?.cmp(&length) {
        Ordering::Less => Some("is shorter than it was written"),
        Ordering::Equal => None,
        Ordering::Greater => Some("is longer than it was written"),
    })
}

/// Tells which files of former runs nobody knows.
///
/// What a run has not finished is cleared away after the next start; until then its epoch is not
/// swept, and its files may be anything.
pub(super) async fn look_for_unnamed(visit: &mut Visit<'_>) -> Result<(), Error> {
    let epochs: Option<(EpochsRecord, _)> =
        match load(visit.objects.store(), &keyspace::epochs()).await {
            Err(Error::Corrupt { .. }) => return Ok(()),
            loaded => loaded?,
        };
    let Some((epochs, _)) = epochs else {
        return Ok(());
    };
    if !visit.named.is_complete {
        return Ok(());
    }
    let blobs = Arc::clone(visit.objects.blobs());
    let found = done(blocking(move || Ok(blobs.epochs()?))).await?;
    for epoch in found {
        let is_swept = epoch < epochs.current && !epochs.unswept.contains(&epoch);
        for drawer in 0..=u8::MAX {
            if !is_swept {
                break;
            }
            let blobs = Arc::clone(visit.objects.blobs());
            let ids = done(blocking(move || Ok(blobs.drawer(epoch, drawer)?))).await?;
            for id in ids {
                known(visit, epoch, id).await?;
            }
        }
    }
    Ok(())
}

async fn known(visit: &mut Visit<'_>, epoch: Epoch, id: BlobId) -> Result<(), Error> {
    let place = BlobPlace { epoch, id };
    let record = keyspace::blob(place)?;
    // A file that is about to be removed stands in the trash; what came there since is not known.
    let is_known = !matches!(visit.snapshot.get(&record).await, Ok(None));
    if is_known || visit.named.trashed.contains(&place) {
        return Ok(());
    }
    visit.at(record, None);
    visit.warn(format!(
        "nobody knows the file {}, which takes up space for nothing",
        name_of(place)
    ));
    Ok(())
}
