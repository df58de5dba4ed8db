//! Buckets.

use iamd_ident::{AccountId, BucketId, BucketName, Timestamp, UniqueId};
use serde::{Deserialize, Serialize};

use super::{BucketSettings, record};

/// A bucket. Kept under its name for all accounts, it makes names unique.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct BucketRecord {
    pub(crate) name: BucketName,
    /// What tells it from a bucket that has its name at another time.
    pub(crate) id: BucketId,
    pub(crate) owner: AccountId,
    pub(crate) region: String,
    pub(crate) created: Timestamp,
    #[serde(default)]
    pub(crate) policy: Option<BucketPolicyRecord>,
    #[serde(default)]
    pub(crate) settings: BucketSettings,
}

record!(BucketRecord, "a bucket");

/// The policy of a bucket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BucketPolicyRecord {
    /// The text as it came.
    pub(crate) document: String,
    /// The users that the text names, in its order.
    #[serde(default)]
    pub(crate) users: Vec<NamedUserRecord>,
}

/// A user whom a policy names: by the id that it had when the policy was saved, so that a namesake
/// who comes later is not meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NamedUserRecord {
    /// Where the name stands: how many bytes of the text are before its quotation mark.
    pub(crate) offset: u32,
    pub(crate) account: AccountId,
    pub(crate) id: UniqueId,
}

/// A bucket in the list of its account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct BucketEntryRecord {
    pub(crate) region: String,
    pub(crate) created: Timestamp,
}

record!(BucketEntryRecord, "a bucket of an account");

/// How many buckets an account has: the guard of the quota.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct BucketCountRecord {
    pub(crate) count: u32,
}

record!(BucketCountRecord, "the number of buckets of an account");
