//! Bytes on their way out: read ahead, decrypted in their place, handed on without a copy.
//!
//! ```text
//! get  ─▶ the version, and what keeps its bytes there (the small blob, the open file, a pin)
//! read ─▶ a range, as a stream: while one batch is handed out, a blocking thread makes the next
//! ```

mod parts;
mod piece;
mod stream;

use std::{ops::Range, sync::Arc};

use iamd_ident::{BucketId, ObjectKey, VersionId};

pub(crate) use self::piece::{Opened, Piece, Running};
use self::{
    parts::PartsPlan,
    stream::{Plan, Reading},
};
pub use self::{
    parts::{ObjectPart, PartsPage},
    stream::ObjectBody,
};
use crate::{
    BlobReader, Error, ObjectInfo, Objects,
    get::Found,
    keys::DataKey,
    keyspace,
    objects::Pin,
    records::{BlobRecord, BodyRecord, ManifestIndex},
    staging::{blocking, done},
};

/// How often an object is looked up again that is replaced all the time.
///
/// LIMIT: each time, somebody else wrote it and its bytes were removed in between.
const ATTEMPTS_MAX: usize = 64;

/// An object that was found, and can be read once.
pub struct ObjectReader {
    objects: Objects,
    bucket: BucketId,
    info: ObjectInfo,
    body: BodyRecord,
    data_key: DataKey,
    held: Held,
}

/// What keeps the bytes of an object from being removed while it is read.
pub(crate) enum Held {
    /// Nothing yet.
    No,
    /// The encrypted bytes themselves.
    Small(Vec<u8>),
    /// The open file.
    File(Arc<dyn BlobReader>),
    /// The parts stay while this lives.
    Parts(Pin),
}

impl ObjectReader {
    pub(crate) fn new(
        (objects, bucket): (Objects, BucketId),
        info: ObjectInfo,
        body: BodyRecord,
        data_key: DataKey,
        held: Held,
    ) -> Self {
        Self {
            objects,
            bucket,
            info,
            body,
            data_key,
            held,
        }
    }

    /// What is known of the object.
    pub fn info(&self) -> &ObjectInfo {
        &self.info
    }

    /// The bytes of a range. The first ones are read and found to be whole before this returns.
    ///
    /// # Errors
    /// The range is not within the object, or bytes are not those that were written.
    pub async fn read(mut self, range: Range<u64>) -> Result<ObjectBody, Error> {
        if range.start > range.end || range.end > self.info.bytes {
            return Err(Error::InvalidRange);
        }
        if range.is_empty() {
            return Ok(ObjectBody::empty());
        }
        if matches!(self.held, Held::No) {
            self.held = self.hold().await?;
        }
        let bytes = range.end - range.start;
        let (plan, pin) = self.plan(range)?;
        let reading = Reading::start(self.objects, self.data_key, plan, pin).await?;
        Ok(ObjectBody::new(reading, bytes))
    }

    /// Takes hold of the bytes of an object that was looked up without them.
    async fn hold(&self) -> Result<Held, Error> {
        let (key, version) = (&self.info.key, &self.info.version);
        let found = self.objects.find(&self.bucket, key, Some(version)).await?;
        let is_same = |body: &BodyRecord| *body == self.body;
        let object = found.as_ref().and_then(|found| found.version.object());
        if !object.is_some_and(|object| is_same(&object.body)) {
            return Err(Error::NoSuchKey);
        }
        self.objects.hold(&self.body).await?.ok_or(Error::NoSuchKey)
    }

    fn plan(&mut self, range: Range<u64>) -> Result<(Plan, Option<Pin>), Error> {
        let whole = |opened| {
            let piece = Piece {
                opened,
                bytes: self.info.bytes,
                range: range.clone(),
            };
            (Plan::One(Some(piece)), None)
        };
        let nothing = || Error::corrupt("an object", "its size and its bytes do not fit");
        match (&self.body, std::mem::replace(&mut self.held, Held::No)) {
            (BodyRecord::Blob(BlobRecord::Small(id)), Held::Small(sealed)) => {
                Ok(whole(Opened::Small(*id, sealed)))
            }
            (BodyRecord::Blob(BlobRecord::File(place)), Held::File(file)) => {
                Ok(whole(Opened::File(*place, Some(file))))
            }
            (BodyRecord::Parts(index), Held::Parts(pin)) => {
                let plan = PartsPlan::new(index.clone(), range);
                Ok((Plan::Parts(plan), Some(pin)))
            }
            _ => Err(nothing()),
        }
    }

    fn manifest(&self) -> Option<&ManifestIndex> {
        match &self.body {
            BodyRecord::Blob(_) => None,
            BodyRecord::Parts(index) => Some(index),
        }
    }
}

impl std::fmt::Debug for ObjectReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ObjectReader")
            .field("info", &self.info)
            .finish_non_exhaustive()
    }
}

impl Objects {
    /// Takes hold of bytes; `None` if they are no longer there, so that the index is to be asked
    /// again. A pin is good only if the index still names the manifest afterwards.
    pub(crate) async fn hold(&self, body: &BodyRecord) -> Result<Option<Held>, Error> {
        match body {
            BodyRecord::Blob(BlobRecord::Empty) => Ok(Some(Held::No)),
            BodyRecord::Blob(BlobRecord::Small(id)) => {
                let stored = self.store().get(&keyspace::small(*id)?).await?;
                Ok(stored.map(|stored| Held::Small(stored.value)))
            }
            BodyRecord::Blob(BlobRecord::File(place)) => {
                let (blobs, place) = (Arc::clone(self.blobs()), *place);
                match done(blocking(move || Ok(blobs.open(place)?))).await {
                    Ok(file) => Ok(Some(Held::File(file))),
                    Err(error) if is_missing(&error) => Ok(None),
                    Err(error) => Err(error),
                }
            }
            BodyRecord::Parts(index) => Ok(Some(Held::Parts(self.pin(index.id)))),
        }
    }

    /// Takes hold of the bytes of an object that was found, or of what took its place meanwhile.
    pub(crate) async fn hold_found(
        &self,
        bucket: &BucketId,
        key: &ObjectKey,
        version: Option<&VersionId>,
        mut found: Found,
    ) -> Result<(Found, Held), Error> {
        for _ in 0..ATTEMPTS_MAX {
            let object = found.version.object().ok_or(Error::NoSuchKey)?;
            let held = self.hold(&object.body).await?;
            // INVARIANT: whoever removes parts looks for pins after the index has forgotten them;
            // so what the index names after the pin was set stays.
            let is_sure = held.is_some() && !found.version.is_in_parts();
            let again = if is_sure {
                None
            } else {
                Some(self.find_object(bucket, key, version).await?)
            };
            match (held, again) {
                (Some(held), None) => return Ok((found, held)),
                (Some(held), Some(again)) if again.version.place == found.version.place => {
                    return Ok((found, held));
                }
                (None, Some(again)) if again.version.place == found.version.place => break,
                (_, again) => found = again.unwrap_or(found),
            }
        }
        Err(Error::corrupt("an object", "its bytes are not there"))
    }
}

fn is_missing(error: &Error) -> bool {
    matches!(error, Error::Io(error) if error.kind() == std::io::ErrorKind::NotFound)
}
