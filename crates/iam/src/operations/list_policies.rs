//! ListPolicies.

use iamd_api::{
    Error,
    iam::{ListPolicies, ListPoliciesRequest, ListPoliciesResponse, PolicyScopeType},
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_directory::PolicyFilter;

use crate::{Iam, error::answer, input, output};

impl Perform<ListPolicies> for Iam {
    type Input = ListPoliciesRequest;
    type Output = ListPoliciesResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &ListPoliciesRequest,
    ) -> Result<Requirements, Error> {
        let prefix = input::path_prefix(input.path_prefix.as_deref());
        Ok(Requirements::on(Target::Policies(prefix.to_owned())))
    }

    async fn run(
        &self,
        permit: Permit<ListPolicies>,
        _call: Call<'_>,
        input: ListPoliciesRequest,
    ) -> Result<ListPoliciesResponse, Error> {
        let scope = input.scope.unwrap_or(PolicyScopeType::All);
        let filter = PolicyFilter {
            customers: scope != PolicyScopeType::Aws,
            aws: scope != PolicyScopeType::Local,
            only_attached: input.only_attached == Some(true),
            usage: input.policy_usage_filter.map(input::policy_usage),
            path_prefix: input::path_prefix(input.path_prefix.as_deref()).to_owned(),
        };
        let page = input::page(input.marker.as_ref(), input.max_items);
        let policies = self
            .directory()
            .list_policies(permit, &filter, &page)
            .await
            .map_err(answer)?;
        Ok(ListPoliciesResponse {
            policies: policies
                .items
                .into_iter()
                .map(output::listed_policy)
                .collect(),
            is_truncated: Some(policies.next.is_some()),
            marker: policies.next,
        })
    }
}
