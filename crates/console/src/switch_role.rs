//! Switching to a role, and back.

use askama::Template;
use axum::extract::Query;
use http::StatusCode;
use iamd_auth::{Audit, Caller, ConsolePorts, Refused, RoleWish, SessionKind};
use iamd_ident::AccountId;
use serde::Deserialize;
use serde_json::Value;

use crate::{
    answer::{Answer, Stop},
    error_page,
    filled::Filled,
    form::Post,
    page::Page,
    routes::Routes,
    text::SwitchRoleTexts,
    to_the_end::to_the_end,
    visitor::{EveryVisit, Visit},
};

const PATH: &str = "/switch-role";

pub(crate) fn routes<P: ConsolePorts, A: Audit>() -> Routes<P, A> {
    Routes::new()
        .get(PATH, show)
        .post(PATH, switch)
        .post("/switch-back", switch_back)
}

/// What a link to the form says.
///
/// SOURCE: IAM User Guide, "Switch from a user to an IAM role (console)": the parameters of AWS's own
/// links.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Linked {
    account: String,
    role_name: String,
    display_name: String,
}

#[derive(Template)]
#[template(path = "switch_role.html")]
struct SwitchPage {
    page: Page,
    texts: &'static SwitchRoleTexts,
    filled: Filled,
    /// Why the visitor cannot switch to any role.
    never: Option<&'static str>,
}

async fn show<P: ConsolePorts, A: Audit>(
    visit: Visit<P, A>,
    Query(linked): Query<Linked>,
) -> Answer {
    let filled = Filled::empty()
        .with("account", linked.account)
        .with("role_name", linked.role_name)
        .with("display_name", linked.display_name);
    visit.show(&page(&visit, filled))
}

async fn switch<P: ConsolePorts, A: Audit>(
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let texts = &visit.texts().switch_role;
    let filled = Filled::of(&fields, &[]);
    let role_name = fields.entered("role_name").unwrap_or_default();
    let account = account(&visit, fields.entered("account").unwrap_or_default()).await?;
    let filled = if account.is_none() {
        filled.wrong("account", texts.no_account)
    } else {
        filled
    };
    let filled = if role_name.is_empty() {
        filled.wrong("role_name", texts.fill_in)
    } else {
        filled
    };
    let Some(account) = account.filter(|_| filled.errors().is_empty()) else {
        return Err(visit.stop_with(StatusCode::BAD_REQUEST, &page(&visit, filled)));
    };
    let role_arn = role_arn(&visit.visitor.signed_in_as, account, role_name);
    let display_name = fields.entered("display_name").map(str::to_owned);
    let switched = switched(&visit, role_arn, display_name).await?;
    match switched {
        Ok(()) => visit.done("/", "role-switched", role_name),
        Err(refused) => {
            let filled = visit.refused_form(filled, &refused, &[("roleArn", "role_name")]);
            let status = StatusCode::from_u16(refused.error.code.status());
            let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            Err(visit.stop_with(status, &page(&visit, filled)))
        }
    }
}

async fn switch_back<P: ConsolePorts, A: Audit>(
    Post {
        by: EveryVisit(visit),
        ..
    }: Post<EveryVisit<P, A>>,
) -> Answer {
    if !visit.visitor.is_switched() {
        return visit.redirect("/");
    }
    let arrived = &visit.arrived;
    let (backend, visitor) = (arrived.backend.clone(), visit.visitor.clone());
    let facts = arrived.facts(Value::Null);
    let back = to_the_end(&arrived.backend, async move {
        iamd_auth::switch_back(&backend.guard, &visitor, &facts).await
    });
    let back = back.await.map_err(|status| failed(&visit, status))?;
    back.map_err(|error| visit.stop(&error.into()))?;
    visit.done("/", "role-left", "")
}

/// Switches, if `AssumeRole` allows it.
async fn switched<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    role_arn: String,
    display_name: Option<String>,
) -> Result<Result<(), Refused>, Stop> {
    let arrived = &visit.arrived;
    let (backend, visitor) = (arrived.backend.clone(), visit.visitor.clone());
    let facts = arrived.facts(Value::Null);
    let switched = to_the_end(&arrived.backend, async move {
        let wish = RoleWish {
            role_arn: &role_arn,
            display_name: display_name.as_deref(),
        };
        iamd_auth::switch_role(&backend.guard, &backend.sts, &visitor, wish, &facts).await
    });
    switched.await.map_err(|status| failed(visit, status))
}

/// The account with this id or alias. What looks like an id is one: whether there is such an account
/// is nothing to be told here.
async fn account<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    text: &str,
) -> Result<Option<AccountId>, Stop> {
    if let Ok(id) = text.parse() {
        return Ok(Some(id));
    }
    let found = visit.arrived.backend.guard.ports().account(text).await;
    found.map_err(|error| {
        tracing::error!(%error, "an account cannot be looked up");
        failed(visit, StatusCode::SERVICE_UNAVAILABLE)
    })
}

/// The ARN of the role with this name, which may have its path before it.
///
/// SOURCE: IAM User Guide, "Methods to assume a role": path and name together name the role that
/// somebody switches to.
fn role_arn(caller: &Caller, account: AccountId, name: &str) -> String {
    let partition = caller.arn().and_then(|arn| arn.as_str().split(':').nth(1));
    let name = name.trim_start_matches('/');
    format!(
        "arn:{}:iam::{account}:role/{name}",
        partition.unwrap_or("aws")
    )
}

fn failed<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>, status: StatusCode) -> Stop {
    error_page::of_status(&visit.arrived, status).into()
}

fn page<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>, filled: Filled) -> SwitchPage {
    let texts = &visit.texts().switch_role;
    SwitchPage {
        page: visit.page(texts.title),
        texts,
        filled,
        never: never(&visit.visitor.signed_in_as, texts),
    }
}

/// SOURCE: STS API Reference, `AssumeRole`: root users assume no roles; `GetFederationToken`: federated
/// users call no operation of STS but one.
fn never(caller: &Caller, texts: &'static SwitchRoleTexts) -> Option<&'static str> {
    if caller.is_root_user() {
        return Some(texts.not_root);
    }
    (caller.session_kind() == Some(SessionKind::FederatedConsole)).then_some(texts.not_federated)
}
