//! Objects in one piece: the second step of writing, which makes them visible.

use iamd_auth::Permit;
use iamd_ident::{ObjectKey, Tag, Timestamp, VersionId};

use crate::{
    ChecksumAlgorithm, ETag, Encryption, Error, Metadata, ObjectChecksum, Objects, Staged,
    Versioning, WriteCondition,
    draft::transact,
    line::Line,
    permits::{Writes, bucket_of_object},
    records::{BodyRecord, ObjectRecord, VersionRecord, What},
};

/// What an object is besides its bytes, and how it comes to be.
#[derive(Clone, Debug, Default)]
pub struct NewObject {
    /// What its writer says about it.
    pub metadata: Metadata,
    /// Its tags.
    pub tags: Vec<Tag>,
    /// Which of the staged checksums to keep.
    pub checksum: Option<ChecksumAlgorithm>,
    /// What the bucket does with versions.
    pub versioning: Versioning,
    /// What must hold.
    pub condition: Option<WriteCondition>,
}

/// An object that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its version.
    pub version: VersionId,
    /// Its ETag.
    pub etag: ETag,
    /// When.
    pub modified: Timestamp,
    /// Its size.
    pub bytes: u64,
    /// Its checksum.
    pub checksum: Option<ObjectChecksum>,
    /// Who holds its key.
    pub encryption: Encryption,
}

impl Written {
    pub(crate) fn new(version: &VersionRecord, object: &ObjectRecord) -> Self {
        Self {
            version: version.id(),
            etag: object.etag.clone(),
            modified: version.modified(),
            bytes: object.bytes,
            checksum: object.checksum.clone(),
            encryption: object.key.encryption(),
        }
    }
}

impl Objects {
    /// Makes staged bytes the object of a key: second step of two. When this returns, the object is
    /// durable and everybody sees it.
    ///
    /// # Errors
    /// The condition does not hold, or the bucket is gone.
    pub async fn put<O: Writes>(
        &self,
        permit: Permit<O>,
        key: &ObjectKey,
        staged: Staged,
        new: NewObject,
    ) -> Result<Written, Error> {
        let bucket = bucket_of_object(&permit, key)?;
        let Staged {
            mut content,
            key: data_key,
            keys: was,
        } = staged;
        let checksum = new
            .checksum
            .and_then(|kept| content.checksum(kept).cloned());
        let object = ObjectRecord {
            bytes: content.bytes,
            etag: content.etag.clone(),
            metadata: new.metadata,
            tags: new.tags,
            checksum: checksum.map(ObjectChecksum::whole),
            key: data_key,
            body: BodyRecord::Blob(content.blob),
            upload: None,
        };
        let file = content.let_go();
        let told = async {
            let (version, _) = transact!(self, |draft| {
                let mut line = Line::open(&mut draft, &bucket, key).await?;
                line.check(new.condition.as_ref())?;
                draft.keep_blob(content.blob, content.small.as_deref())?;
                let mut object = object.clone();
                // An object may have taken longer to come than a key lasts.
                let (place, now) = (bucket.as_str().as_bytes(), self.keys());
                object
                    .key
                    .renew(place, (was.ring(), now.ring()), self.random())?;
                let what = What::Object(Box::new(object));
                line.push(&mut draft, self, new.versioning, what).await
            });
            Ok(Written::new(&version, &object))
        };
        file.settle(told.await)
    }
}
