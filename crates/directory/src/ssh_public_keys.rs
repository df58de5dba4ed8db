//! SSH public keys of users.

use iamd_api::iam::{
    DeleteSSHPublicKey, GetSSHPublicKey, ListSSHPublicKeys, UpdateSSHPublicKey, UploadSSHPublicKey,
};
use iamd_auth::Permit;
use iamd_certificate::SshPublicKey;
use iamd_ident::{AccountId, SshPublicKeyId, Timestamp, UserName};

use crate::{
    AccessKeyStatus, CertificateFault, Directory, Error, KeyHolder, Page, PageRequest, Quota,
    draft::{Draft, load, transact},
    entity::put_entity,
    keyspace,
    page::{cut, place_by_age},
    records::{SshPublicKeyRecord, UserRecord},
};

/// LIMIT: SSH public keys of a user. SOURCE: IAM User Guide, "IAM and AWS STS quotas".
const KEYS_MAX: usize = 5;

/// An SSH public key of a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserSshPublicKey {
    /// Its id.
    pub id: SshPublicKeyId,
    /// The name of the user.
    pub user_name: UserName,
    /// Whether it is good for signing in.
    pub status: AccessKeyStatus,
    /// When it was uploaded.
    pub uploaded: Timestamp,
    /// The key itself.
    pub key: SshPublicKey,
}

impl Directory {
    /// Takes an SSH public key in either encoding.
    ///
    /// # Errors
    /// There is no such user, the text is no such key, or the user has this one or as many as it
    /// may have.
    pub async fn upload_ssh_public_key(
        &self,
        permit: Permit<UploadSSHPublicKey>,
        name: &UserName,
        body: &str,
    ) -> Result<UserSshPublicKey, Error> {
        let account = permit.account();
        let parsed = SshPublicKey::parse(body);
        let id = SshPublicKeyId::random(self.random());
        let uploaded = self.clock().now();
        let (user_name, key) = transact!(self, |draft| {
            let mut user: UserRecord = self.draft_permitted(&mut draft, &permit, name).await?;
            let key = parsed.clone().map_err(CertificateFault::SshPublicKey)?;
            let text = key.to_ssh();
            for known in &user.ssh_public_keys {
                let place = keyspace::ssh_public_key(account, known)?;
                let known: Option<SshPublicKeyRecord> = draft.read(&place).await?;
                if known.is_some_and(|known| known.key == text) {
                    return Err(CertificateFault::DuplicateSshPublicKey.into());
                }
            }
            if user.ssh_public_keys.len() >= KEYS_MAX {
                return Err(Error::Quota(Quota::SshPublicKeysPerUser));
            }
            let record = SshPublicKeyRecord {
                id: id.clone(),
                owner: user.id,
                status: AccessKeyStatus::Active,
                uploaded,
                key: text,
            };
            draft.put(keyspace::ssh_public_key(account, &id)?, &record)?;
            user.ssh_public_keys.push(id.clone());
            put_entity(&mut draft, account, &user)?;
            Ok((user.name, key))
        });
        Ok(UserSshPublicKey {
            id,
            user_name,
            status: AccessKeyStatus::Active,
            uploaded,
            key,
        })
    }

    /// An SSH public key of a user.
    ///
    /// # Errors
    /// There is no such user, or the key is not one of its own.
    pub async fn get_ssh_public_key(
        &self,
        permit: Permit<GetSSHPublicKey>,
        name: &UserName,
        id: &SshPublicKeyId,
    ) -> Result<UserSshPublicKey, Error> {
        let mut draft = Draft::new(self.store());
        let user: UserRecord = self.draft_permitted(&mut draft, &permit, name).await?;
        let account = permit.account();
        let record = self.draft_ssh_key(&mut draft, account, &user, id).await?;
        key_of(&user.name, record)
    }

    /// The SSH public keys of a user, oldest first. The root user has none.
    ///
    /// # Errors
    /// There is no such user, or the marker is not one of this list's.
    pub async fn list_ssh_public_keys(
        &self,
        permit: Permit<ListSSHPublicKeys>,
        holder: &KeyHolder,
        page: &PageRequest,
    ) -> Result<Page<UserSshPublicKey>, Error> {
        let account = permit.account();
        let mut draft = Draft::new(self.store());
        let owner = self
            .permitted_key_holder(&mut draft, &permit, holder)
            .await?;
        let mut keys = Vec::new();
        if let Some(user) = owner.user() {
            for id in &user.ssh_public_keys {
                let place = keyspace::ssh_public_key(account, id)?;
                if let Some((record, _)) = load(self.store(), &place).await? {
                    keys.push(key_of(&user.name, record)?);
                }
            }
        }
        keys.sort_by_cached_key(by_age);
        cut("ssh-public-keys", keys, page, by_age)
    }

    /// Makes an SSH public key active or inactive.
    ///
    /// # Errors
    /// There is no such user, or the key is not one of its own.
    pub async fn update_ssh_public_key(
        &self,
        permit: Permit<UpdateSSHPublicKey>,
        name: &UserName,
        id: &SshPublicKeyId,
        status: AccessKeyStatus,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let user: UserRecord = self.draft_permitted(&mut draft, &permit, name).await?;
            let mut key = self.draft_ssh_key(&mut draft, account, &user, id).await?;
            key.status = status;
            draft.put(keyspace::ssh_public_key(account, id)?, &key)
        });
        Ok(())
    }

    /// Deletes an SSH public key.
    ///
    /// # Errors
    /// There is no such user, or the key is not one of its own.
    pub async fn delete_ssh_public_key(
        &self,
        permit: Permit<DeleteSSHPublicKey>,
        name: &UserName,
        id: &SshPublicKeyId,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut user: UserRecord = self.draft_permitted(&mut draft, &permit, name).await?;
            self.draft_ssh_key(&mut draft, account, &user, id).await?;
            user.ssh_public_keys.retain(|known| known != id);
            draft.delete(keyspace::ssh_public_key(account, id)?);
            put_entity(&mut draft, account, &user)
        });
        Ok(())
    }

    /// A key of a user, taken for granted by a draft.
    ///
    /// SOURCE: observed: a key of somebody else is refused with words of its own.
    async fn draft_ssh_key(
        &self,
        draft: &mut Draft<'_>,
        account: AccountId,
        user: &UserRecord,
        id: &SshPublicKeyId,
    ) -> Result<SshPublicKeyRecord, Error> {
        let found = draft.read(&keyspace::ssh_public_key(account, id)?).await?;
        let record: SshPublicKeyRecord =
            found.ok_or_else(|| Error::NoSuchSshPublicKey(id.clone()))?;
        if record.owner != user.id {
            return Err(Error::SshPublicKeyOfAnother(id.clone()));
        }
        Ok(record)
    }
}

fn key_of(user_name: &UserName, record: SshPublicKeyRecord) -> Result<UserSshPublicKey, Error> {
    let key = SshPublicKey::parse(&record.key).map_err(|error| Error::Corrupt {
        what: "an SSH public key",
        source: Box::new(error),
    })?;
    Ok(UserSshPublicKey {
        id: record.id,
        user_name: user_name.clone(),
        status: record.status,
        uploaded: record.uploaded,
        key,
    })
}

/// A text that sorts keys by their age.
fn by_age(key: &UserSshPublicKey) -> String {
    place_by_age(key.uploaded, &key.id)
}
