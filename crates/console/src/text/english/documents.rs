//! What documents and their editor say, in English.

use crate::text::DocumentsTexts;

pub(super) const TEXTS: DocumentsTexts = DocumentsTexts {
    place: "Line {}, column {}",
    excerpt: "Where it is wrong",
    fine: "Nothing is wrong with the document.",
    size: "{} of {} characters, white space not counted.",
    check: "Check",
    format: "Format",
    as_written: "Original text",
};
