//! The properties of an account: switches of features that the whole account has or has not.

use iamd_api::iam::{GetAccountProperties, PutAccountProperties};
use iamd_auth::Permit;

use crate::{
    AccountProperties, Directory, Error,
    draft::{load, transact},
    keyspace,
};

/// What is to change of the properties of an account. What is `None` stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AccountPropertiesUpdate {
    /// `RoleManager/Enabled`.
    pub role_manager_enabled: Option<bool>,
}

impl Directory {
    /// The properties of the account.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn account_properties(
        &self,
        permit: Permit<GetAccountProperties>,
    ) -> Result<AccountProperties, Error> {
        permit.covers(&"*")?;
        let place = keyspace::account_properties(permit.account());
        let properties = load::<AccountProperties>(self.store(), &place).await?;
        Ok(properties.map_or_else(AccountProperties::default, |(properties, _)| properties))
    }

    /// Changes properties of the account.
    ///
    /// # Errors
    /// The store cannot write.
    pub async fn put_account_properties(
        &self,
        permit: Permit<PutAccountProperties>,
        update: AccountPropertiesUpdate,
    ) -> Result<(), Error> {
        permit.covers(&"*")?;
        let place = keyspace::account_properties(permit.account());
        transact!(self, |draft| {
            let mut properties: AccountProperties = draft.read(&place).await?.unwrap_or_default();
            if let Some(is_enabled) = update.role_manager_enabled {
                properties.role_manager_enabled = is_enabled;
            }
            draft.put(place.clone(), &properties)
        });
        Ok(())
    }
}
