//! What the owner of a bucket can set, its policy aside.

use std::collections::BTreeMap;

use iamd_ident::Tag;
use serde::{Deserialize, Serialize};

use super::{CorsRule, Lifecycle};

/// Whether a bucket keeps what is overwritten and deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Versioning {
    /// It never did. A bucket that once kept versions does not come back here.
    #[default]
    Unversioned,
    /// Every object gets a version of its own.
    Enabled,
    /// It did; what comes now is the `null` version.
    Suspended,
}

/// Which of the ways to make a bucket public are shut.
///
/// SOURCE: Amazon S3 API Reference, `PublicAccessBlockConfiguration`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four switches that are put and read by these names"
)]
pub struct PublicAccessBlock {
    /// Access control lists that are public are refused.
    pub block_public_acls: bool,
    /// Access control lists that are public count as if they were not.
    pub ignore_public_acls: bool,
    /// Policies that are public are refused.
    pub block_public_policy: bool,
    /// A policy that is public lets in nobody but the account of the bucket.
    pub restrict_public_buckets: bool,
}

impl PublicAccessBlock {
    /// Everything is shut.
    pub const ALL: Self = Self {
        block_public_acls: true,
        ignore_public_acls: true,
        block_public_policy: true,
        restrict_public_buckets: true,
    };
}

/// Who owns the objects in a bucket, and whether access control lists count.
///
/// SOURCE: Amazon S3 User Guide, "Controlling ownership of objects and disabling ACLs".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ObjectOwnership {
    /// The owner of the bucket; there are no access control lists.
    BucketOwnerEnforced,
    /// The owner of the bucket, if who writes says so.
    BucketOwnerPreferred,
    /// Who writes.
    ObjectWriter,
}

/// How objects are encrypted that come without a wish.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BucketEncryption {
    /// With which keys.
    pub algorithm: EncryptionAlgorithm,
    /// `BucketKeyEnabled`, which has no effect with keys of the server.
    pub is_bucket_key_enabled: bool,
    /// Kinds of encryption that are refused, as they were put, such as `SSE-C`.
    pub blocked: Vec<String>,
}

/// With whose keys objects are encrypted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EncryptionAlgorithm {
    /// Keys of the server, `AES256`.
    #[default]
    Aes256,
}

/// All that the owner of a bucket can set, its policy aside.
///
/// The members that are texts are sub-resources which this server keeps and gives back: what they
/// hold, the floors above understand. Those that are maps are kept by the id of a configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BucketSettings {
    /// Versioning.
    pub versioning: Versioning,
    /// Without one, nothing is shut.
    pub public_access_block: Option<PublicAccessBlock>,
    /// Ownership controls, which can be taken away.
    pub ownership: Option<ObjectOwnership>,
    /// Default encryption.
    pub encryption: BucketEncryption,
    /// Tags, no two with the same key.
    pub tags: Vec<Tag>,
    /// CORS rules; the first that fits counts.
    pub cors: Vec<CorsRule>,
    /// Lifecycle rules.
    pub lifecycle: Lifecycle,
    /// Transfer acceleration.
    pub accelerate: Option<String>,
    /// Logging of requests.
    pub logging: Option<String>,
    /// Notifications of events.
    pub notification: Option<String>,
    /// Object lock.
    pub object_lock: Option<String>,
    /// Replication.
    pub replication: Option<String>,
    /// Who pays for requests.
    pub request_payment: Option<String>,
    /// Static website.
    pub website: Option<String>,
    /// Analytics.
    pub analytics: BTreeMap<String, String>,
    /// Intelligent tiering.
    pub intelligent_tiering: BTreeMap<String, String>,
    /// Inventories.
    pub inventory: BTreeMap<String, String>,
    /// Metrics.
    pub metrics: BTreeMap<String, String>,
}

impl BucketSettings {
    /// Those of a new bucket.
    ///
    /// SOURCE: Amazon S3 User Guide, "Default settings for new S3 buckets FAQ": since April 2023
    /// all public access is blocked and the bucket's owner owns every object; since January 2023
    /// objects are encrypted with keys of S3.
    pub fn of_new_bucket() -> Self {
        Self {
            public_access_block: Some(PublicAccessBlock::ALL),
            ownership: Some(ObjectOwnership::BucketOwnerEnforced),
            ..Self::default()
        }
    }
}
