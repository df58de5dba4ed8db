//! What somebody has to know of a user who was just made. A password is shown here and never again.

use askama::Template;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};

use super::LIST;
use crate::{
    answer::Answer,
    page::{Page, Section},
    pages::{
        steps::Steps,
        user::{password::GivenPassword, sign_in_url},
    },
    visitor::Visit,
};

#[derive(Template)]
#[template(path = "pages/users/made.html")]
struct MadePage {
    page: Page,
    user: iam::User,
    given: Option<GivenPassword>,
    sign_in_url: String,
    steps: Steps,
}

/// Shows the user, and what became of each call behind its making.
pub(super) fn show<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    user: iam::User,
    given: Option<GivenPassword>,
    steps: Steps,
) -> Answer {
    let texts = &visit.texts().users;
    let page = visit.page(texts.made_title).at(Section::Users);
    visit.show(&MadePage {
        page: page.below(texts.title, LIST),
        user,
        given,
        sign_in_url: sign_in_url(visit),
        steps,
    })
}
