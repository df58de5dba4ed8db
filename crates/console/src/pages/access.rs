//! Which services somebody, or whoever has a policy, has used, and when last.
//!
//! AWS's operations for it come in two: one has the answer made, the other reads it. Having it made is
//! a form, as whatever leaves something behind; its answer is a page that can be looked at for as long
//! as the service keeps it.

use askama::Template;
use axum::extract::Query;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts, Refused};
use serde::Deserialize;

use super::{
    holder::{Holder, HolderKind},
    parts::Part,
    policy::{Named, PolicyPart},
};
use crate::{
    answer::Answer, form::Post, link, page::Page, pager::Pager, refusal::Refusal, routes::Routes,
    text::AccessTexts, visitor::Visit,
};

mod service;

pub(super) fn of_users<P: ConsolePorts, A: Audit>() -> Routes<P, A> {
    Routes::new()
        .get("/users/{name}/access", show_holder)
        .post("/users/{name}/access", look_up_holder)
}

pub(super) fn of_groups<P: ConsolePorts, A: Audit>() -> Routes<P, A> {
    Routes::new()
        .get("/groups/{name}/access", show_holder)
        .post("/groups/{name}/access", look_up_holder)
}

pub(super) fn of_roles<P: ConsolePorts, A: Audit>() -> Routes<P, A> {
    Routes::new()
        .get("/roles/{name}/access", show_holder)
        .post("/roles/{name}/access", look_up_holder)
}

pub(super) fn of_policies<P: ConsolePorts, A: Audit>() -> Routes<P, A> {
    Routes::new()
        .get(PolicyPart::Access.path(), show_policy)
        .post(PolicyPart::Access.path(), look_up_policy)
}

/// Which answer is wanted, and of which service more.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct AccessQuery {
    job: String,
    service: String,
    marker: Option<String>,
}

/// What a page asks about.
struct Subject {
    arn: String,
    /// Where its page is.
    path: String,
    /// Whether it is a policy, which others have. Its ARN stands in the query.
    is_policy: bool,
}

impl Subject {
    /// SOURCE: observed of AWS: in the ARN of whom is asked about, the path does not count.
    fn of_holder<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>, holder: &Holder) -> Self {
        let kind = match holder.kind {
            HolderKind::User => "user",
            HolderKind::Group => "group",
            HolderKind::Role => "role",
        };
        let caller = visit.caller();
        let partition = caller.arn().map_or("aws", |arn| arn.partition());
        let account = caller.account().map(|account| account.to_string());
        let account = account.unwrap_or_default();
        Self {
            arn: format!("arn:{partition}:iam::{account}:{kind}/{}", holder.name),
            path: holder.path(&["access"]),
            is_policy: false,
        }
    }

    fn of_policy(named: &Named) -> Self {
        Self {
            arn: named.arn.clone(),
            path: PolicyPart::Access.path().to_owned(),
            is_policy: true,
        }
    }

    /// How many of the actions that are tracked of a service were used.
    fn used(service: &iam::ServiceLastAccessed) -> usize {
        let actions = service.tracked_actions_last_accessed.iter();
        actions
            .filter(|action| action.last_accessed_time.is_some())
            .count()
    }

    /// The address of the page, with these in its query.
    fn at(&self, query: &[(&str, &str)]) -> String {
        let mut all = self.query();
        all.extend(query);
        link::with_query(&self.path, &all)
    }

    /// What stands in the query of each of its pages.
    fn query(&self) -> Vec<(&str, &str)> {
        let arn = self.is_policy.then_some(("arn", self.arn.as_str()));
        arn.into_iter().collect()
    }

    /// Has the answer made, and leads to it.
    async fn look_up<P: ConsolePorts, A: Audit>(&self, visit: &Visit<P, A>) -> Answer {
        let members = [("Arn", self.arn.as_str()), ("Granularity", "ACTION_LEVEL")];
        let made = visit
            .ask::<iam::GenerateServiceLastAccessedDetails>(&members)
            .await;
        let made = made.map_err(|refused| visit.stop(&refused))?;
        visit.redirect(&self.at(&[("job", made.job_id.as_deref().unwrap_or_default())]))
    }

    /// What there is to show.
    async fn found<P: ConsolePorts, A: Audit>(
        &self,
        visit: &Visit<P, A>,
        query: &AccessQuery,
    ) -> Found {
        if query.job.is_empty() {
            let members = [("Arn", self.arn.as_str())];
            let may = visit
                .may::<iam::GenerateServiceLastAccessedDetails>(&members)
                .await;
            return match may {
                Ok(()) => Found::Nothing,
                Err(refused) => Found::Refused(visit.refusal(&refused)),
            };
        }
        let found = if query.service.is_empty() {
            self.services(visit, query).await
        } else {
            service::of(visit, self, query).await.map(Found::Service)
        };
        found.unwrap_or_else(|refused| Found::Refused(visit.refusal(&refused)))
    }

    async fn services<P: ConsolePorts, A: Audit>(
        &self,
        visit: &Visit<P, A>,
        query: &AccessQuery,
    ) -> Result<Found, Refused> {
        let mut members = vec![("JobId", query.job.as_str()), ("MaxItems", "100")];
        members.extend(query.marker.as_deref().map(|marker| ("Marker", marker)));
        let told = visit.ask::<iam::GetServiceLastAccessedDetails>(&members);
        let told = told.await?;
        match told.job_status {
            iam::JobStatusType::InProgress => {
                return Ok(Found::Making(self.at(&[("job", &query.job)])));
            }
            iam::JobStatusType::Failed => return Ok(Found::Failed),
            iam::JobStatusType::Completed => {}
        }
        let rows = told.services_last_accessed.into_iter();
        let mut pages = self.query();
        pages.push(("job", &query.job));
        Ok(Found::Services(Services {
            rows: rows.map(|row| self.row(row, &query.job)).collect(),
            at: told.job_completion_date,
            pager: Pager::new(
                &self.path,
                &pages,
                query.marker.as_deref(),
                told.marker.as_deref(),
            ),
        }))
    }

    fn row(&self, mut service: iam::ServiceLastAccessed, job: &str) -> ServiceRow {
        // What was used comes first.
        let actions = &mut service.tracked_actions_last_accessed;
        actions.sort_by_key(|action| action.last_accessed_time.is_none());
        ServiceRow {
            link: self.at(&[("job", job), ("service", &service.service_namespace)]),
            service,
        }
    }
}

