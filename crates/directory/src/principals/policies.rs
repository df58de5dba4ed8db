//! The policies of a user or role, compiled and merged.

use std::{collections::HashSet, sync::Arc};

use iamd_ident::{AccountId, Arn, UniqueId};
use iamd_policy::{Compiled, Document, PolicySet, PolicySource, SourceKind};
use iamd_store::{Revision, Snapshot};

use super::{
    Dependent, EntityKey, KnownPolicies,
    basis::{Basis, Held, lost},
};
use crate::{
    Directory, Error, HolderKind, PolicyRef, VersionNumber,
    draft::{load_from, load_revision_from},
    keyspace,
    records::{InlinePolicyRecord, PolicyRecord, PolicyVersionRecord},
};

/// LIMIT: how often policies are looked up anew because they hang on something that was not known
/// of before. Each time others have changed them meanwhile.
pub(super) const LOOKS_MAX: usize = 16;

/// What traces call what an account lets all its users do with their passwords.
const OWN_PASSWORD: &str = "AllowUsersToChangePassword";

/// What a set of policies is made of. Two sets of one recipe are the same.
pub(super) type Recipe = (AccountId, Vec<Ingredient>);

/// A policy, by what its document and its name depend on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Ingredient {
    /// An inline policy of a holder, as it was written then, and what traces call it.
    Inline(UniqueId, Box<str>, Revision),
    /// A version of a managed policy, which never changes.
    Managed(PolicyRef, VersionNumber),
    /// What an account lets all its users do with their passwords, which never changes either.
    OwnPassword,
}

/// A policy with what it takes to compile it.
struct Part {
    ingredient: Ingredient,
    source: PolicySource,
    /// The document of what is no managed policy.
    document: Option<String>,
}

