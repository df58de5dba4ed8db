//! The model files: what AWS's service models say, without their prose.

use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::json::{self, Ordered};

/// The services whose models are generated from.
pub(super) const SERVICES: [&str; 3] = ["iam", "sts", "s3"];

/// The protocol whose shapes are generated. Of services that speak another one, the model files
/// hold operations and errors alone.
pub(super) const QUERY: &str = "query";

/// A service model.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Model {
    /// The name in ARNs and actions, such as `iam`.
    pub(super) service: String,
    /// The protocol on the wire, such as `query`.
    pub(super) protocol: String,
    pub(super) api_version: String,
    pub(super) xml_namespace: String,
    pub(super) operations: Ordered<Operation>,
    pub(super) shapes: Ordered<Shape>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Operation {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) input: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) output: Option<String>,
    /// Whether it is called without a signature.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) unsigned: bool,
    /// The shapes of its errors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) errors: Vec<String>,
    /// What the table of actions says of the action that a policy must allow.
    #[serde(skip)]
    pub(super) action: Option<OtherAction>,
}

/// An action that is not called as its operation.
#[derive(Clone, Debug)]
pub(super) enum OtherAction {
    /// One of the same service, such as `ListBucket`.
    Own(String),
    /// One of another service, such as `s3express:CreateSession`, and what it grants.
    Foreign { action: String, access: String },
}

/// A shape. Which fields are there depends on `kind`: `structure`, `list`, `map`, `string`,
/// `integer`, `boolean`, `timestamp`, `blob`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Shape {
    #[serde(rename = "type")]
    pub(super) kind: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) required: Vec<String>,
    /// Of a structure: members and their shapes.
    #[serde(default, skip_serializing_if = "Ordered::is_empty")]
    pub(super) members: Ordered<String>,
    /// Of a list: the shape of its elements.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) element: Option<String>,
    /// Of a map: the shape of its keys.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) key: Option<String>,
    /// Of a map: the shape of its values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) value: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) min: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) max: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) pattern: Option<String>,
    #[serde(default, rename = "enum", skip_serializing_if = "Vec::is_empty")]
    pub(super) values: Vec<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) sensitive: bool,
    /// Of an exception: how it stands on the wire.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) error: Option<ErrorShape>,
    /// What a patch says of how the service reports violations.
    #[serde(skip)]
    pub(super) own_words: Option<String>,
    /// What a patch says of a list: that the service demands in words that elements are there.
    #[serde(skip)]
    pub(super) elements_not_null: bool,
}

/// How an exception stands on the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ErrorShape {
    pub(super) code: String,
    pub(super) status: u16,
    /// Whether the sender is at fault.
    pub(super) sender: bool,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_false(value: &bool) -> bool {
    !value
}

impl Model {
    /// The shape with this name.
    pub(super) fn shape(&self, name: &str) -> Result<&Shape> {
        let shape = self.shapes.get(name);
        shape.with_context(|| format!("there is no shape {name}"))
    }

    /// The shapes that this one refers to.
    pub(super) fn references(shape: &Shape) -> impl Iterator<Item = &str> {
        let members = shape.members.iter().map(|(_, shape)| shape.as_str());
        let inner = [&shape.element, &shape.key, &shape.value];
        members.chain(inner.into_iter().flatten().map(String::as_str))
    }

    /// The text of the model file.
    pub(super) fn to_text(&self) -> Result<String> {
        Ok(format!(
            "{{\n  \"service\": {},\n  \"protocol\": {},\n  \"api_version\": {},\n  \
             \"xml_namespace\": {},\n  \"operations\": {},\n  \"shapes\": {}\n}}\n",
            serde_json::to_string(&self.service)?,
            serde_json::to_string(&self.protocol)?,
            serde_json::to_string(&self.api_version)?,
            serde_json::to_string(&self.xml_namespace)?,
            self.operations.to_lines("  ")?,
            self.shapes.to_lines("  ")?,
        ))
    }
}

/// Reads the model file of a service.
pub(super) fn load(folder: &Path, service: &str) -> Result<Model> {
    json::read(&folder.join(format!("{service}.json")))
}
