//! What can be asked of every holder, with the operation that its kind has for it.

use iamd_api::{Error, ErrorCode, iam};
use iamd_auth::{Audit, ConsolePorts, Refused};

use super::{Holder, HolderKind};
use crate::{ask::Members, visitor::Visit};

/// Operations that there are for each kind of holder, as verbs of [`Holder`]. The name of the holder
/// is added to the members.
macro_rules! operations {
    ($($(#[$doc:meta])* $verb:ident -> $Output:ty: $User:ident, $Group:ident, $Role:ident $(, $read:expr)?;)*) => {
        impl Holder {
            $(
                $(#[$doc])*
                pub(crate) async fn $verb<P: ConsolePorts, A: Audit>(
                    &self,
                    visit: &Visit<P, A>,
                    members: Members<'_>,
                ) -> Result<$Output, Refused> {
                    let members = self.with_name(members);
                    match self.kind {
                        HolderKind::User => visit.ask::<iam::$User>(&members).await$(.map($read))?,
                        HolderKind::Group => visit.ask::<iam::$Group>(&members).await$(.map($read))?,
                        HolderKind::Role => visit.ask::<iam::$Role>(&members).await$(.map($read))?,
                    }
                }
            )*
        }
    };
}

operations! {
    /// The managed policies that are attached, and the marker of the next page.
    attached -> (Vec<iam::AttachedPolicy>, Option<String>):
        ListAttachedUserPolicies, ListAttachedGroupPolicies, ListAttachedRolePolicies,
        |output| (output.attached_policies, output.marker);
    /// The names of the inline policies, and the marker of the next page.
    inline_names -> (Vec<String>, Option<String>):
        ListUserPolicies, ListGroupPolicies, ListRolePolicies,
        |output| (output.policy_names, output.marker);
    /// The document of the inline policy `PolicyName`.
    inline -> String:
        GetUserPolicy, GetGroupPolicy, GetRolePolicy, |output| output.policy_document;
    /// Attaches `PolicyArn`.
    attach -> (): AttachUserPolicy, AttachGroupPolicy, AttachRolePolicy;
    /// Detaches `PolicyArn`.
    detach -> (): DetachUserPolicy, DetachGroupPolicy, DetachRolePolicy;
    /// Sets the inline policy `PolicyName` to `PolicyDocument`.
    put_inline -> (): PutUserPolicy, PutGroupPolicy, PutRolePolicy;
    /// Deletes the inline policy `PolicyName`.
    delete_inline -> (): DeleteUserPolicy, DeleteGroupPolicy, DeleteRolePolicy;
    /// Deletes the holder itself.
    delete_itself -> (): DeleteUser, DeleteGroup, DeleteRole;
}

impl Holder {
    /// The permissions boundary, if one is set.
    pub(crate) async fn boundary<P: ConsolePorts, A: Audit>(
        &self,
        visit: &Visit<P, A>,
    ) -> Result<Option<String>, Refused> {
        let members = self.with_name(&[]);
        let boundary = match self.kind {
            HolderKind::User => {
                let found = visit.ask::<iam::GetUser>(&members).await?;
                found.user.permissions_boundary
            }
            HolderKind::Role => {
                let found = visit.ask::<iam::GetRole>(&members).await?;
                found.role.permissions_boundary
            }
            HolderKind::Group => None,
        };
        Ok(boundary.and_then(|boundary| boundary.permissions_boundary_arn))
    }

    /// Sets the permissions boundary.
    pub(crate) async fn put_boundary<P: ConsolePorts, A: Audit>(
        &self,
        visit: &Visit<P, A>,
        policy_arn: &str,
    ) -> Result<(), Refused> {
        let boundary = [("PermissionsBoundary", policy_arn)];
        let members = self.with_name(&boundary);
        match self.kind {
            HolderKind::User => visit.ask::<iam::PutUserPermissionsBoundary>(&members).await,
            HolderKind::Role => visit.ask::<iam::PutRolePermissionsBoundary>(&members).await,
            HolderKind::Group => Err(without_boundary()),
        }
    }

    /// Removes the permissions boundary.
    pub(crate) async fn delete_boundary<P: ConsolePorts, A: Audit>(
        &self,
        visit: &Visit<P, A>,
    ) -> Result<(), Refused> {
        let members = self.with_name(&[]);
        match self.kind {
            HolderKind::User => {
                visit
                    .ask::<iam::DeleteUserPermissionsBoundary>(&members)
                    .await
            }
            HolderKind::Role => {
                visit
                    .ask::<iam::DeleteRolePermissionsBoundary>(&members)
                    .await
            }
            HolderKind::Group => Err(without_boundary()),
        }
    }

    fn with_name<'a>(&'a self, members: Members<'a>) -> Vec<(&'a str, &'a str)> {
        let name = (member(self.kind), self.name.as_str());
        std::iter::once(name)
            .chain(members.iter().copied())
            .collect()
    }
}

/// The member that names a holder.
const fn member(kind: HolderKind) -> &'static str {
    match kind {
        HolderKind::User => "UserName",
        HolderKind::Group => "GroupName",
        HolderKind::Role => "RoleName",
    }
}

/// SOURCE: IAM User Guide, "Permissions boundaries for IAM entities": entities are users and roles.
fn without_boundary() -> Refused {
    let text = "Groups have no permissions boundary.";
    Error::new(ErrorCode::InvalidInput, text).into()
}
