//! Policies of groups, which count for their members: attached and inline.

use iamd_api::iam::{
    AttachGroupPolicy, DeleteGroupPolicy, DetachGroupPolicy, GetGroupPolicy,
    ListAttachedGroupPolicies, ListGroupPolicies, PutGroupPolicy,
};
use iamd_auth::Permit;
use iamd_ident::{Arn, GroupName, PolicyName};

use crate::{
    AttachedPolicy, Directory, Error, Page, PageRequest, PolicyText, records::GroupRecord,
};

impl Directory {
    /// Attaches a managed policy to a group. Attaching it again changes nothing.
    ///
    /// # Errors
    /// There is no such group or policy, or the group has as many policies as it may have.
    pub async fn attach_group_policy(
        &self,
        permit: Permit<AttachGroupPolicy>,
        name: &GroupName,
        arn: &Arn,
    ) -> Result<(), Error> {
        self.attach::<GroupRecord, _>(&permit, name, arn).await
    }

    /// Detaches a managed policy from a group.
    ///
    /// # Errors
    /// There is no such group, or the policy is not attached to it.
    pub async fn detach_group_policy(
        &self,
        permit: Permit<DetachGroupPolicy>,
        name: &GroupName,
        arn: &Arn,
    ) -> Result<(), Error> {
        self.detach::<GroupRecord, _>(&permit, name, arn).await
    }

    /// The managed policies of a group whose path begins with `prefix`, in the order of their names.
    ///
    /// # Errors
    /// There is no such group, or the marker is not one of this list's.
    pub async fn list_attached_group_policies(
        &self,
        permit: Permit<ListAttachedGroupPolicies>,
        name: &GroupName,
        prefix: &str,
        page: &PageRequest,
    ) -> Result<Page<AttachedPolicy>, Error> {
        self.list_attached::<GroupRecord, _>(&permit, name, prefix, page)
            .await
    }

    /// Writes an inline policy of a group, new or in the place of its namesake.
    ///
    /// # Errors
    /// There is no such group, or its policies would be too long together.
    pub async fn put_group_policy(
        &self,
        permit: Permit<PutGroupPolicy>,
        name: &GroupName,
        policy: &PolicyName,
        document: PolicyText,
    ) -> Result<(), Error> {
        self.put_inline::<GroupRecord, _>(&permit, name, policy, document)
            .await
    }

    /// The text of an inline policy of a group.
    ///
    /// # Errors
    /// There is no such group or policy.
    pub async fn get_group_policy(
        &self,
        permit: Permit<GetGroupPolicy>,
        name: &GroupName,
        policy: &PolicyName,
    ) -> Result<String, Error> {
        self.get_inline::<GroupRecord, _>(&permit, name, policy)
            .await
    }

    /// The names of the inline policies of a group, in their order.
    ///
    /// # Errors
    /// There is no such group, or the marker is not one of this list's.
    pub async fn list_group_policies(
        &self,
        permit: Permit<ListGroupPolicies>,
        name: &GroupName,
        page: &PageRequest,
    ) -> Result<Page<PolicyName>, Error> {
        self.list_inline::<GroupRecord, _>(&permit, name, page)
            .await
    }

    /// Deletes an inline policy of a group.
    ///
    /// # Errors
    /// There is no such group or policy.
    pub async fn delete_group_policy(
        &self,
        permit: Permit<DeleteGroupPolicy>,
        name: &GroupName,
        policy: &PolicyName,
    ) -> Result<(), Error> {
        self.delete_inline::<GroupRecord, _>(&permit, name, policy)
            .await
    }
}
