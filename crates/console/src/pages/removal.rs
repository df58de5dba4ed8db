//! What hangs on a user, role or policy and has to go before it: found, told and removed one by one.

use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts, Refused};

use super::holder::{Holder, HolderKind};
use crate::{
    text::{PermissionsTexts, Texts},
    visitor::Visit,
};

/// Something that has to go first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Removal {
    /// The password of a user.
    Password { user: String },
    /// An access key of a user.
    AccessKey { user: String, id: String },
    /// An MFA device of a user, which is deactivated.
    MfaDevice { user: String, serial_number: String },
    /// An SSH public key of a user.
    SshPublicKey { user: String, id: String },
    /// A signing certificate of a user.
    SigningCertificate { user: String, id: String },
    /// A credential of a user for one service.
    ServiceCredential { user: String, id: String },
    /// A user's membership in a group.
    Membership { user: String, group: String },
    /// A member of a group.
    Member { group: String, user: String },
    /// A managed policy that is attached.
    Attachment { holder: Holder, arn: String },
    /// An inline policy.
    Inline { holder: Holder, name: String },
    /// Somebody who has a policy.
    Use { holder: Holder, arn: String },
    /// A role in an instance profile.
    InstanceProfile { role: String, profile: String },
    /// A version of a policy that is not the default one.
    Version { arn: String, id: String },
}

impl Removal {
    /// What it is, and which one.
    pub(crate) fn told(&self, texts: &Texts) -> (&'static str, &str) {
        let credentials = &texts.credentials;
        let texts = &texts.permissions;
        match self {
            Self::SshPublicKey { id, .. } => (credentials.hangs_ssh, id),
            Self::SigningCertificate { id, .. } => (credentials.hangs_signing, id),
            Self::ServiceCredential { id, .. } => (credentials.hangs_service, id),
            Self::Password { user } => (texts.hangs_password, user),
            Self::AccessKey { id, .. } => (texts.hangs_access_key, id),
            Self::MfaDevice { serial_number, .. } => (texts.hangs_mfa_device, serial_number),
            Self::Membership { group, .. } => (texts.hangs_membership, group),
            Self::Member { user, .. } => (texts.hangs_member, user),
            Self::Attachment { arn, .. } => (texts.hangs_attachment, arn),
            Self::Use { holder, .. } => (used_by(holder.kind, texts), &holder.name),
            Self::Inline { name, .. } => (texts.hangs_inline, name),
            Self::InstanceProfile { profile, .. } => (texts.hangs_instance_profile, profile),
            Self::Version { id, .. } => (texts.hangs_version, id),
        }
    }

    /// What it is and which one, as the form of a page lists it: no two on one page are alike.
    pub(super) fn key(&self) -> String {
        let (kind, name) = match self {
            Self::Password { user } => ("password", user),
            Self::AccessKey { id, .. } => ("access-key", id),
            Self::MfaDevice { serial_number, .. } => ("mfa-device", serial_number),
            Self::SshPublicKey { id, .. } => ("ssh-public-key", id),
            Self::SigningCertificate { id, .. } => ("signing-certificate", id),
            Self::ServiceCredential { id, .. } => ("service-credential", id),
            Self::Membership { group, .. } => ("membership", group),
            Self::Member { user, .. } => ("member", user),
            Self::Attachment { arn, .. } => ("attachment", arn),
            Self::Use { holder, .. } => (holder.kind.folder(), &holder.name),
            Self::Inline { name, .. } => ("inline", name),
            Self::InstanceProfile { profile, .. } => ("instance-profile", profile),
            Self::Version { id, .. } => ("version", id),
        };
        format!("{kind} {name}")
    }

    /// Removes it: one call.
    pub(crate) async fn carry_out<P: ConsolePorts, A: Audit>(
        &self,
        visit: &Visit<P, A>,
    ) -> Result<(), Refused> {
        match self {
            Self::Password { user } => {
                let members = [("UserName", user.as_str())];
                visit.ask::<iam::DeleteLoginProfile>(&members).await
            }
            Self::AccessKey { user, id } => {
                let members = [("UserName", user.as_str()), ("AccessKeyId", id)];
                visit.ask::<iam::DeleteAccessKey>(&members).await
            }
            Self::MfaDevice {
                user,
                serial_number,
            } => {
                let members = [("UserName", user.as_str()), ("SerialNumber", serial_number)];
                visit.ask::<iam::DeactivateMFADevice>(&members).await
            }
            Self::SshPublicKey { user, id } => {
                let members = [("UserName", user.as_str()), ("SSHPublicKeyId", id)];
                visit.ask::<iam::DeleteSSHPublicKey>(&members).await
            }
            Self::SigningCertificate { user, id } => {
                let members = [("UserName", user.as_str()), ("CertificateId", id)];
                visit.ask::<iam::DeleteSigningCertificate>(&members).await
            }
            Self::ServiceCredential { user, id } => {
                let members = [
                    ("UserName", user.as_str()),
                    ("ServiceSpecificCredentialId", id),
                ];
                visit
                    .ask::<iam::DeleteServiceSpecificCredential>(&members)
                    .await
            }
            Self::Membership { user, group } | Self::Member { user, group } => {
                let members = [("UserName", user.as_str()), ("GroupName", group)];
                visit.ask::<iam::RemoveUserFromGroup>(&members).await
            }
            Self::Attachment { holder, arn } | Self::Use { holder, arn } => {
                holder.detach(visit, &[("PolicyArn", arn)]).await
            }
            Self::Inline { holder, name } => {
                holder.delete_inline(visit, &[("PolicyName", name)]).await
            }
            Self::InstanceProfile { role, profile } => {
                let members = [
                    ("RoleName", role.as_str()),
                    ("InstanceProfileName", profile),
                ];
                visit
                    .ask::<iam::RemoveRoleFromInstanceProfile>(&members)
                    .await
            }
            Self::Version { arn, id } => {
                let members = [("PolicyArn", arn.as_str()), ("VersionId", id)];
                visit.ask::<iam::DeletePolicyVersion>(&members).await
            }
        }
    }
}

const fn used_by(kind: HolderKind, texts: &PermissionsTexts) -> &'static str {
    match kind {
        HolderKind::User => texts.hangs_on_user,
        HolderKind::Group => texts.hangs_on_group,
        HolderKind::Role => texts.hangs_on_role,
    }
}
