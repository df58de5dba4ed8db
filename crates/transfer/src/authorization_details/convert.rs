//! What pages tell, as it is to be made.

use std::str::FromStr;

use iamd_directory::{
    PortableGroup, PortableInlinePolicy, PortableInstanceProfile, PortablePolicy, PortableRole,
    PortableUse, PortableUser, PortableVersion, Role, VersionNumber,
};
use iamd_ident::{Arn, Path, RoleName};
use serde_json::value::RawValue;

use super::{
    Reader,
    page::{
        AttachedPolicy, Boundary, GroupDetail, InlinePolicy, InstanceProfile, PageTag,
        PolicyDetail, RoleDetail, UserDetail,
    },
    text,
};
use crate::{ReadError, place::PageOrigin};

/// What the paths of roles begin with that are linked to services.
const SERVICE_PATH: &str = "/aws-service-role/";

impl Reader {
    pub(super) fn user(
        &self,
        origin: &PageOrigin,
        user: UserDetail,
    ) -> Result<PortableUser, ReadError> {
        self.check_account(origin, &user.arn)?;
        let resource = format!("user{}{}", user.path, user.user_name);
        self.check_resource(origin, &user.arn, &resource)?;
        Ok(PortableUser {
            id: user.user_id,
            name: user.user_name,
            path: user.path,
            created: user.create_date.0,
            tags: tags(user.tags),
            groups: user.group_list,
            attached_policies: self.attached(user.attached_managed_policies),
            inline_policies: self.inline(origin, "UserPolicyList", user.user_policy_list)?,
            permissions_boundary: self.boundary(user.permissions_boundary),
            access_keys: Vec::new(),
            password: None,
            password_last_used: None,
            signing_certificates: Vec::new(),
            ssh_public_keys: Vec::new(),
            service_credentials: Vec::new(),
        })
    }

    pub(super) fn group(
        &self,
        origin: &PageOrigin,
        group: GroupDetail,
    ) -> Result<PortableGroup, ReadError> {
        self.check_account(origin, &group.arn)?;
        let resource = format!("group{}{}", group.path, group.group_name);
        self.check_resource(origin, &group.arn, &resource)?;
        Ok(PortableGroup {
            id: group.group_id,
            name: group.group_name,
            path: group.path,
            created: group.create_date.0,
            attached_policies: self.attached(group.attached_managed_policies),
            inline_policies: self.inline(origin, "GroupPolicyList", group.group_policy_list)?,
        })
    }

    pub(super) fn role(
        &self,
        origin: &PageOrigin,
        role: RoleDetail,
    ) -> Result<(PortableRole, Vec<PortableInstanceProfile>), ReadError> {
        self.check_account(origin, &role.arn)?;
        let resource = format!("role{}{}", role.path, role.role_name);
        self.check_resource(origin, &role.arn, &resource)?;
        for (inner, profile) in role.instance_profile_list.iter().enumerate() {
            self.check_profile(origin, inner, profile, &role.role_name)?;
        }
        let profile = |profile: InstanceProfile| PortableInstanceProfile {
            id: profile.id,
            name: profile.name,
            path: profile.path,
            created: profile.create_date.0,
            tags: tags(profile.tags),
            role: Some(role.role_name.clone()),
        };
        let profiles = role
            .instance_profile_list
            .into_iter()
            .map(profile)
            .collect();
        let used = role.role_last_used.and_then(|used| {
            Some(PortableUse {
                at: used.last_used_date?.0,
                region: used.region.unwrap_or_default(),
                service: String::new(),
            })
        });
        let trust = &role.assume_role_policy_document;
        let role = PortableRole {
            trust_policy: self.document(origin, "AssumeRolePolicyDocument", trust)?,
            id: role.role_id,
            name: role.role_name,
            created: role.create_date.0,
            description: None,
            max_session_seconds: Role::SESSION_SECONDS_DEFAULT,
            tags: tags(role.tags),
            attached_policies: self.attached(role.attached_managed_policies),
            inline_policies: self.inline(origin, "RolePolicyList", role.role_policy_list)?,
            permissions_boundary: self.boundary(role.permissions_boundary),
            service: service_of(&role.path),
            path: role.path,
            last_used: used,
        };
        Ok((role, profiles))
    }

    pub(super) fn own_policy(
        &self,
        origin: &PageOrigin,
        policy: PolicyDetail,
    ) -> Result<PortablePolicy, ReadError> {
        let mut versions = Vec::with_capacity(policy.policy_version_list.len());
        self.check_default(origin, &policy)?;
        for (place, version) in policy.policy_version_list.into_iter().enumerate() {
            let member = format!("PolicyVersionList[{place}]");
            let document = format!("{member}.Document");
            versions.push(PortableVersion {
                number: self.read(origin, &format!("{member}.VersionId"), &version.version_id)?,
                created: version.create_date.unwrap_or(policy.create_date).0,
                document: self.document(origin, &document, &version.document)?,
            });
        }
        versions.sort_by_key(|version| version.number);
        let default_version: VersionNumber =
            self.read(origin, "DefaultVersionId", &policy.default_version_id)?;
        let last = versions.last().map(|version| version.number);
        let name = if let Some(here) = self.copied.get(&policy.arn) {
            self.read(origin, "PolicyName", name_in(here))?
        } else {
            let resource = format!("policy{}{}", policy.path, policy.policy_name);
            self.check_resource(origin, &policy.arn, &resource)?;
            policy.policy_name
        };
        Ok(PortablePolicy {
            id: policy.policy_id,
            name,
            path: policy.path,
            description: policy.description,
            created: policy.create_date.0,
            updated: policy.update_date.unwrap_or(policy.create_date).0,
            default_version,
            next_version: last.unwrap_or(default_version).next(),
            versions,
            tags: Vec::new(),
        })
    }

