//! Every test in Rust.

use std::{path::Path, process::Command};

use anyhow::Result;

use super::counts::Counts;
use crate::command::{run_shown, works};

/// Runs the tests, by cargo-nextest where it is installed, and then those of the documentation,
/// which only cargo itself can run.
pub(super) fn run(root: &Path) -> Result<Counts> {
    let tests = if works(Command::new("cargo-nextest").args(["nextest", "--version"])) {
        nextest(root)?
    } else {
        cargo_test(root, &["--lib", "--bins", "--tests"])?
    };
    Ok(tests + cargo_test(root, &["--doc"])?)
}

fn nextest(root: &Path) -> Result<Counts> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["nextest", "run", "--workspace", "--no-fail-fast"]);
    cargo.args(["--status-level", "slow", "--hide-progress-bar"]);
    let ended = run_shown(cargo, root)?;
    Ok(Counts::of_nextest(&ended.output).and_exit(ended.success))
}

fn cargo_test(root: &Path, targets: &[&str]) -> Result<Counts> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["test", "--workspace", "--no-fail-fast", "--quiet"])
        .args(targets);
    let ended = run_shown(cargo, root)?;
    Ok(Counts::of_cargo_test(&ended.output).and_exit(ended.success))
}
