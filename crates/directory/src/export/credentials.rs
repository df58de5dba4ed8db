//! Keys, passwords, certificates and MFA devices.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use iamd_ident::{AccessKeyId, Secret, SshPublicKeyId};
use iamd_store::{Key, Stored};

use super::{ExportedSecrets, Exporter};
use crate::{
    Error, KeyOwner, PortableEnabled, PortableKey, PortableMfaDevice, PortableOwner,
    PortablePassword, PortableServiceCredential, PortableSigningCertificate, PortableSshKey,
    draft::{load_from, parse},
    keyspace,
    records::{
        AccessKeyRecord, EnabledRecord, MfaDeviceRecord, MfaStepRecord, PasswordEntry,
        PasswordHashesRecord, ServiceCredentialEntry, ServiceCredentialRecord,
        SigningCertificateRecord, SigningEntry, SshPublicKeyRecord, UserRecord,
    },
};

/// Bytes as a text.
pub(super) fn base64(bytes: &[u8]) -> Secret<String> {
    Secret::new(STANDARD.encode(bytes))
}

impl Exporter {
    pub(super) async fn access_keys(&self, ids: &[AccessKeyId]) -> Result<Vec<PortableKey>, Error> {
        let mut keys = Vec::with_capacity(ids.len());
        for id in ids {
            let place = keyspace::access_key(self.account, id)?;
            let record: AccessKeyRecord = self.whole(&place).await?;
            let used = keyspace::last_used(self.account, id)?;
            keys.push(PortableKey {
                id: id.clone(),
                status: record.status,
                created: record.created,
                last_used: self.last_use(&used).await?,
                secret: self.text(&place, &record.sealed_secret)?,
            });
        }
        Ok(keys)
    }

    pub(super) async fn password(
        &self,
        owner: KeyOwner,
        entry: Option<&PasswordEntry>,
    ) -> Result<Option<PortablePassword>, Error> {
        let Some(entry) = entry else {
            return Ok(None);
        };
        let place = keyspace::password(self.account, owner)?;
        let record: PasswordHashesRecord = self.whole(&place).await?;
        let mut hashes = Vec::new();
        for sealed in &record.sealed_hashes {
            hashes.extend(self.text(&place, sealed)?);
        }
        let mut hashes = hashes.into_iter();
        let hash = hashes.next();
        let before: Vec<_> = hashes.map(|hash| hash.expose().clone()).collect();
        let before = Secret::new(before.join("\n"));
        Ok(Some(PortablePassword {
            created: entry.created,
            changed: entry.changed,
            reset_required: entry.reset_required,
            hash,
            hashes_before: (!before.expose().is_empty()).then_some(before),
        }))
    }

    pub(super) async fn signing_certificates(
        &self,
        entries: &[SigningEntry],
    ) -> Result<Vec<PortableSigningCertificate>, Error> {
        let mut certificates = Vec::with_capacity(entries.len());
        for entry in entries {
            let place = keyspace::signing_certificate(self.account, &entry.id)?;
            let record: SigningCertificateRecord = self.whole(&place).await?;
            certificates.push(PortableSigningCertificate {
                id: entry.id.clone(),
                status: entry.status,
                uploaded: entry.uploaded,
                body: record.body,
            });
        }
        Ok(certificates)
    }

    pub(super) async fn ssh_public_keys(
        &self,
        ids: &[SshPublicKeyId],
    ) -> Result<Vec<PortableSshKey>, Error> {
        let mut keys = Vec::with_capacity(ids.len());
        for id in ids {
            let place = keyspace::ssh_public_key(self.account, id)?;
            let record: SshPublicKeyRecord = self.whole(&place).await?;
            keys.push(PortableSshKey {
                id: record.id,
                status: record.status,
                uploaded: record.uploaded,
                key: record.key,
            });
        }
        Ok(keys)
    }

    pub(super) async fn service_credentials(
        &self,
        entries: &[ServiceCredentialEntry],
    ) -> Result<Vec<PortableServiceCredential>, Error> {
        let mut credentials = Vec::with_capacity(entries.len());
        for entry in entries {
            let place = keyspace::service_credential(self.account, entry.id)?;
            let record: ServiceCredentialRecord = self.whole(&place).await?;
            let digest = base64(&record.password_digest);
            credentials.push(PortableServiceCredential {
                id: record.id,
                service: record.service,
                login: record.login,
                status: record.status,
                created: record.created,
                expires: record.expires,
                password_digest: (self.secrets == ExportedSecrets::Told).then_some(digest),
            });
        }
        Ok(credentials)
    }

    pub(super) async fn mfa_device(
        &self,
        place: &Key,
        stored: &Stored,
    ) -> Result<PortableMfaDevice, Error> {
        let (record, _) = parse::<MfaDeviceRecord>(stored)?;
        let local = place.name().unwrap_or_default();
        let step = keyspace::mfa_step(self.account, local)?;
        let step = load_from::<MfaStepRecord>(&self.snapshot, &step).await?;
        let enabled = match &record.enabled {
            Some(enabled) => Some(self.enabled(enabled).await?),
            None => None,
        };
        Ok(PortableMfaDevice {
            seed: self.bytes(place, &record.sealed_seed)?,
            name: record.name,
            path: record.path,
            created: record.created,
            tags: record.tags,
            enabled,
            drift_steps: record.drift_steps,
            last_step: step.map(|step| step.last),
        })
    }

    async fn enabled(&self, enabled: &EnabledRecord) -> Result<PortableEnabled, Error> {
        let owner = match enabled.owner {
            KeyOwner::RootUser => PortableOwner::RootUser,
            KeyOwner::User(id) => {
                let place = keyspace::entity(self.account, keyspace::USERS, id)?;
                let user: UserRecord = self.whole(&place).await?;
                PortableOwner::User(user.name)
            }
        };
        Ok(PortableEnabled {
            owner,
            at: enabled.at,
        })
    }
}
