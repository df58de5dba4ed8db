//! Whom trust policies and policies of buckets name.
//!
//! An account may name others that this server does not have, and users and roles who are gone. The
//! operations of IAM and S3 refuse such names; an import keeps them, and nobody is meant by them.

use iamd_ident::{AccountId, Arn, CanonicalUserId, IdKind, UniqueId};
use iamd_policy::{Document, NamedPrincipal};

use super::{
    ImportError,
    planner::{At, Planner},
};
use crate::{
    draft::load,
    import::RemarkKind,
    keyspace,
    records::{AccountRecord, NamedEntityRecord},
};

/// Whom a name stands for.
enum Meant {
    /// Somebody who is known by this very name.
    ByName,
    /// A user or role.
    Entity(AccountId, UniqueId),
    /// Nobody; a name that could become somebody's stands for an id that nobody has.
    Nobody(Option<(AccountId, IdKind)>),
}

impl Planner<'_> {
    /// The users and roles that a document names.
    pub(super) async fn principals(
        &mut self,
        at: At<'_>,
        what: &str,
        document: Option<&Document>,
    ) -> Result<Vec<NamedEntityRecord>, ImportError> {
        let (mut entities, mut unknown) = (Vec::new(), Vec::new());
        for named in document.iter().flat_map(|document| document.principals()) {
            let mut entity = |account, id, is_unknown| {
                entities.push(NamedEntityRecord {
                    offset: named.span.start.offset,
                    account,
                    id,
                    is_unknown,
                });
            };
            match self.meant(&named).await? {
                Meant::ByName => {}
                Meant::Entity(account, id) => entity(account, id, false),
                Meant::Nobody(could_be) => {
                    unknown.push(named.name.to_owned());
                    // SECURITY: else whoever makes a user or role of this name later would be meant.
                    if let Some((account, kind)) = could_be {
                        entity(
                            account,
                            UniqueId::random(kind, self.directory.random()),
                            true,
                        );
                    }
                }
            }
        }
        if !unknown.is_empty() {
            unknown.dedup();
            let said = format!("{what} names {}: here nobody is meant", unknown.join(", "));
            self.remark(RemarkKind::UnknownPrincipal, at, said);
        }
        Ok(entities)
    }

    async fn meant(&self, named: &NamedPrincipal<'_>) -> Result<Meant, ImportError> {
        let name = named.name;
        Ok(match named.kind {
            "AWS" => return self.meant_by_aws(name).await,
            "CanonicalUser" => match name.parse::<CanonicalUserId>() {
                Ok(id) => self.account_is_meant(id.account()).await?,
                Err(_) => Meant::Nobody(None),
            },
            "Federated" if name.contains(':') && !self.providers.contains(name) => {
                Meant::Nobody(None)
            }
            _ => Meant::ByName,
        })
    }

    async fn meant_by_aws(&self, name: &str) -> Result<Meant, ImportError> {
        if name == "*" {
            return Ok(Meant::ByName);
        }
        if let Ok(account) = name.parse() {
            return self.account_is_meant(account).await;
        }
        if let Ok(id) = name.parse::<UniqueId>() {
            return Ok(match id.kind() {
                _ if self.is_own(id) => Meant::Entity(self.account, id),
                // SECURITY: an account that is imported later may bring somebody of this id along.
                Some(kind @ (IdKind::User | IdKind::Role)) => {
                    Meant::Nobody(Some((self.account, kind)))
                }
                _ => Meant::Nobody(None),
            });
        }
        let arn = name.parse::<Arn>().ok();
        let Some((arn, account)) = arn.and_then(|arn| Some((arn.clone(), arn.account_id()?)))
        else {
            return Ok(Meant::Nobody(None));
        };
        let kind = match (arn.service(), arn.resource().split_once('/')) {
            ("iam", Some(("user", _))) => IdKind::User,
            ("iam", Some(("role", _))) => IdKind::Role,
            _ => return self.account_is_meant(account).await,
        };
        if account == self.account {
            let own = self.arns.get(name);
            return Ok(own.map_or(Meant::Nobody(Some((account, kind))), |id| {
                Meant::Entity(account, *id)
            }));
        }
        let found = self.directory.entity_with_arn(account, &arn).await?;
        Ok(found.map_or(Meant::Nobody(Some((account, kind))), |id| {
            Meant::Entity(account, id)
        }))
    }

    /// An account is known by its id: one that is made later is meant.
    async fn account_is_meant(&self, account: AccountId) -> Result<Meant, ImportError> {
        if account == self.account {
            return Ok(Meant::ByName);
        }
        let place = keyspace::account(account)?;
        let found = load::<AccountRecord>(self.directory.store(), &place).await?;
        Ok(found.map_or(Meant::Nobody(None), |_| Meant::ByName))
    }
}
