//! What S3's actions are about.
//!
//! SOURCE: Service Authorization Reference, "Actions, resources, and condition keys for Amazon S3".
//! An action that is not in these tables is taken to apply to everything.

use crate::compile::ActionPattern;

/// What of a bucket the resources of a statement cover.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Covers {
    /// The bucket itself.
    pub(super) bucket: bool,
    /// Some of its objects.
    pub(super) objects: bool,
}

impl Covers {
    /// What either covers.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            bucket: self.bucket || other.bucket,
            objects: self.objects || other.objects,
        }
    }
}

/// Whether an action or some action of a pattern can have such a resource.
///
/// SOURCE: reported answers of `PutBucketPolicy`: `s3:*` is taken with whatever resource.
pub(super) fn applies(action: &str, covered: Covers) -> bool {
    let pattern = ActionPattern::new(action);
    let matches = |name: &&str| pattern.matches(&format!("s3:{}", name.to_ascii_lowercase()));
    let of_objects = OBJECT_ACTIONS.iter().any(&matches);
    let of_buckets = BUCKET_ACTIONS.iter().any(matches);
    let is_unknown = !of_objects && !of_buckets;
    is_unknown || (of_objects && covered.objects) || (of_buckets && covered.bucket)
}

/// Whether requests for an action can have a condition key. A pattern has every key.
///
/// SOURCE: reported answers of `PutBucketPolicy`.
pub(super) fn has_condition_key(action: &str, key: &str) -> bool {
    let row = CONDITION_KEYS.iter().find(|(keys, _)| {
        let mut keys = keys.iter();
        keys.any(|known| known.eq_ignore_ascii_case(key))
    });
    let Some((_, actions)) = row else {
        return true;
    };
    let name = action.split_once(':').map_or(action, |(_, name)| name);
    let mut actions = actions.iter();
    action.contains(['*', '?']) || actions.any(|known| known.eq_ignore_ascii_case(name))
}

/// Condition keys of which it is known that S3 refuses them with other actions than these.
const CONDITION_KEYS: [(&[&str], &[&str]); 2] = [
    (
        &["s3:delimiter", "s3:max-keys", "s3:prefix"],
        &["ListBucket", "ListBucketVersions"],
    ),
    (
        &["s3:x-amz-acl"],
        &[
            "PutBucketAcl",
            "PutObject",
            "PutObjectAcl",
            "PutObjectVersionAcl",
        ],
    ),
];

/// The actions on objects.
const OBJECT_ACTIONS: [&str; 33] = [
    "AbortMultipartUpload",
    "BypassGovernanceRetention",
    "DeleteObject",
    "DeleteObjectTagging",
    "DeleteObjectVersion",
    "DeleteObjectVersionTagging",
    "GetObject",
    "GetObjectAcl",
    "GetObjectAttributes",
    "GetObjectLegalHold",
    "GetObjectRetention",
    "GetObjectTagging",
    "GetObjectTorrent",
    "GetObjectVersion",
    "GetObjectVersionAcl",
    "GetObjectVersionAttributes",
    "GetObjectVersionForReplication",
    "GetObjectVersionTagging",
    "GetObjectVersionTorrent",
    "InitiateReplication",
    "ListMultipartUploadParts",
    "ObjectOwnerOverrideToBucketOwner",
    "PutObject",
    "PutObjectAcl",
    "PutObjectLegalHold",
    "PutObjectRetention",
    "PutObjectTagging",
    "PutObjectVersionAcl",
    "PutObjectVersionTagging",
    "ReplicateDelete",
    "ReplicateObject",
    "ReplicateTags",
    "RestoreObject",
];

/// The actions on buckets that a bucket's policy can grant.
const BUCKET_ACTIONS: [&str; 48] = [
    "DeleteBucket",
    "DeleteBucketPolicy",
    "DeleteBucketWebsite",
    "GetAccelerateConfiguration",
    "GetAnalyticsConfiguration",
    "GetBucketAcl",
    "GetBucketCORS",
    "GetBucketLocation",
    "GetBucketLogging",
    "GetBucketNotification",
    "GetBucketObjectLockConfiguration",
    "GetBucketOwnershipControls",
    "GetBucketPolicy",
    "GetBucketPolicyStatus",
    "GetBucketPublicAccessBlock",
    "GetBucketRequestPayment",
    "GetBucketTagging",
    "GetBucketVersioning",
    "GetBucketWebsite",
    "GetEncryptionConfiguration",
    "GetIntelligentTieringConfiguration",
    "GetInventoryConfiguration",
    "GetLifecycleConfiguration",
    "GetMetricsConfiguration",
    "GetReplicationConfiguration",
    "ListBucket",
    "ListBucketMultipartUploads",
    "ListBucketVersions",
    "PutAccelerateConfiguration",
    "PutAnalyticsConfiguration",
    "PutBucketAcl",
    "PutBucketCORS",
    "PutBucketLogging",
    "PutBucketNotification",
    "PutBucketObjectLockConfiguration",
    "PutBucketOwnershipControls",
    "PutBucketPolicy",
    "PutBucketPublicAccessBlock",
    "PutBucketRequestPayment",
    "PutBucketTagging",
    "PutBucketVersioning",
    "PutBucketWebsite",
    "PutEncryptionConfiguration",
    "PutIntelligentTieringConfiguration",
    "PutInventoryConfiguration",
    "PutLifecycleConfiguration",
    "PutMetricsConfiguration",
    "PutReplicationConfiguration",
];

#[cfg(test)]
mod tests {
    use super::*;

    const BUCKET: Covers = Covers {
        bucket: true,
        objects: false,
    };
    const OBJECTS: Covers = Covers {
        bucket: false,
        objects: true,
    };

    #[test]
    fn actions_apply_to_what_they_are_about() {
        for (action, on_bucket, on_objects) in [
            ("s3:GetObject", false, true),
            ("S3:getobject", false, true),
            ("s3:ListBucket", true, false),
            ("s3:List*", true, true),
            ("s3:ListBucket*", true, false),
            ("s3:*Object", false, true),
            ("s3:*", true, true),
            ("*", true, true),
            ("s3:Unknown", true, true),
        ] {
            assert_eq!(applies(action, BUCKET), on_bucket, "{action}");
            assert_eq!(applies(action, OBJECTS), on_objects, "{action}");
            assert!(applies(action, BUCKET.or(OBJECTS)), "{action}");
        }
    }

    #[test]
    fn some_condition_keys_belong_to_some_actions() {
        assert!(has_condition_key("s3:ListBucket", "s3:prefix"));
        assert!(has_condition_key("s3:listbucketversions", "S3:Max-Keys"));
        assert!(has_condition_key("s3:List*", "s3:prefix"));
        assert!(has_condition_key("s3:GetObject", "aws:SourceIp"));
        assert!(!has_condition_key(
            "s3:ListBucketMultipartUploads",
            "s3:prefix"
        ));
        assert!(!has_condition_key("s3:GetObject", "s3:x-amz-acl"));
    }

    #[test]
    fn tables_are_sorted_and_disjoint() {
        assert!(OBJECT_ACTIONS.is_sorted() && BUCKET_ACTIONS.is_sorted());
        assert!(
            OBJECT_ACTIONS
                .iter()
                .all(|name| !BUCKET_ACTIONS.contains(name))
        );
    }
}
