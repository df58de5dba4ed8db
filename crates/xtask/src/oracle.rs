//! `cargo xtask oracle`: compares the policy engine with a second evaluator.
//!
//! The comparing itself is the program `iamd-oracle`.

use std::{
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use anyhow::Result;

use crate::command::run_shown;

/// What `cargo xtask oracle` is told.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How many decisions to compare
    #[arg(long, default_value_t = 10_000_000)]
    decisions: u64,
    /// Also plant faults in the second evaluator, one at a time, and look for each
    #[arg(long)]
    faults: bool,
    /// Where to write the report, beside the terminal
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

/// Builds the program as it is released, then compares.
pub(crate) fn run(root: &Path, arguments: &Arguments) -> Result<ExitCode> {
    let mut oracle = Command::new(env!("CARGO"));
    oracle
        .args([
            "run",
            "--release",
            "--quiet",
            "--package",
            "iamd-oracle",
            "--",
        ])
        .arg("--decisions")
        .arg(arguments.decisions.to_string());
    if arguments.faults {
        oracle.arg("--faults");
    }
    if let Some(file) = &arguments.report {
        oracle.arg("--report").arg(file);
    }
    Ok(ExitCode::from(u8::from(!run_shown(oracle, root)?.success)))
}
