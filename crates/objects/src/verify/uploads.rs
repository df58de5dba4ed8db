//! Uploads in parts, their parts, and the manifests of the objects that came of them.

use iamd_ident::BucketId;
use iamd_store::KeyRange;

use super::{VerifyDepth, bytes, lines::is_there, visit::Visit};
use crate::{
    Encryption, Error, PartNumber, UploadId,
    draft::parse,
    keys::KeyRecord,
    keyspace,
    records::{ManifestId, ManifestRecord, PartRecord, UploadRecord},
};

/// LIMIT: parts that are held at once.
const AT_ONCE: usize = 64;

pub(super) async fn upload(visit: &mut Visit<'_>, record: UploadRecord) -> Result<(), Error> {
    let Some((bucket, _)) = visit.object() else {
        return Ok(());
    };
    visit.is_in_bucket(&bucket).await?;
    let Ok(id) = visit.segment(2).parse::<UploadId>() else {
        visit.damage("its key is no id of an upload");
        return Ok(());
    };
    let is_servers = record.key.encryption() == Encryption::Server;
    let keys = visit.objects.keys();
    if is_servers && record.key.open(None, &bucket, keys.ring()).is_err() {
        visit.damage("its data key does not open with any key of the keyring");
    } else {
        read_parts(visit, (&bucket, &record.key), &id).await?;
    }
    visit.check_new_upload(id);
    Ok(())
}

/// Reads the parts of an upload, whose key opens them.
async fn read_parts(
    visit: &mut Visit<'_>,
    key: (&BucketId, &KeyRecord),
    id: &UploadId,
) -> Result<(), Error> {
    if visit.depth == VerifyDepth::Lengths {
        return Ok(());
    }
    let mut range = KeyRange::under(&keyspace::parts(id)?);
    loop {
        let chunk = visit.snapshot.examine(&range, AT_ONCE).await?;
        let Some((last, _)) = chunk.last() else {
            return Ok(());
        };
        range = range.after(last);
        for (_, examined) in &chunk {
            let found = examined.as_ref().ok();
            // What is no part is told of when it is looked at itself.
            if let Some((part, _)) = found.and_then(|stored| parse::<PartRecord>(stored).ok()) {
                bytes::are_sound(visit, key, part.blob, part.bytes).await?;
            }
        }
    }
}

impl Visit<'_> {
    fn check_new_upload(&mut self, id: UploadId) {
        if !self.named.uploads.insert(id) {
            self.damage("there is another upload with its id, or it is being removed");
        }
    }
}

pub(super) async fn part(visit: &mut Visit<'_>, record: PartRecord) -> Result<(), Error> {
    let number = visit.segment(1).parse().ok().and_then(PartNumber::new);
    let (Ok(id), Some(_)) = (visit.segment(0).parse::<UploadId>(), number) else {
        visit.damage("its key names no part of an upload");
        return Ok(());
    };
    visit.named.uploads_with_parts.insert(id.clone());
    visit.named.blob(record.blob, false);
    if visit.named.uploads_going.contains(&id) {
        return Ok(());
    }
    is_there(visit, record.blob, record.bytes).await
}

pub(super) async fn manifest(visit: &mut Visit<'_>, record: ManifestRecord) -> Result<(), Error> {
    let Some(id) = ManifestId::parse(visit.segment(0)) else {
        visit.damage("its key is no id of a manifest");
        return Ok(());
    };
    visit.named.manifests.insert(id);
    let is_sorted = record
        .parts
        .is_sorted_by(|one, next| one.number < next.number);
    visit.check(is_sorted, || "its parts are not in their order".to_owned());
    // Drafts of one upload name the same parts until all but one are removed.
    let is_draft = visit.named.drafts.contains(&id);
    for part in &record.parts {
        if !visit.named.blob(part.blob, !is_draft) {
            visit.damage(format!(
                "part {} is a part of something else, too",
                part.number
            ));
        }
        if !visit.named.manifests_going.contains(&id) {
            is_there(visit, part.blob, part.bytes).await?;
        }
    }
    // They are read with their object, whose key opens them.
    Ok(())
}
