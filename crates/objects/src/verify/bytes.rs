//! Reading blobs, every byte of them.

use std::sync::Arc;

use iamd_ident::BucketId;

use super::{
    VerifyDepth,
    visit::{Seen, Visit},
};
use crate::{
    Encryption, Error,
    keys::KeyRecord,
    keyspace,
    reading::{Opened, Piece, Running},
    records::BlobRecord,
    staging::{blocking, done},
};

/// Checks that every byte of a blob is what was written, if that is wanted and can be known.
pub(super) async fn are_sound(
    visit: &mut Visit<'_>,
    (bucket, key): (&BucketId, &KeyRecord),
    blob: BlobRecord,
    bytes: u64,
) -> Result<(), Error> {
    if visit.depth == VerifyDepth::Lengths || bytes == 0 {
        return Ok(());
    }
    if key.encryption() == Encryption::Customer {
        visit.verified.unread_blobs += 1;
        return Ok(());
    }
    let opened = match blob {
        BlobRecord::Empty => return Ok(()),
        BlobRecord::File(place) => Opened::File(place, None),
        BlobRecord::Small(id) => match visit.bytes_of(&keyspace::small(id)?).await? {
            Seen::Record(stored) => Opened::Small(id, stored.value),
            // That is told already.
            Seen::Missing | Seen::Unreadable => return Ok(()),
        },
    };
    let data_key = key.open(None, bucket, visit.keys.ring())?;
    let blob_key = data_key.blob_key(opened.id())?;
    let piece = Piece {
        opened,
        bytes,
        range: 0..bytes,
    };
    let blobs = Arc::clone(visit.objects.blobs());
    let read = blocking(move || {
        let mut running = Some(Running::open(piece, blob_key, &*blobs)?);
        while let Some(rest) = running.take() {
            running = rest.batch()?.1;
        }
        Ok(())
    });
    match done(read).await {
        Ok(()) => visit.verified.bytes += bytes,
        Err(error) => is_wrong(visit, blob, &error).await?,
    }
    Ok(())
}

/// What cannot be read may be gone, by right, since the moment that is looked at.
async fn is_wrong(visit: &mut Visit<'_>, blob: BlobRecord, error: &Error) -> Result<(), Error> {
    if let BlobRecord::File(place) = blob {
        let record = keyspace::blob(place)?;
        if matches!(visit.objects.store().get(&record).await, Ok(None)) {
            return Ok(());
        }
        let name = super::files::name_of(place);
        visit.damage(format!("its file {name} is not what was written: {error}"));
        return Ok(());
    }
    visit.damage(format!("its bytes are not what was written: {error}"));
    Ok(())
}
