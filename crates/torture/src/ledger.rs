//! What a client knows of what it asked for.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{Debug, Write as _},
};

use crate::client::{Answer, Lost};

/// What stands for an id that was lost with an answer.
pub(crate) const UNKNOWN: &str = "?";

/// Everything that one client has made and can read back.
pub(crate) trait World: Clone + Debug + PartialEq {
    /// Takes over the ids that stand as [`UNKNOWN`] from what was found.
    fn learn(&mut self, found: &Self);

    /// Everything there is, a line each.
    fn facts(&self) -> BTreeSet<String>;
}

/// Why a client goes no further.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// There was no answer.
    Lost(String),
    /// Somebody else was changing the same: nothing happened, and it is to be tried again.
    Busy(String),
    /// The server says that it cannot, which may be true.
    Unable(String),
    /// What must hold does not.
    Broken(String),
}

impl Trouble {
    /// The same, with what was asked for before it.
    pub(crate) fn with(self, what: &str) -> Self {
        match self {
            Self::Broken(text) => Self::Broken(format!("{what}: {text}")),
            Self::Unable(text) => Self::Unable(format!("{what}: {text}")),
            Self::Busy(text) => Self::Busy(format!("{what}: {text}")),
            Self::Lost(text) => Self::Lost(format!("{what}: {text}")),
        }
    }
}

impl From<Lost> for Trouble {
    fn from(lost: Lost) -> Self {
        Self::Lost(lost.to_string())
    }
}

/// The states in which a world may be: the one that every acknowledged change led to, and the one
/// behind the last change, if its answer was lost.
#[derive(Debug, Default)]
pub(crate) struct Ledger<W> {
    known: W,
    doubtful: Option<W>,
    /// What was asked for without an answer.
    last: String,
    pub(crate) tally: Tally,
}

/// What was counted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// Changes that were acknowledged.
    pub(crate) acknowledged: u64,
    /// Facts that were read back and compared.
    pub(crate) checked: u64,
    /// Changes without an answer that had happened, and that had not.
    pub(crate) happened: u64,
    pub(crate) not_happened: u64,
    /// Requests that the server said it was unable to answer.
    pub(crate) refused: u64,
    /// The ids of requests that were acknowledged and changed something, to be found in the audit
    /// log.
    pub(crate) request_ids: Vec<String>,
}

impl Tally {
    /// Takes over what another counted, and leaves it with nothing.
    pub(crate) fn absorb(&mut self, other: &mut Self) {
        let other = std::mem::take(other);
        self.acknowledged += other.acknowledged;
        self.checked += other.checked;
        self.happened += other.happened;
        self.not_happened += other.not_happened;
        self.refused += other.refused;
        self.request_ids.extend(other.request_ids);
    }

    /// Notes an acknowledged change.
    pub(crate) fn acknowledge(&mut self, answer: &Answer) {
        self.acknowledged += 1;
        self.request_ids
            .extend(answer.request_id().map(str::to_owned));
    }
}

impl<W: World> Ledger<W> {
    /// What every acknowledged change led to.
    pub(crate) fn known(&self) -> &W {
        &self.known
    }

    /// What something may be, by the states that the world may be in.
    pub(crate) fn may_be<T>(&self, of: impl Fn(&W) -> Option<T>) -> impl Iterator<Item = T> {
        let states = self.doubtful.iter().chain([&self.known]);
        states.filter_map(of).collect::<Vec<_>>().into_iter()
    }

    /// Performs one change of the world: `after` is told the answer, if there is one.
    pub(crate) fn change(
        &mut self,
        what: &str,
        call: impl FnOnce() -> Result<Answer, Lost>,
        after: impl Fn(&mut W, Option<&Answer>),
    ) -> Result<Answer, Trouble> {
        let mut doubtful = self.known.clone();
        after(&mut doubtful, None);
        self.doubtful = Some(doubtful);
        what.clone_into(&mut self.last);
        let answer = call().map_err(Trouble::from).and_then(succeeded);
        match &answer {
            Ok(answer) => {
                after(&mut self.known, Some(answer));
                self.doubtful = None;
                self.tally.acknowledge(answer);
            }
            // What was refused did not happen; what the server was unable to do may have.
            Err(Trouble::Broken(_) | Trouble::Busy(_)) => self.doubtful = None,
            Err(_) => {}
        }
        answer.map_err(|trouble| trouble.with(what))
    }

