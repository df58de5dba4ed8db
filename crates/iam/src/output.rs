//! Shapes of the answers, made of what the directory tells.

mod details;

pub(crate) use details::{group_detail, policy_detail, role_detail, user_detail};
use iamd_api::iam as shapes;
use iamd_auth::KeyUse;
use iamd_directory::{
    AccessKey, AccessKeyStatus, AttachedPolicy, Group, InstanceProfile, LoginProfile,
    PasswordPolicy, Policy, PolicyVersion, Role, RootUser, User,
};
use iamd_ident::{Arn, Tag};

pub(crate) fn tag(tag: Tag) -> shapes::Tag {
    shapes::Tag {
        key: tag.key,
        value: tag.value,
    }
}

pub(crate) fn tags(tags: Vec<Tag>) -> Vec<shapes::Tag> {
    tags.into_iter().map(tag).collect()
}

/// A user with its tags and permissions boundary, as Create and Get tell it.
pub(crate) fn user(user: User) -> shapes::User {
    let listed = listed_user(&user);
    shapes::User {
        permissions_boundary: user.permissions_boundary.as_ref().map(boundary),
        tags: tags(user.tags),
        ..listed
    }
}

/// A user without its tags, as lists tell it.
///
/// SOURCE: IAM API Reference, `ListUsers`: lists leave out tags and permissions boundary.
pub(crate) fn listed_user(user: &User) -> shapes::User {
    shapes::User {
        path: Some(user.path.to_string()),
        user_name: Some(user.name.to_string()),
        user_id: user.id.to_string(),
        arn: user.arn.to_string(),
        create_date: user.created,
        password_last_used: user.password_last_used,
        ..shapes::User::default()
    }
}

/// The root user.
///
/// SOURCE: observed: its id is the account's, and there is no name.
pub(crate) fn root_user(root: &RootUser) -> shapes::User {
    shapes::User {
        user_id: root.account.to_string(),
        arn: root.arn.to_string(),
        create_date: root.created,
        password_last_used: root.password_last_used,
        ..shapes::User::default()
    }
}

pub(crate) fn login_profile(profile: &LoginProfile) -> shapes::LoginProfile {
    shapes::LoginProfile {
        user_name: profile.user_name.to_string(),
        create_date: profile.created,
        password_reset_required: Some(profile.reset_required),
    }
}

/// A password policy.
///
/// SOURCE: recorded answers of GetAccountPasswordPolicy: what has no limit is left out; that
/// passwords do not expire is said.
pub(crate) fn password_policy(policy: &PasswordPolicy) -> shapes::PasswordPolicy {
    let number = |number: u32| i32::try_from(number).ok();
    shapes::PasswordPolicy {
        minimum_password_length: number(policy.length_min),
        require_symbols: Some(policy.requires_symbols),
        require_numbers: Some(policy.requires_numbers),
        require_uppercase_characters: Some(policy.requires_uppercase),
        require_lowercase_characters: Some(policy.requires_lowercase),
        allow_users_to_change_password: Some(policy.users_may_change),
        expire_passwords: Some(policy.age_max_days.is_some()),
        max_password_age: policy.age_max_days.and_then(number),
        password_reuse_prevention: policy.reuse_prevention.and_then(number),
        hard_expiry: policy.hard_expiry,
    }
}

fn boundary(arn: &Arn) -> shapes::AttachedPermissionsBoundary {
    shapes::AttachedPermissionsBoundary {
        permissions_boundary_type: Some(shapes::PermissionsBoundaryAttachmentType::Policy),
        permissions_boundary_arn: Some(arn.to_string()),
    }
}

pub(crate) fn group(group: &Group) -> shapes::Group {
    shapes::Group {
        path: group.path.to_string(),
        group_name: group.name.to_string(),
        group_id: group.id.to_string(),
        arn: group.arn.to_string(),
        create_date: group.created,
    }
}

/// A role with all that is known of it, as Get tells it.
pub(crate) fn role(role: Role) -> shapes::Role {
    let last_used = last_use(role.last_used.as_ref());
    let (description, seconds) = (role.description.clone(), role.max_session_seconds);
    shapes::Role {
        description,
        max_session_duration: i32::try_from(seconds).ok(),
        role_last_used: Some(last_used),
        ..created_role(role)
    }
}

/// The last use of a role; that there was none is said with an empty element.
fn last_use(last: Option<&KeyUse>) -> shapes::RoleLastUsed {
    shapes::RoleLastUsed {
        last_used_date: last.map(|last| last.at),
        region: last.map(|last| last.region.clone()),
    }
}

/// A role with its tags and permissions boundary, as Create tells it.
///
/// SOURCE: recorded answers of CreateRole: neither description nor duration are in them.
pub(crate) fn created_role(role: Role) -> shapes::Role {
    shapes::Role {
        permissions_boundary: role.permissions_boundary.as_ref().map(boundary),
        tags: tags(role.tags.clone()),
        ..bare_role(role)
    }
}

