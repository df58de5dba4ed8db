//! Shapes of the answers, made of what the directory tells.

use iamd_api::iam as shapes;
use iamd_directory::{AccessKey, AccessKeyStatus, Policy, PolicyVersion, User};
use iamd_ident::Tag;

pub(crate) fn tag(tag: Tag) -> shapes::Tag {
    shapes::Tag {
        key: tag.key,
        value: tag.value,
    }
}

pub(crate) fn tags(tags: Vec<Tag>) -> Vec<shapes::Tag> {
    tags.into_iter().map(tag).collect()
}

/// A user with its tags, as Create and Get tell it.
pub(crate) fn user(user: User) -> shapes::User {
    let listed = listed_user(&user);
    shapes::User {
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
        ..shapes::User::default()
    }
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
        permissions_boundary_usage_count: Some(0),
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
