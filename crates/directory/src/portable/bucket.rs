//! Buckets, without their objects.

use iamd_ident::{BucketName, Timestamp};
use serde::{Deserialize, Serialize};

use super::strict;
use crate::BucketSettings;

/// A bucket.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortableBucket {
    /// Its name.
    pub name: BucketName,
    /// Where it is said to be.
    pub region: String,
    /// When it was made.
    pub created: Timestamp,
    /// The text of its policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<String>,
    /// What its owner has set; without it, that of a new bucket.
    #[serde(
        deserialize_with = "strict::deserialize",
        default = "BucketSettings::of_new_bucket"
    )]
    pub settings: BucketSettings,
}
