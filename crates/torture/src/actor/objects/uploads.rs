//! Changes of uploads in parts.

use std::fmt::Write as _;

use super::{
    Objects,
    changes::{bucket, version_id},
    world::{Content, Upload},
};
use crate::{
    actor::Stage,
    client::Unsigned,
    ledger::{Trouble, UNKNOWN},
};

/// How many uploads are open at most in a bucket.
const UPLOADS_MAX: usize = 2;

/// LIMIT: of AWS: all parts but the last one have at least so much.
const PART_BYTES_MIN: usize = 5 * 1024 * 1024;

impl Objects {
    pub(super) fn begin_upload(
        &mut self,
        stage: &mut Stage,
        name: &str,
    ) -> Result<Option<()>, Trouble> {
        let uploads = self
            .ledger
            .known()
            .buckets
            .get(name)
            .map(|it| it.uploads.len());
        if uploads >= Some(UPLOADS_MAX) {
            return Ok(None);
        }
        let key = Self::fresh_key(stage);
        let path = format!("/{name}/{key}");
        let request = Unsigned::s3("POST", &path, "uploads=", b"");
        self.change(stage, &request, |world, answer| {
            let id = answer.and_then(|answer| answer.element("UploadId"));
            let upload = Upload {
                key: key.clone(),
                parts: [].into(),
            };
            let uploads = &mut bucket(world, name).uploads;
            uploads.insert(id.unwrap_or_else(|| UNKNOWN.to_owned()), upload);
        })?;
        Ok(Some(()))
    }

    fn some_upload(&self, stage: &Stage, name: &str) -> Option<(String, Upload)> {
        let uploads = &self.ledger.known().buckets.get(name)?.uploads;
        let uploads: Vec<_> = uploads.iter().collect();
        let (id, upload) = stage.one_of(&uploads)?;
        Some(((*id).clone(), (*upload).clone()))
    }

    pub(super) fn upload_part(
        &mut self,
        stage: &mut Stage,
        name: &str,
    ) -> Result<Option<()>, Trouble> {
        let Some((id, upload)) = self.some_upload(stage, name) else {
            return Ok(None);
        };
        // The second part, now and then: the first one is large then.
        let is_second = upload
            .parts
            .get(&1)
            .is_some_and(|(_, bytes)| *bytes >= PART_BYTES_MIN);
        let number = if is_second { 2 } else { 1 };
        let mut data = Self::fresh_bytes(stage);
        if number == 1 && stage.is_large && stage.below(20) == 0 {
            data.resize(PART_BYTES_MIN, 7);
        }
        let path = format!("/{name}/{}", upload.key);
        let query = format!("partNumber={number}&uploadId={id}");
        let request = Unsigned::s3("PUT", &path, &query, &data);
        let bytes = data.len();
        let answer = self.change(stage, &request, |world, answer| {
            let tag = answer.and_then(|answer| answer.header("etag"));
            let tag = tag.unwrap_or(UNKNOWN).to_owned();
            if let Some(upload) = bucket(world, name).uploads.get_mut(&id) {
                upload.parts.insert(number, (tag, bytes));
            }
        })?;
        let tag = answer.header("etag").unwrap_or_default().to_owned();
        self.parts.insert(tag, data);
        Ok(Some(()))
    }

    pub(super) fn complete_upload(
        &mut self,
        stage: &mut Stage,
        name: &str,
    ) -> Result<Option<()>, Trouble> {
        let Some((id, upload)) = self.some_upload(stage, name) else {
            return Ok(None);
        };
        if upload.parts.is_empty() || self.is_full(name, &upload.key) {
            return Ok(None);
        }
        let mut body = "<CompleteMultipartUpload>".to_owned();
        let mut data = Vec::new();
        for (number, (tag, _)) in &upload.parts {
            // Of a part whose answer was lost it is not known what it holds.
            let Some(part) = self.parts.get(tag) else {
                return Ok(None);
            };
            data.extend_from_slice(part);
            // Writing to a text does not fail.
            let _ = write!(
                body,
                "<Part><PartNumber>{number}</PartNumber><ETag>{tag}</ETag></Part>"
            );
        }
        body.push_str("</CompleteMultipartUpload>");
        let (path, query) = (format!("/{name}/{}", upload.key), format!("uploadId={id}"));
        let request = Unsigned::s3("POST", &path, &query, body.as_bytes());
        let content = Content::of(&data);
        self.change(stage, &request, |world, answer| {
            let bucket = bucket(world, name);
            bucket.uploads.remove(&id);
            bucket.put(&upload.key, version_id(answer), Some(content.clone()));
        })?;
        self.forget_parts();
        Ok(Some(()))
    }

    pub(super) fn abort_upload(
        &mut self,
        stage: &mut Stage,
        name: &str,
    ) -> Result<Option<()>, Trouble> {
        // So seldom that most are completed.
        let Some((id, upload)) = self
            .some_upload(stage, name)
            .filter(|_| stage.below(3) == 0)
        else {
            return Ok(None);
        };
        let (path, query) = (format!("/{name}/{}", upload.key), format!("uploadId={id}"));
        let request = Unsigned::s3("DELETE", &path, &query, b"");
        self.change(stage, &request, |world, _| {
            bucket(world, name).uploads.remove(&id);
        })?;
        self.forget_parts();
        Ok(Some(()))
    }

    /// Drops what parts held that are in no upload any more.
    fn forget_parts(&mut self) {
        let buckets = self.ledger.known().buckets.values();
        let parts = buckets.flat_map(|bucket| bucket.uploads.values().flat_map(|it| &it.parts));
        let tags: Vec<_> = parts.map(|(_, (tag, _))| tag.clone()).collect();
        self.parts.retain(|tag, _| tags.contains(tag));
    }
}
