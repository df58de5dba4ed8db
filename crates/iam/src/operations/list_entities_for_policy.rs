//! ListEntitiesForPolicy.

use iamd_api::{
    Error,
    iam::{
        EntityType, ListEntitiesForPolicy, ListEntitiesForPolicyRequest,
        ListEntitiesForPolicyResponse, PolicyUsageType, PolicyUser,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements};

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
        let prefix = input::path_prefix(input.path_prefix.as_deref());
        let page = input::page(input.marker.as_ref(), input.max_items);
        let found = self
            .directory()
            .list_entities_for_policy(permit, &arn, prefix, &page)
            .await;
        let mut found = found.map_err(answer)?;
        // Users are all that policies can be attached to, and nothing has a permissions boundary.
        let users_wanted = matches!(input.entity_filter, None | Some(EntityType::User))
            && input.policy_usage_filter != Some(PolicyUsageType::PermissionsBoundary);
        if !users_wanted {
            found.items.clear();
            found.next = None;
        }
        let user = |user: iamd_directory::AttachedUser| PolicyUser {
            user_name: Some(user.name.to_string()),
            user_id: Some(user.id.to_string()),
        };
        Ok(ListEntitiesForPolicyResponse {
            policy_users: found.items.into_iter().map(user).collect(),
            is_truncated: Some(found.next.is_some()),
            marker: found.next,
            ..ListEntitiesForPolicyResponse::default()
        })
    }
}
