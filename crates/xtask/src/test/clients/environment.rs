//! What the client tests need, installed where that is possible and named where it is not.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};

use crate::{
    command::{output_of, run_shown, target_folder, works},
    report::say,
};

mod debian;
mod javascript;

/// The pinned versions.
const REQUIREMENTS: &str = "tests/clients/requirements.txt";
/// In the virtual environment: a copy of the pins that it was made from.
const MARKER: &str = "installed-requirements.txt";
/// Where Debian's package puts the command line of version 2; the name `aws` on the search path
/// may well be version 1.
const DEBIAN_AWS_CLI: &str = "/usr/bin/aws";
/// Programs that the tests call by name: how each tells its version. Debian's packages have the
/// same names.
const PROGRAMS: &[(&str, &str)] = &[
    ("rclone", "version"),
    ("restic", "version"),
    ("s3cmd", "--version"),
];

/// The programs that the tests call.
pub(super) struct Environment {
    pub(super) python: PathBuf,
    pub(super) aws_cli_1: PathBuf,
    pub(super) aws_cli_2: PathBuf,
    /// The folder of the packages of JavaScript.
    pub(super) javascript: PathBuf,
}

/// The browser and what drives it. Debian's packages fit each other.
pub(super) struct Browser {
    pub(super) chromium: PathBuf,
    pub(super) chromedriver: PathBuf,
}

/// Finds or installs the browser.
pub(super) fn browser(root: &Path) -> Result<Browser> {
    debian::program(root, "chromium", "--version", "chromium")?;
    debian::program(root, "chromedriver", "--version", "chromium-driver")?;
    Ok(Browser {
        chromium: on_search_path("chromium", root)?,
        chromedriver: on_search_path("chromedriver", root)?,
    })
}

/// Where a program is.
fn on_search_path(program: &str, root: &Path) -> Result<PathBuf> {
    let found = output_of(Command::new("which").arg(program), root)?;
    Ok(PathBuf::from(found.trim()))
}

/// Makes or completes the virtual environment and the packages of JavaScript, and finds or installs
/// the programs.
pub(super) fn prepare(root: &Path) -> Result<Environment> {
    let folder = target_folder()?.join("clients");
    let python = folder.join("bin/python");
    let pins = fs::read_to_string(root.join(REQUIREMENTS)).context(REQUIREMENTS)?;
    let installed = fs::read_to_string(folder.join(MARKER)).ok();
    if installed.as_ref() != Some(&pins) || !works(Command::new(&python).arg("--version")) {
        make(root, &folder, &python)?;
        fs::write(folder.join(MARKER), &pins)?;
    }
    for (program, version) in PROGRAMS {
        debian::program(root, program, version, program)?;
    }
    Ok(Environment {
        aws_cli_1: folder.join("bin/aws"),
        aws_cli_2: aws_cli_2(root)?,
        javascript: javascript::modules(root, &folder)?,
        python,
    })
}

fn make(root: &Path, folder: &Path, python: &Path) -> Result<()> {
    ensure!(
        works(Command::new("python3").arg("--version")),
        "missing: python3 (Debian's package python3)"
    );
    let make = || {
        let mut venv = Command::new("python3");
        venv.args(["-m", "venv", "--clear"]).arg(folder);
        works(&mut venv)
    };
    if !make() {
        debian::install(root, "python3-venv")?;
        ensure!(make(), "python3 -m venv {} fails", folder.display());
    }
    say(format_args!(
        "installing {REQUIREMENTS} into {}",
        folder.display()
    ));
    let mut pip = Command::new(python);
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]);
    pip.args(["--requirement", REQUIREMENTS]);
    ensure!(
        run_shown(pip, root)?.success,
        "missing: the packages of {REQUIREMENTS}, which pip could not install"
    );
    Ok(())
}

/// The command line of version 2, which is not a Python package.
fn aws_cli_2(root: &Path) -> Result<PathBuf> {
    let find = || {
        let candidates = [DEBIAN_AWS_CLI, "/usr/local/bin/aws", "aws"];
        candidates
            .into_iter()
            .find(|candidate| is_version_2(candidate, root))
            .map(PathBuf::from)
    };
    if let Some(found) = find() {
        return Ok(found);
    }
    debian::install(root, "awscli")?;
    find().context("missing: version 2 of the AWS CLI; the package awscli holds another version")
}

fn is_version_2(program: &str, root: &Path) -> bool {
    output_of(Command::new(program).arg("--version"), root)
        .is_ok_and(|version| version.starts_with("aws-cli/2."))
}
