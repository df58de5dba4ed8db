//! Objects over doubles, and permits for everything.

mod grants;

use std::{ops::Range, sync::Arc};

use bytes::Bytes;
use futures::{Stream, StreamExt as _, TryStreamExt as _, stream};
use iamd_api::{
    Action,
    s3::{
        CompleteMultipartUpload, CreateBucket, CreateMultipartUpload, DeleteObject, GetObject,
        ListObjectVersions, ListObjectsV2, PutObject, UploadPart,
    },
};
use iamd_auth::{Permit, SystemReason, SystemWork};
use iamd_ident::{BucketId, ObjectKey, VersionId};
use iamd_objects::{
    Blobs, BodyError, CompletedPart, Completion, Deleted, Deletion, Error, Initiator, Limits,
    ListRequest, MemoryBlobs, Metadata, NewObject, NewUpload, ObjectListing, ObjectReader, Objects,
    ObjectsParts, PartInfo, PartNumber, PartTarget, Protection, Staged, Staging, UploadId,
    VersionListRequest, VersionListing, Versioning, Written,
};
use iamd_seal::{ChecksumKey, SealingKey, SealingKeys};
use iamd_store::{Memory, Store};
use iamd_testkit::{ManualClock, SeededRandom};

pub(crate) use self::grants::permit;

/// The least size of a part in tests.
pub(crate) const PART_BYTES_MIN: u64 = 10;

/// Objects in one bucket.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) objects: Objects,
    pub(crate) store: Store,
    pub(crate) blobs: MemoryBlobs,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) bucket: BucketId,
}

pub(crate) fn work() -> SystemWork {
    SystemWork::new(SystemReason::Operator)
}

pub(crate) fn memory_store() -> Store {
    Memory::new(ChecksumKey::from_bytes([7; 32].into())).store()
}

/// Opens objects as a start of the program does.
pub(crate) async fn open(
    store: Store,
    blobs: Arc<dyn Blobs>,
    clock: Arc<ManualClock>,
    seed: u64,
) -> Result<Objects, Error> {
    Objects::open(ObjectsParts {
        store,
        blobs,
        keys: SealingKeys::new(SealingKey::from_bytes([7; 32].into())),
        clock,
        random: Arc::new(SeededRandom::new(seed)),
        limits: Limits {
            part_bytes_min: PART_BYTES_MIN,
        },
    })
    .await
}

