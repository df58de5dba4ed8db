//! What the account is called, and what is in it.

use askama::Template;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts, Refused};

use super::{
    AccountPart,
    summary::{self, Summary},
};
use crate::{
    answer::Answer, filled::Filled, page::Page, pages::user::sign_in_url, refusal::Refusal,
    visitor::Visit,
};

#[derive(Template)]
#[template(path = "pages/account/overview.html")]
struct OverviewPage {
    page: Page,
    part: AccountPart,
    account: String,
    sign_in_url: String,
    alias: Result<Option<String>, Refusal>,
    /// The form for the alias.
    filled: Filled,
    summary: Result<Summary, Refusal>,
}

/// The whole page.
pub(super) async fn show<P: ConsolePorts, A: Audit>(visit: Visit<P, A>) -> Answer {
    show_filled(&visit, None).await
}

/// The same with the form for the alias as it was filled in.
pub(super) async fn show_filled<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    filled: Option<Filled>,
) -> Answer {
    let alias = alias(visit)
        .await
        .map_err(|refused| visit.refusal(&refused));
    let summary = summary::of_account(visit).await;
    let known = alias.as_ref().ok().cloned().flatten();
    let filled =
        filled.unwrap_or_else(|| Filled::empty().with("account_alias", known.unwrap_or_default()));
    let account = visit.caller().account().map(|account| account.to_string());
    visit.show(&OverviewPage {
        page: AccountPart::Overview.page(visit),
        part: AccountPart::Overview,
        account: account.unwrap_or_default(),
        sign_in_url: sign_in_url(visit),
        alias,
        filled,
        summary: summary.map_err(|refused| visit.refusal(&refused)),
    })
}

async fn alias<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>) -> Result<Option<String>, Refused> {
    let listed = visit.ask::<iam::ListAccountAliases>(&[]).await?;
    Ok(listed.account_aliases.into_iter().next())
}
