//! Real clients against a started `iamd`: the tests of `tests/clients/`.

use std::{
    iter,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Result, ensure};

use super::{counts::Counts, rust};
use crate::command::{run_shown, target_folder, works};

mod environment;

/// The tests, and in them the part that is a group of its own.
const TESTS: &str = "tests/clients";
const SCENARIOS: &[&str] = &[
    "tests/clients/test_scenarios.py",
    "tests/clients/test_scenarios_account.py",
    "tests/clients/test_scenarios_all.py",
    "tests/clients/test_scenarios_failures.py",
    "tests/clients/test_scenarios_federated.py",
    "tests/clients/test_scenarios_mfa.py",
    "tests/clients/test_scenarios_users.py",
];

/// boto3, both command lines of AWS, the AWS SDK for JavaScript, and tools that people use with S3.
pub(super) fn clients(root: &Path) -> Result<Counts> {
    let others = SCENARIOS
        .iter()
        .copied()
        .flat_map(|path| ["--ignore", path]);
    pytest(root, iter::once(TESTS).chain(others))
}

/// The sample programs in Rust.
pub(super) fn scenarios(root: &Path) -> Result<Counts> {
    pytest(root, SCENARIOS.iter().copied())
}

/// The console in headless Chromium.
pub(super) fn browser(root: &Path) -> Result<Counts> {
    let environment = environment::prepare(root)?;
    let browser = environment::browser(root)?;
    let programs = build(root)?;
    let axe_core = environment.javascript.join("axe-core/axe.min.js");
    let variables = [
        ("IAMD", programs.join("iamd")),
        ("IAMD_SCENARIOS", programs.join("iamd-scenarios")),
        ("CHROMIUM", browser.chromium),
        ("CHROMEDRIVER", browser.chromedriver),
        ("AXE_CORE", axe_core),
        ("PYTHON", environment.python),
    ];
    let variables = variables
        .each_ref()
        .map(|(name, path)| (*name, path.as_path()));
    rust::browser(root, &variables)
}

fn pytest<'a>(root: &Path, arguments: impl Iterator<Item = &'a str>) -> Result<Counts> {
    let environment = environment::prepare(root)?;
    let programs = build(root)?;
    let mut pytest = Command::new(environment.python);
    pytest
        .args(["-m", "pytest", "--quiet", "-rs", "-p", "no:cacheprovider"])
        .args(arguments)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("IAMD", programs.join("iamd"))
        .env("IAMD_SCENARIOS", programs.join("iamd-scenarios"))
        .env("AWS_CLI_1", environment.aws_cli_1)
        .env("AWS_CLI_2", environment.aws_cli_2)
        .env("CLOUDSPLAINING", environment.cloudsplaining)
        .env("PROWLER", environment.prowler)
        .env("JAVASCRIPT_MODULES", environment.javascript);
    let ended = run_shown(pytest, root)?;
    Ok(Counts::of_pytest(&ended.output).and_exit(ended.success))
}

/// Builds the programs and returns their folder.
///
/// All targets, so that cargo chooses the features that it chose for the tests in Rust and builds
/// nothing twice.
fn build(root: &Path) -> Result<PathBuf> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--workspace", "--all-targets", "--quiet"]);
    ensure!(run_shown(cargo, root)?.success, "the programs do not build");
    let folder = target_folder()?.join("debug");
    ensure!(
        works(Command::new(folder.join("iamd")).arg("--version")),
        "iamd does not start"
    );
    Ok(folder)
}
