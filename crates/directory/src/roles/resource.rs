//! What decisions are told of roles.

use std::sync::Arc;

use iamd_auth::Resource;
use iamd_ident::{AccountId, Arn, RoleName};

use crate::{Directory, Error};

impl Directory {
    /// The role of an account that has a name, whether it exists or not.
    pub(crate) async fn role_resource(
        &self,
        account: AccountId,
        name: &RoleName,
    ) -> Result<Resource, Error> {
        let role = self.find_role(account, name).await?;
        let record = role.as_ref().map(|role| &role.record);
        let mut resource = self.entity_resource(account, name, record);
        resource.permissions_boundary = role
            .and_then(|role| role.boundary.clone())
            .map(|arn| arn.to_string());
        Ok(resource)
    }

    /// What is decided on when a role is to be assumed: its trust policy is the resource's.
    ///
    /// SECURITY: an ARN that no role has is decided on in the same way, with no policy that could
    /// allow anything. So nobody learns which roles other accounts have.
    pub(crate) async fn role_to_assume(
        &self,
        caller: AccountId,
        arn: &Arn,
    ) -> Result<Resource, Error> {
        let account = arn.account_id().unwrap_or(caller);
        let mut resource = Resource::named(arn.to_string(), account);
        let Some(role) = self.role_with_arn(account, arn).await? else {
            resource.policy = Some(Arc::clone(self.roles().trust_of_none()));
            resource.exists = false;
            return Ok(resource);
        };
        resource.policy = Some(Arc::clone(role.trust()?));
        resource.id = Some(role.facts.id.to_string());
        Ok(resource.tagged(role.facts.tags.clone()))
    }

    /// The federated user that a session is to be made for. It has no record of its own.
    pub(crate) fn federated_user_resource(&self, account: AccountId, name: &str) -> Resource {
        let arn = Arn::federated_user(self.partition(), account, name);
        Resource::named(arn.to_string(), account)
    }
}
