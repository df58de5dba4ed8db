//! Who holds access keys, MFA devices and passwords: users and root users.

use iamd_api::Action;
use iamd_auth::Permit;
use iamd_ident::{AccessKeyId, AccountId, Arn, UserName};

use crate::{
    Directory, Error, KeyOwner,
    draft::Draft,
    entity::put_entity,
    keyspace,
    records::{MfaEntry, PasswordEntry, RootUserRecord, SigningEntry, UserRecord},
};

/// Whose access keys or MFA devices an operation is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyHolder {
    /// The root user of the account.
    RootUser,
    /// A user by name.
    User(UserName),
}

/// The record of a holder: the guard of its keys, devices and password.
pub(crate) enum HolderRecord {
    RootUser(RootUserRecord),
    User(Box<UserRecord>),
}

impl Directory {
    /// The holder, taken for granted by a draft, if the permit is for it.
    pub(crate) async fn permitted_key_holder<O: Action>(
        &self,
        draft: &mut Draft<'_>,
        permit: &Permit<O>,
        holder: &KeyHolder,
    ) -> Result<HolderRecord, Error> {
        match holder {
            KeyHolder::User(name) => {
                let user = self.draft_permitted::<UserRecord, O>(draft, permit, name);
                Ok(HolderRecord::User(Box::new(user.await?)))
            }
            KeyHolder::RootUser => {
                let account = permit.account();
                let root = draft.read(&keyspace::root_user(account)).await?;
                let root = root.ok_or(Error::NoSuchAccount(account))?;
                permit.covers(&Arn::root_user(self.partition(), account))?;
                Ok(HolderRecord::RootUser(root))
            }
        }
    }
}

impl HolderRecord {
    pub(crate) fn keys(&self) -> &[AccessKeyId] {
        match self {
            Self::RootUser(root) => &root.access_keys,
            Self::User(user) => &user.access_keys,
        }
    }

    pub(crate) fn keys_mut(&mut self) -> &mut Vec<AccessKeyId> {
        match self {
            Self::RootUser(root) => &mut root.access_keys,
            Self::User(user) => &mut user.access_keys,
        }
    }

    pub(crate) fn mfa_devices(&self) -> &[MfaEntry] {
        match self {
            Self::RootUser(root) => &root.mfa_devices,
            Self::User(user) => &user.mfa_devices,
        }
    }

    pub(crate) fn mfa_devices_mut(&mut self) -> &mut Vec<MfaEntry> {
        match self {
            Self::RootUser(root) => &mut root.mfa_devices,
            Self::User(user) => &mut user.mfa_devices,
        }
    }

    pub(crate) fn signing_certificates(&self) -> &[SigningEntry] {
        match self {
            Self::RootUser(root) => &root.signing_certificates,
            Self::User(user) => &user.signing_certificates,
        }
    }

    pub(crate) fn signing_certificates_mut(&mut self) -> &mut Vec<SigningEntry> {
        match self {
            Self::RootUser(root) => &mut root.signing_certificates,
            Self::User(user) => &mut user.signing_certificates,
        }
    }

    /// The record of a user, for what root users cannot have.
    pub(crate) fn user(&self) -> Option<&UserRecord> {
        match self {
            Self::RootUser(_) => None,
            Self::User(user) => Some(user),
        }
    }

    pub(crate) fn password(&self) -> Option<&PasswordEntry> {
        match self {
            Self::RootUser(root) => root.password.as_ref(),
            Self::User(user) => user.password.as_ref(),
        }
    }

    pub(crate) fn set_password(&mut self, password: Option<PasswordEntry>) {
        match self {
            Self::RootUser(root) => root.password = password,
            Self::User(user) => user.password = password,
        }
    }

    pub(crate) fn as_owner(&self) -> KeyOwner {
        match self {
            Self::RootUser(_) => KeyOwner::RootUser,
            Self::User(user) => KeyOwner::User(user.id),
        }
    }

    pub(crate) fn user_name(&self) -> Option<UserName> {
        match self {
            Self::RootUser(_) => None,
            Self::User(user) => Some(user.name.clone()),
        }
    }

    pub(crate) fn put(&self, draft: &mut Draft<'_>, account: AccountId) -> Result<(), Error> {
        match self {
            Self::RootUser(root) => draft.put(keyspace::root_user(account), root),
            Self::User(user) => put_entity(draft, account, &**user),
        }
    }
}
