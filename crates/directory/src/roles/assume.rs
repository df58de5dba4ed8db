//! Roles as those see them who assume them, and what lives of a session.

use std::sync::Arc;

use iamd_api::{Action, sts::AssumeRole};
use iamd_auth::{
    FederatedUserFacts, Permit, Principal, RoleSessionFacts, RootUserFacts, SessionOwner,
};
use iamd_ident::{AccountId, Arn, RoleName, UniqueId};

use crate::{Directory, Error, draft::load, keyspace, records::RootUserRecord};

/// A role that may be assumed: the one that was decided on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssumableRole {
    /// Its id.
    pub id: UniqueId,
    /// Its name.
    pub name: RoleName,
    /// Its ARN, path included.
    pub arn: Arn,
    /// How long a session may last that is not made from another session.
    pub max_session_seconds: u32,
}

impl Directory {
    /// The role that a permit lets assume.
    ///
    /// # Errors
    /// The role that was decided on is gone.
    pub async fn assumable_role(
        &self,
        permit: &Permit<AssumeRole>,
    ) -> Result<AssumableRole, Error> {
        let id = permit.resource_id().and_then(|id| id.parse().ok());
        let role = match id {
            Some(id) => self.known_role(permit.account(), id).await?,
            None => None,
        };
        let role = role.ok_or_else(|| gone(permit))?;
        permit.covers(&role.facts.arn)?;
        Ok(AssumableRole {
            id: role.facts.id,
            name: role.facts.name.clone(),
            arn: role.facts.arn.clone(),
            max_session_seconds: role.record.max_session_seconds,
        })
    }

    /// The principal of a session as it is today; none if what the session hangs on is gone. A
    /// namesake who came later has another id, and is not meant.
    pub(crate) async fn principal_of(
        &self,
        owner: &SessionOwner,
    ) -> Result<Option<Principal>, Error> {
        let account = owner.account();
        match owner {
            SessionOwner::RootUser(_) => self.root_principal(account).await,
            SessionOwner::User(_, id) => {
                let user = self.known_user(account, *id).await?;
                Ok(user.map(|user| Principal::User(Arc::clone(&user.facts))))
            }
            SessionOwner::Role {
                role, session_name, ..
            } => self.role_session(account, *role, session_name).await,
            SessionOwner::FederatedUser { issuer, name, .. } => {
                self.federated_user(account, *issuer, name).await
            }
        }
    }

    async fn root_principal(&self, account: AccountId) -> Result<Option<Principal>, Error> {
        if !self.has_root_user(account).await? {
            return Ok(None);
        }
        let arn = Arn::root_user(self.partition(), account);
        Ok(Some(Principal::RootUser(Arc::new(RootUserFacts {
            account,
            arn,
        }))))
    }

    async fn role_session(
        &self,
        account: AccountId,
        role: UniqueId,
        name: &str,
    ) -> Result<Option<Principal>, Error> {
        let Some(role) = self.known_role(account, role).await? else {
            return Ok(None);
        };
        Ok(Some(Principal::RoleSession(Arc::new(RoleSessionFacts {
            arn: Arn::assumed_role(self.partition(), account, &role.facts.name, name),
            user_id: format!("{}:{name}", role.facts.id),
            name: name.to_owned(),
            role: Arc::clone(&role.facts),
        }))))
    }

    async fn federated_user(
        &self,
        account: AccountId,
        issuer: Option<UniqueId>,
        name: &str,
    ) -> Result<Option<Principal>, Error> {
        let (issuer_arn, issuer) = match issuer {
            Some(id) => {
                let Some(user) = self.known_user(account, id).await? else {
                    return Ok(None);
                };
                (user.facts.arn.clone(), Some(Arc::clone(&user.facts)))
            }
            None if self.has_root_user(account).await? => {
                (Arn::root_user(self.partition(), account), None)
            }
            None => return Ok(None),
        };
        Ok(Some(Principal::FederatedUser(Arc::new(
            FederatedUserFacts {
                account,
                arn: Arn::federated_user(self.partition(), account, name),
                user_id: format!("{account}:{name}"),
                name: name.to_owned(),
                issuer_arn,
                issuer,
            },
        ))))
    }

    async fn has_root_user(&self, account: AccountId) -> Result<bool, Error> {
        let root = load::<RootUserRecord>(self.store(), &keyspace::root_user(account)).await?;
        Ok(root.is_some())
    }
}

/// The error for a role that is gone since it was decided on.
fn gone<O: Action>(permit: &Permit<O>) -> Error {
    let name = permit.resource().rsplit('/').next().unwrap_or_default();
    match name.parse() {
        Ok(name) => Error::NoSuchRole(name),
        Err(_) => Error::InvalidRoleName {
            name: name.to_owned(),
        },
    }
}
