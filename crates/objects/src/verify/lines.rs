//! Objects and their versions.

use super::{
    bytes,
    visit::{Seen, Visit},
};
use crate::{
    Encryption, Error,
    cipher::{HEAD, Layout},
    keyspace,
    records::{
        BlobRecord, BodyRecord, HeadRecord, ManifestIndex, ManifestRecord, ObjectRecord,
        VersionRecord,
    },
};
use iamd_ident::BucketId;

/// The newest version of an object.
pub(super) async fn head(visit: &mut Visit<'_>, record: HeadRecord) -> Result<(), Error> {
    let Some((bucket, key)) = visit.object() else {
        return Ok(());
    };
    visit.is_in_bucket(&bucket).await?;
    let older = visit.count(&keyspace::versions(&bucket, &key)?).await?;
    visit.check(older == record.older, || {
        format!("it has {older} older versions, and says {}", record.older)
    });
    let newest = &record.newest;
    match &record.null {
        Some(null) if *null == newest.place => visit.check(newest.is_null, || {
            "its newest version is not the one that is called null".to_owned()
        }),
        null => {
            visit.check(!newest.is_null, || {
                "its newest version is called null, and it does not know".to_owned()
            });
            if let Some(null) = null {
                let place = keyspace::version(&bucket, &key, null)?;
                let why = "one of its versions is called null";
                if let Some(version) = visit.expect::<VersionRecord>(&place, why).await? {
                    visit.check(version.is_null, || format!("{place} is not called null"));
                }
            }
        }
    }
    version(visit, &bucket, newest).await
}

/// An older version.
pub(super) async fn older(visit: &mut Visit<'_>, record: VersionRecord) -> Result<(), Error> {
    let Some((bucket, key)) = visit.object() else {
        return Ok(());
    };
    let place = keyspace::version(&bucket, &key, &record.place)?;
    let is_there = *visit.key() == place;
    visit.check(is_there, || {
        format!("by what it says, it belongs at {place}")
    });
    let place = keyspace::current(&bucket, &key)?;
    let why = "it is an older version of an object";
    if let Some(head) = visit.expect::<HeadRecord>(&place, why).await? {
        visit.check(head.newest.place < record.place, || {
            format!("it is newer than the newest version, {place}")
        });
        let is_null = head.null.as_ref() == Some(&record.place);
        visit.check(is_null == record.is_null, || {
            format!("{place} takes another version for the one that is called null")
        });
    }
    version(visit, &bucket, &record).await
}

async fn version(
    visit: &mut Visit<'_>,
    bucket: &BucketId,
    version: &VersionRecord,
) -> Result<(), Error> {
    let Some(object) = version.object() else {
        return Ok(());
    };
    let is_servers = object.key.encryption() == Encryption::Server;
    if is_servers
        && object
            .key
            .open(None, bucket, visit.objects.keys().ring())
            .is_err()
    {
        visit.damage("its data key does not open with any key of the keyring");
        return Ok(());
    }
    match &object.body {
        BodyRecord::Blob(blob) => {
            if !visit.named.blob(*blob, true) {
                visit.damage("its bytes are those of another object, too");
            }
            is_there(visit, *blob, object.bytes).await?;
            bytes::are_sound(visit, (bucket, &object.key), *blob, object.bytes).await
        }
        BodyRecord::Parts(index) => parts(visit, bucket, (object, index)).await,
    }
}

/// The parts of an object that was uploaded in parts.
async fn parts(
    visit: &mut Visit<'_>,
    bucket: &BucketId,
    (object, index): (&ObjectRecord, &ManifestIndex),
) -> Result<(), Error> {
    if !visit.named.manifest_owners.insert(index.id) {
        visit.damage("its parts are those of another object, too, or are being removed");
    }
    let (mut count, mut sum) = (0_u64, 0_u64);
    for (chunk, said) in (0_u16..).zip(&index.chunks) {
        let place = keyspace::manifest(index.id, chunk)?;
        let Some(manifest) = visit
            .expect::<ManifestRecord>(&place, "it is made of parts")
            .await?
        else {
            return Ok(());
        };
        let bytes: u64 = manifest.parts.iter().map(|part| part.bytes).sum();
        visit.check(bytes == *said, || {
            format!("{place} names {bytes} bytes and should {said}")
        });
        count += manifest.parts.len() as u64;
        sum += bytes;
        for part in &manifest.parts {
            bytes::are_sound(visit, (bucket, &object.key), part.blob, part.bytes).await?;
        }
    }
    visit.check(
        count == u64::from(index.parts) && sum == object.bytes,
        || {
            format!(
                "its parts are {count} and have {sum} bytes, and should be {} with {}",
                index.parts, object.bytes
            )
        },
    );
    Ok(())
}

/// Checks that a blob is known, and as long as so much plaintext makes it.
pub(super) async fn is_there(
    visit: &mut Visit<'_>,
    blob: BlobRecord,
    bytes: u64,
) -> Result<(), Error> {
    let layout = Layout { bytes };
    let last = layout.segments() - 1;
    let length = Layout::offset(last) + layout.sealed_bytes(last) as u64;
    match blob {
        BlobRecord::Empty => {
            visit.check(bytes == 0, || "it has no bytes, and should".to_owned());
        }
        BlobRecord::Small(id) => {
            let place = keyspace::small(id)?;
            match visit.bytes_of(&place).await? {
                Seen::Record(stored) => {
                    visit.check(
                        stored.value.len() as u64 == length && stored.value.starts_with(&HEAD),
                        || format!("{place} does not hold bytes like its own"),
                    );
                }
                Seen::Unreadable => {}
                Seen::Missing => visit.damage(format!("its bytes, {place}, are not there")),
            }
        }
        BlobRecord::File(at) => {
            let place = keyspace::blob(at)?;
            match visit.bytes_of(&place).await? {
                Seen::Record(_) => super::files::is_whole(visit, at, length).await?,
                Seen::Unreadable => {}
                Seen::Missing => {
                    visit.damage(format!("the record of its file, {place}, is not there"));
                }
            }
        }
    }
    Ok(())
}
