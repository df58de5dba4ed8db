//! ListEntitiesForPolicy.

use iamd_api::{
    Error,
    iam::{
        EntityType, ListEntitiesForPolicy, ListEntitiesForPolicyRequest,
        ListEntitiesForPolicyResponse, PolicyGroup, PolicyRole, PolicyUser,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements};
use iamd_directory::{EntityFilter, HolderKind, PolicyEntity};

use crate::{Iam, error::answer, input};

impl Perform<ListEntitiesForPolicy> for Iam {
    type Input = ListEntitiesForPolicyRequest;
    type Output = ListEntitiesForPolicyResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &ListEntitiesForPolicyRequest,
    ) -> Result<Requirements, Error> {
        input::on_policy(&input.policy_arn)
    }

    async fn run(
        &self,
        permit: Permit<ListEntitiesForPolicy>,
        _call: Call<'_>,
        input: ListEntitiesForPolicyRequest,
    ) -> Result<ListEntitiesForPolicyResponse, Error> {
        let arn = input::policy_arn(&input.policy_arn)?;
        let page = input::page(input.marker.as_ref(), input.max_items);
        let kind = match input.entity_filter {
            None => None,
            Some(EntityType::User) => Some(HolderKind::User),
            Some(EntityType::Group) => Some(HolderKind::Group),
            Some(EntityType::Role) => Some(HolderKind::Role),
            // Policies have no policies.
            Some(EntityType::LocalManagedPolicy | EntityType::AWSManagedPolicy) => {
                return Ok(ListEntitiesForPolicyResponse {
                    is_truncated: Some(false),
                    ..ListEntitiesForPolicyResponse::default()
                });
            }
        };
        let filter = EntityFilter {
            kind,
            usage: input.policy_usage_filter.map(input::policy_usage),
            path_prefix: input::path_prefix(input.path_prefix.as_deref()).to_owned(),
        };
        let found = self
            .directory()
            .list_entities_for_policy(permit, &arn, &filter, &page)
            .await;
        let found = found.map_err(answer)?;
        let mut response = ListEntitiesForPolicyResponse {
            is_truncated: Some(found.next.is_some()),
            marker: found.next,
            ..ListEntitiesForPolicyResponse::default()
        };
        for entity in found.items {
            add(&mut response, entity);
        }
        Ok(response)
    }
}

fn add(response: &mut ListEntitiesForPolicyResponse, entity: PolicyEntity) {
    let (id, name) = (Some(entity.id.to_string()), Some(entity.name));
    match entity.kind {
        HolderKind::User => response.policy_users.push(PolicyUser {
            user_name: name,
            user_id: id,
        }),
        HolderKind::Group => response.policy_groups.push(PolicyGroup {
            group_name: name,
            group_id: id,
        }),
        HolderKind::Role => response.policy_roles.push(PolicyRole {
            role_name: name,
            role_id: id,
        }),
    }
}
