//! What the policy language knows of services: the tables of `iamd-policy`.

use super::{HEAD, strings};
use crate::codegen::{GeneratedFiles, plan::ServicePlan};

/// The service whose resource-based policies are checked against its actions, and the kinds of
/// resource that such a policy can be about.
const CHECKED: (&str, [&str; 2]) = ("s3", ["bucket", "object"]);

/// The files, not yet formatted.
pub(super) fn write(services: &[ServicePlan]) -> GeneratedFiles {
    let (name, kinds) = CHECKED;
    let services = services.iter().filter(|service| service.name == name);
    services
        .map(|service| {
            let tables = kinds.map(|kind| table(service, kind));
            (format!("{name}.rs"), format!("{HEAD}{}", tables.concat()))
        })
        .collect()
}

/// The actions on a kind of resource, in the form in which actions are compared.
fn table(service: &ServicePlan, kind: &str) -> String {
    let actions = service.authorization.actions.iter();
    let names: Vec<String> = actions
        .filter(|(_, action)| action.resources.iter().any(|resource| resource == kind))
        .map(|(action, _)| format!("{}:{action}", service.name).to_ascii_lowercase())
        .collect();
    let constant = kind.to_ascii_uppercase();
    format!(
        "pub(crate) const {constant}_ACTIONS: &[&str] = &[{}];\n\n",
        strings(&names)
    )
}
