//! A new user: the form, and the calls that it makes.

use askama::Template;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};

use super::{
    super::user::password::{GivenPassword, PasswordWish},
    LIST, made,
};
use crate::{
    answer::Answer,
    filled::Filled,
    form::{Fields, Post},
    page::{Page, Section},
    pages::{
        holder::Holder,
        listing::Listed,
        policies::{PolicyQuery, Scope},
        steps::{CALLS_MAX, Steps},
        tag_fields,
    },
    refusal::Refusal,
    visitor::Visit,
};

#[derive(Template)]
#[template(path = "pages/users/new.html")]
struct NewUserPage {
    page: Page,
    filled: Filled,
    groups: Result<Vec<iam::Group>, Refusal>,
    policies: Result<Listed<iam::Policy>, Refusal>,
}

/// The fields of the form by the members of `CreateUser` that they become.
const MEMBERS: [(&str, &str); 3] = [
    ("userName", "user_name"),
    ("path", "path"),
    ("permissionsBoundary", "boundary"),
];

/// The empty form.
pub(super) async fn form<P: ConsolePorts, A: Audit>(visit: Visit<P, A>) -> Answer {
    let filled = Filled::empty()
        .with("path", "/")
        .with("console", "none")
        .with("reset_required", "yes");
    show(&visit, filled).await
}

async fn show<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>, filled: Filled) -> Answer {
    let groups = groups(visit).await;
    let policies = policies(visit, &filled).await;
    let texts = &visit.texts().users;
    let page = visit.page(texts.new_title).at(Section::Users);
    visit.show(&NewUserPage {
        page: page.below(texts.title, LIST),
        groups,
        policies,
        filled,
    })
}

/// The groups that can be joined.
async fn groups<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
) -> Result<Vec<iam::Group>, Refusal> {
    let listed = visit.ask::<iam::ListGroups>(&[("MaxItems", "1000")]).await;
    listed
        .map(|listed| listed.groups)
        .map_err(|refused| visit.refusal(&refused))
}

/// The policies that can be chosen: what was searched for, else the account's own; and what was
/// chosen before.
async fn policies<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    filled: &Filled,
) -> Result<Listed<iam::Policy>, Refusal> {
    let q = filled.value("policy_q").to_owned();
    let query = PolicyQuery {
        scope: if q.trim().is_empty() {
            Scope::Local
        } else {
            Scope::All
        },
        q,
        ..PolicyQuery::default()
    };
    let found = query.find(visit).await;
    let mut found = found.map_err(|refused| visit.refusal(&refused))?;
    let chosen = filled.all("policy").map(|arn| iam::Policy {
        arn: Some(arn.to_owned()),
        policy_name: arn.rsplit('/').next().map(str::to_owned),
        ..iam::Policy::default()
    });
    let items = std::mem::take(&mut found.items);
    let others = items.into_iter();
    let others = others.filter(|policy| {
        let arn = policy.arn.as_deref().unwrap_or_default();
        !filled.has("policy", arn)
    });
    Ok(Listed {
        items: chosen.chain(others).collect(),
        ..found
    })
}

/// Makes the user, and then all that was wished for besides, each by a call of its own.
pub(super) async fn create<P: ConsolePorts, A: Audit>(
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let filled = Filled::of(&fields, &["password"]);
    if fields.text("do") == "find" {
        return show(&visit, filled).await;
    }
    let wish = match PasswordWish::of(&visit, &fields).await {
        Ok(wish) => wish,
        Err(wrong) => return show(&visit, filled.wrong("password", wrong)).await,
    };
    let tags = tag_fields::members(&fields);
    let mut members = vec![("UserName", fields.text("user_name").trim())];
    members.extend(fields.entered("path").map(|path| ("Path", path)));
    let boundary = fields.entered("boundary");
    members.extend(boundary.map(|arn| ("PermissionsBoundary", arn)));
    members.extend(tags.iter().map(|(name, value)| (&**name, &**value)));
    let user = match visit.ask::<iam::CreateUser>(&members).await {
        Ok(made) => made.user.unwrap_or_default(),
        Err(refused) => {
            let filled = visit.refused_form(filled, &refused, &MEMBERS);
            return show(&visit, filled).await;
        }
    };
    let holder = Holder::user(super::name(&user));
    let mut steps = Steps::default();
    join_and_attach(&visit, &holder, &fields, &mut steps).await;
    let has_password = wish.is_some();
    let given = match wish {
        Some(wish) => give(&visit, wish, &holder.name, &mut steps).await,
        None => None,
    };
    if !has_password && steps.all_done() {
        return visit.done(&holder.path(&[]), "user-created", &holder.name);
    }
    made::show(&visit, user, given, steps)
}

async fn give<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    wish: PasswordWish,
    user: &str,
    steps: &mut Steps,
) -> Option<GivenPassword> {
    let given = wish.give(visit, user).await;
    steps.note(visit, visit.texts().users.step_password, user, &given);
    let given = given.ok()?;
    given.allow_change(visit, user, steps).await;
    Some(given)
}

async fn join_and_attach<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    holder: &Holder,
    fields: &Fields,
    steps: &mut Steps,
) {
    let texts = visit.texts();
    for group in fields.all("group").take(CALLS_MAX) {
        let members = [("GroupName", group), ("UserName", holder.name.as_str())];
        let joined = visit.ask::<iam::AddUserToGroup>(&members).await;
        steps.note(visit, texts.users.step_join, group, &joined);
    }
    for arn in fields.all("policy").take(CALLS_MAX) {
        let attached = holder.attach(visit, &[("PolicyArn", arn)]).await;
        steps.note(visit, texts.permissions.step_attach, arn, &attached);
    }
}
