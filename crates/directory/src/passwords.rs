//! Passwords: login profiles of users, and the password of the root user.
//!
//! ```text
//! new password ─ what the account asks for? ─ one of the last ones? ─ hash ─ transaction
//!                (rules: pure)                (hashing: slow)                │
//!                                                 the password is still the one that was looked at,
//!                                                 and so is the policy; else nothing happens
//! ```
//!
//! The record of a user says that there is a password, since when, and which one by a stamp; the
//! hashes lie apart. Console sessions and checks of passwords hold to the stamp: with another one they
//! count no more.

mod change;
mod guesses;
mod hashing;
mod policy;
mod root_user;
pub(crate) mod rules;
mod sign_in;

use iamd_api::iam::{CreateLoginProfile, DeleteLoginProfile, GetLoginProfile, UpdateLoginProfile};
use iamd_auth::{PasswordStamp, Permit};
use iamd_ident::{AccountId, Secret, Timestamp, UserName};
use iamd_seal::{PasswordHash, PasswordSalt};
use iamd_store::{Key, Snapshot};

pub(crate) use guesses::PasswordGuesses;
pub(crate) use hashing::{Hashing, Party};
pub use root_user::RootSignIn;
pub use rules::{PasswordFault, PasswordNeed};

use crate::{
    Directory, Error, KeyHolder, KeyOwner, PasswordPolicy,
    draft::{Draft, load_from, transact},
    entity::entity_in,
    key_holders::HolderRecord,
    keyspace,
    records::{PasswordEntry, PasswordHashesRecord, RootUserRecord, UserRecord},
};

/// LIMIT: how many hashes of a user are kept, that of today included: as many as a policy may ask
/// for. SOURCE: IAM API Reference, `UpdateAccountPasswordPolicy`, `PasswordReusePrevention`.
const HASHES_MAX: usize = 24;

/// That a user has a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoginProfile {
    /// The name of the user.
    pub user_name: UserName,
    /// When the user got a password.
    pub created: Timestamp,
    /// Whether the password is good for nothing but setting another one.
    pub reset_required: bool,
}

/// What was known of somebody's password when a new one was thought about.
struct Seen {
    entry: Option<PasswordEntry>,
    /// Where its hashes lie.
    place: Key,
    /// That of the password, then those of the ones before.
    sealed_hashes: Vec<Vec<u8>>,
    policy: Option<PasswordPolicy>,
}

impl Directory {
    /// Gives a user a password.
    ///
    /// # Errors
    /// There is no such user, it has one, or the password is not what the account asks for.
    pub async fn create_login_profile(
        &self,
        permit: Permit<CreateLoginProfile>,
        name: &UserName,
        password: &Secret<String>,
        reset_required: bool,
    ) -> Result<LoginProfile, Error> {
        let account = permit.account();
        let user = self.permitted_user(&permit, name).await?;
        let owner = KeyOwner::User(user.record.id);
        let seen = self.seen_password(account, owner).await?;
        if seen.entry.is_some() {
            return Err(Error::LoginProfileExists(name.clone()));
        }
        rules::check(password, seen.policy.as_ref())?;
        let hash = self.hash_of(account, password).await?;
        let now = self.clock().now();
        let entry = PasswordEntry {
            stamp: PasswordStamp::fresh(self.random()),
            created: now,
            changed: now,
            reset_required,
        };
        let holder = KeyHolder::User(name.clone());
        transact!(self, |draft| {
            let mut user = self
                .permitted_key_holder(&mut draft, &permit, &holder)
                .await?;
            if user.password().is_some() {
                return Err(Error::LoginProfileExists(name.clone()));
            }
            self.draft_password(&mut draft, account, (&mut user, &seen), (&entry, &hash))
                .await
        });
        Ok(LoginProfile {
            user_name: user.record.name.clone(),
            created: now,
            reset_required,
        })
    }

    /// Tells whether a user has a password, and since when.
    ///
    /// # Errors
    /// There is no such user, or it has none.
    pub async fn get_login_profile(
        &self,
        permit: Permit<GetLoginProfile>,
        name: &UserName,
    ) -> Result<LoginProfile, Error> {
        let user = self.permitted_user(&permit, name).await?;
        let password = user.record.password.as_ref();
        let password = password.ok_or_else(|| Error::NoSuchLoginProfile(name.clone()))?;
        Ok(LoginProfile {
            user_name: user.record.name.clone(),
            created: password.created,
            reset_required: password.reset_required,
        })
    }

    /// Gives a user another password, or has it set another one; each stays as it is where nothing
    /// is said.
    ///
    /// # Errors
    /// There is no such user, it has no password, or the new one is not what the account asks for.
    pub async fn update_login_profile(
        &self,
        permit: Permit<UpdateLoginProfile>,
        name: &UserName,
        password: Option<&Secret<String>>,
        reset_required: Option<bool>,
    ) -> Result<(), Error> {
        let account = permit.account();
        let missing = || Error::NoSuchLoginProfile(name.clone());
        let user = self.permitted_user(&permit, name).await?;
        let new = match password {
            Some(password) => {
                let owner = KeyOwner::User(user.record.id);
                let seen = self.seen_password(account, owner).await?;
                if seen.entry.is_none() {
                    return Err(missing());
                }
                let hash = self.next_password(account, &seen, password).await?;
                Some((seen, hash))
            }
            None => None,
        };
        let now = self.clock().now();
        let stamp = PasswordStamp::fresh(self.random());
        let holder = KeyHolder::User(name.clone());
        transact!(self, |draft| {
            let mut user = self
                .permitted_key_holder(&mut draft, &permit, &holder)
                .await?;
            let mut entry = user.password().cloned().ok_or_else(missing)?;
            entry.reset_required = reset_required.unwrap_or(entry.reset_required);
            let Some((seen, hash)) = &new else {
                user.set_password(Some(entry));
                return user.put(&mut draft, account);
            };
            entry.stamp = stamp.clone();
            entry.changed = now;
            self.draft_password(&mut draft, account, (&mut user, seen), (&entry, hash))
                .await
        });
        if password.is_some() {
            self.password_guesses().forget(account, user.record.id);
        }
        Ok(())
    }

