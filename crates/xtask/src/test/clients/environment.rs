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

/// What the tests themselves need.
const TESTS: Pins = Pins {
    folder: "clients",
    requirements: "tests/clients/requirements.txt",
    options: &[],
};
/// Prowler needs other versions of the same packages. It asks for the libraries of every cloud, more than a
/// gigabyte; its file lists those that it loads for AWS, and nothing but them is installed.
const PROWLER: Pins = Pins {
    folder: "clients-prowler",
    requirements: "tests/clients/requirements-prowler.txt",
    options: &["--no-deps"],
};
/// In a virtual environment: a copy of the pins that it was made from.
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

/// A virtual environment of Python.
struct Pins {
    /// Its name below the target folder.
    folder: &'static str,
    /// The file with the pinned versions.
    requirements: &'static str,
    /// What pip is told besides.
    options: &'static [&'static str],
}

/// The programs that the tests call.
pub(super) struct Environment {
    pub(super) python: PathBuf,
    pub(super) cloudsplaining: PathBuf,
    pub(super) prowler: PathBuf,
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

/// Makes or completes the virtual environments and the packages of JavaScript, and finds or installs
/// the programs.
pub(super) fn prepare(root: &Path) -> Result<Environment> {
    let folder = complete(root, &TESTS)?;
    for (program, version) in PROGRAMS {
        debian::program(root, program, version, program)?;
    }
    Ok(Environment {
        prowler: complete(root, &PROWLER)?.join("bin/prowler"),
        cloudsplaining: folder.join("bin/cloudsplaining"),
        aws_cli_1: folder.join("bin/aws"),
        aws_cli_2: aws_cli_2(root)?,
        javascript: javascript::modules(root, &folder)?,
        python: folder.join("bin/python"),
    })
}

/// The folder of a virtual environment, made anew if its pins have changed.
fn complete(root: &Path, pins: &Pins) -> Result<PathBuf> {
    let folder = target_folder()?.join(pins.folder);
    let python = folder.join("bin/python");
    let wanted = fs::read_to_string(root.join(pins.requirements)).context(pins.requirements)?;
    let installed = fs::read_to_string(folder.join(MARKER)).ok();
    if installed.as_ref() != Some(&wanted) || !works(Command::new(&python).arg("--version")) {
        make(root, &folder, &python, pins)?;
        fs::write(folder.join(MARKER), &wanted)?;
    }
    Ok(folder)
}

fn make(root: &Path, folder: &Path, python: &Path, pins: &Pins) -> Result<()> {
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
    let requirements = pins.requirements;
    say(format_args!(
        "installing {requirements} into {}",
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
    pip.args(pins.options).args(["--requirement", requirements]);
    ensure!(
        run_shown(pip, root)?.success,
        "missing: the packages of {requirements}, which pip could not install"
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