/// Runs a test on a runtime of several threads.
pub(crate) fn run<T>(test: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(test)
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::over(memory_store()).await
    }

    /// A world over an empty store.
    pub(crate) async fn over(store: Store) -> Self {
        let blobs = MemoryBlobs::default();
        let clock = Arc::new(ManualClock::default());
        let objects = open(store.clone(), Arc::new(blobs.clone()), clock.clone(), 1);
        let world = Self {
            objects: objects.await.unwrap(),
            store,
            blobs,
            clock,
            bucket: BucketId::random(&SeededRandom::new(100)),
        };
        world.make_bucket(&world.bucket).await.unwrap();
        world
    }

    /// The same after the next start.
    pub(crate) async fn restarted(&self) -> Self {
        let blobs = Arc::new(self.blobs.clone());
        let seed = self.store.stats().transactions;
        let objects = open(self.store.clone(), blobs, self.clock.clone(), seed + 1000);
        Self {
            objects: objects.await.unwrap(),
            ..self.clone()
        }
    }

    /// The same with another bucket.
    pub(crate) async fn with_bucket(&self, seed: u64) -> Self {
        let bucket = BucketId::random(&SeededRandom::new(seed));
        self.make_bucket(&bucket).await.unwrap();
        Self {
            bucket,
            ..self.clone()
        }
    }

    pub(crate) async fn make_bucket(&self, bucket: &BucketId) -> Result<(), Error> {
        let permit = permit::<CreateBucket>(bucket, None, Vec::new()).await;
        self.objects.create_bucket(&permit, bucket).await
    }

    /// A permit for the bucket, or for an object in it.
    pub(crate) async fn permit<O: Action>(&self, key: Option<&str>) -> Permit<O> {
        self.permit_of(key, None).await
    }

    /// The same for what is done with a version: it is decided on with the tags that it has.
    pub(crate) async fn permit_of<O: Action>(
        &self,
        key: Option<&str>,
        version: Option<&VersionId>,
    ) -> Permit<O> {
        let work = SystemWork::new(SystemReason::Decision);
        let tags = match key {
            None => None,
            Some(key) => {
                let key = object_key(key);
                let facts = self.objects.facts(&work, &self.bucket, &key, version).await;
                facts.unwrap().map(|facts| facts.tags)
            }
        };
        permit(&self.bucket, key, tags.unwrap_or_default()).await
    }

    pub(crate) async fn stage(&self, key: &str, data: &[u8]) -> Result<Staged, Error> {
        let permit = self.permit::<PutObject>(Some(key)).await;
        self.objects.stage(&permit, staging(), body(data)).await
    }

    pub(crate) async fn put_new(
        &self,
        key: &str,
        data: &[u8],
        new: NewObject,
    ) -> Result<Written, Error> {
        let staged = self.stage(key, data).await?;
        let permit = self.permit::<PutObject>(Some(key)).await;
        self.objects
            .put(permit, &object_key(key), staged, new)
            .await
    }

    /// Writes an object into a bucket that does so with versions.
    pub(crate) async fn put_as(
        &self,
        versioning: Versioning,
        key: &str,
        data: &[u8],
    ) -> Result<Written, Error> {
        let new = NewObject {
            versioning,
            ..NewObject::default()
        };
        self.put_new(key, data, new).await
    }

    pub(crate) async fn put(&self, key: &str, data: &[u8]) -> Result<Written, Error> {
        self.put_new(key, data, NewObject::default()).await
    }

    pub(crate) async fn get(
        &self,
        key: &str,
        version: Option<&VersionId>,
    ) -> Result<ObjectReader, Error> {
        let permit = self.permit_of::<GetObject>(Some(key), version).await;
        let key = object_key(key);
        self.objects.get(permit, &key, version, None).await
    }

    /// The bytes of an object.
    pub(crate) async fn read(
        &self,
        key: &str,
        version: Option<&VersionId>,
    ) -> Result<Vec<u8>, Error> {
        let reader = self.get(key, version).await?;
        let range = 0..reader.info().bytes;
        read(reader, range).await
    }

    pub(crate) async fn delete_as(
        &self,
        versioning: Versioning,
        key: &str,
        version: Option<VersionId>,
    ) -> Result<Deleted, Error> {
        let permit = self.permit::<DeleteObject>(Some(key)).await;
        let deletion = Deletion {
            version,
            versioning,
            condition: None,
        };
        self.objects
            .delete(permit, &object_key(key), deletion)
            .await
    }

    pub(crate) async fn delete(&self, key: &str) -> Result<Deleted, Error> {
        self.delete_as(Versioning::Unversioned, key, None).await
    }

    pub(crate) async fn list(&self, request: &ListRequest) -> ObjectListing {
        let permit = self.permit::<ListObjectsV2>(None).await;
        self.objects.list(permit, request).await.unwrap()
    }

    pub(crate) async fn list_versions(&self, request: &VersionListRequest) -> VersionListing {
        let permit = self.permit::<ListObjectVersions>(None).await;
        self.objects.list_versions(permit, request).await.unwrap()
    }

    pub(crate) async fn begin(&self, key: &str) -> UploadId {
        self.try_begin(key).await.unwrap()
    }

    pub(crate) async fn try_begin(&self, key: &str) -> Result<UploadId, Error> {
        let permit = self.permit::<CreateMultipartUpload>(Some(key)).await;
        let key = object_key(key);
        let upload = self.objects.create_upload(permit, &key, new_upload());
        Ok(upload.await?.id)
    }

    pub(crate) async fn put_part(
        &self,
        key: &str,
        upload: &UploadId,
        number: u32,
        data: &[u8],
    ) -> Result<PartInfo, Error> {
        let permit = self.permit::<UploadPart>(Some(key)).await;
        let key = object_key(key);
        let target = part_target(&key, upload, number);
        let staged = self.objects.stage_part(&permit, target, body(data)).await?;
        self.objects.put_part(permit, staged).await
    }

    pub(crate) async fn complete(
        &self,
        key: &str,
        upload: &UploadId,
        completion: &Completion,
    ) -> Result<Written, Error> {
        let permit = self.permit::<CompleteMultipartUpload>(Some(key)).await;
        let key = object_key(key);
        self.objects
            .complete_upload(permit, &key, upload, completion)
            .await
    }

    /// Uploads an object in parts.
    pub(crate) async fn upload(
        &self,
        versioning: Versioning,
        key: &str,
        parts: &[&[u8]],
    ) -> Result<Written, Error> {
        let upload = self.try_begin(key).await?;
        let mut listed = Vec::new();
        for (number, data) in (1..).zip(parts) {
            listed.push(as_listed(&self.put_part(key, &upload, number, data).await?));
        }
        let completion = Completion {
            parts: listed,
            versioning,
            ..Completion::default()
        };
        self.complete(key, &upload, &completion).await
    }

    pub(crate) async fn clean_up(&self) {
        self.objects.clean_up(&work()).await.unwrap();
    }

    /// How many records of a table there are.
    pub(crate) async fn records(&self, table: &str) -> usize {
        let range = iamd_store::KeyRange::all();
        let all = self.store.scan(&range, 10_000).await.unwrap();
        all.iter().filter(|(key, _)| key.table() == table).count()
    }
}

