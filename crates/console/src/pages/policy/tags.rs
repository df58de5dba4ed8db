//! The tags of a policy.

use askama::Template;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};

use super::{Named, PolicyPart};
use crate::{
    answer::Answer,
    filled::Filled,
    form::Post,
    page::Page,
    pages::tags::{MEMBERS, Tagged},
    refusal::Refusal,
    visitor::Visit,
};

#[derive(Template)]
#[template(path = "pages/policy/tags.html")]
struct TagsPage {
    page: Page,
    named: Named,
    part: PolicyPart,
    tags: Result<Vec<iam::Tag>, Refusal>,
    filled: Filled,
}

/// All tags.
pub(super) async fn show<P: ConsolePorts, A: Audit>(named: Named, visit: Visit<P, A>) -> Answer {
    show_filled(&visit, named, Filled::empty()).await
}

async fn show_filled<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    named: Named,
    filled: Filled,
) -> Answer {
    let tags = Tagged::Policy(&named.arn).tags(visit).await;
    visit.show(&TagsPage {
        page: named.page(visit),
        named,
        part: PolicyPart::Tags,
        tags: tags.map_err(|refused| visit.refusal(&refused)),
        filled,
    })
}

/// Sets a tag.
pub(super) async fn add<P: ConsolePorts, A: Audit>(
    named: Named,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let (key, value) = (
        fields.text("tag_key").trim(),
        fields.text("tag_value").trim(),
    );
    match Tagged::Policy(&named.arn).tag(&visit, key, value).await {
        Ok(()) => visit.done(&named.part(PolicyPart::Tags), "tag-set", key),
        Err(refused) => {
            let filled = Filled::of(&fields, &[]);
            let filled = visit.refused_form(filled, &refused, &MEMBERS);
            show_filled(&visit, named, filled).await
        }
    }
}

/// Removes a tag.
pub(super) async fn remove<P: ConsolePorts, A: Audit>(
    named: Named,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let key = fields.text("tag_key");
    let removed = Tagged::Policy(&named.arn).untag(&visit, key).await;
    removed.map_err(|refused| visit.stop(&refused))?;
    visit.done(&named.part(PolicyPart::Tags), "tag-removed", key)
}