impl Directory {
    /// The policies of the user or role with this id, compiled and merged.
    ///
    /// INVARIANT: all is of one moment, so that nobody is decided about by policies that never
    /// counted together. And all that it hangs on was noted before that moment, so that no later
    /// change goes by unnoticed: the look that is kept has found nothing that was not noted.
    pub(crate) async fn known_policies(
        &self,
        account: AccountId,
        id: UniqueId,
    ) -> Result<Option<Arc<KnownPolicies>>, Error> {
        let principal: EntityKey = (account, id);
        let known = &self.principals().policies;
        if let Some(policies) = known.get(&principal) {
            return Ok(Some(policies));
        }
        let ticket = known.ticket(&principal);
        let mut noted = HashSet::new();
        for _ in 0..LOOKS_MAX {
            let snapshot = self.snapshot().await?;
            let Some(basis) = self.basis(&snapshot, account, id).await? else {
                return Ok(None);
            };
            let roots = basis.roots(account);
            if roots.is_subset(&noted) {
                let policies = self.merged(&snapshot, account, &basis).await?;
                let policies = Arc::new(policies);
                known.insert(principal, Arc::clone(&policies), ticket);
                return Ok(Some(policies));
            }
            self.principals()
                .depend(Dependent::Principal(principal), &roots);
            noted.extend(roots);
        }
        Err(Error::Contended)
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

    async fn merged(
        &self,
        snapshot: &Snapshot,
        account: AccountId,
        basis: &Basis,
    ) -> Result<KnownPolicies, Error> {
        let mut parts: Vec<Part> = Vec::new();
        for held in &basis.holders {
            for part in self.parts(snapshot, account, held).await? {
                // A user may have by a group what it has itself.
                if parts
                    .iter()
                    .all(|known| known.ingredient != part.ingredient)
                {
                    parts.push(part);
                }
            }
        }
        if basis.may_change_password == Some(true) {
            parts.push(self.own_password_part(account));
        }
        let boundary = match &basis.boundary {
            Some(policy) => {
                let part = self.managed_part(snapshot, account, policy).await?;
                Some(self.policy_set(snapshot, account, vec![part]).await?)
            }
            None => None,
        };
        Ok(KnownPolicies {
            identity: self.policy_set(snapshot, account, parts).await?,
            boundary,
            revision: snapshot.revision().number(),
        })
    }

    /// Policies as a set: one that is known already, or a new one.
    async fn policy_set(
        &self,
        snapshot: &Snapshot,
        account: AccountId,
        parts: Vec<Part>,
    ) -> Result<Arc<PolicySet>, Error> {
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
                (Ingredient::Inline(..) | Ingredient::OwnPassword, document) => {
                    Arc::new(compile(document.as_deref().unwrap_or_default())?)
                }
            };
            policies.push((part.source, compiled));
        }
        let set = Arc::new(PolicySet::new(policies));
        sets.insert(recipe, Arc::clone(&set), ticket);
        Ok(set)
    }

    /// The policies of a holder, not yet compiled.
    ///
    /// SECURITY: a policy that is named and cannot be found might deny. So it is an error, which
    /// denies everything.
    async fn parts(
        &self,
        snapshot: &Snapshot,
        account: AccountId,
        held: &Held,
    ) -> Result<Vec<Part>, Error> {
        let mut parts = Vec::new();
        for entry in &held.inline {
            let table = held.kind.inline_table();
            let place = keyspace::inline_policy(account, table, held.id, &entry.name)?;
            let inline = load_revision_from::<InlinePolicyRecord>(snapshot, &place).await?;
            let (inline, revision) = inline.ok_or_else(|| lost("an inline policy", &place))?;
            let (name, kind) = match held.kind {
                HolderKind::User => (entry.name.to_string(), SourceKind::UserInline),
                HolderKind::Role => (entry.name.to_string(), SourceKind::RoleInline),
                // Of a user's policies, those of its groups are told apart by the group.
                HolderKind::Group => {
                    let name = format!("{}/{}", held.name, entry.name);
                    (name, SourceKind::GroupInline)
                }
            };
            parts.push(Part {
                ingredient: Ingredient::Inline(held.id, name.as_str().into(), revision),
                source: PolicySource::new(name, kind),
                document: Some(inline.document),
            });
        }
        for policy in &held.attached {
            parts.push(self.managed_part(snapshot, account, policy).await?);
        }
        Ok(parts)
    }

    /// What `AllowUsersToChangePassword` gives to every user of an account.
    ///
    /// SOURCE: IAM API Reference, data type `PasswordPolicy`: `iam:ChangePassword` for their own user
    /// only, and `iam:GetAccountPasswordPolicy`; no policy is attached to anybody. Names are unique in
    /// an account whatever the paths are.
    fn own_password_part(&self, account: AccountId) -> Part {
        let user = |path| {
            let user = format_args!("user/{path}${{aws:username}}");
            Arn::iam(self.partition(), account, user).to_string()
        };
        let document = format!(
            r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "iam:ChangePassword", "Resource": ["{}", "{}"]}}, {{"Effect": "Allow", "Action": "iam:GetAccountPasswordPolicy", "Resource": "*"}}]}}"#,
            user(""),
            user("*/"),
        );
        Part {
            ingredient: Ingredient::OwnPassword,
            source: PolicySource::new(OWN_PASSWORD, SourceKind::AccountSetting),
            document: Some(document),
        }
    }

    async fn managed_part(
        &self,
        snapshot: &Snapshot,
        account: AccountId,
        policy: &PolicyRef,
    ) -> Result<Part, Error> {
        let (arn, version, kind) = self.default_version(snapshot, account, policy).await?;
        Ok(Part {
            ingredient: Ingredient::Managed(policy.clone(), version),
            source: PolicySource::new(arn.as_str(), kind),
            document: None,
        })
    }

    /// The ARN of a managed policy and the version of it that counts.
    pub(crate) async fn default_version(
        &self,
        snapshot: &Snapshot,
        account: AccountId,
        policy: &PolicyRef,
    ) -> Result<(Arn, VersionNumber, SourceKind), Error> {
        let missing = || lost("a managed policy", policy);
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

    pub(super) async fn compiled_version(
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
            .ok_or_else(|| lost("a version of a managed policy", policy))?;
        let fresh = Arc::new(compile(&document)?);
        compiled.insert(key, Arc::clone(&fresh), ticket);
        Ok(fresh)
    }
}

/// Compiles a document that was valid when it was saved.
pub(super) fn compile(document: &str) -> Result<Compiled, Error> {
    let document = Document::parse(document).map_err(|error| Error::Corrupt {
        what: "a policy document",
        source: Box::new(error),
    })?;
    Ok(document.compile())
}
