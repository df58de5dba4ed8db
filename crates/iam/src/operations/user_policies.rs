//! PutUserPolicy, GetUserPolicy, ListUserPolicies, DeleteUserPolicy.

use iamd_api::{
    Error,
    iam::{
        DeleteUserPolicy, DeleteUserPolicyRequest, GetUserPolicy, GetUserPolicyRequest,
        GetUserPolicyResponse, ListUserPolicies, ListUserPoliciesRequest, ListUserPoliciesResponse,
        PutUserPolicy, PutUserPolicyRequest,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements};

use crate::{Iam, error::answer, input};

impl Perform<PutUserPolicy> for Iam {
    type Input = PutUserPolicyRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &PutUserPolicyRequest,
    ) -> Result<Requirements, Error> {
        input::on_user(&input.user_name)
    }

    async fn run(
        &self,
        permit: Permit<PutUserPolicy>,
        _call: Call<'_>,
        input: PutUserPolicyRequest,
    ) -> Result<(), Error> {
        let name = input::name(&input.user_name)?;
        let policy = input::name(&input.policy_name)?;
        let document = input::document(&input.policy_document)?;
        self.directory()
            .put_user_policy(permit, &name, &policy, document)
            .await
            .map_err(answer)
    }
}

impl Perform<GetUserPolicy> for Iam {
    type Input = GetUserPolicyRequest;
    type Output = GetUserPolicyResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &GetUserPolicyRequest,
    ) -> Result<Requirements, Error> {
        input::on_user(&input.user_name)
    }

    async fn run(
        &self,
        permit: Permit<GetUserPolicy>,
        _call: Call<'_>,
        input: GetUserPolicyRequest,
    ) -> Result<GetUserPolicyResponse, Error> {
        let name = input::name(&input.user_name)?;
        let policy = input::name(&input.policy_name)?;
        let document = self
            .directory()
            .get_user_policy(permit, &name, &policy)
            .await;
        Ok(GetUserPolicyResponse {
            policy_document: document.map_err(answer)?,
            user_name: input.user_name,
            policy_name: input.policy_name,
        })
    }
}

impl Perform<ListUserPolicies> for Iam {
    type Input = ListUserPoliciesRequest;
    type Output = ListUserPoliciesResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &ListUserPoliciesRequest,
    ) -> Result<Requirements, Error> {
        input::on_user(&input.user_name)
    }

    async fn run(
        &self,
        permit: Permit<ListUserPolicies>,
        _call: Call<'_>,
        input: ListUserPoliciesRequest,
    ) -> Result<ListUserPoliciesResponse, Error> {
        let name = input::name(&input.user_name)?;
        let page = input::page(input.marker.as_ref(), input.max_items);
        let names = self
            .directory()
            .list_user_policies(permit, &name, &page)
            .await;
        let names = names.map_err(answer)?;
        Ok(ListUserPoliciesResponse {
            policy_names: names.items.iter().map(ToString::to_string).collect(),
            is_truncated: Some(names.next.is_some()),
            marker: names.next,
        })
    }
}

impl Perform<DeleteUserPolicy> for Iam {
    type Input = DeleteUserPolicyRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &DeleteUserPolicyRequest,
    ) -> Result<Requirements, Error> {
        input::on_user(&input.user_name)
    }

    async fn run(
        &self,
        permit: Permit<DeleteUserPolicy>,
        _call: Call<'_>,
        input: DeleteUserPolicyRequest,
    ) -> Result<(), Error> {
        let name = input::name(&input.user_name)?;
        let policy = input::name(&input.policy_name)?;
        self.directory()
            .delete_user_policy(permit, &name, &policy)
            .await
            .map_err(answer)
    }
}
