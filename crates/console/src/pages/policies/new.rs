//! A new policy.

use askama::Template;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};

use super::{LIST, view};
use crate::{
    answer::Answer,
    filled::Filled,
    form::Post,
    page::{Page, Section},
    pages::{
        policy_document::{DocumentUse, Editor, EditorAction, STARTER},
        tag_fields,
    },
    visitor::Visit,
};

#[derive(Template)]
#[template(path = "pages/policies/new.html")]
struct NewPolicyPage {
    page: Page,
    filled: Filled,
    editor: Editor,
}

/// The empty form.
pub(super) async fn form<P: ConsolePorts, A: Audit>(visit: Visit<P, A>) -> Answer {
    let filled = Filled::empty().with("path", "/");
    let editor = Editor::new(STARTER.to_owned(), DocumentUse::Managed);
    show(&visit, filled, editor)
}

fn show<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>, filled: Filled, editor: Editor) -> Answer {
    let texts = &visit.texts().policies;
    let page = visit.page(texts.new_title).at(Section::Policies);
    visit.show(&NewPolicyPage {
        page: page.below(texts.title, LIST),
        filled,
        editor,
    })
}

/// The fields of the form by the members of `CreatePolicy` that they become.
const MEMBERS: [(&str, &str); 4] = [
    ("policyName", "policy_name"),
    ("path", "path"),
    ("description", "description"),
    ("policyDocument", "document"),
];

/// Checks, lays out or saves what is in the editor.
pub(super) async fn create<P: ConsolePorts, A: Audit>(
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let action = EditorAction::of(fields.text("do"));
    let document = fields.text("document").to_owned();
    let mut editor = Editor::of_sent(document, DocumentUse::Managed, action);
    let mut filled = Filled::of(&fields, &["document"]);
    if action == EditorAction::Save && editor.fault.is_none() {
        let tags = tag_fields::members(&fields);
        let mut members = vec![
            ("PolicyName", fields.text("policy_name").trim()),
            ("PolicyDocument", &editor.text),
        ];
        members.extend(fields.entered("path").map(|path| ("Path", path)));
        let description = fields.entered("description");
        members.extend(description.map(|text| ("Description", text)));
        members.extend(tags.iter().map(|(name, value)| (&**name, &**value)));
        match visit.ask::<iam::CreatePolicy>(&members).await {
            Ok(made) => {
                let policy = made.policy.unwrap_or_default();
                let link = view(super::arn(&policy));
                return visit.done(&link, "policy-created", super::name(&policy));
            }
            Err(refused) if editor.refused(&refused.error) => {}
            Err(refused) => filled = visit.refused_form(filled, &refused, &MEMBERS),
        }
    }
    show(&visit, filled, editor)
}
