//! Who has a policy: attached, or as the permissions boundary.

use askama::Template;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts, Refused};

use super::{Named, PolicyPart};
use crate::{
    answer::Answer,
    filled::Filled,
    form::{Fields, Post},
    page::Page,
    pages::holder::{Holder, HolderKind},
    refusal::Refusal,
    visitor::Visit,
};

/// What a policy is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Usage {
    Permissions,
    Boundary,
}

impl Usage {
    const fn member(self) -> &'static str {
        match self {
            Self::Permissions => "PermissionsPolicy",
            Self::Boundary => "PermissionsBoundary",
        }
    }
}

/// LIMIT: how many pages of entities are gathered.
const CALLS_MAX: usize = 20;

/// Whoever has a policy for something: users, then groups, then roles.
pub(super) async fn holders<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    named: &Named,
    usage: Usage,
) -> Result<Vec<Holder>, Refused> {
    let (mut users, mut groups, mut roles) = (Vec::new(), Vec::new(), Vec::new());
    let mut marker: Option<String> = None;
    for _ in 0..CALLS_MAX {
        let mut members = vec![
            ("PolicyArn", named.arn.as_str()),
            ("PolicyUsageFilter", usage.member()),
            ("MaxItems", "1000"),
        ];
        members.extend(marker.as_deref().map(|marker| ("Marker", marker)));
        let page = visit.ask::<iam::ListEntitiesForPolicy>(&members).await?;
        users.extend(
            page.policy_users
                .into_iter()
                .filter_map(|user| user.user_name),
        );
        groups.extend(
            page.policy_groups
                .into_iter()
                .filter_map(|group| group.group_name),
        );
        roles.extend(
            page.policy_roles
                .into_iter()
                .filter_map(|role| role.role_name),
        );
        marker = page.marker;
        if marker.is_none() {
            break;
        }
    }
    let of = |kind| move |name| Holder { kind, name };
    let users = users.into_iter().map(of(HolderKind::User));
    let groups = groups.into_iter().map(of(HolderKind::Group));
    let roles = roles.into_iter().map(of(HolderKind::Role));
    Ok(users.chain(groups).chain(roles).collect())
}

#[derive(Template)]
#[template(path = "pages/policy/entities.html")]
struct EntitiesPage {
    page: Page,
    named: Named,
    part: PolicyPart,
    attached: Result<Vec<Holder>, Refusal>,
    bounded: Result<Vec<Holder>, Refusal>,
    filled: Filled,
}

/// Everybody who has the policy.
pub(super) async fn show<P: ConsolePorts, A: Audit>(named: Named, visit: Visit<P, A>) -> Answer {
    let filled = Filled::empty().with("kind", "users");
    show_filled(&visit, named, filled).await
}

async fn show_filled<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    named: Named,
    filled: Filled,
) -> Answer {
    let attached = holders(visit, &named, Usage::Permissions).await;
    let bounded = holders(visit, &named, Usage::Boundary).await;
    visit.show(&EntitiesPage {
        page: named.page(visit),
        named,
        part: PolicyPart::Entities,
        attached: attached.map_err(|refused| visit.refusal(&refused)),
        bounded: bounded.map_err(|refused| visit.refusal(&refused)),
        filled,
    })
}

/// The holder that a form names.
fn holder(fields: &Fields) -> Holder {
    let folder = fields.text("kind");
    let kind = HolderKind::ALL
        .into_iter()
        .find(|kind| kind.folder() == folder);
    Holder {
        kind: kind.unwrap_or(HolderKind::User),
        name: fields.text("name").trim().to_owned(),
    }
}

/// Attaches the policy to somebody.
pub(super) async fn attach<P: ConsolePorts, A: Audit>(
    named: Named,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let holder = holder(&fields);
    match holder.attach(&visit, &[("PolicyArn", &named.arn)]).await {
        Ok(()) => {
            let link = named.part(PolicyPart::Entities);
            visit.done(&link, "policy-attached", &holder.name)
        }
        Err(refused) => {
            let members = ["userName", "groupName", "roleName"].map(|member| (member, "name"));
            let filled = Filled::of(&fields, &[]);
            let filled = visit.refused_form(filled, &refused, &members);
            show_filled(&visit, named, filled).await
        }
    }
}

/// Detaches the policy from somebody.
pub(super) async fn detach<P: ConsolePorts, A: Audit>(
    named: Named,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let holder = holder(&fields);
    let detached = holder.detach(&visit, &[("PolicyArn", &named.arn)]).await;
    detached.map_err(|refused| visit.stop(&refused))?;
    let link = named.part(PolicyPart::Entities);
    visit.done(&link, "policy-detached-from", &holder.name)
}
