//! Programs that are packages of Debian.

use std::{path::Path, process::Command};

use anyhow::{Result, bail, ensure};

use crate::{
    command::{output_of, run_shown, works},
    report::say,
};

/// A program on the search path, installed if it is not there.
///
/// # Errors
/// It is not there and cannot be installed; the error names it and its package.
pub(super) fn program(root: &Path, name: &str, version: &str, package: &str) -> Result<()> {
    let is_there = || works(Command::new(name).arg(version));
    if !is_there() {
        install(root, package)?;
    }
    ensure!(
        is_there(),
        "missing: {name}, although the package {package} is installed"
    );
    Ok(())
}

/// Installs a package of Debian, which only its administrator can.
pub(super) fn install(root: &Path, package: &str) -> Result<()> {
    let is_root = output_of(Command::new("id").arg("-u"), root)?.trim() == "0";
    if !is_root || !works(Command::new("apt-get").arg("--version")) {
        bail!("missing: {package} (install it with: apt-get install {package})");
    }
    say(format_args!("installing Debian's package {package}"));
    for arguments in [
        ["update", "-qq", "-y"].as_slice(),
        &["install", "-qq", "-y", package],
    ] {
        let mut apt = Command::new("apt-get");
        apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        ensure!(
            run_shown(apt, root)?.success,
            "missing: {package}, which apt-get could not install"
        );
    }
    Ok(())
}
