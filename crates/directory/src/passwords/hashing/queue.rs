//! Who is next where few may work at once: one after the other, whoever they come for.

use std::{collections::VecDeque, sync::Arc};

use iamd_seal::PasswordMemory;
use parking_lot::Mutex;
use tokio::sync::oneshot;

use super::Party;
use crate::Error;

/// LIMIT: how many wait, of all parties. Each party has its turn after all others had one, so the
/// last of them waits for some seconds.
pub(super) const WAITING_MAX: usize = 128;

/// Places to work in, and those who wait for one.
///
/// The parties take turns. When all places to wait in are taken, whoever comes takes that of the
/// party that has most; if that is its own party, it is turned away.
pub(super) struct Queue {
    state: Mutex<State>,
}

struct State {
    free: Vec<PasswordMemory>,
    /// INVARIANT: each party has one line at most, in which somebody waits. Nobody waits while a
    /// place is free.
    lines: VecDeque<Line>,
}

struct Line {
    party: Party,
    waiting: VecDeque<oneshot::Sender<Place>>,
}

/// A place to work in, with its memory, until it is dropped.
pub(super) struct Place {
    /// `None` once it was handed on.
    memory: Option<PasswordMemory>,
    queue: Arc<Queue>,
}

impl Queue {
    pub(super) fn new(places: usize) -> Self {
        let free = std::iter::repeat_with(PasswordMemory::default);
        Self {
            state: Mutex::new(State {
                free: free.take(places).collect(),
                lines: VecDeque::new(),
            }),
        }
    }

    /// Waits for a place.
    ///
    /// # Errors
    /// Too many wait.
    pub(super) async fn place(self: &Arc<Self>, party: Party) -> Result<Place, Error> {
        let turn = {
            let mut state = self.state.lock();
            if let Some(memory) = state.free.pop() {
                return Ok(self.place_with(memory));
            }
            state.wait(party)?
        };
        // Whoever has to make room for another party is told so by the other end being dropped.
        turn.await.map_err(|_| Error::Busy)
    }

    fn place_with(self: &Arc<Self>, memory: PasswordMemory) -> Place {
        Place {
            memory: Some(memory),
            queue: Arc::clone(self),
        }
    }

    /// Gives a place to whoever is next and still waits.
    fn hand_on(self: &Arc<Self>, mut memory: PasswordMemory) {
        loop {
            let next = {
                let mut state = self.state.lock();
                let Some(next) = state.next() else {
                    state.free.push(memory);
                    return;
                };
                next
            };
            let Err(mut place) = next.send(self.place_with(memory)) else {
                return;
            };
            match place.memory.take() {
                Some(back) => memory = back,
                None => return,
            }
        }
    }

    #[cfg(test)]
    pub(super) fn free(&self) -> usize {
        self.state.lock().free.len()
    }

    #[cfg(test)]
    pub(super) fn waiting(&self) -> usize {
        self.state.lock().waiting()
    }
}

impl State {
    fn wait(&mut self, party: Party) -> Result<oneshot::Receiver<Place>, Error> {
        if self.waiting() >= WAITING_MAX {
            self.drop_those_who_left();
        }
        if self.waiting() >= WAITING_MAX {
            self.make_room(party)?;
        }
        let (turn, mine) = oneshot::channel();
        match self.lines.iter_mut().find(|line| line.party == party) {
            Some(line) => line.waiting.push_back(turn),
            None => self.lines.push_back(Line {
                party,
                waiting: VecDeque::from([turn]),
            }),
        }
        Ok(mine)
    }

    /// Sends away who came last of the party that has most.
    fn make_room(&mut self, party: Party) -> Result<(), Error> {
        let own = self.lines.iter().find(|line| line.party == party);
        let own = own.map_or(0, |line| line.waiting.len());
        let longest = self.lines.iter_mut().max_by_key(|line| line.waiting.len());
        let longest = longest.filter(|line| line.waiting.len() > own + 1);
        let longest = longest.ok_or(Error::Busy)?;
        longest.waiting.pop_back();
        Ok(())
    }

    fn drop_those_who_left(&mut self) {
        for line in &mut self.lines {
            line.waiting.retain(|turn| !turn.is_closed());
        }
        self.lines.retain(|line| !line.waiting.is_empty());
    }

    /// The first of the party whose turn it is, which goes behind the others.
    fn next(&mut self) -> Option<oneshot::Sender<Place>> {
        let mut line = self.lines.pop_front()?;
        let next = line.waiting.pop_front();
        if !line.waiting.is_empty() {
            self.lines.push_back(line);
        }
        next
    }

    fn waiting(&self) -> usize {
        self.lines.iter().map(|line| line.waiting.len()).sum()
    }
}

impl Place {
    pub(super) fn memory(&mut self) -> &mut PasswordMemory {
        self.memory.get_or_insert_default()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(memory) = self.memory.take() {
            self.queue.hand_on(memory);
        }
    }
}
