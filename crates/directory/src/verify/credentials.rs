//! What users and root users sign and sign in with, MFA devices aside.

use iamd_certificate::{Certificate, SshPublicKey};
use iamd_ident::{AccessKeyId, SigningCertificateId, SshPublicKeyId, UniqueId};
use iamd_seal::PasswordHash;

use super::{entities::id_at, mfa, on::On};
use crate::{
    CredentialService, Error, KeyOwner,
    entity::Entity,
    keyspace,
    records::{
        AccessKeyRecord, GlobalAccessKeyRecord, LastUsedRecord, MfaEntry, PasswordEntry,
        PasswordHashesRecord, RootUserRecord, ServiceCredentialRecord, ServiceLoginRecord,
        SigningCertificateRecord, SigningEntry, SshPublicKeyRecord, UserRecord,
    },
};

/// What the record of a user or of a root user lists.
pub(super) struct Owned<'r> {
    pub(super) owner: KeyOwner,
    pub(super) access_keys: &'r [AccessKeyId],
    pub(super) mfa_devices: &'r [MfaEntry],
    pub(super) password: Option<&'r PasswordEntry>,
    pub(super) signing_certificates: &'r [SigningEntry],
}

/// The record of a user or of a root user, as credentials see it.
pub(super) enum Owner {
    Root(Box<RootUserRecord>),
    User(Box<UserRecord>),
}

impl Owner {
    /// The owner of the record that is being looked at, which must be there.
    pub(super) async fn of(on: &mut On<'_>, owner: KeyOwner) -> Result<Option<Self>, Error> {
        let account = on.account()?;
        match owner {
            KeyOwner::RootUser => {
                let place = keyspace::root_user(account);
                let root = on.expect(&place, "it is the root user's").await?;
                Ok(root.map(Box::new).map(Self::Root))
            }
            KeyOwner::User(id) => {
                let place = keyspace::entity(account, UserRecord::TABLE, id)?;
                let why = format!("it is the user {id}'s");
                let user = on.expect(&place, &why).await?;
                Ok(user.map(Box::new).map(Self::User))
            }
        }
    }

    fn access_keys(&self) -> &[AccessKeyId] {
        match self {
            Self::Root(root) => &root.access_keys,
            Self::User(user) => &user.access_keys,
        }
    }

    pub(super) fn mfa_devices(&self) -> &[MfaEntry] {
        match self {
            Self::Root(root) => &root.mfa_devices,
            Self::User(user) => &user.mfa_devices,
        }
    }

    fn password(&self) -> Option<&PasswordEntry> {
        match self {
            Self::Root(root) => root.password.as_ref(),
            Self::User(user) => user.password.as_ref(),
        }
    }

    fn signing_certificates(&self) -> &[SigningEntry] {
        match self {
            Self::Root(root) => &root.signing_certificates,
            Self::User(user) => &user.signing_certificates,
        }
    }
}

/// Whatever a user's or a root user's record lists.
pub(super) async fn owned(on: &mut On<'_>, owned: &Owned<'_>) -> Result<(), Error> {
    let account = on.account()?;
    on.distinct("access keys", owned.access_keys);
    for id in owned.access_keys {
        let place = keyspace::access_key(account, id)?;
        let why = format!("it has the access key {id}");
        if let Some(key) = on.expect::<AccessKeyRecord>(&place, &why).await? {
            on.check(key.owner == owned.owner, || {
                format!("{place} is somebody else's")
            });
        }
    }
    for entry in owned.mfa_devices {
        mfa::enabled_for(on, owned.owner, entry).await?;
    }
    if let Some(entry) = owned.password {
        let place = keyspace::password(account, owned.owner)?;
        let why = "it has a password";
        if let Some(hashes) = on.expect::<PasswordHashesRecord>(&place, why).await? {
            on.check(hashes.stamp == entry.stamp, || {
                format!("{place} holds the hashes of another password")
            });
        }
    }
    for entry in owned.signing_certificates {
        let place = keyspace::signing_certificate(account, &entry.id)?;
        let why = format!("it has the signing certificate {}", entry.id);
        if let Some(found) = on.expect::<SigningCertificateRecord>(&place, &why).await? {
            on.check(found.owner == owned.owner, || {
                format!("{place} is somebody else's")
            });
        }
    }
    Ok(())
}

