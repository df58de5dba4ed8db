//! Reports of access: GenerateServiceLastAccessedDetails, GetServiceLastAccessedDetails and
//! GetServiceLastAccessedDetailsWithEntities.

use iamd_api::{
    AwsService, Error, ErrorCode,
    iam::{
        AccessAdvisorUsageGranularityType as Granularity, EntityDetails, EntityInfo,
        GenerateServiceLastAccessedDetails, GenerateServiceLastAccessedDetailsRequest,
        GenerateServiceLastAccessedDetailsResponse, GetServiceLastAccessedDetails,
        GetServiceLastAccessedDetailsRequest, GetServiceLastAccessedDetailsResponse,
        GetServiceLastAccessedDetailsWithEntities,
        GetServiceLastAccessedDetailsWithEntitiesRequest,
        GetServiceLastAccessedDetailsWithEntitiesResponse, JobStatusType, PolicyOwnerEntityType,
        ServiceLastAccessed, TrackedActionLastAccessed,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_directory::{
    ActionAccess, EntityAccess, JobOwner, LastAccess, PageRequest, ServiceAccess,
};
use iamd_ident::{IdKind, Timestamp};

use super::access_subject::{asked_of, on, subject};
use crate::{Iam, error::answer, input};

/// How many services a page has if nobody says.
///
/// SOURCE: recorded answers; the API reference says 100.
const SERVICES_DEFAULT: i32 = 200;

impl Perform<GenerateServiceLastAccessedDetails> for Iam {
    type Input = GenerateServiceLastAccessedDetailsRequest;
    type Output = GenerateServiceLastAccessedDetailsResponse;

    fn requirements(
        &self,
        call: Call<'_>,
        input: &GenerateServiceLastAccessedDetailsRequest,
    ) -> Result<Requirements, Error> {
        Ok(on(subject(self, call, &input.arn)?))
    }

    async fn run(
        &self,
        permit: Permit<GenerateServiceLastAccessedDetails>,
        call: Call<'_>,
        input: GenerateServiceLastAccessedDetailsRequest,
    ) -> Result<GenerateServiceLastAccessedDetailsResponse, Error> {
        let subject = subject(self, call, &input.arn)?;
        let tells_actions = input.granularity == Some(Granularity::ActionLevel);
        let owner = JobOwner::of(call.caller);
        let job = self
            .directory()
            .generate_access_report(permit, &subject, tells_actions, owner)
            .await;
        let job = job.map_err(|error| asked_of(&input.arn, error))?;
        Ok(GenerateServiceLastAccessedDetailsResponse { job_id: Some(job) })
    }
}

impl Perform<GetServiceLastAccessedDetails> for Iam {
    type Input = GetServiceLastAccessedDetailsRequest;
    type Output = GetServiceLastAccessedDetailsResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        _input: &GetServiceLastAccessedDetailsRequest,
    ) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::Any))
    }

    async fn run(
        &self,
        permit: Permit<GetServiceLastAccessedDetails>,
        call: Call<'_>,
        input: GetServiceLastAccessedDetailsRequest,
    ) -> Result<GetServiceLastAccessedDetailsResponse, Error> {
        let owner = JobOwner::of(call.caller);
        let items_max = input.max_items.unwrap_or(SERVICES_DEFAULT);
        let page = input::page(input.marker.as_ref(), Some(items_max));
        let report = self
            .directory()
            .access_report(permit, &owner, &input.job_id, &page)
            .await
            .map_err(answer)?;
        Ok(GetServiceLastAccessedDetailsResponse {
            job_status: JobStatusType::Completed,
            job_type: Some(if report.tells_actions {
                Granularity::ActionLevel
            } else {
                Granularity::ServiceLevel
            }),
            job_creation_date: report.created,
            services_last_accessed: report.page.items.into_iter().map(service).collect(),
            job_completion_date: report.completed,
            is_truncated: Some(report.page.next.is_some()),
            marker: report.page.next,
            error: None,
        })
    }
}

impl Perform<GetServiceLastAccessedDetailsWithEntities> for Iam {
    type Input = GetServiceLastAccessedDetailsWithEntitiesRequest;
    type Output = GetServiceLastAccessedDetailsWithEntitiesResponse;

    fn requirements(
        &self,
        _call: Call<'_>,
        _input: &GetServiceLastAccessedDetailsWithEntitiesRequest,
    ) -> Result<Requirements, Error> {
        Ok(Requirements::on(Target::Any))
    }

    async fn run(
        &self,
        permit: Permit<GetServiceLastAccessedDetailsWithEntities>,
        call: Call<'_>,
        input: GetServiceLastAccessedDetailsWithEntitiesRequest,
    ) -> Result<GetServiceLastAccessedDetailsWithEntitiesResponse, Error> {
        let owner = JobOwner::of(call.caller);
        let page: PageRequest = input::page(input.marker.as_ref(), input.max_items);
        let namespace = &input.service_namespace;
        let is_known = AwsService::get(namespace).is_some();
        let report = self
            .directory()
            .access_report_entities(permit, &owner, &input.job_id, namespace, &page)
            .await
            .map_err(answer)?;
        if !is_known {
            return Err(unknown_service(namespace));
        }
        Ok(GetServiceLastAccessedDetailsWithEntitiesResponse {
            job_status: JobStatusType::Completed,
            job_creation_date: report.created,
            job_completion_date: report.completed,
            entity_details_list: report.page.items.into_iter().map(entity).collect(),
            is_truncated: Some(report.page.next.is_some()),
            marker: report.page.next,
            error: None,
        })
    }
}

/// SOURCE: a recorded answer, its spelling included. That a report that is not there comes first is
/// iamd's choice: nothing is told to who may not read it.
fn unknown_service(namespace: &str) -> Error {
    let text = format!("Service namepace {namespace} is either invalid or unsupported.");
    Error::new(ErrorCode::InvalidInput, text)
}

fn service(access: ServiceAccess) -> ServiceLastAccessed {
    let (at, region, by) = parts(access.last);
    ServiceLastAccessed {
        service_name: access.name,
        last_authenticated: at,
        service_namespace: access.namespace,
        last_authenticated_entity: by,
        last_authenticated_region: region,
        total_authenticated_entities: Some(count(access.entities)),
        tracked_actions_last_accessed: access.actions.into_iter().map(action).collect(),
    }
}

fn action(access: ActionAccess) -> TrackedActionLastAccessed {
    let (at, region, by) = parts(access.last);
    TrackedActionLastAccessed {
        action_name: Some(access.name),
        last_accessed_entity: by,
        last_accessed_time: at,
        last_accessed_region: region,
    }
}

fn entity(access: EntityAccess) -> EntityDetails {
    EntityDetails {
        entity_info: EntityInfo {
            arn: access.arn.to_string(),
            name: access.name,
            r#type: match access.id.kind() {
                Some(IdKind::Role) => PolicyOwnerEntityType::Role,
                _ => PolicyOwnerEntityType::User,
            },
            id: access.id.to_string(),
            path: Some(access.path),
        },
        last_authenticated: access.last,
    }
}

/// When, where and by whom.
fn parts(last: Option<LastAccess>) -> (Option<Timestamp>, Option<String>, Option<String>) {
    match last {
        Some(last) => (Some(last.at), Some(last.region), Some(last.by)),
        None => (None, None, None),
    }
}

fn count(entities: u32) -> i32 {
    i32::try_from(entities).unwrap_or(i32::MAX)
}