/// A role with its description and duration, as lists tell it.
///
/// SOURCE: IAM API Reference, `ListRoles`: lists leave out tags, permissions boundary and last use.
pub(crate) fn listed_role(role: Role) -> shapes::Role {
    shapes::Role {
        max_session_duration: i32::try_from(role.max_session_seconds).ok(),
        ..described_role(role)
    }
}

/// A role with its description, as UpdateRoleDescription tells it (observed).
pub(crate) fn described_role(role: Role) -> shapes::Role {
    shapes::Role {
        description: role.description.clone(),
        ..bare_role(role)
    }
}

/// A role with what every answer tells of it, and instance profiles alone (observed).
fn bare_role(role: Role) -> shapes::Role {
    shapes::Role {
        path: role.path.to_string(),
        role_name: role.name.to_string(),
        role_id: role.id.to_string(),
        arn: role.arn.to_string(),
        create_date: role.created,
        assume_role_policy_document: Some(role.trust_policy),
        ..shapes::Role::default()
    }
}

/// An instance profile with its tags, as Create and Get tell it.
pub(crate) fn instance_profile(profile: InstanceProfile) -> shapes::InstanceProfile {
    let tags = tags(profile.tags.clone());
    shapes::InstanceProfile {
        tags,
        ..listed_instance_profile(profile)
    }
}

/// Instance profiles without their tags, as lists tell them.
///
/// SOURCE: IAM API Reference, `ListInstanceProfiles`.
pub(crate) fn listed_instance_profiles(
    profiles: Vec<InstanceProfile>,
) -> Vec<shapes::InstanceProfile> {
    profiles.into_iter().map(listed_instance_profile).collect()
}

fn listed_instance_profile(profile: InstanceProfile) -> shapes::InstanceProfile {
    shapes::InstanceProfile {
        path: profile.path.to_string(),
        instance_profile_name: profile.name.to_string(),
        instance_profile_id: profile.id.to_string(),
        arn: profile.arn.to_string(),
        create_date: profile.created,
        roles: profile.role.into_iter().map(bare_role).collect(),
        ..shapes::InstanceProfile::default()
    }
}

pub(crate) fn attached_policies(policies: Vec<AttachedPolicy>) -> Vec<shapes::AttachedPolicy> {
    let policies = policies.into_iter();
    policies
        .map(|policy| shapes::AttachedPolicy {
            policy_name: Some(policy.name.to_string()),
            policy_arn: Some(policy.arn.to_string()),
        })
        .collect()
}

/// A managed policy with its description and tags, as Create and Get tell it.
pub(crate) fn policy(policy: Policy) -> shapes::Policy {
    let description = policy.description.clone();
    let tags = tags(policy.tags.clone());
    shapes::Policy {
        description,
        tags,
        ..listed_policy(policy)
    }
}

/// A managed policy with its tags, as Create tells it.
///
/// SOURCE: IAM API Reference, `Policy`: the description is in the answer of Get alone.
pub(crate) fn created_policy(policy: Policy) -> shapes::Policy {
    let tags = tags(policy.tags.clone());
    shapes::Policy {
        tags,
        ..listed_policy(policy)
    }
}

/// A managed policy without description and tags, as lists tell it.
pub(crate) fn listed_policy(policy: Policy) -> shapes::Policy {
    shapes::Policy {
        policy_name: Some(policy.name.to_string()),
        policy_id: Some(policy.id),
        arn: Some(policy.arn.to_string()),
        path: Some(policy.path.to_string()),
        default_version_id: Some(policy.default_version.to_string()),
        attachment_count: i32::try_from(policy.attachment_count).ok(),
        permissions_boundary_usage_count: i32::try_from(policy.boundary_count).ok(),
        is_attachable: Some(true),
        create_date: Some(policy.created),
        update_date: Some(policy.updated),
        ..shapes::Policy::default()
    }
}

pub(crate) fn policy_version(version: PolicyVersion) -> shapes::PolicyVersion {
    shapes::PolicyVersion {
        document: version.document,
        version_id: Some(version.number.to_string()),
        is_default_version: Some(version.is_default),
        create_date: Some(version.created),
    }
}

pub(crate) fn status(status: AccessKeyStatus) -> shapes::StatusType {
    match status {
        AccessKeyStatus::Active => shapes::StatusType::Active,
        AccessKeyStatus::Inactive => shapes::StatusType::Inactive,
    }
}

pub(crate) fn access_key(key: AccessKey) -> shapes::AccessKeyMetadata {
    shapes::AccessKeyMetadata {
        user_name: key.user_name.map(|name| name.to_string()),
        access_key_id: Some(key.id.to_string()),
        status: Some(status(key.status)),
        create_date: Some(key.created),
    }
}
