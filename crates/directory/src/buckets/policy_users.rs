//! The principals that bucket policies name.
//!
//! ```text
//! text  "AWS": "arn:aws:iam::123456789012:user/Bob"    saved as it came
//! users  at byte 8: AIDA…                              found when it is saved
//! compiled by ids: who is called Bob later is not meant
//! read back with the ARN of today, or with the id if the user is gone
//! ```
//!
//! SOURCE: IAM User Guide, "AWS JSON policy elements: Principal", IAM user principals.

use std::collections::HashMap;

use iamd_ident::{AccountId, Arn, CanonicalUserId, IdKind, UniqueId, UserName};
use iamd_policy::{Document, DocumentError, DocumentKind, NamedPrincipal};

use crate::{
    Directory, Error,
    draft::load,
    keyspace,
    records::{AccountRecord, BucketPolicyRecord, NamedUserRecord},
};

/// Whom a name stands for.
enum Named {
    /// Somebody who is known by this very name.
    ByName,
    /// A user, who is known by the id.
    User(AccountId, UniqueId),
    /// Nobody.
    Nobody,
}

/// Puts the ids of users in the place of their names.
pub(super) fn with_ids(document: &mut Document, users: &[NamedUserRecord]) {
    let ids: HashMap<u32, UniqueId> = users.iter().map(|user| (user.offset, user.id)).collect();
    document.rename_principals(|named| {
        let id = ids.get(&named.span.start.offset)?;
        Some(id.as_str().into())
    });
}

impl Directory {
    /// The users that a document names.
    ///
    /// # Errors
    /// The document names somebody who does not exist.
    pub(super) async fn named_users(
        &self,
        owner: AccountId,
        document: &Document,
        kind: DocumentKind<'_>,
    ) -> Result<Vec<NamedUserRecord>, Error> {
        let mut users = Vec::new();
        for named in document.principals() {
            match self.named(owner, &named).await? {
                Named::ByName => {}
                Named::User(account, id) => users.push(NamedUserRecord {
                    offset: named.span.start.offset,
                    account,
                    id,
                }),
                Named::Nobody => {
                    let error = DocumentError::unknown_principal(kind, &named);
                    return Err(Error::PolicyDocument(error));
                }
            }
        }
        Ok(users)
    }

    /// The text of a policy with the names that its users have today.
    pub(super) async fn policy_with_names(
        &self,
        policy: &BucketPolicyRecord,
    ) -> Result<String, Error> {
        let mut names = HashMap::new();
        for user in &policy.users {
            let known = self.known_user(user.account, user.id).await?;
            let name = match known {
                Some(known) => known.facts.arn.to_string(),
                None => user.id.to_string(),
            };
            names.insert(user.offset, name);
        }
        let document = Document::parse(&policy.document).map_err(|error| Error::Corrupt {
            what: "the policy of a bucket",
            source: Box::new(error),
        })?;
        Ok(document.text_with_principals(&policy.document, |named| {
            let name = names.get(&named.span.start.offset)?;
            (*name != named.name).then(|| name.as_str().into())
        }))
    }

    /// Services, and providers that everybody knows, exist. There are no roles and no providers of
    /// accounts yet, so whoever names one names nobody.
    async fn named(&self, owner: AccountId, named: &NamedPrincipal<'_>) -> Result<Named, Error> {
        match named.kind {
            "AWS" => self.named_aws(owner, named.name).await,
            "CanonicalUser" => match named.name.parse::<CanonicalUserId>() {
                Ok(id) => self.named_account(id.account()).await,
                Err(_) => Ok(Named::Nobody),
            },
            "Federated" if named.name.contains(':') => Ok(Named::Nobody),
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
            // Nobody knows the names of sessions before they are made.
            ("sts", Some(("federated-user", _))) => self.named_account(account).await,
            _ => Ok(Named::Nobody),
        }
    }

    async fn named_account(&self, account: AccountId) -> Result<Named, Error> {
        let found = load::<AccountRecord>(self.store(), &keyspace::account(account)?).await?;
        Ok(found.map_or(Named::Nobody, |_| Named::ByName))
    }

    /// An id does not say the account of its user; only those of the bucket's own are found.
    async fn named_id(&self, owner: AccountId, id: UniqueId) -> Result<Named, Error> {
        let is_user = id.kind() == Some(IdKind::User);
        if is_user && self.known_user(owner, id).await?.is_some() {
            return Ok(Named::User(owner, id));
        }
        Ok(Named::Nobody)
    }

    async fn named_user(&self, account: AccountId, arn: &Arn) -> Result<Named, Error> {
        let name = arn.resource().rsplit('/').next().unwrap_or_default();
        let Ok(name) = name.parse::<UserName>() else {
            return Ok(Named::Nobody);
        };
        let user = self.find_user(account, &name).await?;
        // Case and path count.
        let user = user.filter(|user| user.facts.arn == *arn);
        Ok(user.map_or(Named::Nobody, |user| Named::User(account, user.facts.id)))
    }
}
