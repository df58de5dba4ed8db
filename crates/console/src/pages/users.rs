//! Users: the list, and new ones.

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

mod made;
mod new;

/// Where the list is.
pub(crate) const LIST: &str = "/users";

/// The list and the form for new users, and their groups.
pub(crate) fn routes<P: ConsolePorts, A: Audit>() -> Routes<P, A> {
    Routes::new()
        .get(LIST, list)
        .get("/new-user", new::form)
        .post("/new-user", new::create)
        .and(super::user::routes())
        .and(super::groups::routes())
}

#[derive(Template)]
#[template(path = "pages/users.html")]
struct UsersPage {
    page: Page,
    q: String,
    users: Result<Listed<iam::User>, Refusal>,
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
    visit.show(&UsersPage {
        page: visit.page(visit.texts().users.title).at(Section::Users),
        pager,
        q: query.q,
        users: found.map_err(|refused| visit.refusal(&refused)),
    })
}

async fn find<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    query: &ListQuery,
) -> Result<Listed<iam::User>, Refused> {
    let (prefix, part) = listing::searched(&query.q);
    let ask = |marker: Option<String>, items| async move {
        let members = listing::members(marker.as_deref(), items, prefix);
        let page = visit.ask::<iam::ListUsers>(&members).await?;
        Ok((page.users, page.marker))
    };
    listing::search(query.marker.clone(), part, name, ask).await
}

fn name(user: &iam::User) -> &str {
    user.user_name.as_deref().unwrap_or_default()
}

/// The page of a user.
fn link(user: &iam::User) -> String {
    Holder::user(name(user)).path(&[])
}
