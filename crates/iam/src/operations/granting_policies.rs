//! ListPoliciesGrantingServiceAccess.

use iamd_api::{
    AwsService, Error, ErrorCode,
    iam::{
        ListPoliciesGrantingServiceAccess, ListPoliciesGrantingServiceAccessEntry,
        ListPoliciesGrantingServiceAccessRequest, ListPoliciesGrantingServiceAccessResponse,
        PolicyGrantingServiceAccess, PolicyOwnerEntityType, PolicyType,
    },
};
use iamd_auth::{Call, Perform, Permit, Requirements};
use iamd_directory::{AccessSubject, GrantingPolicy, HolderKind};

use super::access_subject::{asked_of, is_root_user, on, subject, unsupported};
use crate::Iam;

impl Perform<ListPoliciesGrantingServiceAccess> for Iam {
    type Input = ListPoliciesGrantingServiceAccessRequest;
    type Output = ListPoliciesGrantingServiceAccessResponse;

    fn requirements(
        &self,
        call: Call<'_>,
        input: &ListPoliciesGrantingServiceAccessRequest,
    ) -> Result<Requirements, Error> {
        Ok(on(identity(self, call, &input.arn)?))
    }

    async fn run(
        &self,
        permit: Permit<ListPoliciesGrantingServiceAccess>,
        call: Call<'_>,
        input: ListPoliciesGrantingServiceAccessRequest,
    ) -> Result<ListPoliciesGrantingServiceAccessResponse, Error> {
        let subject = identity(self, call, &input.arn)?;
        let services = services(&input.service_namespaces)?;
        let marker = input.marker.as_deref();
        let granting = self
            .directory()
            .list_granting_policies(permit, &subject, &services, marker)
            .await;
        let granting = granting.map_err(|error| asked_of(&input.arn, error))?;
        let entries = granting.into_iter().map(|(service, policies)| {
            let policies = policies.into_iter().map(policy);
            ListPoliciesGrantingServiceAccessEntry {
                service_namespace: Some(service.namespace.to_owned()),
                policies: policies.collect(),
            }
        });
        Ok(ListPoliciesGrantingServiceAccessResponse {
            policies_granting_service_access: entries.collect(),
            is_truncated: Some(false),
            marker: None,
        })
    }
}

/// A user, group or role.
///
/// SOURCE: recorded answers: of policies as of what has no name, and the root user in other words.
fn identity(iam: &Iam, call: Call<'_>, arn: &str) -> Result<AccessSubject, Error> {
    if is_root_user(arn) {
        let text = format!("Could not extract entity from ARN : {arn}");
        return Err(Error::new(ErrorCode::InvalidInput, text));
    }
    match subject(iam, call, arn)? {
        AccessSubject::Policy(_) => Err(unsupported(arn)),
        subject => Ok(subject),
    }
}

/// The services that are asked for, in that order, each once.
///
/// SOURCE: recorded answers. Their case counts.
fn services(namespaces: &[String]) -> Result<Vec<AwsService>, Error> {
    let mut services: Vec<AwsService> = Vec::new();
    let mut unknown: Vec<&str> = Vec::new();
    for namespace in namespaces {
        match AwsService::get(namespace) {
            Some(service) if services.contains(&service) => {}
            Some(service) => services.push(service),
            None => unknown.push(namespace),
        }
    }
    if unknown.is_empty() {
        return Ok(services);
    }
    let text = format!("Invalid service namespace: [{}]", unknown.join(", "));
    Err(Error::new(ErrorCode::InvalidInput, text))
}

fn policy(policy: GrantingPolicy) -> PolicyGrantingServiceAccess {
    match policy {
        GrantingPolicy::Managed { name, arn } => PolicyGrantingServiceAccess {
            policy_name: name.to_string(),
            policy_type: PolicyType::Managed,
            policy_arn: Some(arn.to_string()),
            entity_type: None,
            entity_name: None,
        },
        GrantingPolicy::Inline {
            name,
            holder,
            holder_name,
        } => PolicyGrantingServiceAccess {
            policy_name: name.to_string(),
            policy_type: PolicyType::Inline,
            policy_arn: None,
            entity_type: Some(match holder {
                HolderKind::User => PolicyOwnerEntityType::User,
                HolderKind::Group => PolicyOwnerEntityType::Group,
                HolderKind::Role => PolicyOwnerEntityType::Role,
            }),
            entity_name: Some(holder_name),
        },
    }
}
