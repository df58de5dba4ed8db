//! Which action a policy must allow for an operation, where the two have different names.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::{
    json,
    model::{Model, Operation, OtherAction, SERVICES},
};

/// All entries of `actions.json`.
pub(super) struct Actions(Vec<Entry>);

/// An operation and its action.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    reason: String,
    /// Service and operation, such as `s3:HeadObject`.
    operation: String,
    /// Service and action, such as `s3:GetObject`.
    action: String,
    /// What the action grants, if it is one of another service.
    access: Option<String>,
    /// Whether the model lacks the operation.
    #[serde(default)]
    added: bool,
}

/// Reads the file.
pub(super) fn load(folder: &Path) -> Result<Actions> {
    let entries: Vec<Entry> = json::read(&folder.join("actions.json"))?;
    for entry in &entries {
        let known = SERVICES.contains(&split(&entry.operation)?.0);
        ensure!(known, "{} is of no service", entry.operation);
        ensure!(
            !entry.reason.is_empty(),
            "{} has no reason",
            entry.operation
        );
    }
    Ok(Actions(entries))
}

impl Actions {
    /// Names the actions of the service's operations, and adds the operations that its model lacks.
    pub(super) fn apply(&self, model: &mut Model) -> Result<()> {
        for entry in &self.0 {
            let (service, operation) = split(&entry.operation)?;
            if service == model.service {
                entry
                    .apply(operation, model)
                    .with_context(|| entry.operation.clone())?;
            }
        }
        Ok(())
    }
}

impl Entry {
    fn apply(&self, name: &str, model: &mut Model) -> Result<()> {
        let action = self.other_action(name, &model.service)?;
        let operations = &mut model.operations.0;
        match operations.binary_search_by(|(known, _)| known.as_str().cmp(name)) {
            Ok(_) => ensure!(!self.added, "the model has it"),
            Err(place) => {
                ensure!(self.added, "the model does not have it");
                operations.insert(place, (name.to_owned(), Operation::default()));
            }
        }
        let operation = model.operations.get_mut(name).context("it is there")?;
        ensure!(operation.action.is_none(), "it is listed twice");
        operation.action = Some(action);
        Ok(())
    }

    fn other_action(&self, name: &str, service: &str) -> Result<OtherAction> {
        let (vendor, action) = split(&self.action)?;
        let Some(access) = self.access.clone() else {
            ensure!(
                vendor == service,
                "of an action of {vendor}, say the access"
            );
            ensure!(action != name, "it has the name of its action");
            return Ok(OtherAction::Own(action.to_owned()));
        };
        ensure!(vendor != service, "the service's own data know the access");
        Ok(OtherAction::Foreign {
            action: self.action.clone(),
            access,
        })
    }
}

fn split(qualified: &str) -> Result<(&str, &str)> {
    let parts = qualified.split_once(':');
    parts.with_context(|| format!("{qualified} names no service"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codegen::json::Ordered;

    fn model() -> Model {
        let operations = ["GetObject", "HeadObject"];
        Model {
            service: "s3".to_owned(),
            protocol: "rest-xml".to_owned(),
            api_version: String::new(),
            xml_namespace: String::new(),
            operations: Ordered(
                operations
                    .map(|name| (name.to_owned(), Operation::default()))
                    .into(),
            ),
            shapes: Ordered::default(),
        }
    }

    fn apply(entries: &str) -> Result<Model> {
        let actions = Actions(serde_json::from_str(entries)?);
        let mut model = model();
        actions.apply(&mut model)?;
        Ok(model)
    }

    #[test]
    fn operations_are_added_in_order_and_get_their_actions() {
        let model = apply(
            r#"[
                {"operation": "iam:X", "action": "iam:Y", "reason": "r"},
                {"operation": "s3:HeadObject", "action": "s3:GetObject", "reason": "r"},
                {"operation": "s3:GetX", "action": "x:Y", "access": "Read", "added": true, "reason": "r"}
            ]"#,
        );
        let model = model.unwrap();
        let names: Vec<_> = model.operations.iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["GetObject", "GetX", "HeadObject"]);
        let action = |name: &str| model.operations.get(name).unwrap().action.clone();
        assert!(action("GetObject").is_none());
        assert!(matches!(action("HeadObject"), Some(OtherAction::Own(own)) if own == "GetObject"));
        assert!(
            matches!(action("GetX"), Some(OtherAction::Foreign { action, .. }) if action == "x:Y")
        );
    }

    #[test]
    fn entries_that_have_lost_their_object_are_refused() {
        for (entry, refusal) in [
            (
                r#""operation": "s3:X", "action": "s3:Y""#,
                "the model does not have it",
            ),
            (
                r#""operation": "s3:GetObject", "action": "s3:Y", "added": true"#,
                "the model has it",
            ),
            (
                r#""operation": "s3:GetObject", "action": "s3:GetObject""#,
                "it has the name of its action",
            ),
            (
                r#""operation": "s3:GetObject", "action": "x:Y""#,
                "of an action of x, say the access",
            ),
            (
                r#""operation": "s3:GetObject", "action": "s3:Y", "access": "Read""#,
                "the service's own data know the access",
            ),
        ] {
            let refused = apply(&format!(r#"[{{{entry}, "reason": "r"}}]"#));
            let refused = refused.map(|_| ()).unwrap_err();
            assert_eq!(refused.root_cause().to_string(), refusal, "{entry}");
        }
    }
}
