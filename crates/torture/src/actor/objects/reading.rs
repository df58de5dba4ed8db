//! Reading everything back, each version to its end.

use std::collections::BTreeMap;

use super::{
    Objects,
    world::{Bucket, Content, ObjectWorld, Upload, Version},
};
use crate::{actor::Stage, client::Answer, ledger::Trouble};

impl Objects {
    /// Everything that the server tells of the buckets.
    pub(super) fn read(&self, stage: &mut Stage) -> Result<ObjectWorld, Trouble> {
        let mut found = ObjectWorld::default();
        for (name, _) in self.buckets() {
            if let Some(bucket) = read_bucket(stage, &name)? {
                found.buckets.insert(name, bucket);
            }
        }
        Ok(found)
    }
}

fn read_bucket(stage: &mut Stage, name: &str) -> Result<Option<Bucket>, Trouble> {
    let path = format!("/{name}");
    let root = stage.root.clone();
    let head = stage.client.s3(&root, "HEAD", (&path, ""), b"")?;
    if head.status == 404 {
        return Ok(None);
    }
    let versioning = stage.read(&path, "versioning=")?;
    let listed = stage.read(&path, "versions=")?;
    let mut keys: BTreeMap<String, Vec<Version>> = BTreeMap::new();
    for (kind, part) in listed.parts_of(&["Version", "DeleteMarker"]) {
        let key = part.element("Key").unwrap_or_default();
        let id = part.element("VersionId").unwrap_or_default();
        let content = if kind == "Version" {
            Some(read_version(stage, name, &key, &id)?)
        } else {
            None
        };
        keys.entry(key).or_default().push(Version { id, content });
    }
    // Delete markers are listed apart from the others. Of the ids it is known that a newer one
    // stands before an older one.
    for versions in keys.values_mut() {
        versions.sort_by(|one, other| one.id.cmp(&other.id));
    }
    let listed = stage.read(&path, "uploads=")?;
    let mut uploads = BTreeMap::new();
    for part in listed.parts("Upload") {
        let id = part.element("UploadId").unwrap_or_default();
        let key = part.element("Key").unwrap_or_default();
        uploads.insert(id.clone(), read_upload(stage, name, key, &id)?);
    }
    Ok(Some(Bucket {
        keeps_versions: versioning.element("Status").as_deref() == Some("Enabled"),
        keys,
        uploads,
    }))
}

fn read_version(stage: &mut Stage, bucket: &str, key: &str, id: &str) -> Result<Content, Trouble> {
    let path = format!("/{bucket}/{key}");
    let answer = stage.read(&path, &format!("versionId={id}"))?;
    Ok(Content::of(&answer.body))
}

fn read_upload(stage: &mut Stage, bucket: &str, key: String, id: &str) -> Result<Upload, Trouble> {
    let path = format!("/{bucket}/{key}");
    let listed = stage.read(&path, &format!("uploadId={id}"))?;
    let parts = listed.parts("Part").iter().filter_map(part).collect();
    Ok(Upload { key, parts })
}

fn part(part: &Answer) -> Option<(u32, (String, usize))> {
    let number = part.element("PartNumber")?.parse().ok()?;
    let bytes = part.element("Size")?.parse().ok()?;
    Some((number, (part.element("ETag")?, bytes)))
}
