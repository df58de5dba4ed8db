//! The principals that policies of resources name: bucket policies, trust policies of roles.
//!
//! ```text
//! text        "AWS": "arn:aws:iam::123456789012:user/Bob"    saved as it came
//! principals  at byte 8: AIDA…                               found when it is saved
//! compiled by ids: who is called Bob later is not meant
//! read back with the ARN of today, or with the id if the user is gone
//! ```
//!
//! SOURCE: IAM User Guide, "AWS JSON policy elements: Principal", IAM user principals, IAM role
//! principals.

use std::collections::HashMap;

use iamd_ident::{AccountId, Arn, CanonicalUserId, IdKind, UniqueId, UserName};
use iamd_policy::{Compiled, Document, DocumentError, DocumentKind, NamedEntity, NamedPrincipal};

use crate::{
    Directory, Error,
    draft::load,
    keyspace,
    records::{AccountRecord, NamedEntityRecord},
};

/// Whom a name stands for.
enum Named {
    /// Somebody who is known by this very name.
    ByName,
    /// A user or role, who is known by the id.
    Entity(AccountId, UniqueId),
    /// Nobody.
    Nobody,
}

/// What a document means with users and roles in the place of their names.
pub(crate) fn compile_by_ids(document: &Document, principals: &[NamedEntityRecord]) -> Compiled {
    let entities: HashMap<u32, &NamedEntityRecord> = principals
        .iter()
        .map(|named| (named.offset, named))
        .collect();
    document.compile_with_entities(|at| {
        let named = entities.get(&at.offset)?;
        Some(NamedEntity {
            account: named.account.to_string().into(),
            id: named.id.as_str().into(),
        })
    })
}

impl Directory {
    /// The users and roles that a document names. `owner` is the account of the resource.
    ///
    /// # Errors
    /// The document names somebody who does not exist.
    pub(crate) async fn named_entities(
        &self,
        owner: AccountId,
        document: &Document,
        kind: DocumentKind<'_>,
    ) -> Result<Vec<NamedEntityRecord>, Error> {
        let mut entities = Vec::new();
        for named in document.principals() {
            match self.named(owner, &named).await? {
                Named::ByName => {}
                Named::Entity(account, id) => entities.push(NamedEntityRecord {
                    offset: named.span.start.offset,
                    account,
                    id,
                    is_unknown: false,
                }),
                Named::Nobody => {
                    let error = DocumentError::unknown_principal(kind, &named);
                    return Err(Error::PolicyDocument(error));
                }
            }
        }
        Ok(entities)
    }

    /// The text of a policy with the ARNs that its users and roles have today, and with the ids of
    /// those who are gone. `what` names the policy in errors.
    pub(crate) async fn text_with_names(
        &self,
        text: &str,
        principals: &[NamedEntityRecord],
        what: &'static str,
    ) -> Result<String, Error> {
        if principals.is_empty() {
            return Ok(text.to_owned());
        }
        let mut names = HashMap::new();
        // Whoever was not known keeps the name that stands there.
        for named in principals.iter().filter(|named| !named.is_unknown) {
            let arn = self.arn_of_entity(named.account, named.id).await?;
            let name = arn.map_or_else(|| named.id.to_string(), |arn| arn.to_string());
            names.insert(named.offset, name);
        }
        let document = Document::parse(text).map_err(|error| Error::Corrupt {
            what,
            source: Box::new(error),
        })?;
        Ok(document.text_with_principals(text, |named| {
            let name = names.get(&named.span.start.offset)?;
            (*name != named.name).then(|| name.as_str().into())
        }))
    }

    /// The user or role of an account that has this ARN today.
    pub(crate) async fn entity_with_arn(
        &self,
        account: AccountId,
        arn: &Arn,
    ) -> Result<Option<UniqueId>, Error> {
        let named = match arn.resource().split_once('/') {
            Some(("user", _)) => self.named_user(account, arn).await?,
            Some(("role", _)) => self.named_role(account, arn).await?,
            _ => Named::Nobody,
        };
        Ok(match named {
            Named::Entity(_, id) => Some(id),
            Named::ByName | Named::Nobody => None,
        })
    }

