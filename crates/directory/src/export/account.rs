//! What is the account's as a whole, its root user and its buckets.

use iamd_store::Key;

use super::{ExportedSecrets, Exporter};
use crate::{
    AccountProperties, Error, KeyOwner, PasswordPolicy, PortableAccount, PortableBucket,
    PortableIssuer, PortableIssuerKey, PortableRootUser,
    draft::load_from,
    keyspace,
    records::{BucketRecord, RootUserRecord, TokenPreferencesRecord, WebIdentityIssuerRecord},
};

impl Exporter {
    /// The account itself.
    ///
    /// # Errors
    /// The store cannot be read, or a record is damaged.
    pub async fn account(&self) -> Result<PortableAccount, Error> {
        let record = self.own_record().await?;
        let snapshot = &self.snapshot;
        let policy = keyspace::password_policy(record.id);
        let properties = keyspace::account_properties(record.id);
        let preferences = keyspace::token_preferences(record.id);
        let preferences = load_from::<TokenPreferencesRecord>(snapshot, &preferences).await?;
        Ok(PortableAccount {
            id: record.id,
            created: record.created,
            alias: record.alias,
            password_policy: load_from::<PasswordPolicy>(snapshot, &policy).await?,
            properties: load_from::<AccountProperties>(snapshot, &properties).await?,
            global_endpoint_token_version: preferences
                .map(|preferences| preferences.global_endpoint_token_version),
            web_identity_issuer: self.issuer().await?,
        })
    }

    /// The root user.
    ///
    /// # Errors
    /// The store cannot be read, or a record is damaged.
    pub async fn root_user(&self) -> Result<PortableRootUser, Error> {
        let record: RootUserRecord = self.whole(&keyspace::root_user(self.account)).await?;
        let owner = KeyOwner::RootUser;
        Ok(PortableRootUser {
            created: record.created,
            access_keys: self.access_keys(&record.access_keys).await?,
            password: self.password(owner, record.password.as_ref()).await?,
            password_last_used: self.password_last_used(owner).await?,
            signing_certificates: self
                .signing_certificates(&record.signing_certificates)
                .await?,
        })
    }

    /// Without its keys an issuer is none: whoever trusts it would trust nothing.
    async fn issuer(&self) -> Result<Option<PortableIssuer>, Error> {
        let place = keyspace::web_identity_issuer(self.account);
        let found = load_from::<WebIdentityIssuerRecord>(&self.snapshot, &place).await?;
        let Some(record) = found.filter(|_| self.secrets == ExportedSecrets::Told) else {
            return Ok(None);
        };
        let mut keys = Vec::with_capacity(record.keys.len());
        for key in record.keys {
            keys.push(PortableIssuerKey {
                secret: self.bytes(&place, &key.sealed_secret)?,
                public: key.public,
                signs_from: key.signs_from,
            });
        }
        Ok(Some(PortableIssuer {
            id: record.id,
            enabled: record.enabled,
            keys,
        }))
    }

    /// The bucket that an entry of the account's list is of.
    pub(super) async fn bucket(&self, entry: &Key) -> Result<PortableBucket, Error> {
        let name = entry.name().and_then(|name| name.parse().ok());
        let name = name.ok_or_else(|| Error::Corrupt {
            what: "a bucket of an account",
            source: "its key names none".into(),
        })?;
        let record: BucketRecord = self.whole(&keyspace::bucket(&name)?).await?;
        let policy = match &record.policy {
            Some(policy) => Some(
                self.text_with_names(&policy.document, &policy.principals)
                    .await?,
            ),
            None => None,
        };
        Ok(PortableBucket {
            name: record.name,
            region: record.region,
            created: record.created,
            policy,
            settings: record.settings,
        })
    }
}
