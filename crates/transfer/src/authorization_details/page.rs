//! The members of a page that matter here. AWS may add others, which are passed over.

use iamd_ident::{
    Arn, GroupName, InstanceProfileName, Path, PolicyName, RoleName, Tag, Timestamp, UniqueId,
    UserName,
};
use serde::{
    Deserialize, Deserializer,
    de::{Error as _, IgnoredAny},
};
use serde_json::value::RawValue;

use super::text;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Page {
    #[serde(default)]
    pub(super) user_detail_list: Vec<UserDetail>,
    #[serde(default)]
    pub(super) group_detail_list: Vec<GroupDetail>,
    #[serde(default)]
    pub(super) role_detail_list: Vec<RoleDetail>,
    #[serde(default)]
    pub(super) policies: Vec<PolicyDetail>,
    #[serde(default)]
    is_truncated: bool,
    /// The AWS CLI writes it if it was told to stop before the end.
    next_token: Option<IgnoredAny>,
}

impl Page {
    /// Whether there is more behind it.
    pub(super) fn is_truncated(&self) -> bool {
        self.is_truncated || self.next_token.is_some()
    }

    /// The ARN of something of the account.
    pub(super) fn first_arn(&self) -> Option<&Arn> {
        let users = self.user_detail_list.iter().map(|user| &user.arn);
        let roles = self.role_detail_list.iter().map(|role| &role.arn);
        let groups = self.group_detail_list.iter().map(|group| &group.arn);
        let policies = self.policies.iter().map(|policy| &policy.arn);
        let mut all = users.chain(roles).chain(groups).chain(policies);
        all.find(|arn| arn.account_id().is_some())
    }

    /// When things were made.
    pub(super) fn dates(&self) -> impl Iterator<Item = Timestamp> {
        let users = self.user_detail_list.iter().map(|user| user.create_date.0);
        let roles = self.role_detail_list.iter().map(|role| role.create_date.0);
        let groups = self.group_detail_list.iter();
        let groups = groups.map(|group| group.create_date.0);
        users.chain(roles).chain(groups)
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct UserDetail {
    pub(super) path: Path,
    pub(super) user_name: UserName,
    pub(super) user_id: UniqueId,
    pub(super) arn: Arn,
    pub(super) create_date: Date,
    #[serde(default)]
    pub(super) user_policy_list: Vec<InlinePolicy>,
    #[serde(default)]
    pub(super) group_list: Vec<GroupName>,
    #[serde(default)]
    pub(super) attached_managed_policies: Vec<AttachedPolicy>,
    pub(super) permissions_boundary: Option<Boundary>,
    #[serde(default)]
    pub(super) tags: Vec<PageTag>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct GroupDetail {
    pub(super) path: Path,
    pub(super) group_name: GroupName,
    pub(super) group_id: UniqueId,
    pub(super) arn: Arn,
    pub(super) create_date: Date,
    #[serde(default)]
    pub(super) group_policy_list: Vec<InlinePolicy>,
    #[serde(default)]
    pub(super) attached_managed_policies: Vec<AttachedPolicy>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct RoleDetail {
    pub(super) path: Path,
    pub(super) role_name: RoleName,
    pub(super) role_id: UniqueId,
    pub(super) arn: Arn,
    pub(super) create_date: Date,
    pub(super) assume_role_policy_document: Box<RawValue>,
    #[serde(default)]
    pub(super) instance_profile_list: Vec<InstanceProfile>,
    #[serde(default)]
    pub(super) role_policy_list: Vec<InlinePolicy>,
    #[serde(default)]
    pub(super) attached_managed_policies: Vec<AttachedPolicy>,
    pub(super) permissions_boundary: Option<Boundary>,
    #[serde(default)]
    pub(super) tags: Vec<PageTag>,
    pub(super) role_last_used: Option<RoleLastUsed>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct InstanceProfile {
    pub(super) path: Path,
    #[serde(rename = "InstanceProfileName")]
    pub(super) name: InstanceProfileName,
    #[serde(rename = "InstanceProfileId")]
    pub(super) id: UniqueId,
    pub(super) create_date: Date,
    #[serde(default)]
    pub(super) roles: Vec<ProfileRole>,
    #[serde(default)]
    pub(super) tags: Vec<PageTag>,
}

/// The role of an instance profile, once more.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ProfileRole {
    pub(super) role_name: RoleName,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct PolicyDetail {
    pub(super) policy_name: PolicyName,
    pub(super) policy_id: UniqueId,
    pub(super) arn: Arn,
    pub(super) path: Path,
    pub(super) default_version_id: String,
    pub(super) description: Option<String>,
    pub(super) create_date: Date,
    pub(super) update_date: Option<Date>,
    #[serde(default)]
    pub(super) policy_version_list: Vec<PolicyVersion>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct PolicyVersion {
    pub(super) document: Box<RawValue>,
    pub(super) version_id: String,
    pub(super) is_default_version: Option<bool>,
    pub(super) create_date: Option<Date>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct InlinePolicy {
    pub(super) policy_name: PolicyName,
    pub(super) policy_document: Box<RawValue>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct AttachedPolicy {
    pub(super) policy_arn: Arn,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Boundary {
    pub(super) permissions_boundary_arn: Arn,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct PageTag {
    key: String,
    #[serde(default)]
    value: String,
}

impl From<PageTag> for Tag {
    fn from(tag: PageTag) -> Self {
        Self {
            key: tag.key,
            value: tag.value,
        }
    }
}

/// Both members are absent for a role that was not used, or not for long.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct RoleLastUsed {
    pub(super) last_used_date: Option<Date>,
    pub(super) region: Option<String>,
}

/// A moment, as the clients of AWS write it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Date(pub(super) Timestamp);

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Text(String),
            Seconds(f64),
        }
        let found = match Written::deserialize(deserializer)? {
            Written::Text(written) => text::moment(&written),
            Written::Seconds(seconds) => text::moment_of_seconds(seconds),
        };
        found
            .map(Self)
            .ok_or_else(|| D::Error::custom("this is no moment in time"))
    }
}
