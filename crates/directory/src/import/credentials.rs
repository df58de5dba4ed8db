//! Keys, passwords, certificates and MFA devices. What has come without its secret is left out.

use std::ops::RangeInclusive;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use iamd_auth::{PasswordStamp, mfa::totp};
use iamd_certificate::{Certificate, SshPublicKey};
use iamd_ident::{IdKind, Secret, SigningCertificateId, SshPublicKeyId, Timestamp, UniqueId};
use iamd_seal::PasswordHash;

use super::{
    ImportError, Published,
    planner::{At, Planner},
};
use crate::{
    KeyOwner, PortableKey, PortableList, PortableMfaDevice, PortableOwner, PortablePassword,
    PortableServiceCredential, PortableSigningCertificate, PortableSshKey, PortableUse,
    draft::load,
    import::RemarkKind,
    keyspace,
    last_use::kept_region,
    records::{
        AccessKeyRecord, EnabledRecord, GlobalAccessKeyRecord, LastUsedRecord, MfaDeviceRecord,
        MfaEntry, MfaStepRecord, PasswordEntry, PasswordHashesRecord, ServiceCredentialEntry,
        ServiceCredentialRecord, ServiceLoginRecord, SigningCertificateRecord, SigningEntry,
        SshPublicKeyRecord,
    },
};

/// LIMIT: bytes of a certificate or SSH key. SOURCE: IAM API Reference: 16,384 characters.
const TEXT_BYTES_MAX: usize = 16_384;

/// LIMIT: hashes of passwords that were before. SOURCE: IAM API Reference, `PasswordReusePrevention`.
const HASHES_MAX: usize = 24;

/// LIMIT: bytes of the seed of an MFA device. SOURCE: RFC 4226, section 4: 16 and more.
const SEED_BYTES: RangeInclusive<usize> = 16..=128;

/// Bytes of the digest of a service-specific credential's password, which is of SHA-256.
const DIGEST_BYTES: usize = 32;

