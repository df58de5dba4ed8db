//! The list of what a program has made, and how it is taken down.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::{Clients, Failure, Made};

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
    /// registered and does not keep the rest from being removed.
    pub(crate) async fn run(&self, mut tell: impl FnMut(&Made, Result<(), Failure>)) {
        let pending: Vec<(Made, Clients)> = self.list().iter().rev().cloned().collect();
        for (made, by) in pending {
            let outcome = made.remove(&by).await;
            if outcome.is_ok() {
                self.forget(&made);
            }
            tell(&made, outcome);
        }
    }

    /// What is registered still, the earliest first.
    pub(crate) fn left(&self) -> Vec<Made> {
        self.list().iter().map(|(made, _)| made.clone()).collect()
    }

    fn list(&self) -> MutexGuard<'_, Vec<(Made, Clients)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
