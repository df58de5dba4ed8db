//! The principals that a document names.

use super::{Document, Principals};
use crate::{json, position::Span};

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

/// A user or role whom a document names, as whoever resolved the name knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedEntity {
    /// The account that it belongs to.
    pub account: Box<str>,
    /// Its unique id.
    pub id: Box<str>,
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

    /// The text that the document was read from, with other names for some of the principals that
    /// it names by kind. All else stays as it is written.
    pub fn text_with_principals(
        &self,
        text: &str,
        mut name: impl FnMut(NamedPrincipal<'_>) -> Option<Box<str>>,
    ) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = 0;
        for principal in self.principals() {
            let Some(renamed) = name(principal) else {
                continue;
            };
            let (start, end) = (principal.span.start.offset, principal.span.end.offset);
            out.push_str(text.get(rest..start as usize).unwrap_or_default());
            out.push_str(&json::quoted(&renamed));
            rest = end as usize;
        }
        out.push_str(text.get(rest..).unwrap_or_default());
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{"Statement": [
        {"Effect": "Allow", "Principal": {"AWS": ["a", "b"], "Service" : "a"}},
        {"Effect": "Deny", "NotPrincipal": {"AWS": "\u0061"}},
        {"Effect": "Deny", "Principal": "*"}
    ]}"#;

    fn rename(named: NamedPrincipal<'_>) -> Option<Box<str>> {
        (named.kind == "AWS" && named.name == "a").then(|| "x\"y".into())
    }

    #[test]
    fn principals_get_other_names_and_all_else_stays() {
        let document = Document::parse(TEXT).unwrap();
        let renamed = document.text_with_principals(TEXT, rename);
        let expect = TEXT
            .replace(r#"["a""#, r#"["x\"y""#)
            .replace(r#""\u0061""#, r#""x\"y""#);
        assert_eq!(renamed, expect);
    }

    #[test]
    fn without_other_names_a_text_stays_as_it_is() {
        let document = Document::parse(TEXT).unwrap();
        assert_eq!(document.text_with_principals(TEXT, |_| None), TEXT);
    }
}
