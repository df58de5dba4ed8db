//! Lifecycle rules as requests write them: what is there is there, whether it makes sense or not.

use iamd_ident::{Tag, Timestamp};

/// A lifecycle configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PutLifecycle {
    /// `Rule`s.
    pub rules: Vec<PutLifecycleRule>,
    /// `x-amz-transition-default-minimum-object-size`.
    pub transition_default_minimum_object_size: Option<String>,
}

/// A rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PutLifecycleRule {
    /// `ID`.
    pub id: Option<String>,
    /// `Status`.
    pub status: String,
    /// `Prefix` in the rule itself.
    pub prefix: Option<String>,
    /// `Filter`.
    pub filter: Option<PutFilter>,
    /// `Expiration`.
    pub expiration: Option<PutExpiration>,
    /// `NoncurrentVersionExpiration`.
    pub noncurrent_expiration: Option<PutNoncurrentExpiration>,
    /// `DaysAfterInitiation` of `AbortIncompleteMultipartUpload`; the inner one is missing if only
    /// the outer element is there.
    pub abort_incomplete_upload: Option<Option<i32>>,
    /// `Transition`s.
    pub transitions: Vec<PutTransition>,
    /// `NoncurrentVersionTransition`s.
    pub noncurrent_transitions: Vec<PutNoncurrentTransition>,
}

/// `Filter`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PutFilter {
    /// `Prefix`.
    pub prefix: Option<String>,
    /// `Tag`.
    pub tag: Option<Tag>,
    /// `ObjectSizeGreaterThan`.
    pub size_greater_than_bytes: Option<i64>,
    /// `ObjectSizeLessThan`.
    pub size_less_than_bytes: Option<i64>,
    /// `And`.
    pub and: Option<PutFilterAnd>,
}

/// `And` of a filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PutFilterAnd {
    /// `Prefix`.
    pub prefix: Option<String>,
    /// `Tag`s.
    pub tags: Vec<Tag>,
    /// `ObjectSizeGreaterThan`.
    pub size_greater_than_bytes: Option<i64>,
    /// `ObjectSizeLessThan`.
    pub size_less_than_bytes: Option<i64>,
}

/// `Expiration`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PutExpiration {
    /// `Days`.
    pub days: Option<i32>,
    /// `Date`.
    pub date: Option<Timestamp>,
    /// `ExpiredObjectDeleteMarker`.
    pub lone_delete_marker: Option<bool>,
}

/// `NoncurrentVersionExpiration`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PutNoncurrentExpiration {
    /// `NoncurrentDays`.
    pub days: Option<i32>,
    /// `NewerNoncurrentVersions`.
    pub newer_versions: Option<i32>,
}

/// `Transition`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PutTransition {
    /// `Days`.
    pub days: Option<i32>,
    /// `Date`.
    pub date: Option<Timestamp>,
    /// `StorageClass`.
    pub storage_class: Option<String>,
}

/// `NoncurrentVersionTransition`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PutNoncurrentTransition {
    /// `NoncurrentDays`.
    pub days: Option<i32>,
    /// `NewerNoncurrentVersions`.
    pub newer_versions: Option<i32>,
    /// `StorageClass`.
    pub storage_class: Option<String>,
}
