//! What was done in several calls, and how far it came.

use askama::Template;
use iamd_auth::{Audit, ConsolePorts, Refused};

use crate::{answer::Answer, page::Page, refusal::Refusal, visitor::Visit};

/// LIMIT: how many calls one field of a form leads to. No user, group or role can have as many
/// policies or groups.
pub(crate) const CALLS_MAX: usize = 50;

/// One call of several.
pub(crate) struct Step {
    /// What it was to do, such as "Attach policy".
    pub(crate) what: &'static str,
    /// What it was about.
    pub(crate) name: String,
    /// Why it was refused, if it was.
    pub(crate) refusal: Option<Refusal>,
}

/// Calls in their order. Each is made, whatever became of those before.
#[derive(Default)]
pub(crate) struct Steps {
    /// What was done, or tried.
    pub(crate) done: Vec<Step>,
}

impl Steps {
    /// Notes what became of a call.
    pub(crate) fn note<P: ConsolePorts, A: Audit, T>(
        &mut self,
        visit: &Visit<P, A>,
        what: &'static str,
        name: &str,
        result: &Result<T, Refused>,
    ) {
        self.done.push(Step {
            what,
            name: name.to_owned(),
            refusal: result.as_ref().err().map(|refused| visit.refusal(refused)),
        });
    }

    /// Whether nothing was refused.
    pub(crate) fn all_done(&self) -> bool {
        self.done.iter().all(|step| step.refusal.is_none())
    }
}

#[derive(Template)]
#[template(path = "pages/steps.html")]
struct StepsPage {
    page: Page,
    steps: Steps,
    back: String,
}

/// Tells how far several calls came, of which one at least was refused.
pub(crate) fn show<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    page: Page,
    steps: Steps,
    back: String,
) -> Answer {
    visit.show(&StepsPage { page, steps, back })
}
