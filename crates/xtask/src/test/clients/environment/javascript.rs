//! The packages of the tests in JavaScript.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};

use super::debian;
use crate::{command::run_shown, report::say};

/// Where the pinned versions stand; nothing is installed beside them.
const PINS: &str = "tests/clients/javascript";
const PACKAGES: &str = "package.json";
const LOCK: &str = "package-lock.json";
/// Beside the installed packages: a copy of the lock that they were installed from.
const MARKER: &str = "installed-package-lock.json";

/// Installs the packages below `folder` and returns where they are.
pub(super) fn modules(root: &Path, folder: &Path) -> Result<PathBuf> {
    debian::program(root, "node", "--version", "nodejs")?;
    let folder = folder.join("javascript");
    let modules = folder.join("node_modules");
    let pins = fs::read_to_string(root.join(PINS).join(LOCK)).context(LOCK)?;
    let installed = fs::read_to_string(folder.join(MARKER)).ok();
    if installed.as_ref() == Some(&pins) && modules.is_dir() {
        return Ok(modules);
    }
    debian::program(root, "npm", "--version", "npm")?;
    fs::create_dir_all(&folder)?;
    for file in [PACKAGES, LOCK] {
        fs::copy(root.join(PINS).join(file), folder.join(file)).context(file)?;
    }
    say(format_args!(
        "installing {PINS}/{PACKAGES} into {}",
        folder.display()
    ));
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
    npm.arg("--prefix").arg(&folder);
    ensure!(
        run_shown(npm, root)?.success,
        "missing: the packages of {PINS}/{PACKAGES}, which npm could not install"
    );
    fs::write(folder.join(MARKER), &pins)?;
    Ok(modules)
}