    /// The ARN that a policy has here.
    fn here(&self, arn: Arn) -> Arn {
        self.copied.get(&arn).cloned().unwrap_or(arn)
    }

    fn attached(&self, policies: Vec<AttachedPolicy>) -> Vec<Arn> {
        let policies = policies.into_iter();
        policies
            .map(|policy| self.here(policy.policy_arn))
            .collect()
    }

    fn boundary(&self, boundary: Option<Boundary>) -> Option<Arn> {
        boundary.map(|boundary| self.here(boundary.permissions_boundary_arn))
    }

    fn inline(
        &self,
        origin: &PageOrigin,
        list: &str,
        policies: Vec<InlinePolicy>,
    ) -> Result<Vec<PortableInlinePolicy>, ReadError> {
        let mut inline = Vec::with_capacity(policies.len());
        for (place, policy) in policies.into_iter().enumerate() {
            let member = format!("{list}[{place}].PolicyDocument");
            inline.push(PortableInlinePolicy {
                document: self.document(origin, &member, &policy.policy_document)?,
                name: policy.policy_name,
            });
        }
        Ok(inline)
    }

    fn document(
        &self,
        origin: &PageOrigin,
        member: &str,
        raw: &RawValue,
    ) -> Result<String, ReadError> {
        text::document(raw).ok_or_else(|| ReadError::Malformed {
            place: origin.path(self.origins.pages, member),
            reason: "this is no policy document".to_owned(),
        })
    }

    fn read<T: FromStr<Err: ToString>>(
        &self,
        origin: &PageOrigin,
        member: &str,
        text: &str,
    ) -> Result<T, ReadError> {
        text.parse().map_err(|error: T::Err| ReadError::Malformed {
            place: origin.path(self.origins.pages, member),
            reason: error.to_string(),
        })
    }
}

impl Reader {
    /// Refuses an entity whose ARN is another one's: other entities name it by that.
    fn check_resource(
        &self,
        origin: &PageOrigin,
        arn: &Arn,
        resource: &str,
    ) -> Result<(), ReadError> {
        if arn.resource() == resource {
            return Ok(());
        }
        Err(ReadError::Malformed {
            place: origin.path(self.origins.pages, "Arn"),
            reason: format!("{arn} is another one's, by its name and path it is {resource}"),
        })
    }
}

impl Reader {
    /// Refuses an instance profile that says that it holds another role.
    fn check_profile(
        &self,
        origin: &PageOrigin,
        inner: usize,
        profile: &InstanceProfile,
        role: &RoleName,
    ) -> Result<(), ReadError> {
        let mut roles = profile.roles.iter().enumerate();
        let Some((place, other)) = roles.find(|(_, other)| other.role_name != *role) else {
            return Ok(());
        };
        let origin = PageOrigin {
            inner: Some(inner),
            ..*origin
        };
        Err(ReadError::Malformed {
            place: origin.path(self.origins.pages, &format!("Roles[{place}].RoleName")),
            reason: format!(
                "it is {}, and the profile is told of {role}",
                other.role_name
            ),
        })
    }

    /// Refuses a policy whose versions say something else of which one is the default one.
    fn check_default(&self, origin: &PageOrigin, policy: &PolicyDetail) -> Result<(), ReadError> {
        let default = &policy.default_version_id;
        let versions = || policy.policy_version_list.iter();
        // That it is not there is told by whoever makes the policy.
        if !versions().any(|version| version.version_id == *default) {
            return Ok(());
        }
        let wrong = versions().position(|version| {
            let is_default = version.version_id == *default;
            version
                .is_default_version
                .is_some_and(|told| told != is_default)
        });
        let Some(place) = wrong else {
            return Ok(());
        };
        let member = format!("PolicyVersionList[{place}].IsDefaultVersion");
        Err(ReadError::Malformed {
            place: origin.path(self.origins.pages, &member),
            reason: format!("DefaultVersionId says {default}"),
        })
    }
}

/// The name of the policy that an ARN names.
fn name_in(arn: &Arn) -> &str {
    arn.resource().rsplit('/').next().unwrap_or_default()
}

/// The service that a role with this path is linked to.
fn service_of(path: &Path) -> Option<String> {
    let service = path.as_str().strip_prefix(SERVICE_PATH)?;
    let service = service.trim_end_matches('/');
    (!service.is_empty()).then(|| service.to_owned())
}

fn tags(tags: Vec<PageTag>) -> Vec<iamd_ident::Tag> {
    tags.into_iter().map(Into::into).collect()
}
