//! The principals that a document names.

use super::{Document, Principals};
use crate::position::Span;

/// A principal as a document names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedPrincipal<'a> {
    /// The statement that names it, counted from zero.
    pub statement: usize,
    /// Whether it stands in `NotPrincipal`.
    pub negated: bool,
    /// Its kind as written, such as `AWS`.
    pub kind: &'a str,
    /// Its name as written: an ARN, an account, a unique id, a host, or `*`.
    pub name: &'a str,
    /// Where the name stands, quotation marks included.
    pub span: Span,
}

impl Document {
    /// The principals that the document names by kind, in the order of the text. A `Principal` that
    /// is a bare text, which is `*` in a valid document, is not among them.
    ///
    /// Whoever saves a document of a resource resolves the users and roles among them, and refuses
    /// the document with [`DocumentError::unknown_principal`](super::DocumentError::unknown_principal)
    /// if one does not exist.
    pub fn principals(&self) -> impl Iterator<Item = NamedPrincipal<'_>> {
        let elements = self.statements.iter().enumerate();
        let elements =
            elements.filter_map(|(index, each)| Some((index, each.value.principal.as_ref()?)));
        elements.flat_map(|(statement, element)| {
            let kinds = match &element.value.principals {
                Principals::Text(_) => &[],
                Principals::ByKind(kinds) => kinds.as_slice(),
            };
            kinds.iter().flat_map(move |kind| {
                kind.values.iter().map(move |name| NamedPrincipal {
                    statement,
                    negated: element.value.negated,
                    kind: &kind.name.value,
                    name: &name.value,
                    span: name.span,
                })
            })
        })
    }
}
