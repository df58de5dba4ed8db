//! Who may assume a role.

use askama::Template;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};

use crate::{
    answer::Answer,
    filled::Filled,
    form::Post,
    page::Page,
    pages::{
        holder::Holder,
        parts::Part,
        policy_document::{DocumentUse, Editor, EditorAction},
    },
    visitor::Visit,
};

#[derive(Template)]
#[template(path = "pages/role/trust.html")]
struct TrustPage {
    page: Page,
    holder: Holder,
    part: Part,
    filled: Filled,
    editor: Editor,
}

/// The editor of the trust policy.
pub(super) async fn show<P: ConsolePorts, A: Audit>(holder: Holder, visit: Visit<P, A>) -> Answer {
    let found = visit
        .ask::<iam::GetRole>(&[("RoleName", &holder.name)])
        .await;
    let role = found.map_err(|refused| visit.stop(&refused))?.role;
    let document = role.assume_role_policy_document.unwrap_or_default();
    let editor = Editor::of_stored(document, DocumentUse::Trust);
    edit(&visit, holder, Filled::empty(), editor)
}

fn edit<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    holder: Holder,
    filled: Filled,
    editor: Editor,
) -> Answer {
    visit.show(&TrustPage {
        page: holder.page(visit),
        part: Part::Trust,
        holder,
        filled,
        editor,
    })
}

/// Checks, lays out or saves what is in the editor.
pub(super) async fn save<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let action = EditorAction::of(fields.text("do"));
    let document = fields.text("document").to_owned();
    let mut editor = Editor::of_sent(document, DocumentUse::Trust, action);
    let mut filled = Filled::empty();
    if action == EditorAction::Save && editor.fault.is_none() {
        let members = [
            ("RoleName", holder.name.as_str()),
            ("PolicyDocument", &editor.text),
        ];
        match visit.ask::<iam::UpdateAssumeRolePolicy>(&members).await {
            Ok(()) => return visit.done(&holder.path(&["trust"]), "trust-saved", &holder.name),
            Err(refused) if editor.refused(&refused.error) => {}
            Err(refused) => {
                filled = visit.refused_form(filled, &refused, &[("policyDocument", "document")]);
            }
        }
    }
    edit(&visit, holder, filled, editor)
}
