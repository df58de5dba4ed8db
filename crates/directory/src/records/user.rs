//! IAM users.

use iamd_ident::{
    AccessKeyId, Path, PolicyName, SshPublicKeyId, Tag, Timestamp, UniqueId, UserName,
};
use serde::{Deserialize, Serialize};

use super::{PasswordEntry, PolicyRef, ServiceCredentialEntry, SigningEntry, record};

/// An IAM user. It is its own guard: whatever belongs to a user stands in one of its lists, and
/// each change of a list changes this record.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct UserRecord {
    pub(crate) id: UniqueId,
    pub(crate) name: UserName,
    pub(crate) path: Path,
    pub(crate) created: Timestamp,
    #[serde(default)]
    pub(crate) tags: Vec<Tag>,
    /// At most two.
    #[serde(default)]
    pub(crate) access_keys: Vec<AccessKeyId>,
    /// In the order in which they were attached.
    #[serde(default)]
    pub(crate) attached_policies: Vec<PolicyRef>,
    /// In the order of their names.
    #[serde(default)]
    pub(crate) inline_policies: Vec<InlineEntry>,
    /// The groups that it is in, in the order in which it was added.
    #[serde(default)]
    pub(crate) groups: Vec<UniqueId>,
    #[serde(default)]
    pub(crate) permissions_boundary: Option<PolicyRef>,
    /// In the order in which they were enabled.
    #[serde(default)]
    pub(crate) mfa_devices: Vec<MfaEntry>,
    /// The login profile.
    #[serde(default)]
    pub(crate) password: Option<PasswordEntry>,
    /// In the order in which they were uploaded, at most two.
    #[serde(default)]
    pub(crate) signing_certificates: Vec<SigningEntry>,
    /// At most five.
    #[serde(default)]
    pub(crate) ssh_public_keys: Vec<SshPublicKeyId>,
    /// At most two for a service.
    #[serde(default)]
    pub(crate) service_credentials: Vec<ServiceCredentialEntry>,
}

record!(UserRecord, "a user");

/// An inline policy, as the record of its user, group or role knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct InlineEntry {
    pub(crate) name: PolicyName,
    /// Characters without white space: what counts against the quota.
    pub(crate) size: usize,
}

/// An MFA device, as the record of whoever it is enabled for knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MfaEntry {
    pub(crate) serial_number: String,
    pub(crate) enabled: Timestamp,
}

/// The text of an inline policy.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct InlinePolicyRecord {
    pub(crate) document: String,
}

record!(InlinePolicyRecord, "an inline policy");

/// Who has a name: a user, group, role or instance profile. Kept under the folded name, it makes
/// names unique and gives lists their order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct NameRecord {
    pub(crate) id: UniqueId,
    /// The path, so that a list by prefix reads nothing that it does not show.
    pub(crate) path: Path,
}

record!(NameRecord, "the name of an entity");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{decode, encode};

    /// A user as it was written before there were groups, boundaries, MFA devices, passwords and
    /// certificates.
    #[derive(Serialize, Deserialize)]
    struct Old {
        id: UniqueId,
        name: UserName,
        path: Path,
        created: Timestamp,
    }
    record!(Old, "an old user");

    #[test]
    fn users_of_older_versions_are_read() {
        let old = Old {
            id: "AIDAQ2UWEXAMPLEQ2UWEX".parse().unwrap(),
            name: "bob".parse().unwrap(),
            path: Path::root(),
            created: "2026-01-31T00:00:00Z".parse().unwrap(),
        };
        let new: UserRecord = decode(&encode(&old).unwrap()).unwrap();
        assert_eq!((new.id, new.name), (old.id, old.name));
        assert!(new.groups.is_empty() && new.mfa_devices.is_empty());
        assert_eq!((new.permissions_boundary, new.password), (None, None));
        assert!(new.signing_certificates.is_empty() && new.ssh_public_keys.is_empty());
        assert!(new.service_credentials.is_empty());
    }
}
