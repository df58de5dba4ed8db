//! The list of what a program has made, and how it is taken down.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use crate::{Clients, Failure, Left, Made, RunEvent, Setting};

/// How long a server that cannot be reached is waited for, in all: it may be starting again.
const PAUSES_SECONDS: [u64; 3] = [1, 3, 6];

/// The list of what was made and is not removed yet, each with the clients that may remove it.
#[derive(Default)]
pub(crate) struct Cleanup(Mutex<Vec<(Made, Clients)>>);

impl Cleanup {
    /// Registers what was made.
    pub(crate) fn add(&self, made: Made, by: &Clients) {
        self.list().push((made, by.clone()));
    }

    /// Registers what is about to be made, and makes it: if the answer is lost, it may be there.
    pub(crate) async fn making<T>(
        &self,
        made: Made,
        by: &Clients,
        making: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        self.add(made.clone(), by);
        making.await.inspect_err(|failure| {
            if failure.code().is_some() {
                // It was refused: what has this name, if there is any, is somebody else's.
                self.forget(&made);
            }
        })
    }

    /// Strikes what the program itself has removed, or what was not made after all.
    pub(crate) fn forget(&self, made: &Made) {
        self.list().retain(|(registered, _)| registered != made);
    }

    /// Removes everything, the latest first, and tells of each. What cannot be removed stays
    /// registered and does not keep the rest from being removed, unless nobody answers: then only
    /// what needs no answer is removed.
    pub(crate) async fn run(
        &self,
        setting: &Setting,
        mut tell: impl FnMut(&Made, Result<(), Failure>),
    ) {
        let mut pauses = PAUSES_SECONDS.into_iter();
        let mut is_answered = true;
        let pending: Vec<(Made, Clients)> = self.list().iter().rev().cloned().collect();
        for (made, by) in pending {
            if !is_answered && !made.is_local() {
                continue;
            }
            let outcome = remove(setting, &made, &by, &mut pauses).await;
            match &outcome {
                Ok(()) => self.forget(&made),
                Err(failure) => is_answered &= !failure.is_without_answer(),
            }
            tell(&made, outcome);
        }
    }

    /// What is registered still, the latest first, as it has to be removed.
    pub(crate) fn left(&self) -> Vec<Left> {
        let list = self.list();
        let left = list.iter().rev().map(|(made, by)| Left {
            made: made.clone(),
            profile: by.profile.clone(),
        });
        left.collect()
    }

    fn list(&self) -> MutexGuard<'_, Vec<(Made, Clients)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Removes one thing, and tries again after each pause that is left while the server is not there.
async fn remove(
    setting: &Setting,
    made: &Made,
    by: &Clients,
    pauses: &mut impl Iterator<Item = u64>,
) -> Result<(), Failure> {
    loop {
        let outcome = setting.patiently(Box::pin(made.remove(by))).await;
        if !outcome.as_ref().is_err_and(Failure::is_unreachable) {
            return outcome;
        }
        let Some(seconds) = pauses.next() else {
            return outcome;
        };
        setting.output.say(RunEvent::CleanUpWaits { seconds })?;
        tokio::time::sleep(Duration::from_secs(seconds)).await;
    }
}
