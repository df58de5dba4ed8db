//! Who a password belongs to, for who wants to sign in.

use iamd_auth::{
    Network, PasswordHolder, PasswordStamp, Passwords, PortError, Principal, SessionOwner,
    SignInName,
};
use iamd_ident::{AccountAlias, AccountId, Secret, UserName};
use iamd_seal::{PasswordHash, PasswordSalt};
use iamd_store::Snapshot;

use super::{Party, hashes_in, rules};
use crate::{
    Directory, Error, KeyOwner, PasswordPolicy,
    draft::{load, load_from},
    keyspace,
    ports::failed,
    records::{MfaEntry, NameRecord, PasswordEntry, RootUserRecord},
};

impl Passwords for Directory {
    async fn account(&self, id_or_alias: &str) -> Result<Option<AccountId>, PortError> {
        let account = self.account_to_sign_in_to(id_or_alias).await;
        account.map_err(failed("an account"))
    }

    async fn account_alias(&self, account: AccountId) -> Result<Option<AccountAlias>, PortError> {
        let alias = self.alias_of_account(account).await;
        alias.map_err(failed("an account"))
    }

    async fn check_password(
        &self,
        name: Option<&SignInName>,
        password: &Secret<String>,
        from: Network,
    ) -> Result<Option<PasswordHolder>, PortError> {
        let holder = self.holder_of_password(name, password, from).await;
        holder.map_err(failed("a password"))
    }

    async fn named(&self, name: &SignInName) -> Result<Option<Principal>, PortError> {
        let principal = self.principal_named(name).await;
        principal.map_err(failed("a user"))
    }

    async fn password_holder(
        &self,
        owner: &SessionOwner,
    ) -> Result<Option<PasswordHolder>, PortError> {
        let holder = self.known_password_holder(owner).await;
        holder.map_err(failed("the holder of a password"))
    }
}

/// A password that somebody has, and how it is checked.
struct Checkable {
    owner: SessionOwner,
    stamp: PasswordStamp,
    hash: PasswordHash,
}

impl Directory {
    /// SECURITY: exactly one hash is made whatever the name and the password are, and that takes a
    /// thousand times longer than all the reading that depends on them.
    async fn holder_of_password(
        &self,
        name: Option<&SignInName>,
        password: &Secret<String>,
        from: Network,
    ) -> Result<Option<PasswordHolder>, Error> {
        let known = match name {
            Some(name) => self.checkable(name).await?,
            None => None,
        };
        // LIMIT: no password is longer, and nothing that is longer is hashed.
        let is_too_long = password.expose().chars().count() > rules::LENGTH_MAX;
        let shown = if is_too_long {
            Secret::new(String::new())
        } else {
            password.clone()
        };
        let (hash, salt) = (
            known.as_ref().map(|known| known.hash.clone()),
            PasswordSalt::fresh(self.random()),
        );
        let is_right = self
            .hashing()
            .run(Party::Network(from), move |memory| match hash {
                Some(hash) => hash.verify(&shown, memory),
                None => PasswordHash::of(&shown, &salt, memory).map(|_| false),
            });
        let is_right = is_right.await?;
        let Some(known) = known.filter(|_| is_right && !is_too_long) else {
            return Ok(None);
        };
        let holder = self.known_password_holder(&known.owner).await?;
        // It may have got another password while this one was looked at.
        Ok(holder.filter(|holder| holder.password == known.stamp))
    }

