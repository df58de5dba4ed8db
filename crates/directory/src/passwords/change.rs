//! A user changes its own password.

use iamd_api::iam::ChangePassword;
use iamd_auth::{PasswordStamp, Permit};
use iamd_ident::{AccountId, Secret, UniqueId, UserName};

use super::{Party, PasswordFault, Seen};
use crate::{Directory, Error, KeyHolder, KeyOwner, draft::transact};

impl Directory {
    /// Gives a user another password, if `old` is the one that it has. It need not be set anew.
    ///
    /// SOURCE: a new password that is the old one is refused before that is looked at, and without
    /// any policy; seen at others who copy IAM, to the text.
    ///
    /// # Errors
    /// There is no such user, it has no password or another one, somebody guesses at it too often,
    /// or the new one is not what the account asks for.
    pub async fn change_password(
        &self,
        permit: Permit<ChangePassword>,
        name: &UserName,
        old: &Secret<String>,
        new: &Secret<String>,
    ) -> Result<(), Error> {
        let account = permit.account();
        let missing = || Error::NoSuchLoginProfile(name.clone());
        let id = self.permitted_user(&permit, name).await?.record.id;
        let seen = self.seen_password(account, KeyOwner::User(id)).await?;
        let Some(known) = &seen.entry else {
            return Err(missing());
        };
        if old.matches(new.expose().as_bytes()) {
            return Err(PasswordFault::Reused.into());
        }
        self.prove_password(account, id, &seen, old).await?;
        let mut entry = known.clone();
        let hash = self.next_password(account, &seen, new).await?;
        entry.stamp = PasswordStamp::fresh(self.random());
        entry.changed = self.clock().now();
        entry.reset_required = false;
        let holder = KeyHolder::User(name.clone());
        transact!(self, |draft| {
            let mut user = self
                .permitted_key_holder(&mut draft, &permit, &holder)
                .await?;
            self.draft_password(&mut draft, account, (&mut user, &seen), (&entry, &hash))
                .await
        });
        Ok(())
    }

    /// Checks that somebody who acts as a user knows its password.
    ///
    /// SECURITY: they may have come by a key or a session of the user, so guesses are damped.
    async fn prove_password(
        &self,
        account: AccountId,
        user: UniqueId,
        seen: &Seen,
        shown: &Secret<String>,
    ) -> Result<(), Error> {
        let guesses = self.password_guesses();
        let begun = guesses.begin(account, user, self.clock().now());
        begun.map_err(|wait_seconds| Error::TooManyGuesses { wait_seconds })?;
        match self.is_password(account, seen, shown).await {
            Ok(true) => {
                guesses.forget(account, user);
                Ok(())
            }
            Ok(false) => Err(Error::WrongPassword),
            // It was not looked at.
            Err(error) => {
                guesses.take_back(account, user);
                Err(error)
            }
        }
    }

    async fn is_password(
        &self,
        account: AccountId,
        seen: &Seen,
        shown: &Secret<String>,
    ) -> Result<bool, Error> {
        let Some(sealed) = seen.sealed_hashes.first() else {
            return Ok(false);
        };
        let (hash, shown) = (self.open_hash(&seen.place, sealed)?, shown.clone());
        let check = move |memory: &mut _| hash.verify(&shown, memory);
        self.hashing().run(Party::Account(account), check).await
    }
}