    /// Compares what was found with what may be.
    pub(crate) fn compare(&mut self, found: W) -> Result<(), Trouble> {
        let facts = found.facts();
        self.tally.checked += facts.len() as u64;
        let doubtful = self.doubtful.take();
        if self.known == found {
            self.tally.not_happened += u64::from(doubtful.is_some());
            return Ok(());
        }
        let mut text = "what is there is not what was acknowledged".to_owned();
        tell_difference(&mut text, &self.known.facts(), &facts);
        if let Some(mut after) = doubtful {
            after.learn(&found);
            if after == found {
                self.tally.happened += 1;
                self.known = after;
                return Ok(());
            }
            text = text + "; nor what it would be after " + &self.last;
            tell_difference(&mut text, &after.facts(), &facts);
        }
        self.known = found;
        Err(Trouble::Broken(text))
    }
}

/// What IAM answers whose change met others of the same thing again and again, as it may while keys
/// are replaced.
const BUSY: &str = "EntityTemporarilyUnmodifiable";

/// An answer that says that what was asked for was done.
pub(crate) fn succeeded(answer: Answer) -> Result<Answer, Trouble> {
    if answer.is_success() {
        return Ok(answer);
    }
    let text = format!("{}: {}", answer.status, answer.text());
    match answer.status {
        409 if text.contains(BUSY) => Err(Trouble::Busy(text)),
        500.. => Err(Trouble::Unable(text)),
        _ => Err(Trouble::Broken(text)),
    }
}

/// Takes over the id of the one thing that was made without an answer: what of `found` is not
/// `known` gets into the place of [`UNKNOWN`].
pub(crate) fn learn_id<A, B>(known: &mut BTreeMap<String, A>, found: &BTreeMap<String, B>) {
    let Some(value) = known.remove(UNKNOWN) else {
        return;
    };
    let new = found.keys().find(|id| !known.contains_key(*id));
    let id = new.cloned().unwrap_or_else(|| UNKNOWN.to_owned());
    known.insert(id, value);
}

/// Adds the facts in which two worlds differ.
fn tell_difference(text: &mut String, known: &BTreeSet<String>, found: &BTreeSet<String>) {
    const LINES_MAX: usize = 12;
    for (what, one, other) in [("missing", known, found), ("too much", found, known)] {
        for fact in one.difference(other).take(LINES_MAX) {
            // Writing to a text does not fail.
            let _ = write!(text, "\n    {what}: {fact}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl World for BTreeMap<String, u8> {
        fn learn(&mut self, found: &Self) {
            learn_id(self, found);
        }

        fn facts(&self) -> BTreeSet<String> {
            self.keys().cloned().collect()
        }
    }

    fn with(id: &str) -> BTreeMap<String, u8> {
        BTreeMap::from([(id.to_owned(), 1)])
    }

    fn lost() -> Result<Answer, Lost> {
        Err(Lost(std::io::ErrorKind::UnexpectedEof.into()))
    }

    fn make(world: &mut BTreeMap<String, u8>, answer: Option<&Answer>) {
        let id = answer.map_or(UNKNOWN, |_| "a");
        world.insert(id.to_owned(), 1);
    }

    #[test]
    fn what_was_not_answered_may_have_happened() {
        for found in [BTreeMap::new(), with("new")] {
            let mut ledger = Ledger::<BTreeMap<String, u8>>::default();
            assert!(matches!(
                ledger.change("make", lost, make),
                Err(Trouble::Lost(_))
            ));
            ledger.compare(found.clone()).unwrap();
            assert_eq!(*ledger.known(), found);
            assert_eq!(ledger.tally.happened, found.len() as u64);
        }
    }

    #[test]
    fn what_was_answered_must_have() {
        let answer = || {
            Ok(Answer {
                status: 200,
                ..Answer::default()
            })
        };
        let mut ledger = Ledger::<BTreeMap<String, u8>>::default();
        ledger.change("make", answer, make).unwrap();
        ledger.compare(with("a")).unwrap();
        let lost = ledger.compare(BTreeMap::new());
        assert!(matches!(lost, Err(Trouble::Broken(_))), "{lost:?}");
    }
}
