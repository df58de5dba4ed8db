//! `iamd-torture`: what `cargo xtask torture` runs.

use std::{
    io::Write as _,
    path::PathBuf,
    process::ExitCode,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result};
use clap::Parser;
use iamd_torture::{Score, Task};

/// Kills iamd and takes its power away under load, and compares what is left with a ledger
#[derive(Parser)]
struct Arguments {
    /// The program
    #[arg(long, value_name = "FILE")]
    program: PathBuf,
    /// How often to kill it
    #[arg(long, default_value_t = 200)]
    kills: u64,
    /// How often to lose the power, in process
    #[arg(long, default_value_t = 200)]
    power_losses: u64,
    /// How often the disk is full, read-only or broken for a while, in process
    #[arg(long, default_value_t = 30)]
    spells: u64,
    /// Where chance begins; a run is told apart by it
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Begin nothing new after so many seconds
    #[arg(long)]
    seconds: Option<u64>,
    /// Also make so many users and objects, and time the start after a kill
    #[arg(long, value_name = "COUNT")]
    restart: Option<u64>,
    /// Where to keep the data directory, instead of removing it at the end
    #[arg(long, value_name = "FOLDER")]
    keep: Option<PathBuf>,
}

fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    let start = Instant::now();
    let temporary = tempfile::tempdir()?;
    let folder = arguments.keep.as_deref().unwrap_or(temporary.path());
    std::fs::create_dir_all(folder)?;
    let task = Task {
        program: &arguments.program,
        folder,
        kills: arguments.kills,
        power_losses: arguments.power_losses,
        spells: arguments.spells,
        seed: arguments.seed,
        deadline: arguments
            .seconds
            .map(|seconds| start + Duration::from_secs(seconds)),
    };
    let scores = iamd_torture::run(&task).context("the run could not go on")?;
    let restart = arguments
        .restart
        .map(|count| iamd_torture::time_restarts(&arguments.program, folder, count));
    report(&arguments, &scores, start.elapsed())?;
    if let Some(restart) = restart {
        writeln!(std::io::stdout(), "{}", restart?)?;
    }
    let is_clean = scores.iter().all(|score| score.findings.is_empty());
    Ok(ExitCode::from(u8::from(!is_clean)))
}

fn report(arguments: &Arguments, scores: &[Score], took: Duration) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "seed              {}", arguments.seed)?;
    for score in scores {
        writeln!(out, "{score}\n")?;
    }
    writeln!(out, "took              {} s", took.as_secs())?;
    Ok(())
}
