//! A request's place among those in work.
//!
//! SECURITY: nobody is known yet while a body comes. A peer that lets its body drip would keep a
//! place for as long as a body may take, and a thousand such peers all of them; so a request that
//! has to wait for its body gives up its place meanwhile.

use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// All places.
#[derive(Debug)]
pub(super) struct Places {
    /// A permit for each request that may be in work.
    working: Arc<Semaphore>,
    /// How many these are.
    working_max: usize,
    /// A permit for each request that may wait for its body without a place. Where these are used
    /// up, requests wait in their places.
    waiting: Arc<Semaphore>,
}

/// The place of one request, free again when the last clone is dropped.
#[derive(Debug, Clone)]
pub(super) struct Place(Arc<Held>);

#[derive(Debug)]
struct Held {
    places: Arc<Places>,
    permit: Mutex<Option<OwnedSemaphorePermit>>,
}

/// A request that waits for its body and has no place.
#[derive(Debug)]
pub(super) struct Away {
    held: Arc<Held>,
    _waiting: OwnedSemaphorePermit,
}

/// All places were taken meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Taken;

impl Places {
    pub(super) fn new(working: usize, waiting: usize) -> Self {
        Self {
            working: Arc::new(Semaphore::new(working)),
            working_max: working,
            waiting: Arc::new(Semaphore::new(waiting)),
        }
    }

    /// How many are taken.
    pub(super) fn taken(&self) -> u64 {
        let free = self.working.available_permits();
        u64::try_from(self.working_max.saturating_sub(free)).unwrap_or(u64::MAX)
    }

    /// A place, if one is free.
    pub(super) fn take(self: &Arc<Self>) -> Option<Place> {
        let permit = Arc::clone(&self.working).try_acquire_owned().ok()?;
        Some(Place(Arc::new(Held {
            places: Arc::clone(self),
            permit: Mutex::new(Some(permit)),
        })))
    }
}

impl Place {
    /// Gives the place to others, unless too many wait without one.
    pub(super) fn leave(&self) -> Option<Away> {
        let waiting = Arc::clone(&self.0.places.waiting);
        let waiting = waiting.try_acquire_owned().ok()?;
        *self.0.permit.lock() = None;
        Some(Away {
            held: Arc::clone(&self.0),
            _waiting: waiting,
        })
    }
}

impl Away {
    /// Takes a place again, if one is free.
    pub(super) fn come_back(self) -> Result<(), Taken> {
        let working = Arc::clone(&self.held.places.working);
        let permit = working.try_acquire_owned().map_err(|_| Taken)?;
        *self.held.permit.lock() = Some(permit);
        Ok(())
    }

    /// Takes a place again as soon as one is free: much was sent already, which a refusal would
    /// have sent again.
    pub(super) async fn wait_to_come_back(self) -> Result<(), Taken> {
        let working = Arc::clone(&self.held.places.working);
        let permit = working.acquire_owned().await.map_err(|_| Taken)?;
        *self.held.permit.lock() = Some(permit);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_that_is_left_is_free_until_its_owner_comes_back() {
        let places = Arc::new(Places::new(1, 1));
        let first = places.take().unwrap();
        assert!(places.take().is_none());
        let away = first.leave().unwrap();
        let second = places.take().unwrap();
        assert_eq!(away.come_back(), Err(Taken));
        drop(second);
        first.leave().unwrap().come_back().unwrap();
        assert!(places.take().is_none());
        drop(first);
        assert!(places.take().is_some());
    }

    #[tokio::test]
    async fn who_waits_to_come_back_gets_the_next_free_place() {
        let places = Arc::new(Places::new(1, 1));
        let first = places.take().unwrap();
        let away = first.leave().unwrap();
        let second = places.take().unwrap();
        let mut back = Box::pin(away.wait_to_come_back());
        assert!(futures::poll!(&mut back).is_pending());
        drop(second);
        assert!(places.take().is_none());
        back.await.unwrap();
        drop(first);
        assert!(places.take().is_some());
    }

    #[test]
    fn so_many_may_wait_without_a_place_and_no_more() {
        let places = Arc::new(Places::new(2, 1));
        let (first, second) = (places.take().unwrap(), places.take().unwrap());
        let away = first.leave().unwrap();
        assert!(second.leave().is_none());
        drop(away);
        assert!(second.leave().is_some());
    }
}
