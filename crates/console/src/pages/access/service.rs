//! One service: who used it, which actions, and which policies allow it.

use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts, Refused};

use super::{AccessQuery, Subject};
use crate::{link, pages::holder::Holder, refusal::Refusal, visitor::Visit};

/// What is known of a service.
pub(super) struct Service {
    pub(super) namespace: String,
    /// The way back to all services.
    pub(super) back: String,
    pub(super) entities: Vec<Entity>,
    /// Whether there are more than are shown.
    pub(super) is_cut: bool,
    /// The policies that allow it to whom is asked about. A policy is not asked about so.
    pub(super) granting: Option<Result<Vec<Granting>, Refusal>>,
}

/// Somebody who used it, or could have.
pub(super) struct Entity {
    pub(super) details: iam::EntityDetails,
    /// The page with its policies.
    pub(super) link: String,
}

/// A policy that allows it.
pub(super) struct Granting {
    pub(super) policy: iam::PolicyGrantingServiceAccess,
    pub(super) link: Option<String>,
}

/// LIMIT: how many of those who used it are shown.
const ENTITIES: &str = "100";

pub(super) async fn of<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    subject: &Subject,
    query: &AccessQuery,
) -> Result<Service, Refused> {
    let members = [
        ("JobId", query.job.as_str()),
        ("ServiceNamespace", query.service.as_str()),
        ("MaxItems", ENTITIES),
    ];
    let told = visit.ask::<iam::GetServiceLastAccessedDetailsWithEntities>(&members);
    let told = told.await?;
    let entities = told.entity_details_list.into_iter();
    let granting = if subject.is_policy {
        None
    } else {
        let granting = granting(visit, subject, query).await;
        Some(granting.map_err(|refused| visit.refusal(&refused)))
    };
    Ok(Service {
        namespace: query.service.clone(),
        back: subject.at(&[("job", &query.job)]),
        entities: entities
            .map(|details| Entity {
                link: page_of(details.entity_info.r#type, &details.entity_info.name),
                details,
            })
            .collect(),
        is_cut: told.is_truncated == Some(true),
        granting,
    })
}

async fn granting<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    subject: &Subject,
    query: &AccessQuery,
) -> Result<Vec<Granting>, Refused> {
    let members = [
        ("Arn", subject.arn.as_str()),
        ("ServiceNamespaces.member.1", query.service.as_str()),
    ];
    let told = visit.ask::<iam::ListPoliciesGrantingServiceAccess>(&members);
    let entries = told.await?.policies_granting_service_access.into_iter();
    let policies = entries.flat_map(|entry| entry.policies);
    let found = policies.map(|policy| Granting {
        link: match (&policy.policy_arn, policy.entity_type, &policy.entity_name) {
            (Some(arn), ..) => Some(link::with_query("/policies/view", &[("arn", arn)])),
            (None, Some(kind), Some(name)) => Some(page_of(kind, name)),
            _ => None,
        },
        policy,
    });
    Ok(found.collect())
}

/// The page with the policies of a user, group or role.
fn page_of(kind: iam::PolicyOwnerEntityType, name: &str) -> String {
    let holder = match kind {
        iam::PolicyOwnerEntityType::User => Holder::user(name),
        iam::PolicyOwnerEntityType::Group => Holder::group(name),
        iam::PolicyOwnerEntityType::Role => Holder::role(name),
    };
    holder.path(&["permissions"])
}
