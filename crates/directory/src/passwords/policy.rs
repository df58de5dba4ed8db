//! The password policy of an account.

use iamd_api::iam::{
    DeleteAccountPasswordPolicy, GetAccountPasswordPolicy, UpdateAccountPasswordPolicy,
};
use iamd_auth::Permit;

use crate::{
    Directory, Error, PasswordPolicy,
    draft::{load, transact},
    keyspace,
};

impl Directory {
    /// What the account asks of its users' passwords.
    ///
    /// # Errors
    /// Nobody said: what AWS asks for counts.
    pub async fn get_password_policy(
        &self,
        permit: Permit<GetAccountPasswordPolicy>,
    ) -> Result<PasswordPolicy, Error> {
        let account = permit.account();
        permit.covers(&"*")?;
        let place = keyspace::password_policy(account);
        let policy = load::<PasswordPolicy>(self.store(), &place).await?;
        let (policy, _) = policy.ok_or(Error::NoSuchPasswordPolicy(account))?;
        Ok(policy)
    }

    /// Sets what the account asks of its users' passwords. It counts for new ones; the age counts for
    /// all, at once.
    ///
    /// # Errors
    /// The store cannot write.
    pub async fn update_password_policy(
        &self,
        permit: Permit<UpdateAccountPasswordPolicy>,
        policy: PasswordPolicy,
    ) -> Result<(), Error> {
        permit.covers(&"*")?;
        let place = keyspace::password_policy(permit.account());
        transact!(self, |draft| { draft.put(place.clone(), &policy) });
        Ok(())
    }

    /// Takes the account's policy away, so that what AWS asks for counts.
    ///
    /// # Errors
    /// There is none.
    pub async fn delete_password_policy(
        &self,
        permit: Permit<DeleteAccountPasswordPolicy>,
    ) -> Result<(), Error> {
        let account = permit.account();
        permit.covers(&"*")?;
        let place = keyspace::password_policy(account);
        transact!(self, |draft| {
            if draft.read::<PasswordPolicy>(&place).await?.is_none() {
                return Err(Error::NoSuchPasswordPolicy(account));
            }
            draft.delete(place.clone());
            Ok(())
        });
        Ok(())
    }
}
