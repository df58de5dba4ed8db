//! Documents: read, printed, checked.

use iamd_policy::{Document, DocumentError, DocumentKind, Position, Span, counted_bytes};

const KINDS: [DocumentKind<'_>; 3] = [
    DocumentKind::Identity,
    DocumentKind::Trust,
    DocumentKind::Bucket { name: "b" },
];

/// Reading ends with a document whose places are in the text, or with a fault that stands there.
pub(crate) fn parse(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let document = match Document::parse(&text) {
        Ok(document) => document,
        Err(error) => return assert_error(&error, &text),
    };
    assert!(
        !document.statements.is_empty(),
        "a document has a statement"
    );
    let mut behind = 0;
    for statement in &document.statements {
        let Span { start, end } = statement.span;
        assert!(behind <= start.offset, "statements stand in their order");
        behind = end.offset;
        let stretch = text.get(start.offset as usize..end.offset as usize);
        let is_object = stretch.is_some_and(|it| it.starts_with('{') && it.ends_with('}'));
        assert!(is_object, "a statement is an object");
        assert_position(start, &text);
        assert_position(end, &text);
    }
    for principal in document.principals() {
        assert_position(principal.span.start, &text);
    }
}

/// What is printed is read as the same document, and printed the same.
pub(crate) fn print(data: &[u8]) {
    let Ok(document) = Document::parse(&String::from_utf8_lossy(data)) else {
        return;
    };
    let printed = document.to_string();
    let read = Document::parse(&printed);
    assert_eq!(read.as_ref(), Ok(&document), "{printed}");
    assert_eq!(document.to_string(), printed);
    let counted = counted_bytes(&printed);
    assert!(counted <= printed.len(), "white space only takes away");
}

/// A check ends without a fault, or with one that stands in the text and has words; and it says the
/// same of a text and of the document that was read from it. Only of trust and bucket policies it
/// may refuse more texts, such as one that begins with a space.
pub(crate) fn validate(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let document = Document::parse(&text);
    for kind in KINDS {
        let checked = Document::check(&text, kind);
        if let Err(error) = &checked {
            assert_error(error, &text);
        }
        let parsed_and_validated = document.clone().and_then(|document| {
            document.validate(kind)?;
            Ok(document)
        });
        if checked.is_ok() || matches!(kind, DocumentKind::Identity) {
            assert_eq!(checked, parsed_and_validated, "{text}");
        }
    }
}

fn assert_error(error: &DocumentError, text: &str) {
    assert_position(error.at, text);
    assert!(!error.to_string().is_empty(), "a fault has words");
}

fn assert_position(at: Position, text: &str) {
    let before = text.get(..at.offset as usize);
    let counted = before.map(|before| {
        let line = before.split('\n').count();
        let column = before
            .chars()
            .rev()
            .take_while(|last| *last != '\n')
            .count();
        (line, column + 1)
    });
    let told = (at.line as usize, at.column as usize);
    assert_eq!(counted, Some(told), "{at} in {text}");
}
