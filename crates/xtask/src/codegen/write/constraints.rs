//! What the model demands of values.

use std::collections::BTreeMap;

use super::imports;
use crate::codegen::{
    patch::Patches,
    plan::{ConstraintPlan, ServicePlan},
};

/// A constant for each shape that requests hold, and one for each pattern.
pub(super) fn write(service: &ServicePlan, patches: &Patches) -> String {
    let mut patterns: BTreeMap<&str, String> = BTreeMap::new();
    for constraint in &service.constraints {
        if let Some(pattern) = &constraint.shape.pattern {
            let name = || format!("{}_PATTERN", constraint.constant);
            patterns.entry(pattern).or_insert_with(name);
        }
    }
    let mut items = Vec::new();
    for constraint in &service.constraints {
        let pattern = constraint.shape.pattern.as_deref();
        items.push(constant(
            constraint,
            pattern.and_then(|pattern| patterns.get(pattern)),
        ));
    }
    for (shown, name) in &patterns {
        let expressions = patches.expressions(shown);
        let expressions: Vec<_> = expressions.iter().map(|one| raw(one)).collect();
        let (shown, expressions) = (raw(shown), expressions.join(", "));
        items.push(format!(
            "static {name}: Pattern = Pattern::new({shown}, &[{expressions}]);"
        ));
    }
    let all: Vec<_> = patterns.values().map(|name| format!("&{name}")).collect();
    let all = all.join(", ");
    items.push(format!(
        "#[cfg(test)]\npub(crate) static PATTERNS: &[&Pattern] = &[{all}];"
    ));
    imports::with_imports(service, &items.join("\n\n"))
}

fn constant(plan: &ConstraintPlan, pattern: Option<&String>) -> String {
    let ConstraintPlan {
        constant,
        rust_type,
        shape,
        inner,
    } = plan;
    let inner = |place: usize| inner.get(place).map_or("", String::as_str);
    let (min, max) = (shape.min, shape.max);
    let length_min = grouped(min.unwrap_or(0));
    let length_max = max.map_or_else(|| "usize::MAX".to_owned(), grouped);
    let text = || match (min.is_some_and(|min| min > 0), max, pattern) {
        (false, None, None) => "Text::ANY".to_owned(),
        _ => format!(
            "Text {{ min: {length_min}, max: {length_max}, pattern: {}, own_words: {:?} }}",
            pattern.map_or_else(|| "None".to_owned(), |pattern| format!("Some(&{pattern})")),
            shape.own_words,
        ),
    };
    let kind = rust_type.split('<').next().unwrap_or_default();
    let value = match kind {
        "Text" => text(),
        "SecretText" => format!("SecretText({})", text()),
        "Number" => format!(
            "Number {{ min: {}, max: {} }}",
            min.map_or_else(|| "i32::MIN".to_owned(), grouped),
            max.map_or_else(|| "i32::MAX".to_owned(), grouped),
        ),
        "List" => format!(
            "List {{ min: {length_min}, max: {length_max}, element: &{}, not_null: {} }}",
            inner(0),
            shape.elements_not_null,
        ),
        "Map" => format!(
            "Map {{ max: {length_max}, key: &{}, value: &{} }}",
            inner(0),
            inner(1)
        ),
        "Truth" => "Truth".to_owned(),
        _ => format!("{kind}::NEW"),
    };
    format!("pub(super) static {constant}: {rust_type} = {value};")
}

/// A number as Rust writes it, with its digits in groups of three.
fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) && digits.len() > 4 {
            text.push('_');
        }
        text.push(digit);
    }
    if number < 0 { format!("-{text}") } else { text }
}

/// A raw string literal.
fn raw(text: &str) -> String {
    match (text.contains('"'), text.contains('\\')) {
        (true, _) => format!("r#\"{text}\"#"),
        (false, true) => format!("r\"{text}\""),
        (false, false) => format!("\"{text}\""),
    }
}