    /// Takes its password from a user, and with it those that it had before.
    ///
    /// # Errors
    /// There is no such user, or it has none.
    pub async fn delete_login_profile(
        &self,
        permit: Permit<DeleteLoginProfile>,
        name: &UserName,
    ) -> Result<(), Error> {
        let account = permit.account();
        let holder = KeyHolder::User(name.clone());
        transact!(self, |draft| {
            let mut user = self
                .permitted_key_holder(&mut draft, &permit, &holder)
                .await?;
            if user.password().is_none() {
                return Err(Error::NoSuchLoginProfile(name.clone()));
            }
            user.set_password(None);
            draft.delete(keyspace::password(account, user.as_owner())?);
            user.put(&mut draft, account)
        });
        Ok(())
    }

    /// What there is of a password, all of one moment.
    async fn seen_password(&self, account: AccountId, owner: KeyOwner) -> Result<Seen, Error> {
        let snapshot = self.snapshot().await?;
        let policy = load_from(&snapshot, &keyspace::password_policy(account)).await?;
        let entry = self.entry_in(&snapshot, account, owner).await?;
        let place = keyspace::password(account, owner)?;
        let sealed_hashes = match &entry {
            Some(entry) => hashes_in(&snapshot, &place, entry).await?,
            None => Vec::new(),
        };
        Ok(Seen {
            entry,
            place,
            sealed_hashes,
            policy,
        })
    }

    async fn entry_in(
        &self,
        snapshot: &Snapshot,
        account: AccountId,
        owner: KeyOwner,
    ) -> Result<Option<PasswordEntry>, Error> {
        Ok(match owner {
            KeyOwner::RootUser => {
                let place = keyspace::root_user(account);
                let root = load_from::<RootUserRecord>(snapshot, &place).await?;
                root.and_then(|root| root.password)
            }
            KeyOwner::User(id) => {
                let user = entity_in::<UserRecord>(snapshot, account, id).await?;
                user.and_then(|user| user.password)
            }
        })
    }

    fn open_hash(&self, place: &Key, sealed: &[u8]) -> Result<PasswordHash, Error> {
        PasswordHash::parse(self.open_text(place, sealed)?).map_err(damaged)
    }

    async fn hash_of(
        &self,
        account: AccountId,
        password: &Secret<String>,
    ) -> Result<PasswordHash, Error> {
        let (password, salt) = (password.clone(), PasswordSalt::fresh(self.random()));
        let hash = move |memory: &mut _| PasswordHash::of(&password, &salt, memory);
        self.hashing().run(Party::Account(account), hash).await
    }

    /// The hash of a new password for somebody who has one, if it may be that.
    async fn next_password(
        &self,
        account: AccountId,
        seen: &Seen,
        password: &Secret<String>,
    ) -> Result<PasswordHash, Error> {
        rules::check(password, seen.policy.as_ref())?;
        let policy = seen.policy.as_ref();
        let last = policy.and_then(|policy| policy.reuse_prevention);
        let last = usize::try_from(last.unwrap_or(0)).unwrap_or(usize::MAX);
        for sealed in seen.sealed_hashes.iter().take(last) {
            let hash = self.open_hash(&seen.place, sealed)?;
            let password = password.clone();
            let check = move |memory: &mut _| hash.verify(&password, memory);
            if self.hashing().run(Party::Account(account), check).await? {
                return Err(PasswordFault::Reused.into());
            }
        }
        self.hash_of(account, password).await
    }

    /// Plans a password in the place of the one that was seen.
    ///
    /// INVARIANT: it was thought about with the policy and the passwords that are still those.
    async fn draft_password(
        &self,
        draft: &mut Draft<'_>,
        account: AccountId,
        (holder, seen): (&mut HolderRecord, &Seen),
        (entry, hash): (&PasswordEntry, &PasswordHash),
    ) -> Result<(), Error> {
        let policy: Option<PasswordPolicy> =
            draft.read(&keyspace::password_policy(account)).await?;
        let stamp = holder.password().map(|entry| &entry.stamp);
        if policy != seen.policy || stamp != seen.entry.as_ref().map(|entry| &entry.stamp) {
            return Err(Error::Contended);
        }
        let sealed = self.seal_secret(&seen.place, hash.text().expose().as_bytes())?;
        let before = seen.sealed_hashes.iter().cloned();
        let record = PasswordHashesRecord {
            stamp: entry.stamp.clone(),
            sealed_hashes: std::iter::once(sealed)
                .chain(before)
                .take(HASHES_MAX)
                .collect(),
        };
        draft.put(seen.place.clone(), &record)?;
        holder.set_password(Some(entry.clone()));
        holder.put(draft, account)
    }
}

/// The hash of a password, then those of the ones before, as they lie in the store.
async fn hashes_in(
    snapshot: &Snapshot,
    place: &Key,
    entry: &PasswordEntry,
) -> Result<Vec<Vec<u8>>, Error> {
    let record = load_from::<PasswordHashesRecord>(snapshot, place).await?;
    let record = record.filter(|record| record.stamp == entry.stamp);
    let record = record.ok_or_else(|| damaged("they are not there"))?;
    Ok(record.sealed_hashes)
}

fn damaged(reason: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::Corrupt {
        what: "the hashes of a password",
        source: reason.into(),
    }
}
