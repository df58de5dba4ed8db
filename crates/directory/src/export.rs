//! Tells all of an account, for another server to make it anew.
//!
//! What is told is of one moment, a list at a time and each list in pieces, so that an account of any
//! size takes no more memory than its largest piece.
//!
//! Not told, because it is of this server alone: console sessions, reports, what was tried when, the
//! deletions of service-linked roles, and the bytes of objects.

mod account;
mod credentials;
mod entities;
mod providers;

use std::sync::Arc;

use iamd_auth::SystemWork;
use iamd_ident::{AccountId, Secret, Timestamp};
use iamd_policy::Document;
use iamd_store::{Key, KeyRange, KeysInUse, Snapshot, Stored};

use crate::{
    Directory, Error, KeyOwner, PortableList, PortablePart, PortableUse,
    draft::{load_from, parse},
    entity::Entity,
    keyspace,
    records::{
        AccountRecord, GroupRecord, InstanceProfileRecord, LastUsedRecord, NamedEntityRecord,
        Record, RoleRecord, ServerCertificateRecord, UserRecord,
    },
    secrets,
};

/// LIMIT: how many things are told at once.
const PIECE_MAX: usize = 64;

/// Whether secrets are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportedSecrets {
    /// They stay here: keys, passwords, devices and private keys are told without them.
    Kept,
    /// They are told in the clear.
    Told,
}

/// An account that is being told.
pub struct Exporter {
    directory: Directory,
    snapshot: Snapshot,
    keys: Arc<KeysInUse>,
    account: AccountId,
    secrets: ExportedSecrets,
    /// Where the list goes on that was begun, if one was.
    begun: Option<(PortableList, KeyRange)>,
}

impl Directory {
    /// Begins to tell an account as it is now. Last uses are told as they are written down.
    ///
    /// # Errors
    /// There is no such account.
    pub async fn export_account(
        &self,
        _work: &SystemWork,
        account: AccountId,
        secrets: ExportedSecrets,
    ) -> Result<Exporter, Error> {
        let (snapshot, keys) = self.snapshot_with_keys().await?;
        let exporter = Exporter {
            directory: self.clone(),
            snapshot,
            keys,
            account,
            secrets,
            begun: None,
        };
        exporter.own_record().await?;
        Ok(exporter)
    }
}

impl Exporter {
    /// The next piece of a list, in the order of names; empty at its end. A list is told to its end
    /// before the next is begun.
    ///
    /// # Errors
    /// The store cannot be read, or a record is damaged.
    pub async fn next(&mut self, list: PortableList) -> Result<Vec<PortablePart>, Error> {
        let range = match self.begun.take() {
            Some((begun, range)) if begun == list => range,
            _ => KeyRange::under(&self.prefix(list)),
        };
        let records = self.snapshot.scan(&range, PIECE_MAX).await;
        let records = records.map_err(|error| Error::Store(Box::new(error)))?;
        let mut piece = Vec::with_capacity(records.len());
        for (key, stored) in &records {
            piece.push(self.part(list, key, stored).await?);
        }
        if let Some((last, _)) = records.last() {
            self.begun = Some((list, range.after(last)));
        }
        Ok(piece)
    }

    /// The records that lead to the parts of a list.
    fn prefix(&self, list: PortableList) -> Key {
        let named = |table| keyspace::names(self.account, table);
        match list {
            PortableList::Policies => keyspace::policy_names(self.account),
            PortableList::Groups => named(GroupRecord::NAMES),
            PortableList::Roles => named(RoleRecord::NAMES),
            PortableList::InstanceProfiles => named(InstanceProfileRecord::NAMES),
            PortableList::Users => named(UserRecord::NAMES),
            PortableList::MfaDevices => keyspace::mfa_devices(self.account),
            PortableList::SamlProviders => keyspace::saml_providers(self.account),
            PortableList::OidcProviders => keyspace::oidc_providers(self.account),
            PortableList::ServerCertificates => named(ServerCertificateRecord::NAMES),
            PortableList::Buckets => keyspace::buckets_of(self.account),
        }
    }

