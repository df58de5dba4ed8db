//! The hunt for planted faults: each must be found, or the questions are not good enough.

use std::cell::RefCell;

use crate::{
    answer::{Answer, answer},
    compare::{Engine, kind_of, read},
    fault::{Fault, Faults, Shows},
    generate::{Chance, Generator},
    minimise::minimise,
    seen::Seen,
    sizes,
};

/// How the hunt for one fault went.
#[derive(Debug, Clone)]
pub struct Hunted {
    /// The fault
    pub fault: Fault,
    /// What came of it
    pub end: End,
}

/// What came of the hunt for a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// The faulty evaluator disagreed with the engine
    Found {
        /// At which question, counted from 1
        at: u64,
        /// The smallest question that shows it
        question: String,
    },
    /// The engine and the faulty evaluator agreed all the time
    Missed,
    /// The engine does not say what the fault is about
    NotAsked,
}

/// Looks for every fault, with at most so many questions each.
///
/// A question counts only if the engine and the honest evaluator agree on it.
pub fn hunt(engine: &dyn Engine, seed: u64, questions_max: u64) -> Vec<Hunted> {
    let decisions = hunt_decisions(engine, seed, questions_max);
    let end = |fault: Fault| match fault.shows() {
        Shows::Decision => decisions
            .iter()
            .find(|it| it.fault == fault)
            .map_or(End::Missed, |it| it.end.clone()),
        Shows::Several => hunt_several(engine, seed, questions_max),
        Shows::Size => hunt_size(engine, fault, seed, questions_max),
    };
    Fault::ALL
        .iter()
        .map(|&fault| Hunted {
            fault,
            end: end(fault),
        })
        .collect()
}

fn ours(line: &str, faults: Faults) -> Answer {
    answer(line, faults, &RefCell::new(Seen::default()))
}

fn hunt_decisions(engine: &dyn Engine, seed: u64, questions_max: u64) -> Vec<Hunted> {
    let mut left: Vec<Fault> = Fault::ALL
        .iter()
        .copied()
        .filter(|fault| fault.shows() == Shows::Decision)
        .collect();
    let mut found = Vec::new();
    let mut generator = Generator::new(seed, u64::MAX);
    for at in 1..=questions_max {
        if left.is_empty() {
            break;
        }
        let line = generator.ask().line;
        let honest = ours(&line, Faults::NONE);
        if !honest.agrees(&read(&engine.answer(&line))) {
            continue;
        }
        left.retain(|&fault| {
            if ours(&line, Faults::one(fault)).agrees(&honest) {
                return true;
            }
            let question = smallest(engine, &line, fault);
            found.push(Hunted {
                fault,
                end: End::Found { at, question },
            });
            false
        });
    }
    found
}

/// The smallest question on which the engine and the honest evaluator agree, and the faulty one
/// disagrees as it did.
fn smallest(engine: &dyn Engine, line: &str, fault: Fault) -> String {
    let kinds = |line: &str| {
        (
            kind_of(&ours(line, Faults::NONE)),
            kind_of(&ours(line, Faults::one(fault))),
        )
    };
    let wanted = kinds(line);
    minimise(line, &|line| {
        let honest = ours(line, Faults::NONE);
        kinds(line) == wanted
            && !ours(line, Faults::one(fault)).agrees(&honest)
            && honest.agrees(&read(&engine.answer(line)))
    })
}

/// A copy from one object to another needs a decision on each: the fault looks at the first only.
fn hunt_several(engine: &dyn Engine, seed: u64, questions_max: u64) -> End {
    let mut generator = Generator::new(seed, u64::MAX - 1);
    for at in 1..=questions_max {
        let lines = [generator.ask().line, generator.ask().line];
        let honest = lines
            .iter()
            .all(|line| ours(line, Faults::NONE).is_allowed());
        let faulty = lines
            .first()
            .is_some_and(|line| ours(line, Faults::NONE).is_allowed());
        if honest == engine.all_allowed(&lines) && honest != faulty {
            return End::Found {
                at,
                question: lines.join("\n"),
            };
        }
    }
    End::Missed
}

fn hunt_size(engine: &dyn Engine, fault: Fault, seed: u64, questions_max: u64) -> End {
    let mut chance = Chance::new(seed, u64::MAX - 2);
    for at in 1..=questions_max {
        let (documents, characters_max) = sizes::draw(&mut chance);
        let honest = sizes::fits(&documents, characters_max, Faults::NONE);
        let faulty = sizes::fits(&documents, characters_max, Faults::one(fault));
        match engine.inline_fits(&documents, characters_max) {
            None => return End::NotAsked,
            Some(fits) if fits == honest && honest != faulty => {
                let question = format!("{characters_max} for {}", documents.join("\n"));
                return End::Found { at, question };
            }
            Some(_) => {}
        }
    }
    End::Missed
}
