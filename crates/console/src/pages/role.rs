//! The page of a role.

use askama::Template;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};

use super::{deletion, holder::Holder, parts::Part, permissions, tags};
use crate::{
    answer::Answer, filled::Filled, form::Post, link, page::Page, routes::Routes, text,
    visitor::Visit,
};

mod hanging;
mod trust;

pub(crate) use self::hanging::hanging;

/// The parts of the page, and what can be done there.
pub(super) fn routes<P: ConsolePorts, A: Audit>() -> Routes<P, A> {
    Routes::new()
        .get("/roles/{name}", overview)
        .post("/roles/{name}/edit", edit)
        .get("/roles/{name}/permissions", permissions::show)
        .get("/roles/{name}/permissions/attach", permissions::attach_form)
        .post("/roles/{name}/permissions/attach", permissions::attach)
        .post("/roles/{name}/permissions/detach", permissions::detach)
        .get("/roles/{name}/permissions/inline", permissions::inline_form)
        .post("/roles/{name}/permissions/inline", permissions::save_inline)
        .post(
            "/roles/{name}/permissions/inline/delete",
            permissions::delete_inline,
        )
        .get(
            "/roles/{name}/permissions/boundary",
            permissions::boundary_form,
        )
        .post(
            "/roles/{name}/permissions/boundary",
            permissions::set_boundary,
        )
        .post(
            "/roles/{name}/permissions/boundary/delete",
            permissions::delete_boundary,
        )
        .get("/roles/{name}/trust", trust::show)
        .post("/roles/{name}/trust", trust::save)
        .and(super::access::of_roles())
        .get("/roles/{name}/tags", tags::of_holder)
        .post("/roles/{name}/tags/add", tags::add_to_holder)
        .post("/roles/{name}/tags/remove", tags::remove_from_holder)
        .get("/roles/{name}/delete", deletion::ask::<Holder, P, A>)
        .post("/roles/{name}/delete", deletion::delete::<Holder, P, A>)
}

#[derive(Template)]
#[template(path = "pages/role/overview.html")]
struct OverviewPage {
    page: Page,
    holder: Holder,
    part: Part,
    role: iam::Role,
    /// Where somebody switches to the role who can.
    switch: Option<String>,
    /// How long a session may last.
    session_max: String,
    filled: Filled,
}

async fn overview<P: ConsolePorts, A: Audit>(holder: Holder, visit: Visit<P, A>) -> Answer {
    let found = visit
        .ask::<iam::GetRole>(&[("RoleName", &holder.name)])
        .await;
    let role = found.map_err(|refused| visit.stop(&refused))?.role;
    let seconds = role.max_session_duration.map(|seconds| seconds.to_string());
    let filled = Filled::empty()
        .with("description", role.description.clone().unwrap_or_default())
        .with("max_session_seconds", seconds.unwrap_or_default());
    show(&visit, holder, role, filled)
}

fn show<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    holder: Holder,
    role: iam::Role,
    filled: Filled,
) -> Answer {
    let account = visit.caller().account().map(|account| account.to_string());
    let query = [
        ("account", account.as_deref().unwrap_or_default()),
        // A role of a path is named with it.
        ("roleName", full_name(&role)),
    ];
    let page = holder.page(visit);
    let may_switch = page.identity.as_ref().is_some_and(|who| who.may_switch);
    visit.show(&OverviewPage {
        page,
        part: Part::Overview,
        switch: may_switch.then(|| link::with_query("/switch-role", &query)),
        session_max: session_max(visit, &role),
        holder,
        role,
        filled,
    })
}

/// How long a session of the role may last, in seconds and in hours.
fn session_max<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>, role: &iam::Role) -> String {
    let seconds = role.max_session_duration.unwrap_or_default();
    let minutes = seconds / 60;
    let hours = format!("{}:{:02}", minutes / 60, minutes % 60);
    let text = visit.texts().roles.max_session_value;
    text::fill(text, [seconds.to_string().as_str(), &hours])
}

/// The name of a role with its path, as it stands in its ARN.
fn full_name(role: &iam::Role) -> &str {
    let (_, name) = role.arn.split_once(":role/").unwrap_or_default();
    name
}

/// The fields of the form by the members of `UpdateRole` that they become.
const MEMBERS: [(&str, &str); 2] = [
    ("description", "description"),
    ("maxSessionDuration", "max_session_seconds"),
];

/// Changes the description and how long sessions may last.
async fn edit<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let members = [
        ("RoleName", holder.name.as_str()),
        ("Description", fields.text("description").trim()),
        (
            "MaxSessionDuration",
            fields.text("max_session_seconds").trim(),
        ),
    ];
    if let Err(refused) = visit.ask::<iam::UpdateRole>(&members).await {
        let found = visit
            .ask::<iam::GetRole>(&[("RoleName", &holder.name)])
            .await;
        let role = found.map_err(|_| visit.stop(&refused))?.role;
        let filled = Filled::of(&fields, &[]);
        let filled = visit.refused_form(filled, &refused, &MEMBERS);
        return show(&visit, holder, role, filled);
    }
    visit.done(&holder.path(&[]), "role-changed", &holder.name)
}
