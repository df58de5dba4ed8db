//! The policies of a user, compiled and merged.

use std::{fmt, sync::Arc};

use iamd_ident::{AccountId, Arn, PolicyName, UniqueId};
use iamd_policy::{Compiled, Document, PolicySet, PolicySource, SourceKind};
use iamd_store::{Revision, Snapshot};

use super::KnownPolicies;
use crate::{
    Directory, Error, PolicyRef, VersionNumber,
    draft::{load, load_from, load_revision_from},
    keyspace,
    records::{InlinePolicyRecord, PolicyRecord, PolicyVersionRecord, UserRecord},
};

/// What a set of policies is made of. Two sets of one recipe are the same.
pub(super) type Recipe = (AccountId, Vec<Ingredient>);

/// A policy, by what its document depends on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Ingredient {
    /// An inline policy of a user, as it was written then.
    Inline(UniqueId, PolicyName, Revision),
    /// A version of a managed policy, which never changes.
    Managed(PolicyRef, VersionNumber),
}

/// A policy with what it takes to compile it.
struct Part {
    ingredient: Ingredient,
    source: PolicySource,
    /// The document of an inline policy.
    document: Option<String>,
}

impl Directory {
    /// The policies of the user with this id, compiled and merged.
    pub(crate) async fn known_policies(
        &self,
        account: AccountId,
        id: UniqueId,
    ) -> Result<Option<Arc<KnownPolicies>>, Error> {
        let known = &self.principals().policies;
        if let Some(policies) = known.get(&(account, id)) {
            return Ok(Some(policies));
        }
        let ticket = known.ticket(&(account, id));
        let place = keyspace::user(account, id)?;
        let Some((record, _)) = load::<UserRecord>(self.store(), &place).await? else {
            return Ok(None);
        };
        for policy in &record.attached_policies {
            if let PolicyRef::Customer(policy) = policy {
                self.principals().depend((account, id), (account, *policy));
            }
        }
        // INVARIANT: all is of one moment, so that nobody is decided about by policies that never
        // counted together. What depends on a policy is known before that moment, so that no later
        // change of it goes by unnoticed; and if the user got other policies just before, then that
        // change of the user drops this entry before any later change is told.
        let snapshot = self.snapshot().await?;
        let Some(record) = load_from::<UserRecord>(&snapshot, &place).await? else {
            return Ok(None);
        };
        let policies = Arc::new(KnownPolicies {
            policies: self.policy_set(&snapshot, account, &record).await?,
            revision: snapshot.revision().number(),
        });
        known.insert((account, id), Arc::clone(&policies), ticket);
        Ok(Some(policies))
    }

    /// The text of a policy's version.
    pub(crate) async fn version_document(
        &self,
        snapshot: &Snapshot,
        account: AccountId,
        policy: &PolicyRef,
        version: VersionNumber,
    ) -> Result<Option<String>, Error> {
        match policy {
            PolicyRef::Customer(id) => {
                let place = keyspace::policy_version(account, *id, version)?;
                let record = load_from::<PolicyVersionRecord>(snapshot, &place).await?;
                Ok(record.map(|record| record.document))
            }
            PolicyRef::Aws(_) => Ok(self.aws_policy_document(policy, version)),
        }
    }

    /// The policies of a user as a set: one that is known already, or a new one.
    async fn policy_set(
        &self,
        snapshot: &Snapshot,
        account: AccountId,
        user: &UserRecord,
    ) -> Result<Arc<PolicySet>, Error> {
        let parts = self.parts(snapshot, account, user).await?;
        let ingredients = parts.iter().map(|part| part.ingredient.clone()).collect();
        let recipe: Recipe = (account, ingredients);
        let sets = &self.principals().sets;
        if let Some(set) = sets.get(&recipe) {
            return Ok(set);
        }
        let ticket = sets.ticket(&recipe);
        let mut policies = Vec::with_capacity(parts.len());
        for part in parts {
            let compiled = match (&part.ingredient, &part.document) {
                (Ingredient::Managed(policy, version), _) => {
                    self.compiled_version(snapshot, account, policy, *version)
                        .await?
                }
                (Ingredient::Inline(..), document) => {
                    Arc::new(compile(document.as_deref().unwrap_or_default())?)
                }
            };
            policies.push((part.source, compiled));
        }
        let set = Arc::new(PolicySet::new(policies));
        sets.insert(recipe, Arc::clone(&set), ticket);
        Ok(set)
    }

