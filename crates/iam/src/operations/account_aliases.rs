//! CreateAccountAlias, DeleteAccountAlias, ListAccountAliases: the name of the account, which whoever
//! signs in may type for its number.

use iamd_api::{
    Error,
    iam::{
        CreateAccountAlias, CreateAccountAliasRequest, DeleteAccountAlias,
        DeleteAccountAliasRequest, ListAccountAliases, ListAccountAliasesRequest,
        ListAccountAliasesResponse,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};

use crate::{
    Iam,
    error::{answer, no_account_alias},
    input,
};

impl Perform<CreateAccountAlias> for Iam {
    type Input = CreateAccountAliasRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        _input: &CreateAccountAliasRequest,
    ) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::Any))
    }

    /// An account has one alias: a new one replaces it.
    ///
    /// SOURCE: IAM User Guide, "Use an alias for your AWS account ID".
    async fn run(
        &self,
        permit: Permit<CreateAccountAlias>,
        _call: Call<'_>,
        input: CreateAccountAliasRequest,
    ) -> Result<(), Error> {
        let alias = input::name(&input.account_alias)?;
        self.directory()
            .create_account_alias(permit, &alias)
            .await
            .map_err(answer)
    }
}

impl Perform<DeleteAccountAlias> for Iam {
    type Input = DeleteAccountAliasRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        _input: &DeleteAccountAliasRequest,
    ) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::Any))
    }

    async fn run(
        &self,
        permit: Permit<DeleteAccountAlias>,
        _call: Call<'_>,
        input: DeleteAccountAliasRequest,
    ) -> Result<(), Error> {
        // What cannot be an alias, such as an account's id, is none.
        let alias = input.account_alias.parse();
        let alias = alias.map_err(|_| no_account_alias(&input.account_alias))?;
        self.directory()
            .delete_account_alias(permit, &alias)
            .await
            .map_err(answer)
    }
}

impl Perform<ListAccountAliases> for Iam {
    type Input = ListAccountAliasesRequest;
    type Output = ListAccountAliasesResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        _input: &ListAccountAliasesRequest,
    ) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::Any))
    }

    /// There is one alias at most, so the first page is the last.
    async fn run(
        &self,
        permit: Permit<ListAccountAliases>,
        _call: Call<'_>,
        input: ListAccountAliasesRequest,
    ) -> Result<ListAccountAliasesResponse, Error> {
        let aliases = self
            .directory()
            .list_account_aliases(permit, input.marker.as_deref())
            .await
            .map_err(answer)?;
        Ok(ListAccountAliasesResponse {
            account_aliases: aliases.iter().map(ToString::to_string).collect(),
            is_truncated: Some(false),
            marker: None,
        })
    }
}
