//! The private keys of SAML providers.

use iamd_provider::SamlPrivateKey;
use iamd_store::Key;

use super::{SamlKeyChange, fresh_id};
use crate::{
    Directory, Error, Quota,
    records::{PackedBytes, SamlKeyEntry, SamlProviderRecord},
};

/// LIMIT: private keys of a provider. SOURCE: IAM API Reference, type `privateKeyList`.
const PRIVATE_KEYS_MAX: usize = 2;

impl Directory {
    /// A key as the record at this place keeps it.
    pub(super) fn saml_key_entry(
        &self,
        place: &Key,
        key: &SamlPrivateKey,
    ) -> Result<SamlKeyEntry, Error> {
        Ok(SamlKeyEntry {
            id: fresh_id("SAMLPK", self.random()),
            added: self.clock().now(),
            sealed_key: PackedBytes(self.seal_secret(place, key.expose().as_bytes())?),
        })
    }

    /// Adds or takes away a key of the provider at this place.
    pub(super) fn change_saml_keys(
        &self,
        place: &Key,
        provider: &mut SamlProviderRecord,
        change: &SamlKeyChange,
    ) -> Result<(), Error> {
        let keys = &mut provider.private_keys;
        match change {
            SamlKeyChange::Add(_) if keys.len() >= PRIVATE_KEYS_MAX => {
                Err(Error::Quota(Quota::PrivateKeysPerSamlProvider))
            }
            SamlKeyChange::Add(key) => {
                keys.push(self.saml_key_entry(place, key)?);
                Ok(())
            }
            SamlKeyChange::Remove(id) => {
                let known = keys.iter().position(|key| key.id == *id);
                let known = known.ok_or_else(|| Error::NoSuchSamlKey { id: id.clone() })?;
                keys.remove(known);
                Ok(())
            }
        }
    }
}
