//! One writer for each artefact.

mod aws_services;
mod constraints;
mod enums;
mod errors;
mod imports;
mod policy;
mod structures;
mod tables;

use anyhow::Result;

use super::{
    GeneratedFiles,
    errors::ErrorPlan,
    json::Ordered,
    patch::Patches,
    plan::{Role, ServicePlan},
};

/// The first line of every generated file.
const HEAD: &str = "// Written by `cargo xtask codegen`. Do not edit.\n\n";

/// The files of `iamd-policy`, not yet formatted.
pub(super) fn write_policy(services: &[ServicePlan]) -> GeneratedFiles {
    policy::write(services)
}

/// The table of AWS's services, a file of `iamd-api`, not yet formatted.
pub(super) fn write_aws_services(services: &Ordered<String>) -> (String, String) {
    let text = aws_services::write(services);
    ("aws_services.rs".to_owned(), format!("{HEAD}{text}"))
}

/// The files of `iamd-api`, not yet formatted.
pub(super) fn write(
    services: &[ServicePlan],
    errors: &[ErrorPlan],
    patches: &Patches,
) -> Result<GeneratedFiles> {
    let mut files = vec![("errors.rs".to_owned(), errors::write(errors))];
    for service in services {
        let name = &service.name;
        files.push((format!("{name}.rs"), module(service)));
        let mut file = |part: &str, text: String| files.push((format!("{name}/{part}.rs"), text));
        if service.is_query {
            file("constraints", constraints::write(service, patches));
            if !service.enums.is_empty() {
                file("enums", enums::write(service));
            }
            file("inputs", structures::write(service, Role::Input));
            file("outputs", structures::write(service, Role::Output));
            file("shapes", structures::write(service, Role::Shared));
        }
        file("operations", tables::write_operations(service));
        file("rows", tables::write_rows(service)?);
        file("authorization", tables::write_authorization(service)?);
    }
    patches.check_all_patterns_used()?;
    let with_head = |(path, text)| (path, format!("{HEAD}{text}"));
    Ok(files.into_iter().map(with_head).collect())
}

/// The parts of a service's module, and whether its users see what they hold.
const PARTS: [(&str, bool); 8] = [
    ("authorization", true),
    ("constraints", false),
    ("enums", true),
    ("inputs", true),
    ("operations", true),
    ("outputs", true),
    ("rows", false),
    ("shapes", true),
];

fn module(service: &ServicePlan) -> String {
    let is_there = |part: &str| match part {
        "authorization" | "operations" | "rows" => true,
        "enums" => !service.enums.is_empty(),
        _ => service.is_query,
    };
    let parts = PARTS.iter().filter(|(part, _)| is_there(part));
    let declared: Vec<_> = parts
        .clone()
        .map(|(part, _)| format!("mod {part};\n"))
        .collect();
    let public = parts.filter(|(_, is_public)| *is_public);
    let used: Vec<_> = public
        .map(|(part, _)| format!("pub use {part}::*;\n"))
        .collect();
    let patterns = if service.is_query {
        "#[cfg(test)]\npub(crate) use constraints::PATTERNS;\n\n"
    } else {
        ""
    };
    let (declared, used) = (declared.concat(), used.concat());
    format!(
        "{declared}\n{used}\n{patterns}\
         pub(crate) const API_VERSION: &str = {:?};\n\
         pub(crate) const XML_NAMESPACE: &str = {:?};\n",
        service.api_version, service.xml_namespace,
    )
}

/// The items as the content of an array of strings.
fn strings<'a>(items: impl IntoIterator<Item = &'a String>) -> String {
    let items: Vec<_> = items.into_iter().map(|item| format!("{item:?}")).collect();
    items.join(", ")
}
