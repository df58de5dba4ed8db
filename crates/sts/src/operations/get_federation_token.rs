//! GetFederationToken.

use iamd_api::{
    Error,
    sts::{
        FederatedUser, GetFederationToken, GetFederationTokenRequest, GetFederationTokenResponse,
    },
};
use iamd_auth::{Call, NewSession, Perform, Permit, Requirements, Target};
use serde_json::{Value, json};

use crate::{
    Sts,
    session::{
        SessionPolicies, credentials, of_account, session_tags, token_bytes, token_bytes_min,
        token_percent, told,
    },
};

impl Perform<GetFederationToken> for Sts {
    type Input = GetFederationTokenRequest;
    type Output = GetFederationTokenResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &GetFederationTokenRequest,
    ) -> Result<Requirements, Error> {
        SessionPolicies::of(input.policy.as_deref(), &input.policy_arns)?;
        let tags = session_tags(&input.tags)?;
        let target = Target::FederatedUser(input.name.clone());
        let is_tagged = !tags.is_empty();
        let requirements = Requirements::on(target.clone()).tags(tags);
        Ok(if is_tagged {
            requirements.also("sts:TagSession", target)
        } else {
            requirements
        })
    }

    /// Without a session policy the session may do nothing but what policies of resources allow it
    /// by its name.
    ///
    /// SOURCE: STS API Reference, `GetFederationToken`, "Permissions".
    async fn run(
        &self,
        permit: Permit<GetFederationToken>,
        call: Call<'_>,
        input: GetFederationTokenRequest,
    ) -> Result<GetFederationTokenResponse, Error> {
        let policies = SessionPolicies::of(input.policy.as_deref(), &input.policy_arns)?;
        self.check_policies(permit.account(), &policies).await?;
        let session = NewSession {
            token_characters_min: token_bytes_min(input.minimum_session_token_size),
            name: Some(input.name),
            duration_seconds: of_account(call.caller, input.duration_seconds),
            tags: session_tags(&input.tags)?,
            policy: policies.document,
            policy_arns: policies.arns,
            ..NewSession::default()
        };
        let issued = self.issue(permit, call, session).await?;
        Ok(GetFederationTokenResponse {
            credentials: Some(credentials(&issued)),
            federated_user: issued.subject.as_ref().map(|subject| FederatedUser {
                federated_user_id: subject.id.clone(),
                arn: subject.arn.to_string(),
            }),
            // SOURCE: a recorded answer of GetFederationToken without policies tells 0.
            packed_policy_size: Some(issued.packed_policy_size.unwrap_or_default().into()),
            session_token_utilization: token_percent(&issued),
            session_token_size: token_bytes(&issued),
        })
    }

    fn told(&self, output: &GetFederationTokenResponse) -> Option<Value> {
        let user = output.federated_user.as_ref();
        let user =
            user.map(|user| json!({"federatedUserId": user.federated_user_id, "arn": user.arn}));
        let subject = user.map(|user| ("federatedUser", user));
        told(output.credentials.as_ref(), subject)
    }
}
