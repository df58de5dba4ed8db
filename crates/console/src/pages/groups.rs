//! Groups: the list, and new ones.

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
    filled::Filled,
    form::Post,
    page::{Page, Section},
    pager::Pager,
    refusal::Refusal,
    routes::Routes,
    visitor::Visit,
};

/// Where the list is.
pub(crate) const LIST: &str = "/groups";

/// The list and the form for new groups.
pub(crate) fn routes<P: ConsolePorts, A: Audit>() -> Routes<P, A> {
    Routes::new()
        .get(LIST, list)
        .get("/new-group", form)
        .post("/new-group", create)
        .and(super::group::routes())
}

#[derive(Template)]
#[template(path = "pages/groups.html")]
struct GroupsPage {
    page: Page,
    q: String,
    groups: Result<Listed<iam::Group>, Refusal>,
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
    visit.show(&GroupsPage {
        page: visit.page(visit.texts().groups.title).at(Section::Groups),
        pager,
        q: query.q,
        groups: found.map_err(|refused| visit.refusal(&refused)),
    })
}

async fn find<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    query: &ListQuery,
) -> Result<Listed<iam::Group>, Refused> {
    let (prefix, part) = listing::searched(&query.q);
    let ask = |marker: Option<String>, items| async move {
        let members = listing::members(marker.as_deref(), items, prefix);
        let page = visit.ask::<iam::ListGroups>(&members).await?;
        Ok((page.groups, page.marker))
    };
    listing::search(query.marker.clone(), part, name, ask).await
}

fn name(group: &iam::Group) -> &str {
    &group.group_name
}

/// The page of a group.
fn link(group: &iam::Group) -> String {
    Holder::group(name(group)).path(&[])
}

#[derive(Template)]
#[template(path = "pages/groups/new.html")]
struct NewGroupPage {
    page: Page,
    filled: Filled,
}

async fn form<P: ConsolePorts, A: Audit>(visit: Visit<P, A>) -> Answer {
    show(&visit, Filled::empty().with("path", "/"))
}

fn show<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>, filled: Filled) -> Answer {
    let texts = &visit.texts().groups;
    let page = visit.page(texts.new_title).at(Section::Groups);
    visit.show(&NewGroupPage {
        page: page.below(texts.title, LIST),
        filled,
    })
}

/// The fields of the form by the members of `CreateGroup` that they become.
const MEMBERS: [(&str, &str); 2] = [("groupName", "group_name"), ("path", "path")];

async fn create<P: ConsolePorts, A: Audit>(
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let mut members = vec![("GroupName", fields.text("group_name").trim())];
    members.extend(fields.entered("path").map(|path| ("Path", path)));
    match visit.ask::<iam::CreateGroup>(&members).await {
        Ok(made) => visit.done(&link(&made.group), "group-created", name(&made.group)),
        Err(refused) => {
            let filled = Filled::of(&fields, &[]);
            show(&visit, visit.refused_form(filled, &refused, &MEMBERS))
        }
    }
}
