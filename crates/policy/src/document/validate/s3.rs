//! What S3's actions are about.
//!
//! SOURCE: Service Authorization Reference, "Actions, resources, and condition keys for Amazon S3".

use crate::{
    compile::ActionPattern,
    generated::s3::{BUCKET_ACTIONS, OBJECT_ACTIONS},
};

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

/// Whether the policy of a bucket can grant an action, or some action of a pattern.
///
/// SOURCE: reported answers of `PutBucketPolicy`: an action that S3 does not have is refused, and so
/// are `s3:ListAllMyBuckets` and `s3:CreateBucket`. That a pattern which matches nothing is refused
/// is our reading.
pub(super) fn can_be_granted(action: &str) -> bool {
    let pattern = ActionPattern::new(action);
    let mut actions = BUCKET_ACTIONS.iter().chain(OBJECT_ACTIONS);
    actions.any(|name| *name != CREATE_BUCKET && pattern.matches(name))
}

/// Applies to a bucket, but to none that has a policy already.
const CREATE_BUCKET: &str = "s3:createbucket";

/// Whether an action or some action of a pattern can have such a resource.
///
/// SOURCE: reported answers of `PutBucketPolicy`: `s3:*` is taken with whatever resource.
pub(super) fn applies(action: &str, covered: Covers) -> bool {
    let pattern = ActionPattern::new(action);
    let some_of = |names: &[&str]| names.iter().any(|name| pattern.matches(name));
    (covered.objects && some_of(OBJECT_ACTIONS)) || (covered.bucket && some_of(BUCKET_ACTIONS))
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
            ("s3:Unknown", false, false),
            ("s3:ListAllMyBuckets", false, false),
        ] {
            assert_eq!(applies(action, BUCKET), on_bucket, "{action}");
            assert_eq!(applies(action, OBJECTS), on_objects, "{action}");
            let on_either = on_bucket || on_objects;
            assert_eq!(applies(action, BUCKET.or(OBJECTS)), on_either, "{action}");
            assert_eq!(can_be_granted(action), on_either, "{action}");
        }
    }

    #[test]
    fn the_policy_of_a_bucket_cannot_grant_its_making() {
        assert!(!can_be_granted("s3:CreateBucket"));
        assert!(can_be_granted("s3:Create*"));
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
    fn tables_are_disjoint_and_in_the_form_of_patterns() {
        assert!(BUCKET_ACTIONS.contains(&CREATE_BUCKET));
        for name in BUCKET_ACTIONS.iter().chain(OBJECT_ACTIONS) {
            assert!(ActionPattern::new(name).matches(name), "{name}");
            let on_both = BUCKET_ACTIONS.contains(name) && OBJECT_ACTIONS.contains(name);
            assert!(!on_both, "{name}");
        }
    }
}
