//! AWS's managed policies as the directory's verbs see them.

use iamd_ident::{Arn, Path, PolicyName, Timestamp};

use crate::{
    AwsManagedPolicies, AwsManagedPolicy, Directory, Policy, PolicyRef, PolicyVersion,
    VersionNumber, records::AwsPolicyRecord,
};

/// A policy that AWS manages.
pub(crate) struct AwsPolicy {
    pub(crate) reference: PolicyRef,
    pub(crate) name: PolicyName,
    pub(crate) path: Path,
    pub(crate) arn: Arn,
    pub(crate) default_version: VersionNumber,
    created: Timestamp,
    updated: Timestamp,
    known: AwsManagedPolicy,
}

impl AwsPolicy {
    /// As others see it.
    pub(crate) fn into_policy(self, used: &AwsPolicyRecord) -> Policy {
        Policy {
            id: self.known.id().to_string(),
            name: self.name,
            arn: self.arn,
            path: self.path,
            description: None,
            default_version: self.default_version,
            attachment_count: used.attachment_count,
            boundary_count: used.boundary_count,
            created: self.created,
            updated: self.updated,
            tags: Vec::new(),
        }
    }

    /// Whether only a service may have it attached to a role of its own.
    pub(crate) fn is_for_service_linked_roles(&self) -> bool {
        self.known.is_for_service_linked_roles()
    }

    /// The versions, oldest first, without their texts.
    pub(crate) fn versions(&self) -> Vec<PolicyVersion> {
        let mut versions = self.known.versions();
        versions.reverse();
        let version = |version: crate::AwsManagedVersion| PolicyVersion {
            number: VersionNumber::new(version.number),
            is_default: VersionNumber::new(version.number) == self.default_version,
            created: version.created.unwrap_or(self.created),
            document: None,
        };
        versions.into_iter().map(version).collect()
    }
}

impl AwsPolicy {
    /// The versions, newest first, with their texts.
    pub(crate) fn versions_with_documents(&self) -> Vec<PolicyVersion> {
        let mut documents = self.known.documents();
        let versions = self.versions().into_iter().rev();
        let with_document = |version: PolicyVersion| PolicyVersion {
            document: documents.remove(&version.number.number()),
            ..version
        };
        versions.map(with_document).collect()
    }
}

impl Directory {
    /// The policy of AWS's that an ARN names.
    pub(crate) fn aws_policy_by_arn(&self, arn: &Arn) -> Option<AwsPolicy> {
        if arn.partition() != self.partition().as_str() {
            return None;
        }
        self.known(AwsManagedPolicies::load().get(arn)?)
    }

    /// The policy of AWS's that a reference means.
    pub(crate) fn aws_policy(&self, policy: &PolicyRef) -> Option<AwsPolicy> {
        let PolicyRef::Aws(path_and_name) = policy else {
            return None;
        };
        let arn = format!("arn:{}:iam::aws:policy{path_and_name}", self.partition());
        self.aws_policy_by_arn(&arn.parse().ok()?)
    }

    /// The text of a version of one of AWS's policies.
    pub(crate) fn aws_policy_document(
        &self,
        policy: &PolicyRef,
        version: VersionNumber,
    ) -> Option<String> {
        self.aws_policy(policy)?.known.document(version.number())
    }

    /// All of AWS's policies, in the order of their ARNs.
    pub(crate) fn all_aws_policies(&self) -> impl Iterator<Item = AwsPolicy> {
        AwsManagedPolicies::load()
            .list()
            .filter_map(|known| self.known(known))
    }

    fn known(&self, known: AwsManagedPolicy) -> Option<AwsPolicy> {
        Some(AwsPolicy {
            reference: PolicyRef::Aws(format!("{}{}", known.path(), known.name()).into()),
            name: known.name().parse().ok()?,
            path: known.path().parse().ok()?,
            arn: known.arn(self.partition()),
            default_version: VersionNumber::new(known.default_version()),
            created: known.created(),
            updated: known.updated(),
            known,
        })
    }
}
