//! Groups that are one check each.

use std::{
    path::Path,
    process::{Command, ExitCode},
};

use anyhow::Result;

use super::counts::Counts;
use crate::{codegen, command::run_shown, tidy, torture};

/// rustfmt has nothing to change.
pub(super) fn format(root: &Path) -> Result<Counts> {
    cargo(
        root,
        &["fmt", "--all", "--", "--check", "--files-with-diff"],
        &[],
    )
}

/// The rules of the house are kept.
pub(super) fn tidy(root: &Path) -> Result<Counts> {
    tidy::run(root).map(|code| Counts::check(code == ExitCode::SUCCESS))
}

/// What is generated is what would be generated.
pub(super) fn codegen(_root: &Path) -> Result<Counts> {
    codegen::run(true, false).map(|()| Counts::PASSED)
}

/// clippy has nothing to say about anything in the workspace.
pub(super) fn clippy(root: &Path) -> Result<Counts> {
    cargo(
        root,
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "--deny",
            "warnings",
        ],
        &[],
    )
}

/// The documentation builds without a warning.
pub(super) fn docs(root: &Path) -> Result<Counts> {
    let arguments = [
        "doc",
        "--workspace",
        "--no-deps",
        "--document-private-items",
    ];
    cargo(root, &arguments, &[("RUSTDOCFLAGS", "--deny warnings")])
}

/// Nothing that was acknowledged is lost to a kill or a loss of power.
pub(super) fn torture(root: &Path) -> Result<Counts> {
    let code = torture::run(root, &torture::Arguments::short())?;
    Ok(Counts::check(code == ExitCode::SUCCESS))
}

fn cargo(root: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Result<Counts> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(arguments).envs(environment.iter().copied());
    Ok(Counts::check(run_shown(cargo, root)?.success))
}
