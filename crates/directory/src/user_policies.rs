//! Policies of users: attached, inline, and the permissions boundary.

use iamd_api::iam::{
    AttachUserPolicy, DeleteUserPermissionsBoundary, DeleteUserPolicy, DetachUserPolicy,
    GetUserPolicy, ListAttachedUserPolicies, ListUserPolicies, PutUserPermissionsBoundary,
    PutUserPolicy,
};
use iamd_auth::Permit;
use iamd_ident::{Arn, PolicyName, UserName};

use crate::{AttachedPolicy, Directory, Error, Page, PageRequest, PolicyText, records::UserRecord};

impl Directory {
    /// Attaches a managed policy to a user. Attaching it again changes nothing.
    ///
    /// # Errors
    /// There is no such user or policy, or the user has as many policies as it may have.
    pub async fn attach_user_policy(
        &self,
        permit: Permit<AttachUserPolicy>,
        name: &UserName,
        arn: &Arn,
    ) -> Result<(), Error> {
        self.attach::<UserRecord, _>(&permit, name, arn).await
    }

    /// Detaches a managed policy from a user.
    ///
    /// # Errors
    /// There is no such user, or the policy is not attached to it.
    pub async fn detach_user_policy(
        &self,
        permit: Permit<DetachUserPolicy>,
        name: &UserName,
        arn: &Arn,
    ) -> Result<(), Error> {
        self.detach::<UserRecord, _>(&permit, name, arn).await
    }

    /// The managed policies of a user whose path begins with `prefix`, in the order of their names.
    ///
    /// # Errors
    /// There is no such user, or the marker is not one of this list's.
    pub async fn list_attached_user_policies(
        &self,
        permit: Permit<ListAttachedUserPolicies>,
        name: &UserName,
        prefix: &str,
        page: &PageRequest,
    ) -> Result<Page<AttachedPolicy>, Error> {
        self.list_attached::<UserRecord, _>(&permit, name, prefix, page)
            .await
    }

    /// Writes an inline policy of a user, new or in the place of its namesake.
    ///
    /// # Errors
    /// There is no such user, or its policies would be too long together.
    pub async fn put_user_policy(
        &self,
        permit: Permit<PutUserPolicy>,
        name: &UserName,
        policy: &PolicyName,
        document: PolicyText,
    ) -> Result<(), Error> {
        self.put_inline::<UserRecord, _>(&permit, name, policy, document)
            .await
    }

    /// The text of an inline policy of a user.
    ///
    /// # Errors
    /// There is no such user or policy.
    pub async fn get_user_policy(
        &self,
        permit: Permit<GetUserPolicy>,
        name: &UserName,
        policy: &PolicyName,
    ) -> Result<String, Error> {
        self.get_inline::<UserRecord, _>(&permit, name, policy)
            .await
    }

    /// The names of the inline policies of a user, in their order.
    ///
    /// # Errors
    /// There is no such user, or the marker is not one of this list's.
    pub async fn list_user_policies(
        &self,
        permit: Permit<ListUserPolicies>,
        name: &UserName,
        page: &PageRequest,
    ) -> Result<Page<PolicyName>, Error> {
        self.list_inline::<UserRecord, _>(&permit, name, page).await
    }

    /// Deletes an inline policy of a user.
    ///
    /// # Errors
    /// There is no such user or policy.
    pub async fn delete_user_policy(
        &self,
        permit: Permit<DeleteUserPolicy>,
        name: &UserName,
        policy: &PolicyName,
    ) -> Result<(), Error> {
        self.delete_inline::<UserRecord, _>(&permit, name, policy)
            .await
    }

    /// Sets the permissions boundary of a user, in the place of the one that is set.
    ///
    /// # Errors
    /// There is no such user or policy.
    pub async fn put_user_permissions_boundary(
        &self,
        permit: Permit<PutUserPermissionsBoundary>,
        name: &UserName,
        boundary: &Arn,
    ) -> Result<(), Error> {
        self.change_boundary::<UserRecord, _>(&permit, name, Some(boundary))
            .await
    }

    /// Takes the permissions boundary of a user away. Where none is set, nothing changes.
    ///
    /// # Errors
    /// There is no such user.
    pub async fn delete_user_permissions_boundary(
        &self,
        permit: Permit<DeleteUserPermissionsBoundary>,
        name: &UserName,
    ) -> Result<(), Error> {
        self.change_boundary::<UserRecord, _>(&permit, name, None)
            .await
    }
}