    /// The ARN that a user or role has today.
    pub(crate) async fn arn_of_entity(
        &self,
        account: AccountId,
        id: UniqueId,
    ) -> Result<Option<Arn>, Error> {
        Ok(match id.kind() {
            Some(IdKind::User) => {
                let user = self.known_user(account, id).await?;
                user.map(|user| user.facts.arn.clone())
            }
            Some(IdKind::Role) => {
                let role = self.known_role(account, id).await?;
                role.map(|role| role.facts.arn.clone())
            }
            _ => None,
        })
    }

    /// Services, and providers that everybody knows, exist.
    async fn named(&self, owner: AccountId, named: &NamedPrincipal<'_>) -> Result<Named, Error> {
        match named.kind {
            "AWS" => self.named_aws(owner, named.name).await,
            "CanonicalUser" => match named.name.parse::<CanonicalUserId>() {
                Ok(id) => self.named_account(id.account()).await,
                Err(_) => Ok(Named::Nobody),
            },
            "Federated" if named.name.contains(':') => self.named_provider(owner, named.name).await,
            "Federated" | "Service" => Ok(Named::ByName),
            _ => Ok(Named::Nobody),
        }
    }

    async fn named_aws(&self, owner: AccountId, name: &str) -> Result<Named, Error> {
        if name == "*" {
            return Ok(Named::ByName);
        }
        if let Ok(account) = name.parse() {
            return self.named_account(account).await;
        }
        if let Ok(id) = name.parse() {
            return self.named_id(owner, id).await;
        }
        let Ok(arn) = name.parse::<Arn>() else {
            return Ok(Named::Nobody);
        };
        let Some(account) = arn.account_id() else {
            return Ok(Named::Nobody);
        };
        if arn.partition() != self.partition().as_str() {
            return Ok(Named::Nobody);
        }
        match (arn.service(), arn.resource().split_once('/')) {
            ("iam", None) if arn.resource() == "root" => self.named_account(account).await,
            ("iam", Some(("user", _))) => self.named_user(account, &arn).await,
            ("iam", Some(("role", _))) => self.named_role(account, &arn).await,
            // Nobody knows the names of sessions before they are made.
            ("sts", Some(("assumed-role" | "federated-user", _))) => {
                self.named_account(account).await
            }
            _ => Ok(Named::Nobody),
        }
    }

    /// A provider is known by its ARN: one that is made anew is trusted as the one before it.
    ///
    /// SECURITY: only those of the resource's own account are found. Which providers another account
    /// has is not to be found out by naming them; what AWS says of them nobody recorded.
    ///
    /// SOURCE: observed of `AssumeRoleWithSAML` with a provider that was deleted and made again.
    async fn named_provider(&self, owner: AccountId, name: &str) -> Result<Named, Error> {
        let Ok(arn) = name.parse::<Arn>() else {
            return Ok(Named::Nobody);
        };
        let is_there = self.find_saml_provider(owner, &arn).await?.is_some()
            || self.find_oidc_provider(owner, &arn).await?.is_some();
        Ok(if is_there {
            Named::ByName
        } else {
            Named::Nobody
        })
    }

    async fn named_account(&self, account: AccountId) -> Result<Named, Error> {
        let found = load::<AccountRecord>(self.store(), &keyspace::account(account)?).await?;
        Ok(found.map_or(Named::Nobody, |_| Named::ByName))
    }

    /// An id does not say the account of its user or role; only those of the resource's own are
    /// found.
    async fn named_id(&self, owner: AccountId, id: UniqueId) -> Result<Named, Error> {
        let found = self.arn_of_entity(owner, id).await?;
        Ok(found.map_or(Named::Nobody, |_| Named::Entity(owner, id)))
    }

    async fn named_user(&self, account: AccountId, arn: &Arn) -> Result<Named, Error> {
        let name = arn.resource().rsplit('/').next().unwrap_or_default();
        let Ok(name) = name.parse::<UserName>() else {
            return Ok(Named::Nobody);
        };
        let user = self.find_user(account, &name).await?;
        // Case and path count.
        let user = user.filter(|user| user.facts.arn == *arn);
        Ok(user.map_or(Named::Nobody, |user| Named::Entity(account, user.facts.id)))
    }

    async fn named_role(&self, account: AccountId, arn: &Arn) -> Result<Named, Error> {
        let role = self.role_with_arn(account, arn).await?;
        Ok(role.map_or(Named::Nobody, |role| Named::Entity(account, role.facts.id)))
    }
}
