//! Every test in Rust.

use std::{path::Path, process::Command};

use anyhow::Result;

use super::counts::Counts;
use crate::command::{run_shown, works};

/// The crate whose tests need a browser: a group of their own.
const BROWSER: &str = "iamd-browser";

/// Runs the tests, by cargo-nextest where it is installed, and then those of the documentation,
/// which only cargo itself can run.
pub(super) fn run(root: &Path) -> Result<Counts> {
    let all = ["--workspace", "--exclude", BROWSER];
    let tests = tests(root, &all, &[])?;
    let mut documentation = cargo(&["test", "--no-fail-fast", "--quiet", "--doc"]);
    documentation.args(all);
    Ok(tests + of_cargo_test(documentation, root)?)
}

/// Runs the tests that drive a browser, with these variables.
pub(super) fn browser(root: &Path, variables: &[(&str, &Path)]) -> Result<Counts> {
    tests(root, &["--package", BROWSER], variables)
}

fn tests(root: &Path, packages: &[&str], variables: &[(&str, &Path)]) -> Result<Counts> {
    let variables = variables.iter().copied();
    if works(Command::new("cargo-nextest").args(["nextest", "--version"])) {
        let mut nextest = cargo(&["nextest", "run", "--no-fail-fast"]);
        nextest.args(["--status-level", "slow", "--hide-progress-bar"]);
        nextest.args(packages).envs(variables);
        let ended = run_shown(nextest, root)?;
        return Ok(Counts::of_nextest(&ended.output).and_exit(ended.success));
    }
    let mut test = cargo(&["test", "--no-fail-fast", "--quiet"]);
    test.args(["--lib", "--bins", "--tests"]);
    test.args(packages).envs(variables);
    of_cargo_test(test, root)
}

fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(arguments);
    cargo
}

fn of_cargo_test(cargo: Command, root: &Path) -> Result<Counts> {
    let ended = run_shown(cargo, root)?;
    Ok(Counts::of_cargo_test(&ended.output).and_exit(ended.success))
}
