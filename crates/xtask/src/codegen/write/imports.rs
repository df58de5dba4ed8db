//! The `use` declarations that a text needs.

use std::collections::BTreeSet;

use crate::codegen::plan::ServicePlan;

/// Words, and the path below which they are found.
const KNOWN: [(&str, &[&str]); 5] = [
    ("std::collections", &["BTreeMap"]),
    ("iamd_ident", &["Secret", "Timestamp"]),
    (
        "crate",
        &[
            "Action",
            "Decode",
            "Encode",
            "Operation",
            "OperationRow",
            "Source",
            "Writer",
        ],
    ),
    ("crate::encode", &["PolicyDocument"]),
    (
        "crate::constraint",
        &[
            "List",
            "Map",
            "Number",
            "OneOf",
            "Pattern",
            "SecretText",
            "Structure",
            "Text",
            "Truth",
        ],
    ),
];

/// The text with declarations for the words that it uses and does not define.
pub(super) fn with_imports(service: &ServicePlan, body: &str) -> String {
    // Every other part between quotation marks is a literal.
    let code = body.split('"').step_by(2);
    let words = code.flat_map(|code| code.split(|letter: char| !is_of_word(letter)));
    let words: BTreeSet<&str> = words.collect();
    let structures = service
        .structures
        .iter()
        .map(|structure| structure.name.as_str());
    let siblings = structures.chain(service.enums.iter().map(|one| one.name.as_str()));
    let modules = ["constraints", "rows"].into_iter();
    let defined = |word: &str| body.contains(&format!("pub struct {word} "));
    let siblings: BTreeSet<&str> = siblings
        .chain(modules.filter(|module| body.contains(&format!("{module}::"))))
        .filter(|word| words.contains(word) && !defined(word))
        .collect();
    let mut text = declaration("super", siblings);
    for (path, known) in KNOWN {
        let used = known.iter().copied().filter(|word| words.contains(word));
        text.push_str(&declaration(path, used));
    }
    format!("{text}\n{body}")
}

fn declaration<'a>(path: &str, words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<_> = words.into_iter().collect();
    if words.is_empty() {
        return String::new();
    }
    format!("use {path}::{{{}}};\n", words.join(", "))
}

fn is_of_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}