    /// The password of whoever has a name now, all of one moment.
    async fn checkable(&self, name: &SignInName) -> Result<Option<Checkable>, Error> {
        let snapshot = self.snapshot().await?;
        let (account, owner) = match name {
            SignInName::RootUser(account) => (*account, KeyOwner::RootUser),
            SignInName::User(account, name) => {
                let Some(owner) = user_in(&snapshot, *account, name).await? else {
                    return Ok(None);
                };
                (*account, owner)
            }
        };
        let Some(entry) = self.entry_in(&snapshot, account, owner).await? else {
            return Ok(None);
        };
        let place = keyspace::password(account, owner)?;
        let hashes = hashes_in(&snapshot, &place, &entry).await?;
        let Some(sealed) = hashes.first() else {
            return Ok(None);
        };
        let owner = match owner {
            KeyOwner::RootUser => SessionOwner::RootUser(account),
            KeyOwner::User(id) => SessionOwner::User(account, id),
        };
        Ok(Some(Checkable {
            owner,
            stamp: entry.stamp,
            hash: self.open_hash(&place, sealed)?,
        }))
    }

    /// Who has a name, with or without a password.
    async fn principal_named(&self, name: &SignInName) -> Result<Option<Principal>, Error> {
        let owner = match name {
            SignInName::RootUser(account) => SessionOwner::RootUser(*account),
            SignInName::User(account, name) => match self.user_id(*account, name).await? {
                Some(id) => SessionOwner::User(*account, id),
                None => return Ok(None),
            },
        };
        self.principal_of(&owner).await
    }

    /// Whoever has a password, as it is now.
    async fn known_password_holder(
        &self,
        owner: &SessionOwner,
    ) -> Result<Option<PasswordHolder>, Error> {
        let Some((password, devices)) = self.known_password(owner).await? else {
            return Ok(None);
        };
        let Some(principal) = self.principal_of(owner).await? else {
            return Ok(None);
        };
        // SOURCE: IAM User Guide, "Set an account password policy for IAM users": it does not bind
        // the root user.
        let policy = match owner {
            SessionOwner::User(account, _) => {
                let place = keyspace::password_policy(*account);
                load::<PasswordPolicy>(self.store(), &place).await?
            }
            _ => None,
        };
        let policy = policy.as_ref().map(|(policy, _)| policy);
        Ok(Some(PasswordHolder {
            owner: owner.clone(),
            principal,
            state: rules::state(&password, policy, self.clock().now()),
            password: password.stamp,
            mfa_devices: devices,
        }))
    }

    /// The password of an owner, with the serial numbers of its MFA devices. Roles and federated
    /// users have none.
    async fn known_password(
        &self,
        owner: &SessionOwner,
    ) -> Result<Option<(PasswordEntry, Vec<String>)>, Error> {
        let holder = match owner {
            SessionOwner::RootUser(account) => {
                let place = keyspace::root_user(*account);
                let root = load::<RootUserRecord>(self.store(), &place).await?;
                root.map(|(root, _)| (root.password, serial_numbers(&root.mfa_devices)))
            }
            SessionOwner::User(account, id) => {
                let user = self.known_user(*account, *id).await?;
                user.map(|user| {
                    let devices = serial_numbers(&user.record.mfa_devices);
                    (user.record.password.clone(), devices)
                })
            }
            SessionOwner::Role { .. } | SessionOwner::FederatedUser { .. } => None,
        };
        Ok(holder.and_then(|(password, devices)| Some((password?, devices))))
    }

    /// Which password a user or root user has now.
    pub(crate) async fn password_stamp(
        &self,
        owner: &SessionOwner,
    ) -> Result<Option<PasswordStamp>, Error> {
        let password = self.known_password(owner).await?;
        Ok(password.map(|(password, _)| password.stamp))
    }
}

async fn user_in(
    snapshot: &Snapshot,
    account: AccountId,
    name: &UserName,
) -> Result<Option<KeyOwner>, Error> {
    let place = keyspace::name(account, keyspace::USER_NAMES, &name.folded())?;
    let found = load_from::<NameRecord>(snapshot, &place).await?;
    Ok(found.map(|found| KeyOwner::User(found.id)))
}

fn serial_numbers(devices: &[MfaEntry]) -> Vec<String> {
    let numbers = devices.iter().map(|device| device.serial_number.clone());
    numbers.collect()
}
