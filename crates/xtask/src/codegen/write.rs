//! One writer for each artefact.

mod constraints;
mod enums;
mod errors;
mod imports;
mod structures;
mod tables;

use anyhow::Result;

use super::{
    GeneratedFiles,
    model::ErrorShape,
    patch::Patches,
    plan::{Role, ServicePlan},
};

/// The first line of every generated file.
const HEAD: &str = "// Written by `cargo xtask codegen`. Do not edit.\n\n";

/// The files, not yet formatted.
pub(super) fn write(
    services: &[ServicePlan],
    errors: &[ErrorShape],
    patches: &Patches,
) -> Result<GeneratedFiles> {
    let mut files = vec![("errors.rs".to_owned(), errors::write(errors))];
    for service in services {
        let name = &service.name;
        files.push((format!("{name}.rs"), module(service)));
        let mut file = |part: &str, text: String| files.push((format!("{name}/{part}.rs"), text));
        file("constraints", constraints::write(service, patches));
        if !service.enums.is_empty() {
            file("enums", enums::write(service));
        }
        file("inputs", structures::write(service, Role::Input));
        file("outputs", structures::write(service, Role::Output));
        file("shapes", structures::write(service, Role::Shared));
        file("operations", tables::write_operations(service));
        file("rows", tables::write_rows(service)?);
        file("authorization", tables::write_authorization(service)?);
    }
    patches.check_all_patterns_used()?;
    let with_head = |(path, text)| (path, format!("{HEAD}{text}"));
    Ok(files.into_iter().map(with_head).collect())
}

fn module(service: &ServicePlan) -> String {
    let enums = match service.enums.as_slice() {
        [] => ("", ""),
        _ => ("mod enums;", "pub use enums::*;"),
    };
    format!(
        "mod authorization;\nmod constraints;\n{}\nmod inputs;\nmod operations;\nmod outputs;\n\
         mod rows;\nmod shapes;\n\n\
         pub use authorization::*;\n{}\npub use inputs::*;\npub use operations::*;\n\
         pub use outputs::*;\npub use shapes::*;\n\n\
         #[cfg(test)]\npub(crate) use constraints::PATTERNS;\n\n\
         pub(crate) const API_VERSION: &str = {:?};\n\
         pub(crate) const XML_NAMESPACE: &str = {:?};\n",
        enums.0, enums.1, service.api_version, service.xml_namespace,
    )
}

/// The items as the content of an array of strings.
fn strings<'a>(items: impl IntoIterator<Item = &'a String>) -> String {
    let items: Vec<_> = items.into_iter().map(|item| format!("{item:?}")).collect();
    items.join(", ")
}