impl Planner<'_> {
    pub(super) async fn access_keys(
        &mut self,
        at: At<'_>,
        owner: KeyOwner,
        keys: Vec<PortableKey>,
    ) -> Result<Vec<iamd_ident::AccessKeyId>, ImportError> {
        let mut kept = Vec::with_capacity(keys.len());
        for (place, key) in keys.into_iter().enumerate() {
            let member = format!("access_keys[{place}].id");
            // SECURITY: before anything is said with it, for a secret may stand in its place.
            if !key.id.is_long_term() {
                let what = "this is no id of an access key of a user, which begins with AKIA";
                return Err(at.fault(member, what));
            }
            self.take(at, &member, key.id.to_string())?;
            let Some(secret) = key.secret else {
                self.left_out(at, &format!("access key {}", key.id), NO_SECRET);
                continue;
            };
            let global = keyspace::global_access_key(&key.id)?;
            let other = load::<GlobalAccessKeyRecord>(self.directory.store(), &global).await?;
            if other.is_some() {
                let why = "this server has a key of that id already";
                self.left_out(at, &format!("access key {}", key.id), why);
                continue;
            }
            let (status, created) = (key.status, key.created);
            self.put_sealed(
                keyspace::access_key(self.account, &key.id)?,
                move |directory, place| {
                    Ok(AccessKeyRecord {
                        owner,
                        status,
                        created,
                        sealed_secret: directory.seal_secret(place, secret.expose().as_bytes())?,
                    })
                },
            );
            if let Some(used) = key.last_used {
                let record = last_used(&used);
                self.put(keyspace::last_used(self.account, &key.id)?, &record)?;
            }
            self.publish(Published::Key(key.id.clone()));
            kept.push(key.id);
        }
        Ok(kept)
    }

    /// SECURITY: the password gets a stamp of its own, so that no console session of elsewhere counts.
    pub(super) fn password(
        &mut self,
        at: At<'_>,
        owner: KeyOwner,
        password: Option<PortablePassword>,
    ) -> Result<Option<PasswordEntry>, ImportError> {
        let Some(password) = password else {
            return Ok(None);
        };
        let Some(hash) = password.hash else {
            self.left_out(at, "its password", NO_SECRET);
            return Ok(None);
        };
        let mut hashes = vec![hash];
        if let Some(before) = &password.hashes_before {
            let lines = before.expose().lines().take(HASHES_MAX);
            hashes.extend(lines.map(|line| Secret::new(line.to_owned())));
        }
        for (place, hash) in hashes.iter().enumerate() {
            let member = match place {
                0 => "password.hash",
                _ => "password.hashes_before",
            };
            let parsed = PasswordHash::parse(hash.clone());
            parsed.map_err(|error| at.fault(member, error.to_string()))?;
        }
        let entry = PasswordEntry {
            stamp: PasswordStamp::fresh(self.directory.random()),
            created: password.created,
            changed: password.changed,
            reset_required: password.reset_required,
        };
        let stamp = entry.stamp.clone();
        self.put_sealed(
            keyspace::password(self.account, owner)?,
            move |directory, place| {
                let seal =
                    |hash: &Secret<String>| directory.seal_secret(place, hash.expose().as_bytes());
                Ok(PasswordHashesRecord {
                    stamp: stamp.clone(),
                    sealed_hashes: hashes.iter().map(seal).collect::<Result<_, _>>()?,
                })
            },
        );
        Ok(Some(entry))
    }

    pub(super) fn password_used(
        &mut self,
        owner: KeyOwner,
        at: Option<Timestamp>,
    ) -> Result<(), ImportError> {
        let Some(at) = at else {
            return Ok(());
        };
        let record = LastUsedRecord {
            at,
            region: String::new(),
            service: String::new(),
        };
        self.put(keyspace::password_last_used(self.account, owner)?, &record)
    }

    pub(super) fn signing_certificates(
        &mut self,
        at: At<'_>,
        owner: KeyOwner,
        certificates: Vec<PortableSigningCertificate>,
    ) -> Result<Vec<SigningEntry>, ImportError> {
        let mut entries = Vec::with_capacity(certificates.len());
        for (place, certificate) in certificates.into_iter().enumerate() {
            let member = format!("signing_certificates[{place}]");
            self.take(at, &member, certificate.id.to_string())?;
            short_enough(at, &member, &certificate.body)?;
            let is_its = Certificate::from_pem(&certificate.body)
                .is_ok_and(|read| SigningCertificateId::of_digest(&read.sha1()) == certificate.id);
            if !is_its {
                return Err(at.fault(member, "this is no certificate, or not the one of this id"));
            }
            let key = keyspace::signing_certificate(self.account, &certificate.id)?;
            let body = certificate.body;
            self.put(key, &SigningCertificateRecord { owner, body })?;
            entries.push(SigningEntry {
                id: certificate.id,
                status: certificate.status,
                uploaded: certificate.uploaded,
            });
        }
        Ok(entries)
    }

    pub(super) fn ssh_public_keys(
        &mut self,
        at: At<'_>,
        owner: UniqueId,
        keys: Vec<PortableSshKey>,
    ) -> Result<Vec<SshPublicKeyId>, ImportError> {
        let mut ids = Vec::with_capacity(keys.len());
        for (place, key) in keys.into_iter().enumerate() {
            let member = format!("ssh_public_keys[{place}]");
            self.take(at, &member, key.id.to_string())?;
            short_enough(at, &member, &key.key)?;
            if SshPublicKey::parse(&key.key).is_err() {
                return Err(at.fault(member, "this is no SSH public key"));
            }
            let record = SshPublicKeyRecord {
                id: key.id.clone(),
                owner,
                status: key.status,
                uploaded: key.uploaded,
                key: key.key,
            };
            self.put(keyspace::ssh_public_key(self.account, &key.id)?, &record)?;
            ids.push(key.id);
        }
        Ok(ids)
    }

    pub(super) fn service_credentials(
        &mut self,
        at: At<'_>,
        owner: UniqueId,
        credentials: Vec<PortableServiceCredential>,
    ) -> Result<Vec<ServiceCredentialEntry>, ImportError> {
        let mut entries = Vec::with_capacity(credentials.len());
        for (place, credential) in credentials.into_iter().enumerate() {
            let member = format!("service_credentials[{place}]");
            self.take_id(at, credential.id, IdKind::ServiceCredential)?;
            let Some(digest) = &credential.password_digest else {
                let what = format!("service-specific credential {}", credential.id);
                self.left_out(at, &what, NO_SECRET);
                continue;
            };
            let password_digest = STANDARD.decode(digest.expose());
            let password_digest = password_digest.map_err(|_| not_base64(at, &member))?;
            if password_digest.len() != DIGEST_BYTES {
                let member = format!("{member}.password_digest");
                return Err(at.fault(member, "this is no SHA-256 digest"));
            }
            let key =
                keyspace::service_login(self.account, &credential.service, &credential.login)?;
            self.take(at, &member, key.to_string())?;
            self.put(key, &ServiceLoginRecord { id: credential.id })?;
            let record = ServiceCredentialRecord {
                id: credential.id,
                owner,
                service: credential.service.clone(),
                login: credential.login,
                status: credential.status,
                created: credential.created,
                expires: credential.expires,
                password_digest,
            };
            self.put(
                keyspace::service_credential(self.account, record.id)?,
                &record,
            )?;
            entries.push(ServiceCredentialEntry {
                id: credential.id,
                service: credential.service,
            });
        }
        Ok(entries)
    }

    /// To be planned before those whom devices are enabled for.
    pub(super) fn mfa_devices(
        &mut self,
        devices: Vec<PortableMfaDevice>,
    ) -> Result<(), ImportError> {
        for (index, device) in devices.into_iter().enumerate() {
            let name = device.name.clone();
            self.mfa_device(At::new(PortableList::MfaDevices, index, &name), device)?;
        }
        // In the order in which they were enabled.
        self.devices.sort_by_key(|(_, device)| device.enabled);
        Ok(())
    }

    fn mfa_device(&mut self, at: At<'_>, device: PortableMfaDevice) -> Result<(), ImportError> {
        let arn = self
            .directory
            .mfa_device_arn(self.account, &device.path, &device.name);
        self.take(at, "name", arn.to_string())?;
        let places = self.directory.mfa_places(self.account, arn.as_str())?;
        let places = places.ok_or_else(|| at.fault("name", format!("{arn} is too long")))?;
        let owner = match &device.enabled {
            None => None,
            Some(enabled) => Some(match &enabled.owner {
                PortableOwner::RootUser => KeyOwner::RootUser,
                PortableOwner::User(name) => KeyOwner::User(self.user(at, name)?),
            }),
        };
        let Some(seed) = &device.seed else {
            let owner = device.enabled.as_ref().map(|enabled| &enabled.owner);
            let why = match owner {
                None => NO_SECRET.to_owned(),
                Some(PortableOwner::RootUser) => format!("{NO_SECRET}; it was the root user's"),
                Some(PortableOwner::User(name)) => format!("{NO_SECRET}; it was {name}'s"),
            };
            self.left_out(at, "the device", &why);
            return Ok(());
        };
        let seed = STANDARD.decode(seed.expose());
        let seed = Secret::new(seed.map_err(|_| not_base64(at, "seed"))?);
        if !SEED_BYTES.contains(&seed.expose().len()) {
            let (least, most) = (SEED_BYTES.start(), SEED_BYTES.end());
            let what = format!("a seed has {least} to {most} bytes");
            return Err(at.fault("seed", what));
        }
        let enabled = device.enabled.map(|enabled| enabled.at).zip(owner);
        let enabled = enabled.map(|(at, owner)| EnabledRecord { owner, at });
        if let Some(enabled) = &enabled {
            let entry = MfaEntry {
                serial_number: arn.to_string(),
                enabled: enabled.at,
            };
            self.devices.push((enabled.owner, entry));
        }
        // SECURITY: codes that may have been used elsewhere count no more, be it after the export.
        let now = totp::step_of(self.directory.clock().now());
        let last = device.last_step.max(enabled.as_ref().map(|_| now));
        if let Some(last) = last {
            self.put(places.step, &MfaStepRecord { last })?;
        }
        let (name, path, tags) = (device.name, device.path, device.tags);
        let (created, drift_steps) = (device.created, device.drift_steps);
        self.put_sealed(places.device, move |directory, place| {
            Ok(MfaDeviceRecord {
                name: name.clone(),
                path: path.clone(),
                created,
                tags: tags.clone(),
                sealed_seed: directory.seal_secret(place, seed.expose())?,
                drift_steps,
                enabled: enabled.clone(),
            })
        });
        Ok(())
    }

    /// The devices that are enabled for somebody.
    pub(super) fn devices_of(&self, owner: KeyOwner) -> Vec<MfaEntry> {
        let own = self.devices.iter().filter(|(whose, _)| *whose == owner);
        own.map(|(_, entry)| entry.clone()).collect()
    }

    pub(super) fn left_out(&mut self, at: At<'_>, what: &str, why: &str) {
        self.remark(RemarkKind::LeftOut, at, format!("{what}: {why}"));
    }
}

/// A last use.
///
/// SECURITY: reports tell it to people who open them as spreadsheets, so no formula is kept.
pub(super) fn last_used(used: &PortableUse) -> LastUsedRecord {
    LastUsedRecord {
        at: used.at,
        region: kept_region(&used.region).to_owned(),
        service: kept_region(&used.service).to_owned(),
    }
}

/// Why most of what is left out is left out.
pub(super) const NO_SECRET: &str = "its secret is not told";

pub(super) fn not_base64(at: At<'_>, member: &str) -> ImportError {
    at.fault(member, "this is not Base64")
}

fn short_enough(at: At<'_>, member: &str, text: &str) -> Result<(), ImportError> {
    if text.len() <= TEXT_BYTES_MAX {
        Ok(())
    } else {
        Err(at.fault(member, format!("more than {TEXT_BYTES_MAX} bytes")))
    }
}
