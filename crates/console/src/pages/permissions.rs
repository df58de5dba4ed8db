//! The permissions of whoever holds policies: attached policies, inline policies, the boundary. The
//! same pages serve users, groups and roles.

use askama::Template;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};

use super::{holder::Holder, parts::Part};
use crate::{answer::Answer, form::Post, page::Page, refusal::Refusal, visitor::Visit};

mod attach;
mod boundary;
mod inline;

pub(crate) use attach::{attach, attach_form};
pub(crate) use boundary::{boundary_form, delete_boundary, set_boundary};
pub(crate) use inline::{delete_inline, inline_form, save_inline};

/// The segment of the page below that of the holder.
const SEGMENT: &str = "permissions";

#[derive(Template)]
#[template(path = "pages/permissions.html")]
struct PermissionsPage {
    page: Page,
    holder: Holder,
    part: Part,
    attached: Result<Vec<iam::AttachedPolicy>, Refusal>,
    inline: Result<Vec<String>, Refusal>,
    boundary: Result<Option<String>, Refusal>,
}

/// All policies that bear on the holder itself.
pub(crate) async fn show<P: ConsolePorts, A: Audit>(holder: Holder, visit: Visit<P, A>) -> Answer {
    const ALL: &[(&str, &str)] = &[("MaxItems", "1000")];
    let attached = holder.attached(&visit, ALL).await;
    let inline = holder.inline_names(&visit, ALL).await;
    let boundary = holder.boundary(&visit).await;
    visit.show(&PermissionsPage {
        page: holder.page(&visit),
        part: Part::Permissions,
        attached: attached
            .map(|(policies, _)| policies)
            .map_err(|refused| visit.refusal(&refused)),
        inline: inline
            .map(|(names, _)| names)
            .map_err(|refused| visit.refusal(&refused)),
        boundary: boundary.map_err(|refused| visit.refusal(&refused)),
        holder,
    })
}

/// Detaches a policy, which can be attached again at any time.
pub(crate) async fn detach<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let arn = fields.text("policy");
    let detached = holder.detach(&visit, &[("PolicyArn", arn)]).await;
    detached.map_err(|refused| visit.stop(&refused))?;
    visit.done(&holder.path(&[SEGMENT]), "policy-detached", arn)
}
