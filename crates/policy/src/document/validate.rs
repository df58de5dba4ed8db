//! What AWS checks when a document is saved.
//!
//! Each kind of document has a table of checks. Each check runs over the whole document before the
//! next begins, so the tables are the order of precedence.

use std::collections::HashSet;

use super::{
    Document, DocumentError, DocumentFault, Located, Patterns, ResourcePolicyFault, Statement, read,
};
use crate::{json, position::Position};

mod action;
mod bucket;
mod condition;
mod grammar;
mod identity;
mod principal;
mod resource;
mod s3;
mod trust;

/// What a document is saved as, on which the checks depend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DocumentKind<'a> {
    /// What a principal may do: a managed policy, an inline policy of a user, group or role, or a
    /// session policy. A permissions boundary is a managed policy.
    Identity,
    /// Who may assume a role: the role's trust policy.
    Trust,
    /// Who may do what with a bucket and its objects: the bucket's policy.
    Bucket {
        /// The bucket.
        name: &'a str,
    },
}

type Result<T = ()> = std::result::Result<T, DocumentError>;
type Text = Located<Box<str>>;

/// Reads a document that is to be saved, with the words of its kind for what cannot be read.
pub(super) fn read(text: &str, kind: DocumentKind<'_>) -> Result<Document> {
    let document = match kind {
        DocumentKind::Identity => Document::parse(text),
        DocumentKind::Trust => {
            resource_policy(text, |reason| ResourcePolicyFault::TrustSyntax { reason })
        }
        DocumentKind::Bucket { .. } => bucket::text(text)
            .and_then(|()| resource_policy(text, |reason| ResourcePolicyFault::Json { reason })),
    };
    document.map_err(|error| error.of(kind))
}

/// Checks a document that could be read.
pub(super) fn document(document: &Document, kind: DocumentKind<'_>) -> Result {
    let result = match kind {
        DocumentKind::Identity => in_order(&identity::CHECKS, document),
        DocumentKind::Trust => in_order(&trust::CHECKS, document),
        DocumentKind::Bucket { name } => bucket::check(document, name),
    };
    result.map_err(|error| error.of(kind))
}

/// Reads a policy of a resource; `fault` is for JSON of another shape than such a policy's.
fn resource_policy(text: &str, fault: fn(&'static str) -> ResourcePolicyFault) -> Result<Document> {
    let root = json::parse(text)
        .map_err(|error| reworded(error, |reason| ResourcePolicyFault::Json { reason }))?;
    in_order(&grammar::CHECKS, &root)?;
    read::document(&root).map_err(|error| reworded(error, fault))
}

/// A fault of syntax in other words.
fn reworded(error: DocumentError, fault: fn(&'static str) -> ResourcePolicyFault) -> DocumentError {
    match error.fault {
        DocumentFault::Syntax { reason } => DocumentError::new(fault(reason).into(), error.at),
        _ => error,
    }
}

fn in_order<T>(checks: &[fn(&T) -> Result], subject: &T) -> Result {
    checks.iter().try_for_each(|check| check(subject))
}

fn refuse(fault: impl Into<DocumentFault>, at: Position) -> Result {
    Err(DocumentError::new(fault.into(), at))
}

/// Every statement must have an element. An empty list counts as missing.
fn present(
    document: &Document,
    element: impl Fn(&Statement) -> Option<&Located<Patterns>>,
    fault: impl Into<DocumentFault>,
) -> Result {
    let lacking = document.statements.iter().find(|statement| {
        element(&statement.value).is_none_or(|patterns| patterns.value.values.is_empty())
    });
    match lacking {
        None => Ok(()),
        Some(statement) => refuse(fault, statement.span.start),
    }
}

/// Checks each value of an element of all statements.
fn each<F: Into<DocumentFault>>(
    document: &Document,
    element: impl Fn(&Statement) -> Option<&Located<Patterns>>,
    check: impl Fn(&str) -> std::result::Result<(), F>,
) -> Result {
    statements(document)
        .flat_map(|statement| values(element(statement)))
        .try_for_each(|pattern| {
            check(&pattern.value)
                .map_err(|fault| DocumentError::new(fault.into(), pattern.span.start))
        })
}

/// The words of effects are written as they must be, in a policy of a resource. This finds something
/// only if the document was not read by [`read()`].
fn exact_effects(document: &Document) -> Result {
    let mut effects = statements(document).map(|statement| &statement.effect);
    match effects.find(|effect| !effect.value.is_exact()) {
        None => Ok(()),
        Some(Located { value, span }) => {
            let word = value.word.clone();
            refuse(ResourcePolicyFault::Effect { word }, span.start)
        }
    }
}

/// The first `Sid` that stood before. Empty ones do not count.
///
/// SOURCE: recorded answers of `CreatePolicy`, which takes two empty ones.
fn repeated_sid(document: &Document) -> Option<&Text> {
    let mut seen = HashSet::new();
    sids(document).find(|sid| !sid.value.is_empty() && !seen.insert(&*sid.value))
}

fn sids(document: &Document) -> impl Iterator<Item = &Text> {
    statements(document).filter_map(|statement| statement.sid.as_ref())
}

fn statements(document: &Document) -> impl Iterator<Item = &Statement> {
    document.statements.iter().map(|statement| &statement.value)
}

fn values(element: Option<&Located<Patterns>>) -> impl Iterator<Item = &Text> {
    element
        .into_iter()
        .flat_map(|patterns| &patterns.value.values)
}
