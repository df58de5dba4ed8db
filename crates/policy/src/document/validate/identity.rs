//! The checks of identity policies.

use super::{
    Document, DocumentError, Result, action, condition, each, present, refuse, repeated_sid,
    resource, sids, statements, values,
};
use crate::{
    document::{DocumentFault, Version},
    position::Position,
};

/// SOURCE: the order follows from recorded answers of `CreatePolicy` to documents with two faults:
/// syntax, version, legacy parsing, `Sid`, actions present, resources present, form of resources,
/// form of actions. Where `Principal` stands in it is not known.
pub(super) const CHECKS: [fn(&Document) -> Result; 9] = [
    known_operators,
    version,
    legacy_parsing,
    unique_sids,
    no_principal,
    actions_present,
    resources_present,
    form_of_resources,
    form_of_actions,
];

/// An unknown operator is a fault of syntax, unless it is empty.
fn known_operators(document: &Document) -> Result {
    match condition::unknown_operator(document) {
        None => Ok(()),
        Some(name) => Err(DocumentError::syntax(
            condition::UNKNOWN_OPERATOR,
            name.span.start,
        )),
    }
}

fn version(document: &Document) -> Result {
    match &document.version {
        Some(version) if version.value == Version::V2012 => Ok(()),
        Some(version) => refuse(DocumentFault::Version, version.span.start),
        None => refuse(DocumentFault::Version, Position::START),
    }
}

/// What AWS's older parser does not take.
///
/// SOURCE: recorded answers: the message is the same for an effect in the wrong case, a resource
/// and a date, so their order does not show.
fn legacy_parsing(document: &Document) -> Result {
    for statement in statements(document) {
        let effect = Some(&statement.effect).filter(|effect| !effect.value.is_exact());
        let resource = values(statement.resource.as_ref())
            .find(|pattern| !resource::passes_legacy_parsing(&pattern.value));
        let date = condition::unreadable_date(statement);
        let at = [
            effect.map(|effect| effect.span),
            resource.map(|resource| resource.span),
            date.map(|date| date.span),
        ];
        if let Some(span) = at.into_iter().flatten().next() {
            return refuse(DocumentFault::LegacyParsing, span.start);
        }
    }
    Ok(())
}

fn unique_sids(document: &Document) -> Result {
    let is_plain = |sid: &str| sid.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if let Some(sid) = sids(document).find(|sid| !is_plain(&sid.value)) {
        return refuse(DocumentFault::SidCharacters, sid.span.start);
    }
    match repeated_sid(document) {
        None => Ok(()),
        Some(sid) => refuse(DocumentFault::SidTwice, sid.span.start),
    }
}

fn no_principal(document: &Document) -> Result {
    match statements(document).find_map(|statement| statement.principal.as_ref()) {
        None => Ok(()),
        Some(principal) => refuse(DocumentFault::Principal, principal.span.start),
    }
}

fn actions_present(document: &Document) -> Result {
    present(
        document,
        |statement| statement.action.as_ref(),
        DocumentFault::NoActions,
    )
}

fn resources_present(document: &Document) -> Result {
    present(
        document,
        |statement| statement.resource.as_ref(),
        DocumentFault::NoResources,
    )
}

fn form_of_resources(document: &Document) -> Result {
    each(
        document,
        |statement| statement.resource.as_ref(),
        resource::check,
    )
}

fn form_of_actions(document: &Document) -> Result {
    each(
        document,
        |statement| statement.action.as_ref(),
        action::check,
    )
}