/// What only users have.
pub(super) async fn owned_by_user(on: &mut On<'_>, user: &UserRecord) -> Result<(), Error> {
    let account = on.account()?;
    on.distinct("SSH public keys", &user.ssh_public_keys);
    for id in &user.ssh_public_keys {
        let place = keyspace::ssh_public_key(account, id)?;
        let why = format!("it has the SSH public key {id}");
        if let Some(key) = on.expect::<SshPublicKeyRecord>(&place, &why).await? {
            on.check(key.owner == user.id, || {
                format!("{place} is somebody else's")
            });
        }
    }
    on.distinct("credentials of services", &user.service_credentials);
    for entry in &user.service_credentials {
        let place = keyspace::service_credential(account, entry.id)?;
        let why = format!("it has the credential {}", entry.id);
        if let Some(found) = on.expect::<ServiceCredentialRecord>(&place, &why).await? {
            let is_its = found.owner == user.id && found.service == entry.service;
            on.check(is_its, || format!("{place} is somebody else's"));
        }
    }
    Ok(())
}

pub(super) async fn global_key(
    on: &mut On<'_>,
    record: GlobalAccessKeyRecord,
) -> Result<(), Error> {
    let Ok(id) = on.segment(0).parse::<AccessKeyId>() else {
        on.damage("its key is not the id of an access key");
        return Ok(());
    };
    if on.is_imported(record.account) {
        return Ok(());
    }
    let place = keyspace::access_key(record.account, &id)?;
    let why = format!("it is a key of the account {}", record.account);
    on.expect::<AccessKeyRecord>(&place, &why).await?;
    Ok(())
}

pub(super) async fn access_key(on: &mut On<'_>, record: AccessKeyRecord) -> Result<(), Error> {
    let Ok(id) = on.segment(0).parse::<AccessKeyId>() else {
        on.damage("its key is not the id of an access key");
        return Ok(());
    };
    let account = on.account()?;
    let place = keyspace::global_access_key(&id)?;
    let found = on
        .expect::<GlobalAccessKeyRecord>(&place, "the server has to find the account of each key");
    if let Some(found) = found.await? {
        on.check(found.account == account, || {
            format!("{place} leads to the account {}", found.account)
        });
    }
    if let Some(owner) = Owner::of(on, record.owner).await? {
        on.check(owner.access_keys().contains(&id), || {
            "its owner does not know of it".to_owned()
        });
    }
    on.opens("its secret", &record.sealed_secret);
    Ok(())
}

pub(super) async fn key_last_used(on: &mut On<'_>, _: LastUsedRecord) -> Result<(), Error> {
    let Ok(id) = on.segment(0).parse::<AccessKeyId>() else {
        on.damage("its key is not the id of an access key");
        return Ok(());
    };
    let place = keyspace::access_key(on.account()?, &id)?;
    on.belongs_to::<AccessKeyRecord>(&place).await
}

/// Whose record it is whose key ends with `root` or with an id.
fn owner_at(on: &mut On<'_>) -> Option<KeyOwner> {
    if on.segment(0) == "root" {
        return Some(KeyOwner::RootUser);
    }
    id_at(on, 0).map(KeyOwner::User)
}

pub(super) async fn password(on: &mut On<'_>, record: PasswordHashesRecord) -> Result<(), Error> {
    let Some(owner) = owner_at(on) else {
        return Ok(());
    };
    if let Some(owner) = Owner::of(on, owner).await? {
        let is_its = owner
            .password()
            .is_some_and(|entry| entry.stamp == record.stamp);
        on.check(is_its, || {
            "its owner has no password, or another one".to_owned()
        });
    }
    on.check(!record.sealed_hashes.is_empty(), || {
        "it holds no hash".to_owned()
    });
    for sealed in &record.sealed_hashes {
        let hash = on.open_text(sealed);
        let is_good = hash.is_ok_and(|hash| PasswordHash::parse(hash).is_ok());
        on.check(is_good, || {
            "a hash does not open with any key of the keyring, or is none".to_owned()
        });
    }
    Ok(())
}

