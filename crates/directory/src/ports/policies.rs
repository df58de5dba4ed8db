//! The policies that bear on a caller.

use std::sync::Arc;

use iamd_auth::{Caller, CallerPolicies, Policies, PortError, Principal, SessionKind};
use iamd_ident::{AccountId, UniqueId};
use iamd_policy::PolicySet;

use super::failed;
use crate::{Directory, Error, principals::KnownPolicies};

impl Policies for Directory {
    async fn policies(&self, caller: &Caller) -> Result<CallerPolicies, PortError> {
        let session = self.policies_of_session(caller).await;
        let session = session.map_err(failed("the policies of a session"))?;
        let Some((account, id)) = holder(caller.principal()) else {
            return Ok(CallerPolicies {
                identity: None,
                boundary: None,
                session,
                revision: 0,
            });
        };
        let known = self.policies_of_holder(account, id).await;
        let known = known.map_err(failed("the policies of a principal"))?;
        Ok(CallerPolicies {
            identity: Some(Arc::clone(&known.identity)),
            boundary: known.boundary.clone(),
            session,
            revision: known.revision,
        })
    }
}

/// The user or role whose policies bear on a principal; the root user has none.
fn holder(principal: &Principal) -> Option<(AccountId, UniqueId)> {
    match principal {
        Principal::User(user) => Some((user.account, user.id)),
        Principal::RoleSession(session) => Some((session.role.account, session.role.id)),
        Principal::FederatedUser(user) => {
            let issuer = user.issuer.as_ref()?;
            Some((issuer.account, issuer.id))
        }
        Principal::RootUser(_) | Principal::Anonymous => None,
    }
}

impl Directory {
    /// SECURITY: a user or role that went since the caller was known may have been limited by what
    /// went with it. So that is an error, which denies everything.
    async fn policies_of_holder(
        &self,
        account: AccountId,
        id: UniqueId,
    ) -> Result<Arc<KnownPolicies>, Error> {
        let known = self.known_policies(account, id).await?;
        known.ok_or_else(|| Error::Corrupt {
            what: "the principal of a request",
            source: format!("{id} is gone").into(),
        })
    }

    async fn policies_of_session(&self, caller: &Caller) -> Result<Option<Arc<PolicySet>>, Error> {
        let (Some(session), Some(account)) = (caller.session(), caller.account()) else {
            return Ok(None);
        };
        let passed = self.session_policies(account, session).await?;
        Ok(match session.kind {
            // SOURCE: STS API Reference, "GetFederationToken": without session policies the session
            // has no permissions.
            SessionKind::FederationToken | SessionKind::FederatedConsole => {
                passed.or_else(|| Some(Arc::new(PolicySet::new([]))))
            }
            SessionKind::SessionToken
            | SessionKind::AssumedRole
            | SessionKind::Console
            | SessionKind::ConsoleNewPassword => passed,
        })
    }
}
