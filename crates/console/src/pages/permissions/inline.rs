//! The inline policies of a holder, each with an editor.

use askama::Template;
use axum::extract::Query;
use iamd_auth::{Audit, ConsolePorts};
use serde::Deserialize;

use super::SEGMENT;
use crate::{
    answer::Answer,
    confirm::Confirm,
    filled::Filled,
    form::Post,
    page::Page,
    pages::{
        holder::Holder,
        policy_document::{Editor, EditorAction, STARTER},
    },
    visitor::Visit,
};

/// Which inline policy is wanted.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct InlineQuery {
    policy: String,
}

#[derive(Template)]
#[template(path = "pages/permissions/inline.html")]
struct InlinePage {
    page: Page,
    holder: Holder,
    /// Whether the policy is there already: then its name stays.
    is_there: bool,
    filled: Filled,
    editor: Editor,
}

/// The editor of an inline policy, or of a new one.
pub(crate) async fn inline_form<P: ConsolePorts, A: Audit>(
    holder: Holder,
    visit: Visit<P, A>,
    Query(query): Query<InlineQuery>,
) -> Answer {
    let document_use = holder.kind.inline_use();
    let name = query.policy;
    if name.is_empty() {
        let editor = Editor::new(STARTER.to_owned(), document_use);
        return show(&visit, holder, false, Filled::empty(), editor);
    }
    let found = holder.inline(&visit, &[("PolicyName", &name)]).await;
    let document = found.map_err(|refused| visit.stop(&refused))?;
    let filled = Filled::empty().with("policy_name", name);
    let editor = Editor::of_stored(document, document_use);
    show(&visit, holder, true, filled, editor)
}

fn show<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    holder: Holder,
    is_there: bool,
    filled: Filled,
    editor: Editor,
) -> Answer {
    let texts = &visit.texts().permissions;
    let title = if is_there {
        texts.edit_inline_title
    } else {
        texts.new_inline_title
    };
    visit.show(&InlinePage {
        page: holder.page_below(visit, title),
        holder,
        is_there,
        filled,
        editor,
    })
}

/// Checks, lays out or saves what is in the editor.
pub(crate) async fn save_inline<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let action = EditorAction::of(fields.text("do"));
    let document = fields.text("document").to_owned();
    let mut editor = Editor::of_sent(document, holder.kind.inline_use(), action);
    let is_there = fields.is_checked("is_there");
    let name = fields.text("policy_name").trim();
    let mut filled = Filled::of(&fields, &["document"]);
    if action == EditorAction::Save && editor.fault.is_none() {
        let is_taken = !is_there && holder.inline(&visit, &[("PolicyName", name)]).await.is_ok();
        if is_taken {
            let taken = visit.texts().permissions.inline_taken;
            let filled = filled.wrong("policy_name", taken);
            return show(&visit, holder, is_there, filled, editor);
        }
        let members = [("PolicyName", name), ("PolicyDocument", &*editor.text)];
        match holder.put_inline(&visit, &members).await {
            Ok(()) => return visit.done(&holder.path(&[SEGMENT]), "inline-saved", name),
            Err(refused) if editor.refused(&refused.error) => {}
            Err(refused) => {
                let fields = [
                    ("policyName", "policy_name"),
                    ("policyDocument", "document"),
                ];
                filled = visit.refused_form(filled, &refused, &fields);
            }
        }
    }
    show(&visit, holder, is_there, filled, editor)
}

/// Deletes an inline policy. The first form asks, the second does it.
pub(crate) async fn delete_inline<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let texts = &visit.texts().permissions;
    let name = fields.text("policy");
    let mut refusal = None;
    if fields.is_checked("confirm") {
        match holder.delete_inline(&visit, &[("PolicyName", name)]).await {
            Ok(()) => return visit.done(&holder.path(&[SEGMENT]), "inline-deleted", name),
            Err(refused) => refusal = Some(visit.refusal(&refused)),
        }
    }
    let confirm = Confirm {
        lead: texts.delete_inline_lead.to_owned(),
        subject: name.to_owned(),
        warning: Some(texts.delete_inline_warning.to_owned()),
        action: holder.path(&[SEGMENT, "inline", "delete"]),
        fields: vec![("policy", name.to_owned()), ("confirm", "yes".to_owned())],
        button: texts.delete_inline,
        back: holder.path(&[SEGMENT]),
        refusal,
    };
    let page = holder.page_below(&visit, texts.delete_inline_title);
    visit.confirm(page, confirm)
}
