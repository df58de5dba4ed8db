//! Asking two evaluators the same questions.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

use crate::{
    answer::{Answer, answer},
    fault::Faults,
    generate::{Asked, Generator},
    minimise::minimise,
    seen::{Cell, Seen},
};

/// The evaluator that is checked.
pub trait Engine: Sync {
    /// The answer's line to a question's line.
    fn answer(&self, question: &str) -> String;

    /// Whether a request that needs all these decisions may go on.
    fn all_allowed(&self, questions: &[String]) -> bool {
        questions
            .iter()
            .all(|question| read(&self.answer(question)).is_allowed())
    }

    /// Whether one user, group or role may hold these inline policies, if all of them together
    /// may have so many characters. None if the engine does not say.
    fn inline_fits(&self, documents: &[String], characters_max: usize) -> Option<bool> {
        let _ = (documents, characters_max);
        None
    }
}

impl<F: Fn(&str) -> String + Sync> Engine for F {
    fn answer(&self, question: &str) -> String {
        self(question)
    }
}

/// What to compare.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// How many decisions, at least
    pub decisions: u64,
    /// What the questions depend on
    pub seed: u64,
    /// How many threads ask
    pub threads: usize,
    /// How many kinds of disagreements to show
    pub shown_max: usize,
}

/// What came of it.
#[derive(Debug)]
pub struct Comparison {
    /// How many questions were asked
    pub decisions: u64,
    /// How many answers differed
    pub disagreements: u64,
    /// One disagreement of each kind, and how many there were of the kind
    pub shown: Vec<(Disagreement, u64)>,
    /// What the questions reached
    pub seen: Seen,
}

/// Two answers that differ.
#[derive(Debug, Clone)]
pub struct Disagreement {
    /// The question as it was asked
    pub question: String,
    /// The question without what does not matter
    pub minimal: String,
    /// The engine's answer to the question as it was asked
    pub engine: String,
    /// This evaluator's answer to it
    pub ours: String,
}

/// Questions are numbered in blocks, each with a seed of its own.
const BLOCK: u64 = 2_000;

/// Asks both evaluators and notes where they differ.
pub fn compare(engine: &dyn Engine, plan: Plan) -> Comparison {
    let blocks = plan.decisions.div_ceil(BLOCK);
    let next = AtomicU64::new(0);
    let done = Mutex::new(Done::default());
    thread::scope(|scope| {
        for _ in 0..plan.threads.max(1) {
            scope.spawn(|| {
                let mut own = Done::default();
                loop {
                    let block = next.fetch_add(1, Ordering::Relaxed);
                    if block >= blocks {
                        break;
                    }
                    own.block(engine, plan.seed, block);
                }
                done.lock().unwrap_or_else(PoisonError::into_inner).add(own);
            });
        }
    });
    let done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut kinds: Vec<Kind> = done.kinds.into_values().collect();
    kinds.sort_by_key(|kind| (std::cmp::Reverse(kind.count), kind.first));
    let shown = kinds
        .into_iter()
        .take(plan.shown_max)
        .map(|kind| (shrunk(engine, kind.shown), kind.count));
    Comparison {
        decisions: blocks * BLOCK,
        disagreements: done.disagreements,
        shown: shown.collect(),
        seen: done.seen,
    }
}

/// What some blocks gave.
#[derive(Default)]
struct Done {
    disagreements: u64,
    kinds: BTreeMap<(String, String), Kind>,
    seen: Seen,
}

/// Disagreements that look alike.
struct Kind {
    count: u64,
    first: (u64, u64),
    shown: Disagreement,
}

impl Done {
    fn block(&mut self, engine: &dyn Engine, seed: u64, block: u64) {
        let reached = RefCell::new(Seen::default());
        let mut generator = Generator::new(seed, block);
        for number in 0..BLOCK {
            let Asked { line, scenario } = generator.ask();
            let ours = answer(&line, Faults::NONE, &reached);
            if let Some(scenario) = scenario {
                reached.borrow_mut().count(match &ours {
                    Answer::Decided(outcome) => Cell::Scenario(scenario, outcome.decision),
                    Answer::Error(_) => Cell::ScenarioError(scenario),
                });
            }
            let engine_line = engine.answer(&line);
            let theirs = read(&engine_line);
            if !ours.agrees(&theirs) {
                self.note((block, number), line, &ours, &theirs);
            }
        }
        self.seen.add(&reached.into_inner());
    }

    fn note(&mut self, first: (u64, u64), question: String, ours: &Answer, theirs: &Answer) {
        self.disagreements += 1;
        let shown = Disagreement {
            question,
            minimal: String::new(),
            engine: theirs.to_string(),
            ours: ours.to_string(),
        };
        let key = (kind_of(theirs), kind_of(ours));
        let kind = self.kinds.entry(key).or_insert(Kind {
            count: 0,
            first,
            shown,
        });
        kind.count += 1;
    }

    fn add(&mut self, other: Self) {
        self.disagreements += other.disagreements;
        self.seen.add(&other.seen);
        for (key, kind) in other.kinds {
            match self.kinds.entry(key) {
                std::collections::btree_map::Entry::Vacant(entry) => {
                    entry.insert(kind);
                }
                std::collections::btree_map::Entry::Occupied(mut entry) => {
                    let known = entry.get_mut();
                    known.count += kind.count;
                    if kind.first < known.first {
                        known.first = kind.first;
                        known.shown = kind.shown;
                    }
                }
            }
        }
    }
}

/// The engine's answer; a line that is none counts as an error.
pub(crate) fn read(line: &str) -> Answer {
    Answer::read(line).unwrap_or_else(|bad| Answer::Error(format!("{bad}: {line}")))
}

/// What makes two answers look alike: all but the statement's place and the error's text.
pub(crate) fn kind_of(answer: &Answer) -> String {
    match answer {
        Answer::Error(_) => "error".to_owned(),
        Answer::Decided(outcome) => format!("{:?} {:?}", outcome.decision, outcome.layer),
    }
}

fn shrunk(engine: &dyn Engine, found: Disagreement) -> Disagreement {
    let ours = |line: &str| answer(line, Faults::NONE, &RefCell::new(Seen::default()));
    let kinds = |line: &str| (kind_of(&read(&engine.answer(line))), kind_of(&ours(line)));
    let wanted = kinds(&found.question);
    let keeps =
        |line: &str| kinds(line) == wanted && !ours(line).agrees(&read(&engine.answer(line)));
    let minimal = minimise(&found.question, &keeps);
    Disagreement { minimal, ..found }
}
