//! The service in this process, over a disk that is full, read-only or broken for a while.
//!
//! What is asked for meanwhile is refused with a clear error, or done; nothing that was acknowledged
//! is lost; and the service goes on when the disk does, or says at once that it has to be started
//! anew.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use iamd_testkit::{DoubleDisk, Faults, ManualClock, SeededRandom};

use crate::{power::Life, score::Score, troupe::Troupe};

/// What is wrong with the disk.
#[derive(Clone, Copy, Debug)]
enum Wrong {
    /// It is full.
    Full,
    /// Nothing can be changed.
    ReadOnly,
    /// One operation fails, and those behind it do not.
    Passing,
}

/// How long the disk is well, and how long it is not.
const SPELL: Duration = Duration::from_millis(150);

/// Has so many spells of each kind, and says what was found.
pub(crate) fn run(spells: u64, seed: u64) -> Score {
    let mut run = Run {
        troupe: Troupe::new(),
        random: SeededRandom::new(seed),
        disk: DoubleDisk::default(),
        clock: Arc::new(ManualClock::default()),
        score: Score::default(),
    };
    for number in 0..spells {
        let wrong = [Wrong::Full, Wrong::ReadOnly, Wrong::Passing];
        let wrong = wrong.get(usize::try_from(number % 3).unwrap_or_default());
        run.one_spell(wrong.copied().unwrap_or(Wrong::Full));
        if !run.score.findings.is_empty() {
            break;
        }
    }
    let Run {
        mut score, troupe, ..
    } = run;
    score.count(&troupe.tally);
    score
}

struct Run {
    troupe: Troupe,
    random: SeededRandom,
    disk: DoubleDisk,
    clock: Arc<ManualClock>,
    score: Score,
}

impl Run {
    /// A life with a spell in which the disk is not well, and a start after it.
    fn one_spell(&mut self, wrong: Wrong) {
        self.score.spells += 1;
        let Some(life) = self.start(wrong) else {
            return;
        };
        let begun = Instant::now();
        let disk = self.disk.clone();
        let (is_wrong, number) = (AtomicBool::new(false), self.random.next());
        // Whoever asks first after the time turns the disk.
        let ends = || {
            if begun.elapsed() > SPELL && !is_wrong.swap(true, Ordering::SeqCst) {
                disk.set_faults(faults(wrong, &disk, number));
            }
            begun.elapsed() > SPELL * 2
        };
        let found = self.troupe.endure(&life.place, &self.random, &ends);
        self.disk.set_faults(Faults::default());
        self.note(found);
        life.end();
        // Whatever still runs of that life runs on another disk.
        self.disk = self.disk.after_kill();
        if let Some(life) = self.start(wrong) {
            let found = self.troupe.check(&life.place, &self.random);
            self.note(found);
            let damage = life.verify();
            self.score.verified += 1;
            self.score.findings.extend(damage);
            life.end();
            self.disk = self.disk.after_kill();
        }
        self.troupe.tally.request_ids.clear();
        self.clock.advance_seconds(30);
    }

    fn start(&mut self, wrong: Wrong) -> Option<Life> {
        match Life::begin(&self.disk, &self.clock) {
            Ok(life) => Some(life),
            Err(error) => {
                let text = format!("no start around a disk that was {wrong:?}: {error:#}");
                self.score.findings.push(text);
                None
            }
        }
    }

    fn note(&mut self, found: Vec<crate::troupe::Finding>) {
        let texts = found.into_iter().map(|found| found.text);
        self.score.findings.extend(texts);
    }
}

/// What the disk does wrong from now on.
fn faults(wrong: Wrong, disk: &DoubleDisk, number: u64) -> Faults {
    match wrong {
        Wrong::Full => Faults {
            // Some hundred bytes are left, or some ten thousand.
            disk_bytes_max: Some(disk.bytes() + number % 50_000),
            ..Faults::default()
        },
        Wrong::ReadOnly => Faults {
            is_read_only: true,
            ..Faults::default()
        },
        Wrong::Passing => Faults {
            fails_once_at: Some(1 + number % 40),
            ..Faults::default()
        },
    }
}
