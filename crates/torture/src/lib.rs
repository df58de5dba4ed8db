//! Kills iamd and takes its power away under load, and compares what is left with a ledger.
//!
//! What this crate deliberately is not: a benchmark, or a test of what operations mean. It asks
//! one thing: is everything there that was acknowledged, and nothing by half? It does not ship.
//!
//! ```text
//!            ┌─ Identities ─┐                          kills: the program, SIGKILL
//!  Troupe ───┼─ Objects ────┼── Client ── HTTP ──────▶
//!            └─ MultiFactor ┘                          power: the service in this process,
//!                  │                                          over a disk that forgets
//!               Ledger: what was acknowledged, and the one change that is in doubt
//! ```
//!
//! Each actor changes what is its own, one thing after the other, so that after a kill one change at
//! most is in doubt: it happened whole, or not at all. After the next start each reads everything
//! back and compares.
//!
//! # Invariants
//! - A ledger takes up nothing from the server but ids that were lost with an answer.
//! - A fault that is planted (a sync that does nothing) is found, or the run proves nothing: tests
//!   show it for each kind of sync.
//!
//! # Entry points
//! [`run`] with a [`Task`]; [`client::Client`], for whoever needs a client that signs and hides
//! nothing; [`process::Program`].

mod actor;
mod audit_trail;
pub mod client;
pub mod clock;
mod kills;
mod ledger;
mod power;
pub mod process;
mod restart;
mod score;
mod troupe;
mod unable;

use std::{path::Path, time::Instant};

use anyhow::Result;

pub use power::Sync;
pub use restart::Restart;
pub use score::Score;

/// What is to be done.
pub struct Task<'a> {
    /// The program.
    pub program: &'a Path,
    /// An empty folder for data directories.
    pub folder: &'a Path,
    /// How often to kill it.
    pub kills: u64,
    /// How often to lose the power.
    pub power_losses: u64,
    /// How often the disk is full, read-only or broken for a while.
    pub spells: u64,
    /// Where chance begins.
    pub seed: u64,
    /// Nothing new begins after that.
    pub deadline: Option<Instant>,
}

/// Does it, and says what was found.
///
/// # Errors
/// The run could not go on: the program does not start, or the machine refuses something.
pub fn run(task: &Task<'_>) -> Result<Vec<Score>> {
    let mut scores = Vec::new();
    if task.kills > 0 {
        scores.push(kills::run(&kills::Kills {
            program: task.program,
            folder: task.folder,
            count: task.kills,
            seed: task.seed,
            deadline: task.deadline,
        })?);
    }
    if task.power_losses > 0 {
        scores.push(power::run(&power::PowerLosses {
            count: task.power_losses,
            seed: task.seed,
            without: None,
            deadline: task.deadline,
        }));
    }
    if task.spells > 0 {
        scores.push(unable::run(task.spells, task.seed));
    }
    Ok(scores)
}

/// Takes one kind of sync out and loses the power until something is found, `rounds` times at most
/// in each of some lives; says what was found.
pub fn run_without(sync: Sync, seeds: std::ops::Range<u64>, rounds: u64) -> Option<String> {
    let mut seeds = seeds;
    seeds.find_map(|seed| {
        let score = power::run(&power::PowerLosses {
            count: rounds,
            seed,
            without: Some(sync),
            deadline: None,
        });
        score.findings.into_iter().next()
    })
}

/// Fills a program with so many users and as many objects, and times its starts after kills.
///
/// # Errors
/// It does not start, or refuses something.
pub fn time_restarts(program: &Path, folder: &Path, count: u64) -> Result<Restart> {
    restart::run(program, folder, count)
}
