//! The enums of a service.

use crate::codegen::plan::{EnumPlan, ServicePlan};

/// The lists of which a macro makes enums.
pub(super) fn write(service: &ServicePlan) -> String {
    let enums: Vec<_> = service.enums.iter().map(write_one).collect();
    format!(
        "use crate::enumeration::enumeration;\n\n{}",
        enums.join("\n")
    )
}

fn write_one(plan: &EnumPlan) -> String {
    let value = |(variant, name): &(String, String)| format!("    {variant} = {name:?},\n");
    let values: Vec<_> = plan.values.iter().map(value).collect();
    format!("enumeration! {{ {},\n{}}}\n", plan.name, values.concat())
}
