//! What AWS checks when a document is saved.

use std::collections::HashSet;

use super::{Document, DocumentError, DocumentFault, Located, Patterns, Statement, Version};
use crate::position::Position;

mod action;
mod condition;
mod resource;

/// What a document is saved as, on which the checks depend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DocumentKind {
    /// A managed or inline policy of users, groups and roles.
    Identity,
}

type Result = std::result::Result<(), DocumentError>;

/// Each check runs over the whole document before the next begins.
///
/// SOURCE: the order follows from recorded answers to documents with two faults: syntax, version,
/// legacy parsing, `Sid`, actions present, resources present, form of resources, form of actions.
/// Where `Principal` stands in it is not known.
const IDENTITY_CHECKS: [fn(&Document) -> Result; 10] = [
    known_operators,
    version,
    legacy_parsing,
    sids,
    no_principal,
    actions_present,
    resources_present,
    resources,
    actions,
    no_condition,
];

pub(super) fn document(document: &Document, kind: DocumentKind) -> Result {
    let checks = match kind {
        DocumentKind::Identity => IDENTITY_CHECKS,
    };
    checks.into_iter().try_for_each(|check| check(document))
}

/// An unknown operator is a fault of syntax, unless it is empty.
fn known_operators(document: &Document) -> Result {
    for statement in statements(document) {
        let operators = statement
            .condition
            .iter()
            .flat_map(|block| &block.value.operators);
        for operator in operators.filter(|operator| !operator.keys.is_empty()) {
            if !condition::is_operator(&operator.name.value) {
                let at = operator.name.span.start;
                return Err(DocumentError::syntax("an unknown condition operator", at));
            }
        }
    }
    Ok(())
}

fn version(document: &Document) -> Result {
    match &document.version {
        Some(version) if version.value == Version::V2012 => Ok(()),
        Some(version) => Err(DocumentError::new(
            DocumentFault::Version,
            version.span.start,
        )),
        None => Err(DocumentError::new(DocumentFault::Version, Position::START)),
    }
}

fn legacy_parsing(document: &Document) -> Result {
    for statement in statements(document) {
        if !statement.effect.value.is_exact() {
            let at = statement.effect.span.start;
            return Err(DocumentError::new(DocumentFault::LegacyParsing, at));
        }
        if let Some(pattern) = values(statement.resource.as_ref())
            .find(|pattern| !resource::passes_legacy_parsing(&pattern.value))
        {
            return Err(DocumentError::new(
                DocumentFault::LegacyParsing,
                pattern.span.start,
            ));
        }
    }
    Ok(())
}

fn sids(document: &Document) -> Result {
    let sids = || statements(document).filter_map(|statement| statement.sid.as_ref());
    let is_plain = |sid: &str| sid.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if let Some(sid) = sids().find(|sid| !is_plain(&sid.value)) {
        return Err(DocumentError::new(
            DocumentFault::SidCharacters,
            sid.span.start,
        ));
    }
    let mut seen = HashSet::new();
    for sid in sids().filter(|sid| !sid.value.is_empty()) {
        if !seen.insert(&*sid.value) {
            return Err(DocumentError::new(DocumentFault::SidTwice, sid.span.start));
        }
    }
    Ok(())
}

fn no_principal(document: &Document) -> Result {
    match statements(document).find_map(|statement| statement.principal.as_ref()) {
        None => Ok(()),
        Some(principal) => Err(DocumentError::new(
            DocumentFault::Principal,
            principal.span.start,
        )),
    }
}

fn actions_present(document: &Document) -> Result {
    present(
        document,
        |statement| statement.action.as_ref(),
        &DocumentFault::NoActions,
    )
}

fn resources_present(document: &Document) -> Result {
    present(
        document,
        |statement| statement.resource.as_ref(),
        &DocumentFault::NoResources,
    )
}

fn present(
    document: &Document,
    element: impl Fn(&Statement) -> Option<&Located<Patterns>>,
    fault: &DocumentFault,
) -> Result {
    let lacking = document.statements.iter().find(|statement| {
        element(&statement.value).is_none_or(|patterns| patterns.value.values.is_empty())
    });
    match lacking {
        None => Ok(()),
        Some(statement) => Err(DocumentError::new(fault.clone(), statement.span.start)),
    }
}

fn resources(document: &Document) -> Result {
    each(
        document,
        |statement| statement.resource.as_ref(),
        resource::check,
    )
}

fn actions(document: &Document) -> Result {
    each(
        document,
        |statement| statement.action.as_ref(),
        action::check,
    )
}

fn each(
    document: &Document,
    element: impl Fn(&Statement) -> Option<&Located<Patterns>>,
    check: impl Fn(&str) -> std::result::Result<(), DocumentFault>,
) -> Result {
    statements(document)
        .flat_map(|statement| values(element(statement)))
        .try_for_each(|pattern| {
            check(&pattern.value).map_err(|fault| DocumentError::new(fault, pattern.span.start))
        })
}

/// A condition that nobody evaluates must not be saved as if it were.
fn no_condition(document: &Document) -> Result {
    let mut blocks = statements(document).filter_map(|statement| statement.condition.as_ref());
    match blocks.find(|block| !block.value.is_empty()) {
        None => Ok(()),
        Some(block) => Err(DocumentError::new(
            DocumentFault::ConditionNotPerformed,
            block.span.start,
        )),
    }
}

fn statements(document: &Document) -> impl Iterator<Item = &Statement> {
    document.statements.iter().map(|statement| &statement.value)
}

fn values(element: Option<&Located<Patterns>>) -> impl Iterator<Item = &Located<Box<str>>> {
    element
        .into_iter()
        .flat_map(|patterns| &patterns.value.values)
}
