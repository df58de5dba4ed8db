//! The shape of trust policies and bucket policies, as far as messages tell of it.
//!
//! These checks run before the document is read, because their messages name what is wrong where
//! identity policies only have "Syntax errors in policy."

use super::{Result, refuse};
use crate::{
    document::{Effect, ResourcePolicyFault, Version},
    json::{Kind, Member, Node},
};

const ELEMENTS: [&str; 3] = ["Version", "Id", "Statement"];

const STATEMENT_ELEMENTS: [&str; 9] = [
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

/// SOURCE: reported answers: `CreateRole` tells of an unknown element also when `Statement` is
/// missing. The rest of the order is not known.
pub(super) const CHECKS: [fn(&Node) -> Result; 6] = [
    object,
    known_elements,
    version,
    statements_present,
    known_statement_elements,
    effects,
];

fn object(root: &Node) -> Result {
    let reason = "an object is expected";
    match root.kind {
        Kind::Object(_) => Ok(()),
        _ => refuse(ResourcePolicyFault::Json { reason }, root.span.start),
    }
}

fn known_elements(root: &Node) -> Result {
    known(root, &ELEMENTS)
}

fn version(root: &Node) -> Result {
    let Some(node) = member(root, "Version") else {
        return Ok(());
    };
    let is_known = |text: &str| Version::ALL.iter().any(|known| known.as_str() == text);
    match &node.kind {
        Kind::String(text) if is_known(text) => Ok(()),
        _ => refuse(ResourcePolicyFault::Version, node.span.start),
    }
}

fn statements_present(root: &Node) -> Result {
    let field = "Statement";
    match member(root, field) {
        None => refuse(ResourcePolicyFault::MissingField { field }, root.span.start),
        Some(node) if statements(root).is_empty() => {
            refuse(ResourcePolicyFault::NoStatements, node.span.start)
        }
        Some(_) => Ok(()),
    }
}

fn known_statement_elements(root: &Node) -> Result {
    let mut statements = statements(root).iter();
    statements.try_for_each(|statement| known(statement, &STATEMENT_ELEMENTS))
}

fn effects(root: &Node) -> Result {
    let field = "Effect";
    let objects = statements(root).iter();
    for statement in objects.filter(|node| matches!(node.kind, Kind::Object(_))) {
        let Some(node) = member(statement, field) else {
            let fault = ResourcePolicyFault::MissingField { field };
            return refuse(fault, statement.span.start);
        };
        let is_known = |text: &str| Effect::ALL.iter().any(|known| known.as_str() == text);
        match &node.kind {
            Kind::String(word) if !is_known(word) => {
                let word = word.clone();
                return refuse(ResourcePolicyFault::Effect { word }, node.span.start);
            }
            _ => {}
        }
    }
    Ok(())
}

fn known(node: &Node, elements: &[&str]) -> Result {
    let mut members = members(node).iter();
    match members.find(|member| !elements.contains(&&*member.key)) {
        None => Ok(()),
        Some(Member { key, key_span, .. }) => {
            let field = key.clone();
            refuse(ResourcePolicyFault::UnknownField { field }, key_span.start)
        }
    }
}

/// The statements; none if `Statement` is missing.
fn statements(root: &Node) -> &[Node] {
    match member(root, "Statement") {
        None => &[],
        Some(Node {
            kind: Kind::Array(items),
            ..
        }) => items,
        Some(node) => std::slice::from_ref(node),
    }
}

fn member<'a>(node: &'a Node, key: &str) -> Option<&'a Node> {
    let mut members = members(node).iter();
    members
        .find(|member| &*member.key == key)
        .map(|member| &member.value)
}

/// The members of an object; none of anything else, which is refused when it is read.
fn members(node: &Node) -> &[Member] {
    match &node.kind {
        Kind::Object(members) => members,
        _ => &[],
    }
}
