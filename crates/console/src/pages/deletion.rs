//! Pages that delete something on which other things hang: they say what it is, and remove it first
//! if that is wanted.

mod found;

use std::collections::HashSet;

use askama::Template;
use iamd_auth::{Audit, ConsolePorts, Refused};

pub(crate) use self::found::Found;
use super::removal::Removal;
use crate::{
    answer::{Answer, Stop},
    form::{Fields, Post},
    page::Page,
    refusal::Refusal,
    visitor::Visit,
};

/// Something that is deleted after all that hangs on it.
pub(crate) trait Deletable: Send + Sync {
    /// What is asked before.
    fn question<P: ConsolePorts, A: Audit>(&self, visit: &Visit<P, A>) -> Question;

    /// What hangs on it.
    fn found<P: ConsolePorts, A: Audit>(
        &self,
        visit: &Visit<P, A>,
    ) -> impl Future<Output = Found> + Send;

    /// Deletes it: one call.
    fn delete<P: ConsolePorts, A: Audit>(
        &self,
        visit: &Visit<P, A>,
    ) -> impl Future<Output = Result<(), Refused>> + Send;

    /// The page that is shown once it is gone, with the code of what that page says and the name that
    /// it says it of.
    fn gone(&self) -> (&'static str, &'static str, &str);
}

/// What is asked before something is deleted.
pub(crate) struct Question {
    /// The frame of the page.
    pub(crate) page: Page,
    /// What would happen, as a sentence.
    pub(crate) lead: &'static str,
    /// What it would happen to.
    pub(crate) subject: String,
    /// Where the form is sent.
    pub(crate) action: String,
    /// Where who does not want it goes.
    pub(crate) back: String,
}

/// Asks whether something is to be deleted, and tells what hangs on it.
pub(crate) async fn ask<T: Deletable, P: ConsolePorts, A: Audit>(
    thing: T,
    visit: Visit<P, A>,
) -> Answer {
    let found = thing.found(&visit).await;
    show(&visit, &thing, found, Progress::default())
}

/// Removes what hangs on something as far as the form lists it, one after the other until one is
/// refused, and then deletes the thing itself. If more hangs on it than was listed, it is asked again.
///
/// SECURITY: nobody removes what no page told of. What was added since stays.
pub(crate) async fn delete<T: Deletable, P: ConsolePorts, A: Audit>(
    thing: T,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let found = thing.found(&visit).await;
    let (removals, is_all) = wanted(&fields, found);
    let mut progress = Progress::default();
    let visit = remove(visit, removals, &mut progress).await?;
    if is_all && progress.refusal.is_none() {
        match thing.delete(&visit).await {
            Ok(()) => {
                let (path, code, about) = thing.gone();
                return visit.done(path, code, about);
            }
            Err(refused) => progress.refusal = Some(visit.refusal(&refused)),
        }
    }
    let found = thing.found(&visit).await;
    show(&visit, &thing, found, progress)
}

/// The box that has all removed first.
const WITH_ALL: &str = "with_all";
/// What the page listed.
const LISTED: &str = "listed";

/// What a form wants to have removed first, and whether nothing else hangs on the thing then, as far
/// as that is known. Without the box nothing is removed: whatever hangs on it has the call refused.
fn wanted(fields: &Fields, found: Found) -> (Vec<Removal>, bool) {
    if !fields.is_checked(WITH_ALL) || !found.is_complete() {
        return (Vec::new(), true);
    }
    let listed: HashSet<&str> = fields.all(LISTED).collect();
    let total = found.removals.len();
    let mut removals = found.removals;
    removals.retain(|removal| listed.contains(removal.key().as_str()));
    removals.truncate(Found::LISTED_MAX);
    let is_all = removals.len() == total;
    (removals, is_all)
}

/// How far a deletion came that did not come to its end.
#[derive(Default)]
struct Progress {
    /// What is gone.
    done: Vec<Removal>,
    /// What stopped it.
    refusal: Option<Refusal>,
}

/// Removes one after the other until one is refused, each on a visit of its own: it takes as long as
/// it takes. What comes is the last of them.
async fn remove<P: ConsolePorts, A: Audit>(
    mut visit: Visit<P, A>,
    removals: Vec<Removal>,
    progress: &mut Progress,
) -> Result<Visit<P, A>, Stop> {
    for removal in removals {
        visit = visit.again().await?;
        if let Err(refused) = removal.carry_out(&visit).await {
            progress.refusal = Some(visit.refusal(&refused));
            return Ok(visit);
        }
        progress.done.push(removal);
    }
    visit.again().await
}

#[derive(Template)]
#[template(path = "pages/deletion.html")]
struct DeletionPage {
    page: Page,
    lead: &'static str,
    subject: String,
    action: String,
    back: String,
    progress: Progress,
    found: Found,
}

fn show<T: Deletable, P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    thing: &T,
    found: Found,
    progress: Progress,
) -> Answer {
    let Question {
        page,
        lead,
        subject,
        action,
        back,
    } = thing.question(visit);
    visit.show(&DeletionPage {
        page,
        lead,
        subject,
        action,
        back,
        progress,
        found,
    })
}
