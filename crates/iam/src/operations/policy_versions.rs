//! CreatePolicyVersion, GetPolicyVersion, ListPolicyVersions, DeletePolicyVersion,
//! SetDefaultPolicyVersion.

use iamd_api::{
    Error,
    iam::{
        CreatePolicyVersion, CreatePolicyVersionRequest, CreatePolicyVersionResponse,
        DeletePolicyVersion, DeletePolicyVersionRequest, GetPolicyVersion, GetPolicyVersionRequest,
        GetPolicyVersionResponse, ListPolicyVersions, ListPolicyVersionsRequest,
        ListPolicyVersionsResponse, SetDefaultPolicyVersion, SetDefaultPolicyVersionRequest,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements};

use crate::{
    Iam,
    error::{self, answer},
    input, output,
};

impl Perform<CreatePolicyVersion> for Iam {
    type Input = CreatePolicyVersionRequest;
    type Output = CreatePolicyVersionResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &CreatePolicyVersionRequest,
    ) -> Result<Requirements, Error> {
        input::on_policy(&input.policy_arn)
    }

    async fn run(
        &self,
        permit: Permit<CreatePolicyVersion>,
        _call: Call<'_>,
        input: CreatePolicyVersionRequest,
    ) -> Result<CreatePolicyVersionResponse, Error> {
        let arn = input::policy_arn(&input.policy_arn)?;
        let document = input::managed_document(&input.policy_document)?;
        let as_default = input.set_as_default == Some(true);
        let version = self
            .directory()
            .create_policy_version(permit, &arn, document, as_default)
            .await;
        let version = version
            .map_err(|error| error::foreign("Cannot create versions for policies", error))?;
        Ok(CreatePolicyVersionResponse {
            policy_version: Some(output::policy_version(version)),
        })
    }
}

impl Perform<GetPolicyVersion> for Iam {
    type Input = GetPolicyVersionRequest;
    type Output = GetPolicyVersionResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &GetPolicyVersionRequest,
    ) -> Result<Requirements, Error> {
        input::on_policy(&input.policy_arn)
    }

    async fn run(
        &self,
        permit: Permit<GetPolicyVersion>,
        _call: Call<'_>,
        input: GetPolicyVersionRequest,
    ) -> Result<GetPolicyVersionResponse, Error> {
        let arn = input::policy_arn(&input.policy_arn)?;
        let version = self
            .directory()
            .get_policy_version(permit, &arn, &input.version_id)
            .await;
        let version =
            version.map_err(|error| answer(error::versioned(&input.version_id, error)))?;
        Ok(GetPolicyVersionResponse {
            policy_version: Some(output::policy_version(version)),
        })
    }
}

impl Perform<ListPolicyVersions> for Iam {
    type Input = ListPolicyVersionsRequest;
    type Output = ListPolicyVersionsResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &ListPolicyVersionsRequest,
    ) -> Result<Requirements, Error> {
        input::on_policy(&input.policy_arn)
    }

    async fn run(
        &self,
        permit: Permit<ListPolicyVersions>,
        _call: Call<'_>,
        input: ListPolicyVersionsRequest,
    ) -> Result<ListPolicyVersionsResponse, Error> {
        let arn = input::policy_arn(&input.policy_arn)?;
        let page = input::page(input.marker.as_ref(), input.max_items);
        let versions = self
            .directory()
            .list_policy_versions(permit, &arn, &page)
            .await
            .map_err(answer)?;
        Ok(ListPolicyVersionsResponse {
            versions: versions
                .items
                .into_iter()
                .map(output::policy_version)
                .collect(),
            is_truncated: Some(versions.next.is_some()),
            marker: versions.next,
        })
    }
}

impl Perform<DeletePolicyVersion> for Iam {
    type Input = DeletePolicyVersionRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &DeletePolicyVersionRequest,
    ) -> Result<Requirements, Error> {
        input::on_policy(&input.policy_arn)
    }

    async fn run(
        &self,
        permit: Permit<DeletePolicyVersion>,
        _call: Call<'_>,
        input: DeletePolicyVersionRequest,
    ) -> Result<(), Error> {
        let arn = input::policy_arn(&input.policy_arn)?;
        let deleted = self
            .directory()
            .delete_policy_version(permit, &arn, &input.version_id)
            .await;
        deleted.map_err(|error| {
            let error = error::versioned(&input.version_id, error);
            error::foreign("Cannot delete policy versions for policies", error)
        })
    }
}

impl Perform<SetDefaultPolicyVersion> for Iam {
    type Input = SetDefaultPolicyVersionRequest;
    type Output = ();

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &SetDefaultPolicyVersionRequest,
    ) -> Result<Requirements, Error> {
        input::on_policy(&input.policy_arn)
    }

    async fn run(
        &self,
        permit: Permit<SetDefaultPolicyVersion>,
        _call: Call<'_>,
        input: SetDefaultPolicyVersionRequest,
    ) -> Result<(), Error> {
        let arn = input::policy_arn(&input.policy_arn)?;
        let set = self
            .directory()
            .set_default_policy_version(permit, &arn, &input.version_id)
            .await;
        set.map_err(|error| {
            let error = error::versioned(&input.version_id, error);
            error::foreign("Cannot update policies", error)
        })
    }
}
