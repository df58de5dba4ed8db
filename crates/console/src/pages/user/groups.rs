//! The groups of a user.

use askama::Template;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};

use crate::{
    answer::Answer,
    form::Post,
    page::Page,
    pages::{holder::Holder, parts::Part},
    refusal::Refusal,
    visitor::Visit,
};

#[derive(Template)]
#[template(path = "pages/user/groups.html")]
struct GroupsPage {
    page: Page,
    holder: Holder,
    part: Part,
    joined: Result<Vec<iam::Group>, Refusal>,
    /// The groups that the user is not in.
    others: Result<Vec<iam::Group>, Refusal>,
}

/// The groups that the user is in, and those that there are besides.
pub(super) async fn show<P: ConsolePorts, A: Audit>(holder: Holder, visit: Visit<P, A>) -> Answer {
    let members = [("UserName", holder.name.as_str()), ("MaxItems", "1000")];
    let joined = visit.ask::<iam::ListGroupsForUser>(&members).await;
    let joined = joined.map(|listed| listed.groups);
    let all = visit.ask::<iam::ListGroups>(&[("MaxItems", "1000")]).await;
    let others = all.map(|listed| {
        let joined = joined.as_deref().unwrap_or_default();
        let is_other = |group: &iam::Group| {
            let mut joined = joined.iter();
            joined.all(|joined| joined.group_id != group.group_id)
        };
        listed.groups.into_iter().filter(is_other).collect()
    });
    visit.show(&GroupsPage {
        page: holder.page(&visit),
        part: Part::Groups,
        joined: joined.map_err(|refused| visit.refusal(&refused)),
        others: others.map_err(|refused| visit.refusal(&refused)),
        holder,
    })
}

/// The page of a group.
fn link(group: &iam::Group) -> String {
    Holder::group(group.group_name.as_str()).path(&[])
}

/// Has the user join a group.
pub(super) async fn join<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let group = fields.text("group");
    let members = [("UserName", holder.name.as_str()), ("GroupName", group)];
    let joined = visit.ask::<iam::AddUserToGroup>(&members).await;
    joined.map_err(|refused| visit.stop(&refused))?;
    visit.done(&holder.path(&["groups"]), "group-joined", group)
}

/// Has the user leave a group.
pub(super) async fn leave<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let group = fields.text("group");
    let members = [("UserName", holder.name.as_str()), ("GroupName", group)];
    let left = visit.ask::<iam::RemoveUserFromGroup>(&members).await;
    left.map_err(|refused| visit.stop(&refused))?;
    visit.done(&holder.path(&["groups"]), "group-left", group)
}
