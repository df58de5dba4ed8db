//! The table of AWS's services.

use crate::codegen::json::Ordered;

/// The table, in the order of the namespaces.
pub(super) fn write(services: &Ordered<String>) -> String {
    let lines: Vec<_> = services
        .iter()
        .map(|(namespace, name)| format!("    ({namespace:?}, {name:?}),\n"))
        .collect();
    let lines = lines.concat();
    format!("pub(crate) static AWS_SERVICES: &[(&str, &str)] = &[\n{lines}];\n")
}