pub(crate) fn staging() -> Staging<'static> {
    Staging {
        protection: Protection::Server,
        checksums: Vec::new(),
        bytes_max: u64::MAX,
    }
}

pub(crate) fn new_upload() -> NewUpload<'static> {
    NewUpload {
        metadata: Metadata::default(),
        tags: Vec::new(),
        checksum: None,
        protection: Protection::Server,
        initiator: Initiator {
            id: "somebody".to_owned(),
            display_name: "Somebody".to_owned(),
        },
    }
}

pub(crate) fn part_target<'a>(
    key: &'a ObjectKey,
    upload: &'a UploadId,
    number: u32,
) -> PartTarget<'a> {
    PartTarget {
        key,
        upload,
        number: PartNumber::new(number).unwrap(),
        customer: None,
        checksums: Vec::new(),
        bytes_max: u64::MAX,
    }
}

pub(crate) fn as_listed(part: &PartInfo) -> CompletedPart {
    CompletedPart {
        number: u32::from(part.number),
        etag: part.etag.clone(),
        checksum: part.checksum.clone(),
    }
}

pub(crate) fn object_key(key: &str) -> ObjectKey {
    key.parse().unwrap()
}

/// Data in pieces of odd sizes.
pub(crate) fn body(data: &[u8]) -> impl Stream<Item = Result<Bytes, BodyError>> + Send + use<> {
    let pieces: Vec<_> = data.chunks(70_001).map(Bytes::copy_from_slice).collect();
    stream::iter(pieces).map(Ok)
}

pub(crate) async fn read(reader: ObjectReader, range: Range<u64>) -> Result<Vec<u8>, Error> {
    let body = reader.read(range).await?;
    let expected = body.bytes();
    let pieces: Vec<Bytes> = body.try_collect().await.map_err(Error::Body)?;
    let data = pieces.concat();
    assert_eq!(data.len() as u64, expected);
    Ok(data)
}

/// Bytes that follow from a seed.
pub(crate) fn data(seed: u64, bytes: usize) -> Vec<u8> {
    let random = SeededRandom::new(seed);
    let mut data = vec![0; bytes];
    iamd_ident::Random::fill(&random, &mut data);
    data
}
