//! What the writers rely on, checked before they write.

use std::collections::HashSet;

use anyhow::{Context, Result, bail, ensure};

use super::model::{Model, Shape};

/// Fails where the model has something that the codec does not know.
pub(super) fn validate(model: &Model) -> Result<()> {
    let mut names: Vec<_> = model.operations.iter().map(|(name, _)| name).collect();
    let sorted = names.is_sorted();
    names.dedup();
    ensure!(
        sorted && names.len() == model.operations.0.len(),
        "operations are not in order"
    );
    for (name, shape) in model.shapes.iter() {
        validate_shape(model, shape).with_context(|| format!("shape {name}"))?;
    }
    for (name, operation) in model.operations.iter() {
        for error in &operation.errors {
            ensure!(
                model.shape(error)?.error.is_some(),
                "{error} of {name} is no error"
            );
        }
        for root in [&operation.input, &operation.output].into_iter().flatten() {
            ensure!(
                model.shape(root)?.kind == "structure",
                "{root} is no structure"
            );
            ensure_no_cycle(model, root, &mut Vec::new())?;
        }
        if let Some(input) = &operation.input {
            ensure_decodable(model, input, &mut HashSet::new())?;
        }
    }
    Ok(())
}

fn validate_shape(model: &Model, shape: &Shape) -> Result<()> {
    for reference in Model::references(shape) {
        model.shape(reference)?;
    }
    for required in &shape.required {
        ensure!(
            shape.members.get(required).is_some(),
            "no member {required}"
        );
    }
    let fits = match shape.kind.as_str() {
        "structure" => shape.element.is_none(),
        "list" => shape.element.is_some(),
        "map" => shape.key.is_some() && shape.value.is_some(),
        "string" | "integer" | "boolean" | "timestamp" | "blob" => shape.members.is_empty(),
        other => bail!("unknown type {other}"),
    };
    ensure!(fits, "not what its type asks for");
    if let Some(element) = &shape.element {
        let kind = &model.shape(element)?.kind;
        ensure!(
            !matches!(kind.as_str(), "list" | "map" | "blob"),
            "a list of a {kind}"
        );
    }
    Ok(())
}

fn ensure_no_cycle<'a>(model: &'a Model, name: &'a str, path: &mut Vec<&'a str>) -> Result<()> {
    ensure!(!path.contains(&name), "{name} holds itself");
    path.push(name);
    for reference in Model::references(model.shape(name)?) {
        ensure_no_cycle(model, reference, path)?;
    }
    path.pop();
    Ok(())
}

/// No operation takes blobs or timestamps, so the codec cannot read them.
fn ensure_decodable<'a>(
    model: &'a Model,
    name: &'a str,
    seen: &mut HashSet<&'a str>,
) -> Result<()> {
    if !seen.insert(name) {
        return Ok(());
    }
    let shape = model.shape(name)?;
    let known = !matches!(shape.kind.as_str(), "blob" | "timestamp");
    ensure!(known, "{name}: the codec reads no {}", shape.kind);
    for reference in Model::references(shape) {
        ensure_decodable(model, reference, seen)?;
    }
    Ok(())
}
