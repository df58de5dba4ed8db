//! Users, groups, roles and instance profiles.

use iamd_ident::{
    Arn, GroupName, InstanceProfileName, Path, RoleName, Tag, Timestamp, UniqueId, UserName,
};
use serde::{Deserialize, Serialize};

use super::{
    PortableInlinePolicy, PortableKey, PortablePassword, PortableServiceCredential,
    PortableSigningCertificate, PortableSshKey, PortableUse, strict,
};

/// A user.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortableUser {
    /// Its id.
    pub id: UniqueId,
    /// Its name.
    pub name: UserName,
    /// Its path.
    pub path: Path,
    /// When it was made.
    pub created: Timestamp,
    /// Its tags.
    #[serde(
        deserialize_with = "strict::deserialize",
        default,
        skip_serializing_if = "Vec::is_empty"
    )]
    pub tags: Vec<Tag>,
    /// The groups that it is in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<GroupName>,
    /// The managed policies that are attached to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attached_policies: Vec<Arn>,
    /// Its inline policies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inline_policies: Vec<PortableInlinePolicy>,
    /// Its permissions boundary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permissions_boundary: Option<Arn>,
    /// Its access keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub access_keys: Vec<PortableKey>,
    /// Its password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<PortablePassword>,
    /// When it last signed in with a password, be it one that it has no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_last_used: Option<Timestamp>,
    /// Its signing certificates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signing_certificates: Vec<PortableSigningCertificate>,
    /// Its SSH public keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ssh_public_keys: Vec<PortableSshKey>,
    /// Its service-specific credentials.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub service_credentials: Vec<PortableServiceCredential>,
}

/// A group. Its members say that they are in it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortableGroup {
    /// Its id.
    pub id: UniqueId,
    /// Its name.
    pub name: GroupName,
    /// Its path.
    pub path: Path,
    /// When it was made.
    pub created: Timestamp,
    /// The managed policies that are attached to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attached_policies: Vec<Arn>,
    /// Its inline policies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inline_policies: Vec<PortableInlinePolicy>,
}

/// A role.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortableRole {
    /// Its id.
    pub id: UniqueId,
    /// Its name.
    pub name: RoleName,
    /// Its path.
    pub path: Path,
    /// When it was made.
    pub created: Timestamp,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// How long a session may last.
    pub max_session_seconds: u32,
    /// The text of its trust policy.
    pub trust_policy: String,
    /// Its tags.
    #[serde(
        deserialize_with = "strict::deserialize",
        default,
        skip_serializing_if = "Vec::is_empty"
    )]
    pub tags: Vec<Tag>,
    /// The managed policies that are attached to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attached_policies: Vec<Arn>,
    /// Its inline policies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inline_policies: Vec<PortableInlinePolicy>,
    /// Its permissions boundary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permissions_boundary: Option<Arn>,
    /// The service that it is linked to, such as `ecs.amazonaws.com`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The last use of one of its sessions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used: Option<PortableUse>,
}

/// An instance profile.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortableInstanceProfile {
    /// Its id.
    pub id: UniqueId,
    /// Its name.
    pub name: InstanceProfileName,
    /// Its path.
    pub path: Path,
    /// When it was made.
    pub created: Timestamp,
    /// Its tags.
    #[serde(
        deserialize_with = "strict::deserialize",
        default,
        skip_serializing_if = "Vec::is_empty"
    )]
    pub tags: Vec<Tag>,
    /// The role that is in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<RoleName>,
}
