//! The versions of a policy: a new one, which one counts, old ones.

use askama::Template;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};

use super::{Named, PolicyPart};
use crate::{
    answer::Answer,
    confirm::Confirm,
    filled::Filled,
    form::Post,
    page::Page,
    pages::policy_document::{DocumentUse, Editor, EditorAction},
    refusal::Refusal,
    visitor::Visit,
};

#[derive(Template)]
#[template(path = "pages/policy/versions.html")]
struct VersionsPage {
    page: Page,
    named: Named,
    part: PolicyPart,
    versions: Result<Vec<iam::PolicyVersion>, Refusal>,
}

/// All versions. There are five at most.
pub(super) async fn show<P: ConsolePorts, A: Audit>(named: Named, visit: Visit<P, A>) -> Answer {
    let members = [("PolicyArn", named.arn.as_str())];
    let listed = visit.ask::<iam::ListPolicyVersions>(&members).await;
    visit.show(&VersionsPage {
        page: named.page(&visit),
        named,
        part: PolicyPart::Versions,
        versions: listed
            .map(|listed| listed.versions)
            .map_err(|refused| visit.refusal(&refused)),
    })
}

#[derive(Template)]
#[template(path = "pages/policy/edit.html")]
struct EditPage {
    page: Page,
    named: Named,
    filled: Filled,
    editor: Editor,
}

/// The editor, with the version that counts.
pub(super) async fn form<P: ConsolePorts, A: Audit>(named: Named, visit: Visit<P, A>) -> Answer {
    let policy = named.policy(&visit).await;
    let policy = policy.map_err(|refused| visit.stop(&refused))?;
    let version = named.version(&visit, &policy, None).await;
    let version = version.map_err(|refused| visit.stop(&refused))?;
    let document = version.document.unwrap_or_default();
    let editor = Editor::of_stored(document, DocumentUse::Managed);
    let filled = Filled::empty().with("set_as_default", "yes");
    edit(&visit, named, filled, editor)
}

fn edit<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    named: Named,
    filled: Filled,
    editor: Editor,
) -> Answer {
    visit.show(&EditPage {
        page: named.page_below(visit, visit.texts().policies.edit_title),
        named,
        filled,
        editor,
    })
}

/// Checks what is in the editor, lays it out or makes it a version.
pub(super) async fn create<P: ConsolePorts, A: Audit>(
    named: Named,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let action = EditorAction::of(fields.text("do"));
    let document = fields.text("document").to_owned();
    let mut editor = Editor::of_sent(document, DocumentUse::Managed, action);
    let mut filled = Filled::of(&fields, &["document"]);
    if action == EditorAction::Save && editor.fault.is_none() {
        let is_default = fields.is_checked("set_as_default");
        let members = [
            ("PolicyArn", named.arn.as_str()),
            ("PolicyDocument", &editor.text),
            ("SetAsDefault", if is_default { "true" } else { "false" }),
        ];
        match visit.ask::<iam::CreatePolicyVersion>(&members).await {
            Ok(made) => {
                let version = made.policy_version.unwrap_or_default();
                let id = version.version_id.unwrap_or_default();
                let link = named.part(PolicyPart::Versions);
                return visit.done(&link, "version-created", &id);
            }
            Err(refused) if editor.refused(&refused.error) => {}
            Err(refused) => {
                let fields = [("policyDocument", "document")];
                filled = visit.refused_form(filled, &refused, &fields);
            }
        }
    }
    edit(&visit, named, filled, editor)
}

/// Makes a version the one that counts.
pub(super) async fn set_default<P: ConsolePorts, A: Audit>(
    named: Named,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let id = fields.text("version");
    let members = [("PolicyArn", named.arn.as_str()), ("VersionId", id)];
    let set = visit.ask::<iam::SetDefaultPolicyVersion>(&members).await;
    set.map_err(|refused| visit.stop(&refused))?;
    visit.done(&named.part(PolicyPart::Versions), "version-default", id)
}

/// Deletes a version. The first form asks, the second does it.
pub(super) async fn delete<P: ConsolePorts, A: Audit>(
    named: Named,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let texts = &visit.texts().policies;
    let id = fields.text("version");
    let back = named.part(PolicyPart::Versions);
    let mut refusal = None;
    if fields.is_checked("confirm") {
        let members = [("PolicyArn", named.arn.as_str()), ("VersionId", id)];
        match visit.ask::<iam::DeletePolicyVersion>(&members).await {
            Ok(()) => return visit.done(&back, "version-deleted", id),
            Err(refused) => refusal = Some(visit.refusal(&refused)),
        }
    }
    let confirm = Confirm {
        lead: texts.delete_version_lead.to_owned(),
        subject: format!("{} {id}", named.name()),
        warning: None,
        action: named.at("/policies/versions/delete"),
        fields: vec![("version", id.to_owned()), ("confirm", "yes".to_owned())],
        button: texts.delete_version,
        back,
        refusal,
    };
    let page = named.page_below(&visit, texts.delete_version_title);
    visit.confirm(page, confirm)
}
