//! SAML providers: whose assertions an account takes for true.
//!
//! A provider is two records: what it is, and its metadata document. Whoever reads both reads them
//! from one snapshot, and whoever changes the document changes both in one transaction.

use iamd_api::iam::{
    CreateSAMLProvider, DeleteSAMLProvider, GetSAMLProvider, ListSAMLProviders, UpdateSAMLProvider,
};
use iamd_auth::Permit;
use iamd_ident::{AccountId, Arn, Random, SamlProviderName, Tag, Timestamp};
use iamd_provider::{SamlDocument, SamlPrivateKey};

use crate::{
    AccountQuota, Directory, Error, Quota,
    draft::{load_from, transact},
    entity::covers,
    keyspace,
    page::whole_list,
    records::{AssertionEncryption, SamlDocumentRecord, SamlProviderRecord},
};

mod document;
mod places;
mod private_keys;
mod tags;

pub(crate) use document::inflate;
pub(crate) use document::{pack, unpack};

/// LIMIT: tags of a SAML provider. SOURCE: IAM User Guide, "IAM and AWS STS quotas".
const TAGS_MAX: usize = 50;

/// A SAML provider, as others see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SamlProvider {
    /// The id that a namesake does not have.
    pub id: String,
    /// The ARN.
    pub arn: Arn,
    /// When it was made.
    pub created: Timestamp,
    /// Until when its document is valid.
    pub valid_until: Timestamp,
    /// Its tags.
    pub tags: Vec<Tag>,
    /// Whether assertions must be encrypted.
    pub encryption: AssertionEncryption,
    /// Its private keys, in the order in which they came.
    pub private_keys: Vec<SamlKey>,
}

/// A private key of a SAML provider, without the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SamlKey {
    /// Its id.
    pub id: String,
    /// Since when the provider has it.
    pub added: Timestamp,
}

/// What a new SAML provider is made of.
#[derive(Clone, Debug)]
pub struct NewSamlProvider {
    /// Its name.
    pub name: SamlProviderName,
    /// Its metadata document.
    pub document: SamlDocument,
    /// Whether assertions must be encrypted.
    pub encryption: AssertionEncryption,
    /// Its first private key, if it gets one.
    pub private_key: Option<SamlPrivateKey>,
    /// Its tags, no two with the same key.
    pub tags: Vec<Tag>,
}

/// What becomes of a SAML provider. What is none stays.
#[derive(Clone, Debug, Default)]
pub struct SamlProviderUpdate {
    /// Its new metadata document.
    pub document: Option<SamlDocument>,
    /// Whether assertions must be encrypted.
    pub encryption: Option<AssertionEncryption>,
    /// What becomes of its private keys.
    pub private_keys: Option<SamlKeyChange>,
}

/// What becomes of the private keys of a SAML provider.
#[derive(Clone, Debug)]
pub enum SamlKeyChange {
    /// It gets one more.
    Add(SamlPrivateKey),
    /// The one with this id goes.
    Remove(String),
}

impl Directory {
    /// Makes a SAML provider.
    ///
    /// # Errors
    /// The name is taken, there are as many providers as may be, its document is too large, or it
    /// would have too many tags.
    pub async fn create_saml_provider(
        &self,
        permit: Permit<CreateSAMLProvider>,
        new: NewSamlProvider,
    ) -> Result<SamlProvider, Error> {
        let account = permit.account();
        permit.covers(&self.saml_provider_arn(account, &new.name))?;
        if new.tags.len() > TAGS_MAX {
            return Err(Error::Quota(Quota::TagsPerSamlProvider));
        }
        let place = keyspace::saml_provider(account, &new.name)?;
        let document_place = keyspace::saml_document(account, &new.name)?;
        let created = self.clock().now();
        let mut record = SamlProviderRecord {
            id: fresh_id("SAMLSP", self.random()),
            name: new.name,
            created,
            valid_until: new.document.metadata().valid_until_from(created),
            tags: new.tags,
            encryption: new.encryption,
            private_keys: Vec::new(),
        };
        let document = pack(new.document).await?;
        if let Some(key) = &new.private_key {
            record.private_keys.push(self.saml_key_entry(&place, key)?);
        }
        let _room = self.reserve(account, AccountQuota::SamlProviders).await?;
        transact!(self, |draft| {
            if draft.read::<SamlProviderRecord>(&place).await?.is_some() {
                return Err(Error::SamlProviderExists(record.name.clone()));
            }
            draft.put(place.clone(), &record)?;
            draft.put(document_place.clone(), &document)
        });
        Ok(self.saml_provider_of(account, record))
    }

