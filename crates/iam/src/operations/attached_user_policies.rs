//! AttachUserPolicy, DetachUserPolicy, ListAttachedUserPolicies.

use iamd_api::{
    Error,
    iam::{
        AttachUserPolicy, AttachUserPolicyRequest, AttachedPolicy, DetachUserPolicy,
        DetachUserPolicyRequest, ListAttachedUserPolicies, ListAttachedUserPoliciesRequest,
        ListAttachedUserPoliciesResponse,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements};

use crate::{
    Iam,
    error::{self, answer},
    input,
};

impl Perform<AttachUserPolicy> for Iam {
    type Input = AttachUserPolicyRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &AttachUserPolicyRequest,
    ) -> Result<Requirements, Error> {
        Ok(input::on_user(&input.user_name)?.policy_arn(&input.policy_arn))
    }

    async fn run(
        &self,
        permit: Permit<AttachUserPolicy>,
        _call: Call<'_>,
        input: AttachUserPolicyRequest,
    ) -> Result<(), Error> {
        let name = input::name(&input.user_name)?;
        let arn = input::policy_arn(&input.policy_arn)?;
        self.directory()
            .attach_user_policy(permit, &name, &arn)
            .await
            .map_err(error::attaching)
    }
}

impl Perform<DetachUserPolicy> for Iam {
    type Input = DetachUserPolicyRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &DetachUserPolicyRequest,
    ) -> Result<Requirements, Error> {
        Ok(input::on_user(&input.user_name)?.policy_arn(&input.policy_arn))
    }

    async fn run(
        &self,
        permit: Permit<DetachUserPolicy>,
        _call: Call<'_>,
        input: DetachUserPolicyRequest,
    ) -> Result<(), Error> {
        let name = input::name(&input.user_name)?;
        let arn = input::policy_arn(&input.policy_arn)?;
        self.directory()
            .detach_user_policy(permit, &name, &arn)
            .await
            .map_err(answer)
    }
}

impl Perform<ListAttachedUserPolicies> for Iam {
    type Input = ListAttachedUserPoliciesRequest;
    type Output = ListAttachedUserPoliciesResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &ListAttachedUserPoliciesRequest,
    ) -> Result<Requirements, Error> {
        input::on_user(&input.user_name)
    }

    async fn run(
        &self,
        permit: Permit<ListAttachedUserPolicies>,
        _call: Call<'_>,
        input: ListAttachedUserPoliciesRequest,
    ) -> Result<ListAttachedUserPoliciesResponse, Error> {
        let name = input::name(&input.user_name)?;
        let prefix = input::path_prefix(input.path_prefix.as_deref());
        let page = input::page(input.marker.as_ref(), input.max_items);
        let attached = self
            .directory()
            .list_attached_user_policies(permit, &name, prefix, &page)
            .await;
        let attached = attached.map_err(answer)?;
        let policy = |policy: iamd_directory::AttachedPolicy| AttachedPolicy {
            policy_name: Some(policy.name.to_string()),
            policy_arn: Some(policy.arn.to_string()),
        };
        Ok(ListAttachedUserPoliciesResponse {
            attached_policies: attached.items.into_iter().map(policy).collect(),
            is_truncated: Some(attached.next.is_some()),
            marker: attached.next,
        })
    }
}
