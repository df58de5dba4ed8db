//! The permissions boundary of a user or role.

use askama::Template;
use axum::extract::Query;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};

use super::SEGMENT;
use crate::{
    answer::Answer,
    confirm::Confirm,
    form::Post,
    page::Page,
    pager::Pager,
    pages::{holder::Holder, listing::Listed, policies::PolicyQuery},
    refusal::Refusal,
    visitor::Visit,
};

#[derive(Template)]
#[template(path = "pages/permissions/boundary.html")]
struct BoundaryPage {
    page: Page,
    holder: Holder,
    query: PolicyQuery,
    policies: Result<Listed<iam::Policy>, Refusal>,
    pager: Pager,
    /// The boundary that is set, as far as it may be told.
    current: Option<String>,
}

/// The policies that there are, to choose one.
pub(crate) async fn boundary_form<P: ConsolePorts, A: Audit>(
    holder: Holder,
    visit: Visit<P, A>,
    Query(query): Query<PolicyQuery>,
) -> Answer {
    let found = query.find(&visit).await;
    let pager = query.pager(&holder.path(&[SEGMENT, "boundary"]), &found);
    let current = holder.boundary(&visit).await.ok().flatten();
    visit.show(&BoundaryPage {
        page: holder.page_below(&visit, visit.texts().permissions.boundary_title),
        holder,
        query,
        policies: found.map_err(|refused| visit.refusal(&refused)),
        pager,
        current,
    })
}

/// Sets the boundary that was chosen.
pub(crate) async fn set_boundary<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let Some(arn) = fields.entered("policy") else {
        return visit.redirect(&holder.path(&[SEGMENT, "boundary"]));
    };
    let set = holder.put_boundary(&visit, arn).await;
    set.map_err(|refused| visit.stop(&refused))?;
    visit.done(&holder.path(&[SEGMENT]), "boundary-set", arn)
}

/// Removes the boundary. The first form asks, the second does it: whoever has one may do more
/// without it.
pub(crate) async fn delete_boundary<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let texts = &visit.texts().permissions;
    let mut refusal = None;
    if fields.is_checked("confirm") {
        match holder.delete_boundary(&visit).await {
            Ok(()) => {
                let back = holder.path(&[SEGMENT]);
                return visit.done(&back, "boundary-removed", &holder.name);
            }
            Err(refused) => refusal = Some(visit.refusal(&refused)),
        }
    }
    let confirm = Confirm {
        lead: texts.remove_boundary_lead.to_owned(),
        subject: holder.name.clone(),
        warning: Some(texts.remove_boundary_warning.to_owned()),
        action: holder.path(&[SEGMENT, "boundary", "delete"]),
        fields: vec![("confirm", "yes".to_owned())],
        button: texts.remove_boundary,
        back: holder.path(&[SEGMENT]),
        refusal,
    };
    let page = holder.page_below(&visit, texts.remove_boundary_title);
    visit.confirm(page, confirm)
}
