//! Buckets, which two stores know: the directory by name, the objects by id.
//!
//! A bucket is made among the objects first and in the directory then, and deleted the other way
//! round, when it is empty. So whatever the directory knows, the objects know; and whatever holds
//! objects, the directory knows.

use std::{collections::HashSet, time::Duration};

use iamd_directory::Directory;
use iamd_ident::BucketId;
use iamd_objects::Objects;

use super::{
    Notes, RESTORE, Severity,
    parts::{said, work},
};

/// Compares both sides. They may change meanwhile, so what seems wrong is looked at once more.
pub(super) async fn compare(
    directory: &Directory,
    objects: &Objects,
    notes: &mut Notes<'_>,
) -> Result<(), String> {
    let with_objects = objects.bucket_ids(&work()).await;
    let with_objects = with_objects.map_err(|error| said(&error))?;
    let named = named(directory).await?;
    for (name, id) in &named.known {
        if with_objects.contains(id) || is_known(objects, id).await? {
            continue;
        }
        let again = directory.find_bucket(&work(), name).await;
        let is_still = again.is_ok_and(|bucket| bucket.is_some_and(|bucket| bucket.id == *id));
        if is_still && !is_known(objects, id).await? {
            let what = format!("the bucket {name} ({id}) has no record among the objects");
            notes.add(Severity::Damage, what, RESTORE);
        }
    }
    let ids: HashSet<&BucketId> = named.known.iter().map(|(_, id)| id).collect();
    for id in with_objects.iter().filter(|id| !ids.contains(id)) {
        without_name(directory, objects, id, notes).await?;
    }
    Ok(())
}

/// How often a bucket is looked for that has no name, and how long to wait in between: somebody may be
/// making or deleting it.
const ATTEMPTS: u32 = 10;
const PAUSE: Duration = Duration::from_millis(200);

async fn without_name(
    directory: &Directory,
    objects: &Objects,
    id: &BucketId,
    notes: &mut Notes<'_>,
) -> Result<(), String> {
    let attempts = if notes.totals().running { ATTEMPTS } else { 1 };
    let mut holds = false;
    for attempt in 0..attempts {
        if attempt > 0 {
            tokio::time::sleep(PAUSE).await;
        }
        let found = objects.holds_objects(&work(), id).await;
        let Some(found) = found.map_err(|error| said(&error))? else {
            return Ok(());
        };
        holds = found;
        let named = named(directory).await?;
        if named.unreadable > 0 || named.known.iter().any(|(_, known)| known == id) {
            return Ok(());
        }
    }
    if holds {
        let what = format!("there are objects in the bucket {id}, which has no name");
        notes.add(Severity::Damage, what, RESTORE);
    } else {
        let what = format!("there is room for objects of the bucket {id}, which has no name");
        notes.add(Severity::Warning, what, "it does no harm");
    }
    Ok(())
}

async fn named(directory: &Directory) -> Result<iamd_directory::BucketIds, String> {
    let named = directory.bucket_ids(&work()).await;
    named.map_err(|error| said(&error))
}

async fn is_known(objects: &Objects, id: &BucketId) -> Result<bool, String> {
    let known = objects.holds_objects(&work(), id).await;
    Ok(known.map_err(|error| said(&error))?.is_some())
}
