//! The lifecycle rules of buckets.

use iamd_ident::{Tag, Timestamp};
use serde::{Deserialize, Serialize};

/// What happens to objects as they grow old.
///
/// SOURCE: Amazon S3 API Reference, `BucketLifecycleConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Lifecycle {
    /// The rules, none if the bucket has no lifecycle configuration.
    pub rules: Vec<LifecycleRule>,
    /// `TransitionDefaultMinimumObjectSize`, as it was put.
    pub transition_default_minimum_object_size: Option<String>,
}

/// One rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LifecycleRule {
    /// The name that its author gave it, or one that was made up when it was put.
    pub id: String,
    /// Whether anything is done by it.
    pub is_enabled: bool,
    /// Which objects it is about.
    pub filter: LifecycleFilter,
    /// When the newest version expires.
    pub expiration: Option<Expiration>,
    /// When versions that are no longer the newest go.
    pub noncurrent_expiration: Option<NoncurrentExpiration>,
    /// After how many days an upload that was begun and not completed is aborted.
    pub abort_incomplete_upload_days: Option<u32>,
    /// Kept and given back; there is one storage class only, so nothing moves.
    pub transitions: Vec<Transition>,
    /// As [`LifecycleRule::transitions`], for versions that are no longer the newest.
    pub noncurrent_transitions: Vec<NoncurrentTransition>,
}

/// Which objects a rule is about: those that all of this fits. Empty, it fits every object.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LifecycleFilter {
    /// How it was written, so that it is given back like that.
    pub form: FilterForm,
    /// What their keys begin with.
    pub prefix: Option<String>,
    /// Tags that they all have.
    pub tags: Vec<Tag>,
    /// They have more bytes than this.
    pub size_greater_than_bytes: Option<u64>,
    /// They have fewer bytes than this.
    pub size_less_than_bytes: Option<u64>,
}

/// The ways to write a filter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FilterForm {
    /// `Filter` with at most one member.
    #[default]
    Filter,
    /// `Filter` with `And`.
    And,
    /// `Prefix` in the rule itself, as before there were filters.
    RulePrefix,
}

/// When the newest version of an object expires.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Expiration {
    /// So many days after it was made.
    Days(u32),
    /// From a midnight on.
    Date(Timestamp),
    /// If it is a delete marker and nothing else is left of the object.
    LoneDeleteMarker,
    /// Put as false: nothing expires.
    Never,
}

/// When versions that are no longer the newest go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NoncurrentExpiration {
    /// So many days after another version took its place.
    pub days: Option<u32>,
    /// How many of them stay nevertheless.
    pub newer_versions: Option<u32>,
}

/// A move to another storage class.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Transition {
    /// So many days after the object was made.
    pub days: Option<u32>,
    /// From a midnight on.
    pub date: Option<Timestamp>,
    /// The class, as it was put.
    pub storage_class: String,
}

/// A move of versions that are no longer the newest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NoncurrentTransition {
    /// So many days after another version took its place.
    pub days: Option<u32>,
    /// How many of them stay nevertheless.
    pub newer_versions: Option<u32>,
    /// The class, as it was put.
    pub storage_class: String,
}
