//! Reports of access for an organization: GenerateOrganizationsAccessReport and
//! GetOrganizationsAccessReport. No account of this server is in an organization.

use iamd_api::{
    Error, ErrorCode,
    iam::{
        GenerateOrganizationsAccessReport, GenerateOrganizationsAccessReportRequest,
        GenerateOrganizationsAccessReportResponse, GetOrganizationsAccessReport,
        GetOrganizationsAccessReportRequest, GetOrganizationsAccessReportResponse,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_directory::Error as DirectoryError;

use crate::{Iam, error::answer};

impl Perform<GenerateOrganizationsAccessReport> for Iam {
    type Input = GenerateOrganizationsAccessReportRequest;
    type Output = GenerateOrganizationsAccessReportResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        input: &GenerateOrganizationsAccessReportRequest,
    ) -> Result<Requirements, Error> {
        let target = Target::AccessReport(input.entity_path.clone());
        let policy = input.organizations_policy_id.as_deref();
        Ok(Requirements::on(target).with_text_of("iam:organizationspolicyid", policy))
    }

    async fn run(
        &self,
        _permit: Permit<GenerateOrganizationsAccessReport>,
        _call: Call<'_>,
        _input: GenerateOrganizationsAccessReportRequest,
    ) -> Result<GenerateOrganizationsAccessReportResponse, Error> {
        Err(no_organization())
    }
}

impl Perform<GetOrganizationsAccessReport> for Iam {
    type Input = GetOrganizationsAccessReportRequest;
    type Output = GetOrganizationsAccessReportResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        _input: &GetOrganizationsAccessReportRequest,
    ) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::Any))
    }

    async fn run(
        &self,
        _permit: Permit<GetOrganizationsAccessReport>,
        _call: Call<'_>,
        input: GetOrganizationsAccessReportRequest,
    ) -> Result<GetOrganizationsAccessReportResponse, Error> {
        Err(answer(DirectoryError::NoSuchAccessReport {
            job: input.job_id,
        }))
    }
}

/// SOURCE: IAM API Reference, `GenerateOrganizationsAccessReport`: the caller must be of the
/// organization's management account. Clients report the code for an organization that is not the
/// caller's; nobody recorded the text, so it is iamd's own.
fn no_organization() -> Error {
    let text = "The account of the caller is not the management account of an organization.";
    Error::new(ErrorCode::AccessDenied, text)
}
