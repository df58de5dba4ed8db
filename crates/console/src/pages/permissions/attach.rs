//! Attaching managed policies to a holder.

use askama::Template;
use axum::extract::Query;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};

use super::SEGMENT;
use crate::{
    answer::Answer,
    form::Post,
    page::Page,
    pager::Pager,
    pages::{
        holder::Holder,
        listing::Listed,
        policies::PolicyQuery,
        steps::{self, Steps},
    },
    refusal::Refusal,
    visitor::Visit,
};

#[derive(Template)]
#[template(path = "pages/permissions/attach.html")]
struct AttachPage {
    page: Page,
    holder: Holder,
    query: PolicyQuery,
    policies: Result<Listed<iam::Policy>, Refusal>,
    pager: Pager,
}

/// The policies that there are, to choose from.
pub(crate) async fn attach_form<P: ConsolePorts, A: Audit>(
    holder: Holder,
    visit: Visit<P, A>,
    Query(query): Query<PolicyQuery>,
) -> Answer {
    let found = query.find(&visit).await;
    let pager = query.pager(&holder.path(&[SEGMENT, "attach"]), &found);
    visit.show(&AttachPage {
        page: holder.page_below(&visit, visit.texts().permissions.attach_title),
        holder,
        query,
        policies: found.map_err(|refused| visit.refusal(&refused)),
        pager,
    })
}

/// Attaches what was chosen, each policy by a call of its own.
pub(crate) async fn attach<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let texts = &visit.texts().permissions;
    let mut steps = Steps::default();
    for arn in fields.all("policy").take(steps::CALLS_MAX) {
        let attached = holder.attach(&visit, &[("PolicyArn", arn)]).await;
        steps.note(&visit, texts.step_attach, arn, &attached);
    }
    let back = holder.path(&[SEGMENT]);
    if steps.done.is_empty() {
        return visit.redirect(&holder.path(&[SEGMENT, "attach"]));
    }
    if steps.all_done() {
        return visit.done(&back, "policies-attached", &holder.name);
    }
    let page = holder.page_below(&visit, texts.attach_title);
    steps::show(&visit, page, steps, back)
}
