//! The page of a user.

use askama::Template;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};

use super::{deletion, holder::Holder, parts::Part, permissions, tags};
use crate::{
    answer::Answer, filled::Filled, form::Post, page::Page, routes::Routes, sign_in, visitor::Visit,
};

mod credentials;
mod groups;
mod hanging;
mod keys;
pub(crate) mod password;
mod security;

pub(crate) use self::hanging::hanging;

/// The parts of the page, and what can be done there.
pub(super) fn routes<P: ConsolePorts, A: Audit>() -> Routes<P, A> {
    Routes::new()
        .get("/users/{name}", overview)
        .post("/users/{name}/rename", rename)
        .get("/users/{name}/permissions", permissions::show)
        .get("/users/{name}/permissions/attach", permissions::attach_form)
        .post("/users/{name}/permissions/attach", permissions::attach)
        .post("/users/{name}/permissions/detach", permissions::detach)
        .get("/users/{name}/permissions/inline", permissions::inline_form)
        .post("/users/{name}/permissions/inline", permissions::save_inline)
        .post(
            "/users/{name}/permissions/inline/delete",
            permissions::delete_inline,
        )
        .get(
            "/users/{name}/permissions/boundary",
            permissions::boundary_form,
        )
        .post(
            "/users/{name}/permissions/boundary",
            permissions::set_boundary,
        )
        .post(
            "/users/{name}/permissions/boundary/delete",
            permissions::delete_boundary,
        )
        .get("/users/{name}/groups", groups::show)
        .post("/users/{name}/groups/join", groups::join)
        .post("/users/{name}/groups/leave", groups::leave)
        .get("/users/{name}/security", security::show)
        .post("/users/{name}/security/password", security::set_password)
        .post(
            "/users/{name}/security/password/delete",
            security::delete_password,
        )
        .post("/users/{name}/security/keys/new", keys::create)
        .post("/users/{name}/security/keys/status", keys::set_status)
        .post("/users/{name}/security/keys/delete", keys::delete)
        .post(
            "/users/{name}/security/mfa/deactivate",
            security::deactivate_mfa,
        )
        .and(credentials::routes())
        .and(super::access::of_users())
        .get("/users/{name}/tags", tags::of_holder)
        .post("/users/{name}/tags/add", tags::add_to_holder)
        .post("/users/{name}/tags/remove", tags::remove_from_holder)
        .get("/users/{name}/delete", deletion::ask::<Holder, P, A>)
        .post("/users/{name}/delete", deletion::delete::<Holder, P, A>)
}

/// Where users of this account sign in.
pub(crate) fn sign_in_url<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>) -> String {
    let account = visit.caller().account().map(|account| account.to_string());
    let name = visit.alias.known().or(account.as_deref());
    let path = sign_in::path_of_account(name.unwrap_or_default());
    format!("{}{path}", visit.arrived.arrival.console_url)
}

#[derive(Template)]
#[template(path = "pages/user/overview.html")]
struct OverviewPage {
    page: Page,
    holder: Holder,
    part: Part,
    user: iam::User,
    filled: Filled,
}

async fn overview<P: ConsolePorts, A: Audit>(holder: Holder, visit: Visit<P, A>) -> Answer {
    let found = visit
        .ask::<iam::GetUser>(&[("UserName", &holder.name)])
        .await;
    let user = found.map_err(|refused| visit.stop(&refused))?.user;
    let path = user.path.clone().unwrap_or_default();
    let filled = Filled::empty()
        .with("new_user_name", holder.name.clone())
        .with("new_path", path);
    show(&visit, holder, user, filled)
}

fn show<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    holder: Holder,
    user: iam::User,
    filled: Filled,
) -> Answer {
    visit.show(&OverviewPage {
        page: holder.page(visit),
        part: Part::Overview,
        holder,
        user,
        filled,
    })
}

/// The fields of the form by the members of `UpdateUser` that they become.
const MEMBERS: [(&str, &str); 2] = [("newUserName", "new_user_name"), ("newPath", "new_path")];

/// Gives the user another name or path.
async fn rename<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let new_name = fields.entered("new_user_name");
    let mut members = vec![("UserName", holder.name.as_str())];
    let changed = new_name.filter(|name| *name != holder.name);
    members.extend(changed.map(|name| ("NewUserName", name)));
    members.extend(fields.entered("new_path").map(|path| ("NewPath", path)));
    if let Err(refused) = visit.ask::<iam::UpdateUser>(&members).await {
        let found = visit
            .ask::<iam::GetUser>(&[("UserName", &holder.name)])
            .await;
        let user = found.map_err(|_| visit.stop(&refused))?.user;
        let filled = Filled::of(&fields, &[]);
        let filled = visit.refused_form(filled, &refused, &MEMBERS);
        return show(&visit, holder, user, filled);
    }
    let holder = Holder::user(new_name.unwrap_or(&holder.name));
    visit.done(&holder.path(&[]), "user-changed", &holder.name)
}
