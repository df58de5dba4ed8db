//! Buckets in the form in which requests need them: policies compiled.

use std::{ops::Deref, sync::Arc};

use iamd_ident::BucketName;
use iamd_policy::{Document, PolicySet, PolicySource, SourceKind};
use iamd_store::{Committed, Key};

use super::Bucket;
use crate::{
    CorsRule, Directory, Error,
    cache::{Cache, CacheUses},
    draft::parse,
    keyspace,
    named_principals::compile_by_ids,
    records::{BucketPolicyRecord, BucketRecord},
};

/// LIMIT: how many bytes the buckets may take that are kept in memory. Names that no bucket has are
/// not kept, however often somebody asks for them.
const BYTES_MAX: usize = 256 << 20;

/// About what a bucket takes in memory beside its policy, for each byte of its record.
const BYTES_PER_RECORD_BYTE: usize = 3;

/// What is known of the policy of a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BucketPolicyStatus {
    /// Whether it lets in everybody, as S3 defines it; see [`Document::is_public`].
    pub is_public: bool,
}

/// The CORS rules of a bucket.
#[derive(Clone, Debug)]
pub struct CorsRules(Arc<Bucket>);

impl Deref for CorsRules {
    type Target = [CorsRule];

    fn deref(&self) -> &Self::Target {
        &self.0.settings.cors
    }
}

/// A bucket, as it is read again and again.
pub(crate) struct KnownBucket {
    pub(crate) bucket: Arc<Bucket>,
    pub(crate) policy: Option<Arc<PolicySet>>,
    bytes: usize,
}

/// The buckets that were read so far.
pub(crate) struct KnownBuckets(Cache<BucketName, KnownBucket>);

impl KnownBuckets {
    pub(crate) fn new() -> Self {
        Self(Cache::weighing(BYTES_MAX, |known| known.bytes))
    }

    /// How often the cache was of use.
    pub(crate) fn uses(&self) -> CacheUses {
        self.0.uses()
    }

    /// Drops exactly what a transaction has made untrue.
    pub(crate) fn apply(&self, committed: &Committed) {
        for change in &committed.changes {
            if let Some(name) = bucket_of(&change.key) {
                self.0.remove(&name);
            }
        }
    }

    /// Drops everything.
    pub(crate) fn clear(&self) {
        self.0.clear();
    }
}

/// The bucket whose record a key is. The lists of accounts have tables of the same name; that their
/// changes drop a bucket as well does no harm.
fn bucket_of(key: &Key) -> Option<BucketName> {
    (key.table() == keyspace::BUCKETS.name())
        .then(|| key.name())
        .flatten()?
        .parse()
        .ok()
}

impl Directory {
    /// The bucket that has a name now.
    pub(crate) async fn known_bucket(
        &self,
        name: &BucketName,
    ) -> Result<Option<Arc<KnownBucket>>, Error> {
        let buckets = &self.buckets().0;
        if let Some(known) = buckets.get(name) {
            return Ok(Some(known));
        }
        let ticket = buckets.ticket(name);
        let stored = self.store().get(&keyspace::bucket(name)?).await;
        let stored = stored.map_err(|error| Error::Store(Box::new(error)))?;
        let Some(stored) = stored else {
            return Ok(None);
        };
        let (record, _) = parse::<BucketRecord>(&stored)?;
        let known = Arc::new(self.known_from(record, stored.value.len())?);
        buckets.insert(name.clone(), Arc::clone(&known), ticket);
        Ok(Some(known))
    }

    /// The CORS rules of a bucket.
    ///
    /// SECURITY: they need no permit, because a browser asks whether it may ask before it signs.
    ///
    /// # Errors
    /// The store cannot be read, or the record is damaged.
    pub async fn cors_rules(&self, name: &BucketName) -> Result<Option<CorsRules>, Error> {
        let known = self.known_bucket(name).await?;
        Ok(known.map(|known| CorsRules(Arc::clone(&known.bucket))))
    }

    fn known_from(&self, mut record: BucketRecord, bytes: usize) -> Result<KnownBucket, Error> {
        let policy = record.policy.take();
        let arn = self.bucket_arn(&record.name);
        let compiled = policy.map(|policy| compile(&policy, arn)).transpose()?;
        let (status, policy) = compiled.unzip();
        let policy_bytes = policy.as_deref().map_or(0, PolicySet::heap_bytes);
        Ok(KnownBucket {
            bucket: Arc::new(self.bucket_from(record, status)),
            policy,
            bytes: (bytes * BYTES_PER_RECORD_BYTE).saturating_add(policy_bytes),
        })
    }
}

/// SECURITY: a policy that cannot be understood any more might deny. So it is an error, which
/// denies everything.
fn compile(
    policy: &BucketPolicyRecord,
    arn: String,
) -> Result<(BucketPolicyStatus, Arc<PolicySet>), Error> {
    let document = Document::parse(&policy.document).map_err(|error| Error::Corrupt {
        what: "the policy of a bucket",
        source: Box::new(error),
    })?;
    let status = BucketPolicyStatus {
        is_public: document.is_public(),
    };
    let compiled = compile_by_ids(&document, &policy.principals);
    let source = PolicySource::new(arn, SourceKind::Resource);
    let set = PolicySet::new([(source, Arc::new(compiled))]);
    Ok((status, Arc::new(set)))
}
