//! The services of AWS that policies may name.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::json::{self, Ordered};

/// A name that AWS's reports have otherwise than the reference.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    reason: String,
    namespace: String,
    name: String,
}

/// Reads the name of each service by its namespace, in the order of the namespaces.
pub(super) fn load(folder: &Path) -> Result<Ordered<String>> {
    let mut services: Ordered<String> = json::read(&folder.join("services.json"))?;
    let entries: Vec<Entry> = json::read(&folder.join("service-names.json"))?;
    for entry in entries {
        ensure!(
            !entry.reason.is_empty(),
            "{} has no reason",
            entry.namespace
        );
        let name = services.get_mut(&entry.namespace);
        let name = name.with_context(|| format!("{} is no service", entry.namespace))?;
        ensure!(*name != entry.name, "{} has that name", entry.namespace);
        *name = entry.name;
    }
    let is_sorted = services.0.is_sorted_by(|(one, _), (next, _)| one < next);
    ensure!(is_sorted, "the services are not in order");
    Ok(services)
}
