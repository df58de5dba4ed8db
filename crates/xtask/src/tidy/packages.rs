//! The packages that the workspace is built from, as cargo sees them.

use std::{path::Path, process::Command};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::command::output_of;

/// What comes before the folder's name in the name of each of our packages.
const HOUSE_PREFIX: &str = "iamd-";

/// One package.
#[derive(Debug)]
pub(crate) struct Package {
    /// Its name.
    pub(crate) name: String,
    /// Its licence as an SPDX expression, if it gives one.
    pub(crate) licence: Option<String>,
    /// Whether it is a member of this workspace.
    pub(crate) is_ours: bool,
    /// What it depends on.
    pub(crate) dependencies: Vec<Dependency>,
}

/// One dependency of a package.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Dependency {
    /// The name of the other package.
    pub(crate) name: String,
    /// Only tests and benches need it.
    pub(crate) is_for_tests: bool,
}

impl Package {
    /// The folder of a package of the workspace.
    pub(crate) fn folder(&self) -> Option<&str> {
        self.name
            .strip_prefix(HOUSE_PREFIX)
            .filter(|_| self.is_ours)
    }
}

impl Dependency {
    /// The folder, if the dependency is a package of the workspace.
    pub(crate) fn folder(&self) -> Option<&str> {
        self.name.strip_prefix(HOUSE_PREFIX)
    }
}

/// Asks cargo for every package of every platform.
pub(crate) fn read(root: &Path) -> Result<Vec<Package>> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--format-version", "1"]);
    parse(&output_of(&mut cargo, root)?)
}

fn parse(metadata: &str) -> Result<Vec<Package>> {
    let metadata: Value = serde_json::from_str(metadata)?;
    let packages = metadata.get("packages").and_then(Value::as_array);
    packages
        .context("cargo names no packages")?
        .iter()
        .map(package)
        .collect()
}

fn package(value: &Value) -> Result<Package> {
    let dependencies = value.get("dependencies").and_then(Value::as_array);
    Ok(Package {
        name: text(value, "name").context("a package without a name")?,
        licence: text(value, "license"),
        // What comes from a registry has a source, what lies here has none.
        is_ours: text(value, "source").is_none(),
        dependencies: dependencies
            .into_iter()
            .flatten()
            .filter_map(|dependency| {
                let is_for_tests = text(dependency, "kind").as_deref() == Some("dev");
                text(dependency, "name").map(|name| Dependency { name, is_for_tests })
            })
            .collect(),
    })
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_is_understood() {
        let packages = parse(
            r#"{"packages": [
                {"name": "iamd-store", "license": "MIT", "source": null, "dependencies": [
                    {"name": "iamd-seal", "kind": null}, {"name": "proptest", "kind": "dev"}]},
                {"name": "redb", "license": null, "source": "registry", "dependencies": []}]}"#,
        )
        .unwrap();
        let [store, redb] = packages.as_slice() else {
            panic!("{packages:?}")
        };
        assert_eq!(store.folder(), Some("store"));
        assert_eq!(store.dependencies[0].folder(), Some("seal"));
        assert!(store.dependencies[1].is_for_tests);
        assert_eq!((redb.folder(), redb.licence.as_deref()), (None, None));
        assert!(parse("{}").is_err());
    }
}
