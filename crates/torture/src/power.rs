//! The service in this process, over a disk that loses power while everybody uses it.

mod life;
mod sync;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use iamd_server::control::KeyKind;
use iamd_testkit::{DoubleDisk, Faults, ManualClock, SeededRandom};

pub(crate) use self::life::Life;
pub use self::sync::Sync;
use crate::{client::Key, score::Score, troupe::Troupe};

/// A life in which the power does not fail ends after so long.
const LONGEST_LIFE: Duration = Duration::from_millis(500);

/// Every so many losses everything is verified.
const VERIFIED: u64 = 2;

/// The power fails within so many operations of the disk: at the start, soon, or in full work.
const SPANS: [u64; 3] = [120, 600, 3_000];

/// What is done to the service.
pub(crate) struct PowerLosses {
    pub(crate) count: u64,
    pub(crate) seed: u64,
    /// The sync that does nothing, if a fault is planted.
    pub(crate) without: Option<Sync>,
    /// Nothing new begins after that.
    pub(crate) deadline: Option<Instant>,
}

/// Takes the power away again and again, and says what was found.
pub(crate) fn run(losses: &PowerLosses) -> Score {
    let mut run = Run {
        troupe: Troupe::new(),
        random: SeededRandom::new(losses.seed),
        clock: Arc::new(ManualClock::default()),
        disk: DoubleDisk::default(),
        without: losses.without,
        root: None,
        score: Score::default(),
    };
    while run.score.power_losses < losses.count
        && run.score.findings.is_empty()
        && losses
            .deadline
            .is_none_or(|deadline| Instant::now() < deadline)
    {
        run.one_life();
    }
    if run.score.findings.is_empty() {
        run.end();
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
    clock: Arc<ManualClock>,
    disk: DoubleDisk,
    without: Option<Sync>,
    /// The root user's key, once a start was through: it never changes from then on.
    root: Option<Key>,
    score: Score,
}

impl Run {
    /// A start, everything compared, some load, and a loss of power at any moment of it.
    fn one_life(&mut self) {
        let is_early = self.without.is_some_and(Sync::is_of_the_first_start);
        let span = if is_early { 0 } else { self.below(3) };
        let span = SPANS.get(span).copied().unwrap_or(1);
        self.disk.set_faults(Faults {
            power_off_at: Some(1 + self.random.next() % span),
            skips_sync_of: self.without.map(Sync::skips),
            ..Faults::default()
        });
        if let Some(life) = self.start() {
            self.check(&life);
            if self.score.findings.is_empty() {
                self.live(&life);
            }
            life.end();
        }
        // Whatever still runs of that life changes nothing any more.
        self.disk.set_faults(Faults {
            power_off_at: Some(0),
            ..Faults::default()
        });
        if self.random.next().is_multiple_of(4) {
            self.score.kills += 1;
            self.disk = self.disk.after_kill();
        } else {
            self.score.power_losses += 1;
            self.disk = self.disk.after_power_loss(&self.random);
        }
        let away = i64::try_from(self.below(90)).unwrap_or_default();
        self.clock.advance_seconds(away);
    }

    /// A start of the program, unless the power fails meanwhile.
    fn start(&mut self) -> Option<Life> {
        match Life::begin(&self.disk, &self.clock) {
            Ok(life) => {
                let is_known = self.root.as_ref();
                if is_known.is_some_and(|root| root.id != life.place.root.id) {
                    let text = "another root key was handed out";
                    self.score.findings.push(text.to_owned());
                }
                self.root = Some(life.place.root.clone());
                Some(life)
            }
            Err(_) if self.disk.is_off() => None,
            Err(error) => {
                self.score.findings.push(format!("no start: {error:#}"));
                None
            }
        }
    }

    fn check(&mut self, life: &Life) {
        let found = self.troupe.check(&life.place, &self.random);
        self.note(found);
        self.troupe.tally.request_ids.clear();
        if self.score.power_losses.is_multiple_of(VERIFIED) {
            let damage = life.verify();
            if !self.disk.is_off() {
                self.score.verified += 1;
                self.score.findings.extend(damage);
            }
        }
    }

    fn live(&mut self, life: &Life) {
        let (disk, end) = (self.disk.clone(), Instant::now() + LONGEST_LIFE);
        let ends = || disk.is_off() || Instant::now() > end;
        let rotates = self.random.next().is_multiple_of(2);
        let kinds = SeededRandom::new(self.random.next());
        let mut refused = None;
        let found = self.troupe.live(&life.place, &self.random, &ends, || {
            while rotates && !ends() && refused.is_none() {
                let kind = usize::try_from(kinds.next() % 7).unwrap_or_default();
                let kind = KeyKind::ALL.get(kind).copied().unwrap_or(KeyKind::All);
                refused = life.rotate(kind).err();
                self.score.rotations += u64::from(refused.is_none());
            }
        });
        self.note(found);
        if !self.disk.is_off() {
            self.score.findings.extend(refused);
        }
    }

    /// A last start with all its power, and everything compared.
    fn end(&mut self) {
        self.disk.set_faults(Faults::default());
        if let Some(life) = self.start() {
            self.check(&life);
            life.end();
        }
    }

    /// Once the power is off, nothing but a broken promise is a finding.
    fn note(&mut self, found: Vec<crate::troupe::Finding>) {
        let is_off = self.disk.is_off();
        let found = found.into_iter().filter(|found| found.is_broken || !is_off);
        self.score.findings.extend(found.map(|found| found.text));
    }

    fn below(&self, bound: u64) -> usize {
        usize::try_from(self.random.next() % bound).unwrap_or_default()
    }
}
