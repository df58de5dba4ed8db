//! The authorization files: what AWS's service authorization reference says, without its prose.

use std::path::Path;

use anyhow::Result;
use serde::{Deserialize, Serialize};

use super::json::{self, Ordered};

/// The authorization data of a service.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Authorization {
    /// By the name without the service, in order.
    pub(super) actions: Ordered<Action>,
    pub(super) resource_types: Ordered<ResourceType>,
    /// Condition keys and the types of their values.
    pub(super) condition_keys: Ordered<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Action {
    pub(super) access: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) resources: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) condition_keys: Vec<String>,
    /// Actions that the caller needs as well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) dependent_actions: Vec<String>,
    /// What a difference says of what callers must bring; AWS's reference does not.
    #[serde(skip)]
    pub(super) gate: Option<String>,
    /// What a difference says of whether it changes state or hands out credentials.
    #[serde(skip)]
    pub(super) mutating: Option<bool>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ResourceType {
    pub(super) arn: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) condition_keys: Vec<String>,
}

impl Action {
    /// An action of which nothing else is known.
    pub(super) fn with_access(access: String) -> Self {
        Self {
            access,
            resources: Vec::new(),
            condition_keys: Vec::new(),
            dependent_actions: Vec::new(),
            gate: None,
            mutating: None,
        }
    }
}

impl Authorization {
    /// The text of the authorization file.
    pub(super) fn to_text(&self) -> Result<String> {
        Ok(format!(
            "{{\n  \"actions\": {},\n  \"resource_types\": {},\n  \"condition_keys\": {}\n}}\n",
            self.actions.to_lines("  ")?,
            self.resource_types.to_lines("  ")?,
            self.condition_keys.to_lines("  ")?,
        ))
    }
}

/// Reads the authorization file of a service.
pub(super) fn load(folder: &Path, service: &str) -> Result<Authorization> {
    json::read(&folder.join(format!("{service}-authorization.json")))
}
