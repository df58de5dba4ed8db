//! The enums of a service.

use crate::codegen::plan::{EnumPlan, ServicePlan};

/// All enums, with their names on the wire.
pub(super) fn write(service: &ServicePlan) -> String {
    let enums: String = service.enums.iter().map(write_one).collect();
    format!("use crate::enumeration::enumeration;\n\n{enums}")
}

fn write_one(plan: &EnumPlan) -> String {
    let values = plan.values.iter();
    let values: String = values
        .map(|(variant, name)| format!("    {variant} = {name:?},\n"))
        .collect();
    format!("enumeration!(\n    {} {{\n{values}}}\n);\n\n", plan.name)
}