/// What there is to show.
enum Found {
    /// Nothing was asked for yet.
    Nothing,
    Services(Services),
    /// One service.
    Service(service::Service),
    /// The answer is not there yet; it will be at this address.
    Making(String),
    Failed,
    Refused(Refusal),
}

/// All services that may be used.
struct Services {
    rows: Vec<ServiceRow>,
    /// As of when.
    at: iamd_ident::Timestamp,
    pager: Pager,
}

struct ServiceRow {
    service: iam::ServiceLastAccessed,
    /// The page with more of it.
    link: String,
}

#[derive(Template)]
#[template(path = "pages/access_of_holder.html")]
struct HolderPage {
    page: Page,
    t: &'static AccessTexts,
    holder: Holder,
    part: Part,
    subject: Subject,
    found: Found,
}

async fn show_holder<P: ConsolePorts, A: Audit>(
    holder: Holder,
    visit: Visit<P, A>,
    Query(query): Query<AccessQuery>,
) -> Answer {
    let subject = Subject::of_holder(&visit, &holder);
    let found = subject.found(&visit, &query).await;
    visit.show(&HolderPage {
        page: holder.page(&visit),
        t: &visit.texts().access,
        part: Part::Access,
        holder,
        subject,
        found,
    })
}

async fn look_up_holder<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, .. }: Post<Visit<P, A>>,
) -> Answer {
    Subject::of_holder(&visit, &holder).look_up(&visit).await
}

#[derive(Template)]
#[template(path = "pages/access_of_policy.html")]
struct PolicyPage {
    page: Page,
    t: &'static AccessTexts,
    named: Named,
    part: PolicyPart,
    subject: Subject,
    found: Found,
}

async fn show_policy<P: ConsolePorts, A: Audit>(
    named: Named,
    visit: Visit<P, A>,
    Query(query): Query<AccessQuery>,
) -> Answer {
    let subject = Subject::of_policy(&named);
    let found = subject.found(&visit, &query).await;
    visit.show(&PolicyPage {
        page: named.page(&visit),
        t: &visit.texts().access,
        part: PolicyPart::Access,
        named,
        subject,
        found,
    })
}

async fn look_up_policy<P: ConsolePorts, A: Audit>(
    named: Named,
    Post { by: visit, .. }: Post<Visit<P, A>>,
) -> Answer {
    Subject::of_policy(&named).look_up(&visit).await
}