    /// The policies that bear on a user, not yet compiled.
    ///
    /// SECURITY: a policy that is named and cannot be found might deny. So it is an error, which
    /// denies everything.
    async fn parts(
        &self,
        snapshot: &Snapshot,
        account: AccountId,
        user: &UserRecord,
    ) -> Result<Vec<Part>, Error> {
        let mut parts = Vec::new();
        for entry in &user.inline_policies {
            let place = keyspace::user_policy(account, user.id, &entry.name)?;
            let inline = load_revision_from::<InlinePolicyRecord>(snapshot, &place).await?;
            let (inline, revision) = inline.ok_or_else(|| lost("an inline policy", &place))?;
            parts.push(Part {
                ingredient: Ingredient::Inline(user.id, entry.name.clone(), revision),
                source: PolicySource::new(entry.name.as_str(), SourceKind::UserInline),
                document: Some(inline.document),
            });
        }
        for policy in &user.attached_policies {
            let (arn, version, kind) = self.default_version(snapshot, account, policy).await?;
            parts.push(Part {
                ingredient: Ingredient::Managed(policy.clone(), version),
                source: PolicySource::new(arn.as_str(), kind),
                document: None,
            });
        }
        Ok(parts)
    }

    async fn default_version(
        &self,
        snapshot: &Snapshot,
        account: AccountId,
        policy: &PolicyRef,
    ) -> Result<(Arn, VersionNumber, SourceKind), Error> {
        let missing = || lost("an attached policy", policy);
        match policy {
            PolicyRef::Customer(id) => {
                let place = keyspace::policy(account, *id)?;
                let record = load_from::<PolicyRecord>(snapshot, &place).await?;
                let record = record.ok_or_else(missing)?;
                let arn = self.policy_arn(account, &record.path, &record.name);
                Ok((arn, record.default_version, SourceKind::CustomerManaged))
            }
            PolicyRef::Aws(_) => {
                let known = self.aws_policy(policy).ok_or_else(missing)?;
                Ok((known.arn, known.default_version, SourceKind::AwsManaged))
            }
        }
    }

    async fn compiled_version(
        &self,
        snapshot: &Snapshot,
        account: AccountId,
        policy: &PolicyRef,
        version: VersionNumber,
    ) -> Result<Arc<Compiled>, Error> {
        let compiled = &self.principals().compiled;
        let key = (account, policy.clone(), version);
        if let Some(known) = compiled.get(&key) {
            return Ok(known);
        }
        let ticket = compiled.ticket(&key);
        let document = self
            .version_document(snapshot, account, policy, version)
            .await?
            .ok_or_else(|| lost("a version of an attached policy", policy))?;
        let fresh = Arc::new(compile(&document)?);
        compiled.insert(key, Arc::clone(&fresh), ticket);
        Ok(fresh)
    }
}

/// The error for a record that others name and that is not there.
fn lost(what: &'static str, which: &impl fmt::Display) -> Error {
    Error::Corrupt {
        what,
        source: format!("{which} is missing").into(),
    }
}

/// Compiles a document that was valid when it was saved.
fn compile(document: &str) -> Result<Compiled, Error> {
    let document = Document::parse(document).map_err(|error| Error::Corrupt {
        what: "a policy document",
        source: Box::new(error),
    })?;
    Ok(document.compile())
}
