//! Policies of roles: attached, inline, and the permissions boundary.

use iamd_api::iam::{
    AttachRolePolicy, DeleteRolePermissionsBoundary, DeleteRolePolicy, DetachRolePolicy,
    GetRolePolicy, ListAttachedRolePolicies, ListRolePolicies, PutRolePermissionsBoundary,
    PutRolePolicy,
};
use iamd_auth::Permit;
use iamd_ident::{Arn, PolicyName, RoleName};

use crate::{AttachedPolicy, Directory, Error, Page, PageRequest, PolicyText, records::RoleRecord};

impl Directory {
    /// Attaches a managed policy to a role. Attaching it again changes nothing.
    ///
    /// # Errors
    /// There is no such role or policy, the role has as many policies as it may have, or it is
    /// linked to a service.
    pub async fn attach_role_policy(
        &self,
        permit: Permit<AttachRolePolicy>,
        name: &RoleName,
        arn: &Arn,
    ) -> Result<(), Error> {
        self.attach::<RoleRecord, _>(&permit, name, arn).await
    }

    /// Detaches a managed policy from a role.
    ///
    /// # Errors
    /// There is no such role, or the policy is not attached to it.
    pub async fn detach_role_policy(
        &self,
        permit: Permit<DetachRolePolicy>,
        name: &RoleName,
        arn: &Arn,
    ) -> Result<(), Error> {
        self.detach::<RoleRecord, _>(&permit, name, arn).await
    }

    /// The managed policies of a role whose path begins with `prefix`, in the order of their names.
    ///
    /// # Errors
    /// There is no such role, or the marker is not one of this list's.
    pub async fn list_attached_role_policies(
        &self,
        permit: Permit<ListAttachedRolePolicies>,
        name: &RoleName,
        prefix: &str,
        page: &PageRequest,
    ) -> Result<Page<AttachedPolicy>, Error> {
        self.list_attached::<RoleRecord, _>(&permit, name, prefix, page)
            .await
    }

    /// Writes an inline policy of a role, new or in the place of its namesake.
    ///
    /// # Errors
    /// There is no such role, or its policies would be too long together.
    pub async fn put_role_policy(
        &self,
        permit: Permit<PutRolePolicy>,
        name: &RoleName,
        policy: &PolicyName,
        document: PolicyText,
    ) -> Result<(), Error> {
        self.put_inline::<RoleRecord, _>(&permit, name, policy, document)
            .await
    }

    /// The text of an inline policy of a role.
    ///
    /// # Errors
    /// There is no such role or policy.
    pub async fn get_role_policy(
        &self,
        permit: Permit<GetRolePolicy>,
        name: &RoleName,
        policy: &PolicyName,
    ) -> Result<String, Error> {
        self.get_inline::<RoleRecord, _>(&permit, name, policy)
            .await
    }

    /// The names of the inline policies of a role, in their order.
    ///
    /// # Errors
    /// There is no such role, or the marker is not one of this list's.
    pub async fn list_role_policies(
        &self,
        permit: Permit<ListRolePolicies>,
        name: &RoleName,
        page: &PageRequest,
    ) -> Result<Page<PolicyName>, Error> {
        self.list_inline::<RoleRecord, _>(&permit, name, page).await
    }

    /// Deletes an inline policy of a role.
    ///
    /// # Errors
    /// There is no such role or policy.
    pub async fn delete_role_policy(
        &self,
        permit: Permit<DeleteRolePolicy>,
        name: &RoleName,
        policy: &PolicyName,
    ) -> Result<(), Error> {
        self.delete_inline::<RoleRecord, _>(&permit, name, policy)
            .await
    }

    /// Sets the permissions boundary of a role, in the place of the one that is set.
    ///
    /// # Errors
    /// There is no such role or policy.
    pub async fn put_role_permissions_boundary(
        &self,
        permit: Permit<PutRolePermissionsBoundary>,
        name: &RoleName,
        boundary: &Arn,
    ) -> Result<(), Error> {
        self.change_boundary::<RoleRecord, _>(&permit, name, Some(boundary))
            .await
    }

    /// Takes the permissions boundary of a role away. Where none is set, nothing changes.
    ///
    /// # Errors
    /// There is no such role.
    pub async fn delete_role_permissions_boundary(
        &self,
        permit: Permit<DeleteRolePermissionsBoundary>,
        name: &RoleName,
    ) -> Result<(), Error> {
        self.change_boundary::<RoleRecord, _>(&permit, name, None)
            .await
    }
}
