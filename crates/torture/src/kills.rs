//! The program itself, killed at moments of chance while everybody uses it.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::Result;
use iamd_testkit::SeededRandom;

use crate::{
    actor::{self, Place},
    audit_trail::AuditTrail,
    client::Key,
    clock::MachineClock,
    process::{Program, Server},
    score::Score,
    troupe::{Finding, Troupe, some_time},
};

/// A life lasts at most so long.
const LONGEST_LIFE: Duration = Duration::from_millis(600);

/// Every so many kills come during the start of the program.
const STARTS_KILLED: u64 = 5;

/// Every so many come during a command on the stopped directory.
const COMMANDS_KILLED: u64 = 8;

/// Every so many restarts `iamd verify` looks at the data directory.
const VERIFIED: u64 = 10;

/// What is done to the program.
pub(crate) struct Kills<'a> {
    pub(crate) program: &'a Path,
    /// Where the data directory and the backups go.
    pub(crate) folder: &'a Path,
    pub(crate) count: u64,
    pub(crate) seed: u64,
    /// No kill begins after that.
    pub(crate) deadline: Option<Instant>,
}

/// Kills the program again and again, and says what was found.
pub(crate) fn run(kills: &Kills<'_>) -> Result<Score> {
    let program = Program::new(kills.program, &kills.folder.join("data"));
    let operator = actor::operator(&program, kills.folder);
    let mut run = Run {
        program,
        troupe: Troupe::new().with(operator),
        random: SeededRandom::new(kills.seed),
        trail: AuditTrail::default(),
        score: Score::default(),
        start_time: Duration::from_millis(200),
    };
    while run.score.kills < kills.count
        && run.score.findings.is_empty()
        && kills
            .deadline
            .is_none_or(|deadline| Instant::now() < deadline)
    {
        run.one_life()?;
    }
    run.end()?;
    let Run {
        mut score, troupe, ..
    } = run;
    score.count(&troupe.tally);
    Ok(score)
}

struct Run {
    program: Program,
    troupe: Troupe,
    random: SeededRandom,
    trail: AuditTrail,
    score: Score,
    /// How long the last start took.
    start_time: Duration,
}

impl Run {
    /// A start, everything compared, some load, and a kill within it.
    fn one_life(&mut self) -> Result<()> {
        if self.random.next().is_multiple_of(COMMANDS_KILLED) {
            return self.kill_a_command();
        }
        if self.random.next().is_multiple_of(STARTS_KILLED) {
            let starting = self.program.spawn()?;
            thread::sleep(some_time(&self.random, self.start_time));
            starting.kill()?;
            self.score.kills += 1;
            self.score.kills_at_start += 1;
            return Ok(());
        }
        let server = self.start()?;
        let place = self.place(&server)?;
        self.check(&place)?;
        if !self.score.findings.is_empty() {
            return Ok(());
        }
        let ends = AtomicBool::new(false);
        let life = some_time(&self.random, LONGEST_LIFE);
        let mut killed = Ok(());
        let ended = || ends.load(Ordering::SeqCst);
        let found = self.troupe.live(&place, &self.random, &ended, || {
            thread::sleep(life);
            ends.store(true, Ordering::SeqCst);
            killed = server.kill();
        });
        killed?;
        self.score.kills += 1;
        self.note(found);
        Ok(())
    }

    /// A command of the operator that works on the stopped directory, and a kill within it.
    fn kill_a_command(&mut self) -> Result<()> {
        const COMMANDS: [&[&str]; 4] = [
            &["keys", "rotate", "all"],
            &["keys", "rotate", "master"],
            &["account", "create"],
            &["verify"],
        ];
        let number = usize::try_from(self.random.next() % 4)?;
        let mut child = self
            .program
            .begin(COMMANDS.get(number).copied().unwrap_or(&[]))?;
        thread::sleep(some_time(&self.random, self.start_time * 2));
        child.kill()?;
        child.wait()?;
        self.score.kills += 1;
        self.score.kills_at_command += 1;
        Ok(())
    }

    fn start(&mut self) -> Result<Server> {
        let start = Instant::now();
        let server = self.program.start()?;
        self.start_time = start.elapsed();
        self.score.slowest_start = self.score.slowest_start.max(self.start_time);
        Ok(server)
    }

    fn place(&self, server: &Server) -> Result<Place> {
        Ok(Place {
            address: server.address.clone(),
            console: server.console.clone(),
            root: Key::of_root(&self.program.data_dir)?,
            clock: Arc::new(MachineClock),
            is_large: true,
        })
    }

    /// Compares everything that is there with everything that was acknowledged.
    fn check(&mut self, place: &Place) -> Result<()> {
        let found = self.troupe.check(place, &self.random);
        self.note(found);
        let acknowledged = std::mem::take(&mut self.troupe.tally.request_ids);
        for id in self.trail.missing(&self.program.data_dir, acknowledged)? {
            let text = format!("request {id} was acknowledged and is not in the audit log");
            self.score.findings.push(text);
        }
        self.score.audited = self.trail.found;
        if self.score.kills.is_multiple_of(VERIFIED) {
            self.verify()?;
        }
        Ok(())
    }

    /// `iamd verify`, whether a server runs or not.
    fn verify(&mut self) -> Result<()> {
        for command in [&["verify", "--json"][..], &["audit", "verify", "--json"]] {
            let verified = self.program.run(command)?;
            self.score.verified += 1;
            if !verified.status.success() {
                let said = [verified.stdout, verified.stderr].concat();
                let said = String::from_utf8_lossy(&said).into_owned();
                self.score.findings.push(format!("{command:?}: {said}"));
            }
        }
        Ok(())
    }

    /// A last start, a clean stop, and everything compared once more behind it.
    fn end(&mut self) -> Result<()> {
        if !self.score.findings.is_empty() {
            return Ok(());
        }
        for _ in 0..2 {
            let server = self.start()?;
            let place = self.place(&server)?;
            self.check(&place)?;
            server.stop()?;
        }
        self.verify()
    }

    fn note(&mut self, found: Vec<Finding>) {
        let found = found.into_iter().map(|found| found.text);
        self.score.findings.extend(found);
    }
}