pub(super) async fn password_last_used(on: &mut On<'_>, _: LastUsedRecord) -> Result<(), Error> {
    let account = on.account()?;
    match owner_at(on) {
        Some(KeyOwner::RootUser) => {
            on.belongs_to::<RootUserRecord>(&keyspace::root_user(account))
                .await
        }
        Some(KeyOwner::User(id)) => {
            let place = keyspace::entity(account, UserRecord::TABLE, id)?;
            on.belongs_to::<UserRecord>(&place).await
        }
        None => Ok(()),
    }
}

pub(super) async fn signing_certificate(
    on: &mut On<'_>,
    record: SigningCertificateRecord,
) -> Result<(), Error> {
    let Ok(certificate) = Certificate::from_pem(&record.body) else {
        on.damage("its text is no certificate");
        return Ok(());
    };
    let id = SigningCertificateId::of_digest(&certificate.sha1());
    on.lies_at(&keyspace::signing_certificate(on.account()?, &id)?);
    if let Some(owner) = Owner::of(on, record.owner).await? {
        let mut entries = owner.signing_certificates().iter();
        on.check(entries.any(|entry| entry.id == id), || {
            "its owner does not know of it".to_owned()
        });
    }
    Ok(())
}

async fn user_of(on: &mut On<'_>, owner: UniqueId) -> Result<Option<Box<UserRecord>>, Error> {
    match Owner::of(on, KeyOwner::User(owner)).await? {
        Some(Owner::User(user)) => Ok(Some(user)),
        _ => Ok(None),
    }
}

pub(super) async fn ssh_public_key(
    on: &mut On<'_>,
    record: SshPublicKeyRecord,
) -> Result<(), Error> {
    let id: &SshPublicKeyId = &record.id;
    on.lies_at(&keyspace::ssh_public_key(on.account()?, id)?);
    on.check(SshPublicKey::parse(&record.key).is_ok(), || {
        "its text is no key".to_owned()
    });
    if let Some(user) = user_of(on, record.owner).await? {
        on.check(user.ssh_public_keys.contains(id), || {
            "its owner does not know of it".to_owned()
        });
    }
    Ok(())
}

pub(super) async fn service_credential(
    on: &mut On<'_>,
    record: ServiceCredentialRecord,
) -> Result<(), Error> {
    let account = on.account()?;
    on.lies_at(&keyspace::service_credential(account, record.id)?);
    on.check(CredentialService::find(&record.service).is_some(), || {
        format!("there is no service {}", record.service)
    });
    let place = keyspace::service_login(account, &record.service, &record.login)?;
    let why = format!("its name at {} is {}", record.service, record.login);
    if let Some(login) = on.expect::<ServiceLoginRecord>(&place, &why).await? {
        on.check(login.id == record.id, || {
            format!("{place} stands for {}", login.id)
        });
    }
    if let Some(user) = user_of(on, record.owner).await? {
        let mut entries = user.service_credentials.iter();
        on.check(entries.any(|entry| entry.id == record.id), || {
            "its owner does not know of it".to_owned()
        });
    }
    Ok(())
}

pub(super) async fn service_login(
    on: &mut On<'_>,
    record: ServiceLoginRecord,
) -> Result<(), Error> {
    let account = on.account()?;
    let place = keyspace::service_credential(account, record.id)?;
    let why = format!("the name stands for {}", record.id);
    if let Some(found) = on.expect::<ServiceCredentialRecord>(&place, &why).await? {
        on.lies_at(&keyspace::service_login(
            account,
            &found.service,
            &found.login,
        )?);
    }
    Ok(())
}
