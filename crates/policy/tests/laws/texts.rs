//! Documents and their texts.

use iamd_policy::{Document, Version, counted_bytes};
use proptest::{collection::vec, option, prelude::*, sample::select};

use crate::generate::{Naming, document, here, statement, text};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// What is printed is read as the same document and printed the same, with conditions and
    /// principals, and with any characters in texts.
    #[test]
    fn what_is_printed_is_read_back(
        statements in vec(statement(Naming::Mostly), 1..6),
        version in option::of(select(&Version::ALL[..])),
        id in option::of(".{0,8}"),
        odd in ".{0,8}",
    ) {
        let mut document = document(Version::V2012, statements);
        document.version = version.map(here);
        document.id = id.as_deref().map(text);
        let first = &mut document.statements[0].value;
        let patterns = first.action.iter_mut().chain(&mut first.resource);
        patterns.for_each(|patterns| patterns.value.values.push(text(&odd)));
        let printed = document.to_string();
        let read = Document::parse(&printed).unwrap();
        prop_assert_eq!(&read, &document, "{}", printed);
        prop_assert_eq!(read.to_string(), printed);
    }

    /// White space between the parts of a text changes neither the document nor its counted size.
    #[test]
    fn white_space_does_not_count(
        statements in vec(statement(Naming::Mostly), 1..4),
        space in "[ \t\r\n]{1,3}",
    ) {
        let printed = document(Version::V2012, statements).to_string();
        // Between parts and not inside of a text: no text of the generators has these.
        let spaced = printed.replace("\":", &format!("\"{space}:{space}"));
        let spaced = spaced.replace(",\"", &format!("{space},{space}\""));
        prop_assert_eq!(Document::parse(&spaced), Document::parse(&printed));
        prop_assert_eq!(counted_bytes(&spaced), counted_bytes(&printed));
    }
}
