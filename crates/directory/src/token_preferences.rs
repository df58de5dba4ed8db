//! What an account wants of the tokens of STS.

use iamd_api::iam::SetSecurityTokenServicePreferences;
use iamd_auth::Permit;
use iamd_ident::AccountId;

use crate::{
    Directory, Error, GlobalEndpointTokenVersion,
    draft::{load, transact},
    keyspace,
    records::TokenPreferencesRecord,
};

impl Directory {
    /// Sets which version the tokens of the global endpoint have.
    ///
    /// # Errors
    /// The store cannot write.
    pub async fn set_global_endpoint_token_version(
        &self,
        permit: Permit<SetSecurityTokenServicePreferences>,
        version: GlobalEndpointTokenVersion,
    ) -> Result<(), Error> {
        permit.covers(&"*")?;
        let place = keyspace::token_preferences(permit.account());
        let record = TokenPreferencesRecord {
            global_endpoint_token_version: version,
        };
        transact!(self, |draft| { draft.put(place.clone(), &record) });
        Ok(())
    }

    /// Which version the tokens of the global endpoint have, for the summary of an account.
    pub(crate) async fn global_endpoint_token_version(
        &self,
        account: AccountId,
    ) -> Result<GlobalEndpointTokenVersion, Error> {
        let place = keyspace::token_preferences(account);
        let record = load::<TokenPreferencesRecord>(self.store(), &place).await?;
        let record = record.map_or_else(Default::default, |(record, _)| record);
        Ok(record.global_endpoint_token_version)
    }
}