    async fn part(
        &self,
        list: PortableList,
        key: &Key,
        stored: &Stored,
    ) -> Result<PortablePart, Error> {
        Ok(match list {
            PortableList::Policies => PortablePart::Policy(self.policy(stored).await?),
            PortableList::Groups => PortablePart::Group(self.group(stored).await?),
            PortableList::Roles => PortablePart::Role(Box::new(self.role(stored).await?)),
            PortableList::InstanceProfiles => {
                PortablePart::InstanceProfile(self.instance_profile(stored).await?)
            }
            PortableList::Users => PortablePart::User(Box::new(self.user(stored).await?)),
            PortableList::MfaDevices => {
                PortablePart::MfaDevice(self.mfa_device(key, stored).await?)
            }
            PortableList::SamlProviders => {
                PortablePart::SamlProvider(self.saml_provider(key, stored).await?)
            }
            PortableList::OidcProviders => {
                PortablePart::OidcProvider(providers::oidc_provider(stored)?)
            }
            PortableList::ServerCertificates => {
                PortablePart::ServerCertificate(self.server_certificate(stored).await?)
            }
            PortableList::Buckets => PortablePart::Bucket(Box::new(self.bucket(key).await?)),
        })
    }

    async fn own_record(&self) -> Result<AccountRecord, Error> {
        let place = keyspace::account(self.account)?;
        let record = load_from::<AccountRecord>(&self.snapshot, &place).await?;
        record.ok_or(Error::NoSuchAccount(self.account))
    }

    /// A record that has to be there, because another one says so.
    async fn whole<R: Record>(&self, place: &Key) -> Result<R, Error> {
        let found = load_from::<R>(&self.snapshot, place).await?;
        found.ok_or_else(|| Error::Corrupt {
            what: R::NAME,
            source: format!("{place} is missing").into(),
        })
    }

    async fn last_use(&self, place: &Key) -> Result<Option<PortableUse>, Error> {
        let found = load_from::<LastUsedRecord>(&self.snapshot, place).await?;
        Ok(found.map(|used| PortableUse {
            at: used.at,
            region: used.region,
            service: used.service,
        }))
    }

    async fn password_last_used(&self, owner: KeyOwner) -> Result<Option<Timestamp>, Error> {
        let place = keyspace::password_last_used(self.account, owner)?;
        Ok(self.last_use(&place).await?.map(|used| used.at))
    }

    /// A sealed text, if secrets are told.
    fn text(&self, place: &Key, sealed: &[u8]) -> Result<Option<Secret<String>>, Error> {
        match self.secrets {
            ExportedSecrets::Kept => Ok(None),
            ExportedSecrets::Told => secrets::open_text(self.keys.ring(), place, sealed).map(Some),
        }
    }

    /// Sealed bytes in Base64, if secrets are told.
    fn bytes(&self, place: &Key, sealed: &[u8]) -> Result<Option<Secret<String>>, Error> {
        match self.secrets {
            ExportedSecrets::Kept => Ok(None),
            ExportedSecrets::Told => {
                let bytes = secrets::open(self.keys.ring(), place, sealed)?;
                Ok(Some(credentials::base64(bytes.expose())))
            }
        }
    }

    /// The text of a policy with the names that its users and roles have at the moment that is told.
    async fn text_with_names(
        &self,
        text: &str,
        principals: &[NamedEntityRecord],
    ) -> Result<String, Error> {
        let mut names = Vec::new();
        for named in principals.iter().filter(|named| !named.is_unknown) {
            let arn = if named.account == self.account {
                self.arn_of_entity(named).await?
            } else {
                self.directory
                    .arn_of_entity(named.account, named.id)
                    .await?
            };
            let name = arn.map_or_else(|| named.id.to_string(), |arn| arn.to_string());
            names.push((named.offset, name));
        }
        if names.is_empty() {
            return Ok(text.to_owned());
        }
        let document = Document::parse(text).map_err(|error| Error::Corrupt {
            what: "a policy of a resource",
            source: Box::new(error),
        })?;
        Ok(document.text_with_principals(text, |principal| {
            let at = principal.span.start.offset;
            let (_, name) = names.iter().find(|(offset, _)| *offset == at)?;
            (*name != principal.name).then(|| name.as_str().into())
        }))
    }

    async fn arn_of_entity(
        &self,
        named: &NamedEntityRecord,
    ) -> Result<Option<iamd_ident::Arn>, Error> {
        let user = self.entity::<UserRecord>(named.id).await?;
        if let Some(user) = user {
            return Ok(Some(self.directory.entity_arn(self.account, &user)));
        }
        let role = self.entity::<RoleRecord>(named.id).await?;
        Ok(role.map(|role| self.directory.entity_arn(self.account, &role)))
    }

    async fn entity<E: Entity>(&self, id: iamd_ident::UniqueId) -> Result<Option<E>, Error> {
        crate::entity::entity_in(&self.snapshot, self.account, id).await
    }

    /// The entity that the record of a name leads to.
    async fn named<E: Entity>(&self, stored: &Stored) -> Result<E, Error> {
        let (name, _) = parse::<crate::records::NameRecord>(stored)?;
        self.whole(&keyspace::entity(self.account, E::TABLE, name.id)?)
            .await
    }
}
