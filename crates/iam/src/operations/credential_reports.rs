//! GenerateCredentialReport and GetCredentialReport: which credentials the users of an account have,
//! as a file.

use iamd_api::{
    Error,
    iam::{
        GenerateCredentialReport, GenerateCredentialReportResponse, GetCredentialReport,
        GetCredentialReportResponse, ReportFormatType, ReportStateType,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_directory::ReportState;

use crate::{Iam, error::answer};

/// SOURCE: recorded answers of GenerateCredentialReport. What AWS says if there is a report that is too
/// old nobody recorded; neither does it say anything of a report that is complete.
const STARTED: &str = "No report exists. Starting a new report generation task";

impl Perform<GenerateCredentialReport> for Iam {
    type Input = ();
    type Output = GenerateCredentialReportResponse;

    fn requirements(&self, _call: Call<'_>, _input: &()) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::Any))
    }

    async fn run(
        &self,
        permit: Permit<GenerateCredentialReport>,
        _call: Call<'_>,
        _input: (),
    ) -> Result<GenerateCredentialReportResponse, Error> {
        let keep_seconds = self.report_seconds();
        let state = self
            .directory()
            .generate_credential_report(permit, keep_seconds)
            .await
            .map_err(answer)?;
        let (state, description) = match state {
            ReportState::Started => (ReportStateType::Started, Some(STARTED.to_owned())),
            ReportState::InProgress => (ReportStateType::Inprogress, None),
            ReportState::Complete => (ReportStateType::Complete, None),
        };
        Ok(GenerateCredentialReportResponse {
            state: Some(state),
            description,
        })
    }
}

impl Perform<GetCredentialReport> for Iam {
    type Input = ();
    type Output = GetCredentialReportResponse;

    fn requirements(&self, _call: Call<'_>, _input: &()) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::Any))
    }

    async fn run(
        &self,
        permit: Permit<GetCredentialReport>,
        _call: Call<'_>,
        _input: (),
    ) -> Result<GetCredentialReportResponse, Error> {
        let keep_seconds = self.report_seconds();
        let report = self
            .directory()
            .get_credential_report(permit, keep_seconds)
            .await
            .map_err(answer)?;
        Ok(GetCredentialReportResponse {
            content: Some(report.text.into_bytes()),
            report_format: Some(ReportFormatType::TextCsv),
            generated_time: Some(report.generated),
        })
    }
}
