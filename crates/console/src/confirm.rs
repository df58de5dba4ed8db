//! Pages that ask before something is deleted.

use askama::Template;
use iamd_auth::{Audit, ConsolePorts};

use crate::{answer::Answer, page::Page, refusal::Refusal, visitor::Visit};

/// What is asked, and what the answer does.
pub(crate) struct Confirm {
    /// What would happen, as a sentence.
    pub(crate) lead: String,
    /// What it would happen to.
    pub(crate) subject: String,
    /// What else would be lost, if something would.
    pub(crate) warning: Option<String>,
    /// Where the form is sent.
    pub(crate) action: String,
    /// What the form says besides: names and values.
    pub(crate) fields: Vec<(&'static str, String)>,
    /// What the button says.
    pub(crate) button: &'static str,
    /// Where who does not want it goes.
    pub(crate) back: String,
    /// Why it was refused, if it was tried.
    pub(crate) refusal: Option<Refusal>,
}

#[derive(Template)]
#[template(path = "confirm.html")]
struct ConfirmPage {
    page: Page,
    confirm: Confirm,
}

impl<P: ConsolePorts, A: Audit> Visit<P, A> {
    /// Asks. The title of the page is the question.
    pub(crate) fn confirm(&self, page: Page, confirm: Confirm) -> Answer {
        self.show(&ConfirmPage { page, confirm })
    }
}