    /// A SAML provider and its metadata document.
    ///
    /// # Errors
    /// There is none with this ARN.
    pub async fn get_saml_provider(
        &self,
        permit: Permit<GetSAMLProvider>,
        arn: &Arn,
    ) -> Result<(SamlProvider, String), Error> {
        let account = permit.account();
        let missing = || Error::NoSuchSamlProvider {
            arn: arn.to_string(),
        };
        let name = self.saml_provider_name(account, arn).ok_or_else(missing)?;
        let snapshot = self.snapshot().await?;
        let place = keyspace::saml_provider(account, &name)?;
        let found = load_from::<SamlProviderRecord>(&snapshot, &place).await?;
        let record = found
            .filter(|record| record.name == name)
            .ok_or_else(missing)?;
        covers(&permit, arn, &record.id)?;
        let place = keyspace::saml_document(account, &name)?;
        let document = load_from::<SamlDocumentRecord>(&snapshot, &place).await?;
        let document = unpack(document).await?;
        Ok((self.saml_provider_of(account, record), document))
    }

    /// All SAML providers of the account, in the order of their names.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn list_saml_providers(
        &self,
        permit: Permit<ListSAMLProviders>,
    ) -> Result<Vec<SamlProvider>, Error> {
        let account = permit.account();
        permit.covers(&self.all_saml_providers(account))?;
        let snapshot = self.snapshot().await?;
        let records = whole_list(&snapshot, &keyspace::saml_providers(account)).await?;
        let records = records.into_iter();
        Ok(records
            .map(|record| self.saml_provider_of(account, record))
            .collect())
    }

    /// Gives a SAML provider another document, another rule of encryption, or other private keys.
    ///
    /// # Errors
    /// There is no such provider or private key, it would have too many keys, or its document is too
    /// large.
    pub async fn update_saml_provider(
        &self,
        permit: Permit<UpdateSAMLProvider>,
        arn: &Arn,
        update: SamlProviderUpdate,
    ) -> Result<(), Error> {
        let account = permit.account();
        let now = self.clock().now();
        let document = match update.document {
            Some(document) => {
                let valid_until = document.metadata().valid_until_from(now);
                Some((pack(document).await?, valid_until))
            }
            None => None,
        };
        transact!(self, |draft| {
            let mut provider = self.draft_saml_provider(&mut draft, &permit, arn).await?;
            let place = keyspace::saml_provider(account, &provider.name)?;
            if let Some((document, valid_until)) = &document {
                provider.valid_until = *valid_until;
                let place = keyspace::saml_document(account, &provider.name)?;
                draft.put(place, document)?;
            }
            if let Some(encryption) = update.encryption {
                provider.encryption = encryption;
            }
            if let Some(change) = &update.private_keys {
                self.change_saml_keys(&place, &mut provider, change)?;
            }
            draft.put(place, &provider)
        });
        Ok(())
    }

    /// Deletes a SAML provider. Roles that trust it stay as they are.
    ///
    /// SOURCE: IAM API Reference, `DeleteSAMLProvider`.
    ///
    /// # Errors
    /// There is none with this ARN.
    pub async fn delete_saml_provider(
        &self,
        permit: Permit<DeleteSAMLProvider>,
        arn: &Arn,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let provider = self.draft_saml_provider(&mut draft, &permit, arn).await?;
            draft.delete(keyspace::saml_provider(account, &provider.name)?);
            draft.delete(keyspace::saml_document(account, &provider.name)?);
            Ok(())
        });
        Ok(())
    }

    fn saml_provider_of(&self, account: AccountId, record: SamlProviderRecord) -> SamlProvider {
        let keys = record.private_keys.into_iter();
        SamlProvider {
            arn: self.saml_provider_arn(account, &record.name),
            id: record.id,
            created: record.created,
            valid_until: record.valid_until,
            tags: record.tags,
            encryption: record.encryption,
            private_keys: keys
                .map(|key| SamlKey {
                    id: key.id,
                    added: key.added,
                })
                .collect(),
        }
    }
}

/// An id as AWS gives them to SAML providers and, it seems, to their keys: 22 characters.
///
/// SOURCE: IAM User Guide, "Configure SAML assertions for the authentication response", of which an
/// example begins with `SAMLSP`; IAM API Reference, type `privateKeyIdType`. What ids of keys begin
/// with nobody recorded.
fn fresh_id(prefix: &str, random: &dyn Random) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let chance: [u8; 16] = random.bytes();
    let characters = chance.iter().map(|byte| {
        let character = ALPHABET.get(usize::from(byte & 31));
        char::from(character.copied().unwrap_or(b'A'))
    });
    prefix.chars().chain(characters).collect()
}
