//! Roles: the list, and new ones.

use askama::Template;
use axum::extract::Query;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts, Refused};

use super::{
    holder::Holder,
    listing::{self, ListQuery, Listed},
};
use crate::{
    answer::Answer,
    page::{Page, Section},
    pager::Pager,
    refusal::Refusal,
    routes::Routes,
    visitor::Visit,
};

mod new;

/// Where the list is.
pub(crate) const LIST: &str = "/roles";

/// The list and the form for new roles.
pub(crate) fn routes<P: ConsolePorts, A: Audit>() -> Routes<P, A> {
    Routes::new()
        .get(LIST, list)
        .get("/new-role", new::form)
        .post("/new-role", new::create)
        .and(super::role::routes())
}

#[derive(Template)]
#[template(path = "pages/roles.html")]
struct RolesPage {
    page: Page,
    q: String,
    roles: Result<Listed<iam::Role>, Refusal>,
    pager: Pager,
}

async fn list<P: ConsolePorts, A: Audit>(
    visit: Visit<P, A>,
    Query(query): Query<ListQuery>,
) -> Answer {
    let found = find(&visit, &query).await;
    let next = found.as_ref().ok().and_then(|found| found.next.as_deref());
    let marker = query.marker.as_deref();
    let pager = Pager::new(LIST, &[("q", &query.q)], marker, next);
    visit.show(&RolesPage {
        page: visit.page(visit.texts().roles.title).at(Section::Roles),
        pager,
        q: query.q,
        roles: found.map_err(|refused| visit.refusal(&refused)),
    })
}

async fn find<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    query: &ListQuery,
) -> Result<Listed<iam::Role>, Refused> {
    let (prefix, part) = listing::searched(&query.q);
    let ask = |marker: Option<String>, items| async move {
        let members = listing::members(marker.as_deref(), items, prefix);
        let page = visit.ask::<iam::ListRoles>(&members).await?;
        Ok((page.roles, page.marker))
    };
    listing::search(query.marker.clone(), part, name, ask).await
}

fn name(role: &iam::Role) -> &str {
    &role.role_name
}

/// The page of a role.
fn link(role: &iam::Role) -> String {
    Holder::role(role.role_name.as_str()).path(&[])
}
