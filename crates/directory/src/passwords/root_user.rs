//! The password of the root user, which nobody sets but the program itself.

use iamd_auth::{PasswordStamp, SystemWork};
use iamd_ident::{AccountId, Secret};

use super::{Seen, rules};
use crate::{
    Directory, Error, KeyOwner, PasswordPolicy,
    draft::{Draft, load, transact},
    key_holders::HolderRecord,
    keyspace,
    records::{PasswordEntry, RootUserRecord},
};

/// How the root user of an account signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RootSignIn {
    /// Whether it has a password.
    pub has_password: bool,
    /// How many MFA devices it has, of which it is asked for a code of one.
    pub mfa_devices: usize,
}

impl Directory {
    /// How the root user of an account signs in.
    ///
    /// # Errors
    /// There is no such account.
    pub async fn root_sign_in(
        &self,
        _work: &SystemWork,
        account: AccountId,
    ) -> Result<RootSignIn, Error> {
        let root = load::<RootUserRecord>(self.store(), &keyspace::root_user(account)).await?;
        let (root, _) = root.ok_or(Error::NoSuchAccount(account))?;
        Ok(RootSignIn {
            has_password: root.password.is_some(),
            mfa_devices: root.mfa_devices.len(),
        })
    }

    /// Gives the root user of an account a password. Its console sessions end.
    ///
    /// SOURCE: IAM User Guide, "Set an account password policy for IAM users": the policy of an
    /// account does not bind its root user. AWS's own does.
    ///
    /// # Errors
    /// There is no such account, or the password is not what AWS asks for.
    pub async fn set_root_password(
        &self,
        _work: &SystemWork,
        account: AccountId,
        password: &Secret<String>,
    ) -> Result<(), Error> {
        if self.root_user(account).await?.is_none() {
            return Err(Error::NoSuchAccount(account));
        }
        rules::check(password, None)?;
        let hash = self.hash_of(account, password).await?;
        let now = self.clock().now();
        let stamp = PasswordStamp::fresh(self.random());
        transact!(self, |draft| {
            let mut root = draft_root(&mut draft, account).await?;
            let entry = PasswordEntry {
                stamp: stamp.clone(),
                created: root.password().map_or(now, |entry| entry.created),
                changed: now,
                reset_required: false,
            };
            // Whoever may do this need not know the password of today, nor those before.
            let seen = Seen {
                entry: root.password().cloned(),
                place: keyspace::password(account, KeyOwner::RootUser)?,
                sealed_hashes: Vec::new(),
                policy: draft
                    .read::<PasswordPolicy>(&keyspace::password_policy(account))
                    .await?,
            };
            self.draft_password(&mut draft, account, (&mut root, &seen), (&entry, &hash))
                .await
        });
        Ok(())
    }

    /// Takes its password from the root user of an account. Says whether there was one.
    ///
    /// # Errors
    /// There is no such account.
    pub async fn remove_root_password(
        &self,
        _work: &SystemWork,
        account: AccountId,
    ) -> Result<bool, Error> {
        Ok(transact!(self, |draft| {
            let mut root = draft_root(&mut draft, account).await?;
            if root.password().is_none() {
                return Ok(false);
            }
            root.set_password(None);
            draft.delete(keyspace::password(account, KeyOwner::RootUser)?);
            root.put(&mut draft, account)?;
            Ok(true)
        }))
    }
}

async fn draft_root(draft: &mut Draft<'_>, account: AccountId) -> Result<HolderRecord, Error> {
    let root: Option<RootUserRecord> = draft.read(&keyspace::root_user(account)).await?;
    root.map(HolderRecord::RootUser)
        .ok_or(Error::NoSuchAccount(account))
}
