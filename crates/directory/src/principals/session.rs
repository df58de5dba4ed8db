//! The policies that were passed when a session was made.

use std::{collections::HashSet, sync::Arc};

use iamd_auth::Session;
use iamd_ident::{AccountId, Arn};
use iamd_policy::{PolicySet, PolicySource, SourceKind};
use iamd_store::Snapshot;

use super::{
    Dependent, Root,
    policies::{LOOKS_MAX, compile},
};
use crate::{Directory, Error, PolicyRef, policies::KnownPolicy};

/// What traces call the policy that was passed as text, which has no name.
const INLINE: &str = "session policy";

/// What the policies of a session say, as a checksum under a key that nobody knows: tokens bring
/// the policies with each request, and they need not be kept besides what they are compiled to.
pub(super) type SessionKey = [u8; 16];

impl Directory {
    /// The policies of a session of this account, compiled and merged; none if none were passed.
    ///
    /// SECURITY: a managed policy that is gone may not widen the session. So such a session may
    /// do nothing, until a policy has that ARN again.
    pub(crate) async fn session_policies(
        &self,
        account: AccountId,
        session: &Session,
    ) -> Result<Option<Arc<PolicySet>>, Error> {
        if session.policy.is_none() && session.policy_arns.is_empty() {
            return Ok(None);
        }
        let key = self.session_key(account, session);
        let known = &self.principals().sessions;
        if let Some(set) = known.get(&key) {
            return Ok(Some(set));
        }
        let ticket = known.ticket(&key);
        let mut noted = HashSet::new();
        // As with the policies of principals.
        for _ in 0..LOOKS_MAX {
            let snapshot = self.snapshot().await?;
            let managed = match self.passed(&snapshot, account, session).await? {
                Ok(managed) => managed,
                // Not kept: nobody would tell when the policy is there again.
                Err(gone) => return Ok(Some(Arc::new(denying(gone)?))),
            };
            let roots = roots(account, &managed);
            if roots.is_subset(&noted) {
                let set = self.session_set(&snapshot, account, session, &managed);
                let set = Arc::new(set.await?);
                known.insert(key, Arc::clone(&set), ticket);
                return Ok(Some(set));
            }
            self.principals().depend(Dependent::Session(key), &roots);
            noted.extend(roots);
        }
        Err(Error::Contended)
    }

    /// The first of these ARNs that names no policy which a session of the account may be made with.
    ///
    /// SECURITY: it needs no permit, because it is asked while a session is made, under the permit
    /// for that; and that tells no more than whether the session could be made.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn missing_policy(
        &self,
        account: AccountId,
        arns: &[Arn],
    ) -> Result<Option<Arn>, Error> {
        for arn in arns {
            if self.find_policy(account, arn).await?.is_none() {
                return Ok(Some(arn.clone()));
            }
        }
        Ok(None)
    }

    fn session_key(&self, account: AccountId, session: &Session) -> SessionKey {
        let account = account.to_string();
        let text = session.policy.as_deref();
        let arns = session.policy_arns.iter().map(Arn::as_str);
        // Each part is bound with its length; whether there is a text is told by their number.
        let parts: Vec<&[u8]> = std::iter::once(account.as_str())
            .chain([if text.is_some() { "text" } else { "" }])
            .chain(text)
            .chain(arns)
            .map(str::as_bytes)
            .collect();
        *self.principals().session_keys.checksum(&parts).as_bytes()
    }

    /// The managed policies that a session was made with, or the first that is gone.
    async fn passed<'s>(
        &self,
        snapshot: &Snapshot,
        account: AccountId,
        session: &'s Session,
    ) -> Result<Result<Vec<PolicyRef>, &'s Arn>, Error> {
        let mut policies = Vec::new();
        for arn in &session.policy_arns {
            let found = self.find_policy_in(snapshot, account, arn).await?;
            policies.push(match found {
                Some(KnownPolicy::Customer(policy)) => PolicyRef::Customer(policy.id),
                Some(KnownPolicy::Aws(policy)) => policy.reference,
                None => return Ok(Err(arn)),
            });
        }
        Ok(Ok(policies))
    }

    async fn session_set(
        &self,
        snapshot: &Snapshot,
        account: AccountId,
        session: &Session,
        managed: &[PolicyRef],
    ) -> Result<PolicySet, Error> {
        let mut policies = Vec::new();
        if let Some(text) = &session.policy {
            let source = PolicySource::new(INLINE, SourceKind::Session);
            policies.push((source, Arc::new(compile(text)?)));
        }
        for policy in managed {
            let (arn, version, _) = self.default_version(snapshot, account, policy).await?;
            let compiled = self.compiled_version(snapshot, account, policy, version);
            let source = PolicySource::new(arn.as_str(), SourceKind::Session);
            policies.push((source, compiled.await?));
        }
        Ok(PolicySet::new(policies))
    }
}

/// What stands in for the policies of a session of which one is gone.
fn denying(gone: &Arn) -> Result<PolicySet, Error> {
    const DOCUMENT: &str = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}"#;
    let source = PolicySource::new(gone.as_str(), SourceKind::Session);
    Ok(PolicySet::new([(source, Arc::new(compile(DOCUMENT)?))]))
}

fn roots(account: AccountId, policies: &[PolicyRef]) -> HashSet<Root> {
    let customers = policies.iter().filter_map(|policy| match policy {
        PolicyRef::Customer(id) => Some(Root::Entity((account, *id))),
        PolicyRef::Aws(_) => None,
    });
    customers.collect()
}
