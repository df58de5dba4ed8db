//! The checks of trust policies.

use super::{
    Document, Result, condition, each, exact_effects, present, principal, refuse, repeated_sid,
    statements,
};
use crate::{
    compile::ActionPattern,
    document::{PrincipalElement, Principals, ResourcePolicyFault},
};

/// SOURCE: the messages are those of recorded answers; their order is not recorded. What an element
/// may be comes before what it says, and what principals there are comes last, because whether they
/// exist is looked up after all of this.
pub(super) const CHECKS: [fn(&Document) -> Result; 10] = [
    exact_effects,
    principals_present,
    principals_by_kind,
    actions_present,
    no_resources,
    known_operators,
    unique_sids,
    actions_of_assuming,
    principals_listed,
    form_of_principals,
];

/// The actions that a role's trust policy may name, in lower case.
///
/// SOURCE: Service Authorization Reference, "Actions defined by AWS Security Token Service": those
/// that have a role as their resource. `sts:TagSessions` is refused, as users of AWS report, so a
/// service is not enough. Not recorded: patterns; those that match one of these are taken, but `*`
/// alone is refused.
const ACTIONS: [&str; 6] = [
    "sts:assumerole",
    "sts:assumerolewithsaml",
    "sts:assumerolewithwebidentity",
    "sts:setcontext",
    "sts:setsourceidentity",
    "sts:tagsession",
];

fn principals_present(document: &Document) -> Result {
    principal::required(document)?;
    let mut elements = principal::elements(document);
    match elements.find(|element| element.value.negated) {
        None => Ok(()),
        Some(element) => refuse(ResourcePolicyFault::TrustNotPrincipal, element.span.start),
    }
}

/// SOURCE: reported answers: `*` alone, which the IAM User Guide calls equal to `{"AWS": "*"}`, is
/// refused.
fn principals_by_kind(document: &Document) -> Result {
    for element in principal::elements(document) {
        let PrincipalElement { principals, .. } = &element.value;
        let fault = match principals {
            Principals::Text(text) if &**text == "*" => ResourcePolicyFault::TrustStar,
            Principals::Text(_) => ResourcePolicyFault::TrustPrincipalText,
            Principals::ByKind(_) => continue,
        };
        return refuse(fault, element.span.start);
    }
    Ok(())
}

fn actions_present(document: &Document) -> Result {
    present(
        document,
        |statement| statement.action.as_ref(),
        ResourcePolicyFault::MissingField { field: "Action" },
    )
}

fn no_resources(document: &Document) -> Result {
    match statements(document).find_map(|statement| statement.resource.as_ref()) {
        None => Ok(()),
        Some(element) if element.value.negated => {
            refuse(ResourcePolicyFault::TrustNotResource, element.span.start)
        }
        Some(element) => refuse(ResourcePolicyFault::TrustResource, element.span.start),
    }
}

fn known_operators(document: &Document) -> Result {
    let reason = condition::UNKNOWN_OPERATOR;
    match condition::unknown_operator(document) {
        None => Ok(()),
        Some(name) => refuse(ResourcePolicyFault::TrustSyntax { reason }, name.span.start),
    }
}

fn unique_sids(document: &Document) -> Result {
    match repeated_sid(document) {
        None => Ok(()),
        Some(sid) => refuse(ResourcePolicyFault::SidTwice, sid.span.start),
    }
}

fn actions_of_assuming(document: &Document) -> Result {
    each(
        document,
        |statement| statement.action.as_ref(),
        |action| {
            let service = action.split_once(':').map(|(service, _)| service);
            let is_of_sts = service.is_some_and(|service| service.eq_ignore_ascii_case("sts"));
            let pattern = ActionPattern::new(action);
            if is_of_sts && ACTIONS.iter().any(|action| pattern.matches(action)) {
                Ok(())
            } else {
                Err(ResourcePolicyFault::TrustAction)
            }
        },
    )
}

/// SOURCE: a reported answer, which quotes an error within AWS.
fn principals_listed(document: &Document) -> Result {
    match principal::empty_kind(document) {
        None => Ok(()),
        Some(kind) => refuse(ResourcePolicyFault::TrustNoPrincipals, kind.name.span.start),
    }
}

/// SOURCE: reported answers; that of an unknown kind and those of a federated or service principal
/// are from another implementation that compares itself with AWS.
fn form_of_principals(document: &Document) -> Result {
    for kind in principal::kinds(document) {
        let Some(has_form) = principal::form(&kind.name.value, &principal::TRUST_KINDS) else {
            let fault = ResourcePolicyFault::TrustPrincipalKind {
                kind: kind.name.value.clone(),
            };
            return refuse(fault, kind.name.span.start);
        };
        if let Some(name) = kind.values.iter().find(|name| !has_form(&name.value)) {
            let fault = ResourcePolicyFault::TrustPrincipal {
                kind: kind.name.value.clone(),
                principal: name.value.clone(),
            };
            return refuse(fault, name.span.start);
        }
    }
    Ok(())
}
