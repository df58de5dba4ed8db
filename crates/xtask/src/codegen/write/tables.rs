//! The tables of operations, actions, resource types and condition keys.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use super::{imports, strings};
use crate::codegen::{
    authorization::{Action, ResourceType},
    names,
    plan::{OperationPlan, ServicePlan},
};

/// The marker types of the operations.
pub(super) fn write_operations(service: &ServicePlan) -> String {
    let operations = service.operations.iter();
    let mut items: Vec<_> = operations.map(|one| marker(service, one)).collect();
    let rows = service.operations.iter();
    let rows: Vec<_> = rows.map(|one| format!("{}::ROW", one.name)).collect();
    let rows = rows.join(",\n");
    items.push(format!(
        "pub const OPERATIONS: &[&OperationRow] = &[{rows}];\n"
    ));
    imports::with_imports(service, &items.concat())
}

fn marker(service: &ServicePlan, operation: &OperationPlan) -> String {
    let OperationPlan {
        name,
        input,
        output,
        ..
    } = operation;
    let row = names::constant_name(name);
    let action = format!(
        "#[derive(Clone, Copy, Debug)]\npub struct {name};\n\n\
         impl Action for {name} {{\n\
         const ROW: &'static OperationRow = &rows::{row};\n}}\n\n"
    );
    if !service.is_query {
        return action;
    }
    format!(
        "{action}impl Operation for {name} {{\n\
         type Input = {input};\ntype Output = {output};\n}}\n\n"
    )
}

/// A row for each operation.
pub(super) fn write_rows(service: &ServicePlan) -> Result<String> {
    let mut text =
        String::from("use crate::{AccessLevel, ErrorCode, Gate, OperationRow, Service};\n\n");
    for operation in &service.operations {
        text.push_str(&row(service, operation)?);
    }
    Ok(text)
}

fn row(service: &ServicePlan, operation: &OperationPlan) -> Result<String> {
    let OperationPlan {
        name,
        action_name,
        action,
        ..
    } = operation;
    let access = access(&action.access)?;
    let reads = matches!(access, "List" | "Read");
    let errors = operation.errors.iter();
    let errors: Vec<_> = errors.map(|code| format!("ErrorCode::{code}")).collect();
    Ok(format!(
        "pub(super) static {}: OperationRow = OperationRow {{\n\
         service: Service::{},\nname: {name:?},\n{}\
         dependent_actions: &[{}],\nerrors: &[{}],\nmutating: {},\ngate: Gate::{},\n\
         has_result: {},\n}};\n\n",
        names::constant_name(name),
        service.variant,
        action_fields(action_name, action)?,
        strings(&action.dependent_actions),
        errors.join(", "),
        action.mutating.unwrap_or(!reads),
        gate(operation)?,
        operation.has_result,
    ))
}

/// The fields that operations and other actions have alike.
fn action_fields(name: &str, action: &Action) -> Result<String> {
    Ok(format!(
        "action: {name:?},\naccess: AccessLevel::{},\nresources: &[{}],\ncondition_keys: &[{}],\n",
        access(&action.access)?,
        strings(&action.resources),
        strings(&action.condition_keys),
    ))
}

fn gate(operation: &OperationPlan) -> Result<&'static str> {
    Ok(
        match (operation.unsigned, operation.action.gate.as_deref()) {
            (true, None) => "Proof",
            (false, None) => "Policy",
            (false, Some("Signature")) => "Signature",
            (_, Some(other)) => bail!("{} cannot have the gate {other}", operation.name),
        },
    )
}

fn access(level: &str) -> Result<&'static str> {
    Ok(match level {
        "List" => "List",
        "Read" => "Read",
        "Write" => "Write",
        "Tagging" => "Tagging",
        "Permissions management" => "PermissionsManagement",
        other => bail!("unknown access level {other}"),
    })
}

/// Actions that no operation has, resource types, and condition keys.
pub(super) fn write_authorization(service: &ServicePlan) -> Result<String> {
    let authorization = &service.authorization;
    let of_operations: BTreeSet<&str> = service
        .operations
        .iter()
        .map(|operation| operation.action_name.as_str())
        .collect();
    let actions = authorization.actions.iter();
    let actions = actions
        .map(|(name, action)| (format!("{}:{name}", service.name), action))
        .filter(|(name, _)| !of_operations.contains(name.as_str()));
    let action = |(name, action): (String, &Action)| {
        let fields = action_fields(&name, action)?;
        Ok(format!("ActionRow {{ {fields} }},"))
    };
    let actions = actions.map(action).collect::<Result<Vec<_>>>()?.concat();
    let resource = |(name, resource): (&str, &ResourceType)| {
        let (arn, keys) = (&resource.arn, strings(&resource.condition_keys));
        format!("ResourceType {{ name: {name:?}, arn: {arn:?}, condition_keys: &[{keys}] }},")
    };
    let resources: String = authorization.resource_types.iter().map(resource).collect();
    let key = |(name, kind): (&str, &String)| {
        format!("ConditionKey {{ name: {name:?}, kind: {kind:?} }},")
    };
    let keys: String = authorization.condition_keys.iter().map(key).collect();
    Ok(format!(
        "use crate::{{AccessLevel, ActionRow, ConditionKey, ResourceType}};\n\n\
         pub const OTHER_ACTIONS: &[ActionRow] = &[{actions}];\n\n\
         pub const RESOURCE_TYPES: &[ResourceType] = &[{resources}];\n\n\
         pub const CONDITION_KEYS: &[ConditionKey] = &[{keys}];\n"
    ))
}
