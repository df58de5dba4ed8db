//! The entries of the account's authorization details.
//!
//! SOURCE of what is told and what is not: recorded answers of GetAccountAuthorizationDetails of
//! September 2026.

use iamd_api::iam as shapes;
use iamd_directory::{GroupDetail, PolicyDetail, RoleDetail, UserDetail};
use iamd_ident::PolicyName;

use super::{
    attached_policies, boundary, last_use, listed_instance_profiles, listed_policy, policy_version,
    tags,
};

pub(crate) fn user_detail(detail: UserDetail) -> shapes::UserDetail {
    let UserDetail {
        user,
        groups,
        policies,
    } = detail;
    shapes::UserDetail {
        path: Some(user.path.to_string()),
        user_name: Some(user.name.to_string()),
        user_id: Some(user.id.to_string()),
        arn: Some(user.arn.to_string()),
        create_date: Some(user.created),
        user_policy_list: inline(policies.inline),
        group_list: groups.iter().map(ToString::to_string).collect(),
        attached_managed_policies: attached_policies(policies.attached),
        permissions_boundary: user.permissions_boundary.as_ref().map(boundary),
        tags: tags(user.tags),
    }
}

pub(crate) fn role_detail(detail: RoleDetail) -> shapes::RoleDetail {
    let RoleDetail {
        role,
        instance_profiles,
        policies,
    } = detail;
    shapes::RoleDetail {
        path: Some(role.path.to_string()),
        role_name: Some(role.name.to_string()),
        role_id: Some(role.id.to_string()),
        arn: Some(role.arn.to_string()),
        create_date: Some(role.created),
        role_last_used: Some(last_use(role.last_used.as_ref())),
        assume_role_policy_document: Some(role.trust_policy),
        instance_profile_list: listed_instance_profiles(instance_profiles),
        role_policy_list: inline(policies.inline),
        attached_managed_policies: attached_policies(policies.attached),
        permissions_boundary: role.permissions_boundary.as_ref().map(boundary),
        tags: tags(role.tags),
    }
}

pub(crate) fn group_detail(detail: GroupDetail) -> shapes::GroupDetail {
    let GroupDetail { group, policies } = detail;
    shapes::GroupDetail {
        path: Some(group.path.to_string()),
        group_name: Some(group.name.to_string()),
        group_id: Some(group.id.to_string()),
        arn: Some(group.arn.to_string()),
        create_date: Some(group.created),
        group_policy_list: inline(policies.inline),
        attached_managed_policies: attached_policies(policies.attached),
    }
}

/// A policy without its description, which the model has and AWS does not tell here.
pub(crate) fn policy_detail(detail: PolicyDetail) -> shapes::ManagedPolicyDetail {
    let listed = listed_policy(detail.policy);
    let versions = detail.versions.into_iter();
    shapes::ManagedPolicyDetail {
        policy_name: listed.policy_name,
        policy_id: listed.policy_id,
        arn: listed.arn,
        path: listed.path,
        default_version_id: listed.default_version_id,
        attachment_count: listed.attachment_count,
        permissions_boundary_usage_count: listed.permissions_boundary_usage_count,
        is_attachable: listed.is_attachable,
        description: None,
        create_date: listed.create_date,
        update_date: listed.update_date,
        policy_version_list: versions.map(policy_version).collect(),
    }
}

fn inline(policies: Vec<(PolicyName, String)>) -> Vec<shapes::PolicyDetail> {
    let policies = policies.into_iter();
    policies
        .map(|(name, document)| shapes::PolicyDetail {
            policy_name: Some(name.to_string()),
            policy_document: Some(document),
        })
        .collect()
}
