//! The page of a group.

use askama::Template;
use axum::extract::Query;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};

use super::{
    deletion,
    holder::Holder,
    listing::{self, ListQuery},
    parts::Part,
    permissions,
};
use crate::{
    answer::Answer, filled::Filled, form::Post, page::Page, pager::Pager, routes::Routes,
    visitor::Visit,
};

mod hanging;

pub(crate) use self::hanging::hanging;

/// The parts of the page, and what can be done there.
pub(super) fn routes<P: ConsolePorts, A: Audit>() -> Routes<P, A> {
    Routes::new()
        .get("/groups/{name}", overview)
        .post("/groups/{name}/rename", rename)
        .post("/groups/{name}/members/add", add)
        .post("/groups/{name}/members/remove", remove)
        .get("/groups/{name}/permissions", permissions::show)
        .get(
            "/groups/{name}/permissions/attach",
            permissions::attach_form,
        )
        .post("/groups/{name}/permissions/attach", permissions::attach)
        .post("/groups/{name}/permissions/detach", permissions::detach)
        .get(
            "/groups/{name}/permissions/inline",
            permissions::inline_form,
        )
        .post(
            "/groups/{name}/permissions/inline",
            permissions::save_inline,
        )
        .post(
            "/groups/{name}/permissions/inline/delete",
            permissions::delete_inline,
        )
        .and(super::access::of_groups())
        .get("/groups/{name}/delete", deletion::ask::<Holder, P, A>)
        .post("/groups/{name}/delete", deletion::delete::<Holder, P, A>)
}

#[derive(Template)]
#[template(path = "pages/group/overview.html")]
struct OverviewPage {
    page: Page,
    holder: Holder,
    part: Part,
    group: iam::Group,
    members: Vec<iam::User>,
    pager: Pager,
    /// The form for the name and path.
    filled: Filled,
    /// The form for another member.
    member: Filled,
}

/// The forms of the page, as they are shown.
#[derive(Default)]
struct Forms {
    name: Option<Filled>,
    member: Filled,
}

async fn overview<P: ConsolePorts, A: Audit>(
    holder: Holder,
    visit: Visit<P, A>,
    Query(query): Query<ListQuery>,
) -> Answer {
    show(&visit, holder, query.marker.as_deref(), Forms::default()).await
}

async fn show<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    holder: Holder,
    marker: Option<&str>,
    forms: Forms,
) -> Answer {
    let mut members = listing::members(marker, listing::ITEMS, None);
    members.push(("GroupName", &holder.name));
    let found = visit.ask::<iam::GetGroup>(&members).await;
    let found = found.map_err(|refused| visit.stop(&refused))?;
    let filled = forms.name.unwrap_or_else(|| {
        Filled::empty()
            .with("new_group_name", found.group.group_name.as_str())
            .with("new_path", found.group.path.as_str())
    });
    visit.show(&OverviewPage {
        page: holder.page(visit),
        part: Part::Overview,
        pager: Pager::new(&holder.path(&[]), &[], marker, found.marker.as_deref()),
        group: found.group,
        members: found.users,
        filled,
        member: forms.member,
        holder,
    })
}

/// The page of a user.
fn user_link(user: &iam::User) -> String {
    Holder::user(user_name(user)).path(&[])
}

fn user_name(user: &iam::User) -> &str {
    user.user_name.as_deref().unwrap_or_default()
}

/// Gives the group another name or path.
async fn rename<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    const MEMBERS: [(&str, &str); 2] =
        [("newGroupName", "new_group_name"), ("newPath", "new_path")];
    let new_name = fields.entered("new_group_name");
    let mut members = vec![("GroupName", holder.name.as_str())];
    let changed = new_name.filter(|name| *name != holder.name);
    members.extend(changed.map(|name| ("NewGroupName", name)));
    members.extend(fields.entered("new_path").map(|path| ("NewPath", path)));
    if let Err(refused) = visit.ask::<iam::UpdateGroup>(&members).await {
        let filled = Filled::of(&fields, &[]);
        let forms = Forms {
            name: Some(visit.refused_form(filled, &refused, &MEMBERS)),
            ..Forms::default()
        };
        return show(&visit, holder, None, forms).await;
    }
    let holder = Holder::group(new_name.unwrap_or(&holder.name));
    visit.done(&holder.path(&[]), "group-changed", &holder.name)
}

/// Makes a user a member.
async fn add<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let user = fields.text("user").trim();
    let members = [("GroupName", holder.name.as_str()), ("UserName", user)];
    match visit.ask::<iam::AddUserToGroup>(&members).await {
        Ok(()) => visit.done(&holder.path(&[]), "member-added", user),
        Err(refused) => {
            let filled = Filled::of(&fields, &[]);
            let forms = Forms {
                member: visit.refused_form(filled, &refused, &[("userName", "user")]),
                ..Forms::default()
            };
            show(&visit, holder, None, forms).await
        }
    }
}

/// Has a user leave.
async fn remove<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let user = fields.text("user");
    let members = [("GroupName", holder.name.as_str()), ("UserName", user)];
    let removed = visit.ask::<iam::RemoveUserFromGroup>(&members).await;
    removed.map_err(|refused| visit.stop(&refused))?;
    visit.done(&holder.path(&[]), "member-removed", user)
}
