//! Buckets, epochs, the trash; and what nobody names.

use iamd_ident::BucketId;
use iamd_store::{Key, KeyRange, Stored};

use super::{
    table::row_of,
    visit::{Seen, Visit},
};
use crate::{
    BlobId, BlobPlace, Epoch, Error,
    draft::parse,
    keyspace,
    records::{
        BodyRecord, BucketRecord, EpochsRecord, HeadRecord, ManifestId, ManifestRecord, PartRecord,
        TrashRecord, VersionRecord,
    },
};

/// LIMIT: records that are held at once.
const AT_ONCE: usize = 64;

pub(super) async fn epochs(visit: &mut Visit<'_>, record: EpochsRecord) -> Result<(), Error> {
    let is_sound = record.unswept.is_sorted_by(|one, next| one < next)
        && record.unswept.iter().all(|former| *former < record.current);
    visit.check(is_sound, || "its epochs are not in their order".to_owned());
    // A blob of a later epoch would lie where the next run writes.
    let blobs = KeyRange::under(&keyspace::all_blobs());
    let behind = keyspace::blobs_behind(record.current)?;
    let later = visit.snapshot.examine(&blobs.after(&behind), 1).await?;
    visit.check(later.is_empty(), || {
        format!("there are blobs of a later epoch than {}", record.current)
    });
    Ok(())
}

pub(super) async fn bucket(visit: &mut Visit<'_>, _: BucketRecord) -> Result<(), Error> {
    let is_id = visit.segment(0).parse::<BucketId>().is_ok();
    visit.check(is_id, || "its key is no id of a bucket".to_owned());
    Ok(())
}

/// Bytes, of which the object that they are of knows how many there are.
pub(super) fn small(visit: &mut Visit<'_>, _: &Stored) {
    let is_id = BlobId::parse(visit.segment(0)).is_some();
    visit.check(is_id, || "its key is no id of a blob".to_owned());
    visit.verified.blobs += 1;
}

pub(super) fn blob(visit: &mut Visit<'_>, _: &Stored) {
    let is_place = place_of(visit.key()).is_some();
    visit.check(is_place, || "its key is no place of a blob".to_owned());
    visit.verified.blobs += 1;
}

/// Where the blob is whose file a record says to be in use.
pub(super) fn place_of(key: &Key) -> Option<BlobPlace> {
    let mut segments = key.segments().map(|segment| str::from_utf8(segment).ok());
    let (epoch, id) = (segments.next()??, segments.next()??);
    let found = Epoch(epoch.parse().ok()?);
    let id = BlobId::parse(id)?;
    (found.to_string() == epoch).then_some(BlobPlace { epoch: found, id })
}

/// It was read before all others.
pub(super) async fn trash(visit: &mut Visit<'_>, record: TrashRecord) -> Result<(), Error> {
    if let TrashRecord::Files(places) = record {
        for place in places {
            let record = keyspace::blob(place)?;
            let is_gone = matches!(visit.bytes_of(&record).await?, Seen::Missing);
            visit.check(is_gone, || {
                format!("the file of {record} is to be removed, and in use")
            });
        }
    }
    Ok(())
}

/// Tells what nobody names, once all were asked.
pub(super) async fn look_for_unnamed(visit: &mut Visit<'_>) -> Result<(), Error> {
    if !visit.named.is_complete {
        return Ok(());
    }
    let named = &visit.named;
    let manifests: Vec<_> = named
        .manifests
        .difference(&named.manifest_owners)
        .copied()
        .collect();
    for id in manifests {
        warn_at(visit, keyspace::manifest(id, 0)?, "it is of no object");
    }
    let uploads = named_parts(visit);
    for id in uploads {
        warn_at(visit, keyspace::parts(&id)?, "its parts are of no upload");
    }
    loop {
        unnamed_blobs(visit).await?;
        if !visit.named.next_share() {
            return Ok(());
        }
        name_again(visit).await?;
    }
}

fn named_parts(visit: &Visit<'_>) -> Vec<crate::UploadId> {
    let named = &visit.named;
    named
        .uploads_with_parts
        .difference(&named.uploads)
        .cloned()
        .collect()
}

fn warn_at(visit: &mut Visit<'_>, key: Key, what: &str) {
    let row = row_of(&key);
    visit.at(key, row);
    visit.warn(what);
}

/// Blobs of this share that nobody names.
async fn unnamed_blobs(visit: &mut Visit<'_>) -> Result<(), Error> {
    for prefix in [keyspace::all_small(), keyspace::all_blobs()] {
        let mut range = KeyRange::under(&prefix);
        loop {
            let chunk = visit.snapshot.examine(&range, AT_ONCE).await?;
            let Some((last, _)) = chunk.last() else {
                break;
            };
            range = range.after(last);
            for (key, _) in chunk {
                let id = BlobId::parse(keyspace::last_of(&key));
                let share = visit.named.share;
                let id = id.filter(|id| share.has(*id));
                if id.is_some_and(|id| !visit.named.blobs.contains(&id)) {
                    warn_at(visit, key, "its bytes are of no object");
                }
            }
            tokio::task::yield_now().await;
        }
    }
    Ok(())
}

/// Takes note of the blobs of another share that somebody names.
async fn name_again(visit: &mut Visit<'_>) -> Result<(), Error> {
    let mut range = KeyRange::all();
    loop {
        let chunk = visit.snapshot.examine(&range, AT_ONCE).await?;
        let Some((last, _)) = chunk.last() else {
            return Ok(());
        };
        range = range.after(last);
        for (key, examined) in &chunk {
            let Ok(stored) = examined else { continue };
            let is_owner = match key.table() {
                "parts" => false,
                "manifests" => ManifestId::parse(segment(key))
                    .is_none_or(|id| !visit.named.drafts.contains(&id)),
                _ => true,
            };
            for blob in blobs_in(key, stored) {
                if !visit.named.blob(blob, is_owner) {
                    visit.at(key.clone(), row_of(key));
                    visit.damage("its bytes are those of something else, too");
                }
            }
        }
        tokio::task::yield_now().await;
    }
}

/// The first segment of a record's own.
fn segment(key: &Key) -> &str {
    let first = key.segments().next().unwrap_or_default();
    str::from_utf8(first).unwrap_or_default()
}

/// The blobs that a record names.
fn blobs_in(key: &Key, stored: &Stored) -> Vec<crate::records::BlobRecord> {
    let of_version = |version: &VersionRecord| match version.object().map(|object| &object.body) {
        Some(BodyRecord::Blob(blob)) => vec![*blob],
        _ => Vec::new(),
    };
    match key.table() {
        "current" => parse::<HeadRecord>(stored)
            .map(|(head, _)| of_version(&head.newest))
            .unwrap_or_default(),
        "versions" => parse::<VersionRecord>(stored)
            .map(|(version, _)| of_version(&version))
            .unwrap_or_default(),
        "parts" => parse::<PartRecord>(stored)
            .map(|(part, _)| vec![part.blob])
            .unwrap_or_default(),
        "manifests" => parse::<ManifestRecord>(stored)
            .map(|(manifest, _)| manifest.parts.iter().map(|part| part.blob).collect())
            .unwrap_or_default(),
        _ => Vec::new(),
    }
}
