//! All actors at once, each on a thread of its own.

use std::{thread, time::Duration};

use iamd_testkit::SeededRandom;

use crate::{
    actor::{Actor, Place, Stage, cast},
    ledger::{Tally, Trouble},
};

/// All who use a server, and what they counted.
pub(crate) struct Troupe {
    actors: Vec<Box<dyn Actor>>,
    pub(crate) tally: Tally,
}

/// Something that must hold and does not, and who found it.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub(crate) text: String,
    /// A promise was broken; else the server was gone, or unable.
    pub(crate) is_broken: bool,
}

impl Troupe {
    pub(crate) fn new() -> Self {
        Self {
            actors: cast(),
            tally: Tally::default(),
        }
    }

    /// The same, and somebody else.
    pub(crate) fn with(mut self, actor: Box<dyn Actor>) -> Self {
        self.actors.push(actor);
        self
    }

    /// Each compares what is there with what it knows.
    pub(crate) fn check(&mut self, place: &Place, random: &SeededRandom) -> Vec<Finding> {
        self.all(place, random, &|actor, stage| actor.check(stage), || {})
    }

    /// Each changes one thing after the other until it `ends`. What fails after that is no finding.
    /// Meanwhile `beside` is done here.
    pub(crate) fn live(
        &mut self,
        place: &Place,
        random: &SeededRandom,
        ends: &(dyn Fn() -> bool + Sync),
        beside: impl FnOnce(),
    ) -> Vec<Finding> {
        let act = |actor: &mut dyn Actor, stage: &mut Stage| {
            while !ends() {
                match actor.step(stage) {
                    Ok(()) | Err(Trouble::Busy(_)) => {}
                    Err(trouble @ Trouble::Broken(_)) => return Err(trouble),
                    Err(_) if ends() => break,
                    Err(trouble) => return Err(trouble),
                }
            }
            Ok(())
        };
        self.all(place, random, &act, beside)
    }

    /// As [`Self::live`], on a machine that may be unable: each goes on as soon as it can read what
    /// became of what it asked for.
    pub(crate) fn endure(
        &mut self,
        place: &Place,
        random: &SeededRandom,
        ends: &(dyn Fn() -> bool + Sync),
    ) -> Vec<Finding> {
        let act = |actor: &mut dyn Actor, stage: &mut Stage| {
            let mut is_sure = true;
            while !ends() {
                let done = if is_sure {
                    actor.step(stage)
                } else {
                    actor.check(stage)
                };
                match done {
                    Ok(()) | Err(Trouble::Busy(_)) => is_sure = true,
                    Err(Trouble::Unable(_)) => {
                        actor.tally().refused += 1;
                        is_sure = false;
                    }
                    Err(trouble) => return Err(trouble),
                }
            }
            Ok(())
        };
        self.all(place, random, &act, || {})
    }

    /// Everybody does something at the same time.
    fn all(
        &mut self,
        place: &Place,
        random: &SeededRandom,
        act: &(dyn Fn(&mut dyn Actor, &mut Stage) -> Result<(), Trouble> + Sync),
        beside: impl FnOnce(),
    ) -> Vec<Finding> {
        let mut findings = Vec::new();
        let stages = self.stages(place, random, &mut findings);
        thread::scope(|scope| {
            let threads: Vec<_> = stages
                .into_iter()
                .map(|(actor, mut stage)| {
                    scope.spawn(move || {
                        let trouble = act(&mut **actor, &mut stage).err()?;
                        Some(Finding::by(actor.name(), trouble))
                    })
                })
                .collect();
            beside();
            for thread in threads {
                findings.extend(thread.join().unwrap_or_else(|_| Some(Finding::panicked())));
            }
        });
        for actor in &mut self.actors {
            self.tally.absorb(actor.tally());
        }
        findings
    }

    /// The actors with a stage each.
    fn stages<'a>(
        &'a mut self,
        place: &Place,
        random: &SeededRandom,
        findings: &mut Vec<Finding>,
    ) -> Vec<(&'a mut Box<dyn Actor>, Stage)> {
        let mut stages = Vec::new();
        for actor in &mut self.actors {
            match place.stage(random.next()) {
                Ok(stage) => stages.push((actor, stage)),
                Err(trouble) => findings.push(Finding::by(actor.name(), trouble)),
            }
        }
        stages
    }
}

impl Finding {
    fn by(name: &str, trouble: Trouble) -> Self {
        let is_broken = matches!(trouble, Trouble::Broken(_));
        let text = match trouble {
            Trouble::Lost(text) => format!("{name}: the server is gone: {text}"),
            Trouble::Busy(text) => format!("{name}: the server is busy: {text}"),
            Trouble::Unable(text) => format!("{name}: the server is unable: {text}"),
            Trouble::Broken(text) => format!("{name}: {text}"),
        };
        Self { text, is_broken }
    }

    fn panicked() -> Self {
        Self {
            text: "an actor panicked".to_owned(),
            is_broken: true,
        }
    }
}

/// A time of chance.
pub(crate) fn some_time(random: &SeededRandom, longest: Duration) -> Duration {
    let longest = u64::try_from(longest.as_micros()).unwrap_or(u64::MAX);
    Duration::from_micros(random.next() % longest.max(1))
}
