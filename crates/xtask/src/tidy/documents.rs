//! The documents name what is there.

use super::{Checkout, Finding, tree::File};

/// The document of the whole.
pub(super) const ARCHITECTURE: &str = "ARCHITECTURE.md";

/// LIMIT: a document longer than this is no longer read from end to end.
const ARCHITECTURE_LINES_MAX: usize = 300;

/// A name in a document that begins like this is a path from the root.
const ROOTS: &[&str] = &["crates/", "docs/", "tests/", "fuzz/", ".ci/", ".cargo/"];

/// Every folder of `crates/` is named in the architecture.
pub(super) fn crates_are_named(checkout: &Checkout) -> Vec<Finding> {
    let Some(text) = checkout.tree.text(ARCHITECTURE) else {
        return vec![Finding::new(ARCHITECTURE, "is missing")];
    };
    let is_named = |folder: &str| text.contains(&format!("`{folder}`"));
    let unnamed = checkout
        .tree
        .crate_folders()
        .into_iter()
        .filter(|folder| !is_named(folder));
    unnamed
        .map(|folder| Finding::new(ARCHITECTURE, format!("does not name the crate `{folder}`")))
        .collect()
}

/// Every path that a document names exists.
pub(super) fn paths_exist(checkout: &Checkout) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in checkout
        .tree
        .with_extension("md")
        .filter(|file| is_document(file.path))
    {
        for (line, text) in file.lines() {
            let named = in_backticks(text)
                .filter(|name| is_path(name))
                .map(str::to_owned);
            let linked = links(text).filter_map(|target| resolve(file.path, target));
            for path in named.chain(linked).filter(|path| !checkout.tree.has(path)) {
                findings.push(Finding::in_line(
                    file.path,
                    line,
                    format!("{path} does not exist"),
                ));
            }
        }
    }
    findings
}

/// The architecture can be read in one sitting.
pub(super) fn lengths(checkout: &Checkout) -> Vec<Finding> {
    let lines = checkout
        .tree
        .text(ARCHITECTURE)
        .map_or(0, |text| text.lines().count());
    if lines <= ARCHITECTURE_LINES_MAX {
        return Vec::new();
    }
    let what = format!("has {lines} lines, more than {ARCHITECTURE_LINES_MAX}");
    vec![Finding::new(ARCHITECTURE, what)]
}

/// The documents of the project; policy cases and other test data are not.
fn is_document(path: &str) -> bool {
    path.starts_with("docs/") || !path.contains('/')
}

fn in_backticks(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

fn is_path(name: &str) -> bool {
    let in_path = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-*".contains(&byte);
    ROOTS.iter().any(|root| name.starts_with(root)) && name.bytes().all(in_path)
}

/// The targets of the links in a line, without fragments.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| {
        let target = rest.split_once(')')?.0;
        target
            .split('#')
            .next()
            .filter(|path| !path.is_empty() && !path.contains("://"))
    })
}

/// The path from the root that a link in `document` points to, if it stays in the checkout.
fn resolve(document: &str, target: &str) -> Option<String> {
    let mut names: Vec<&str> = document.split('/').collect();
    names.pop();
    for name in target.split('/') {
        match name {
            "." | "" => {}
            ".." => {
                names.pop()?;
            }
            name => names.push(name),
        }
    }
    Some(names.join("/"))
}

/// A line of a table, cell by cell, without the outer bars; nothing for other lines.
pub(super) fn table_cells(file: File<'_>) -> impl Iterator<Item = (usize, Vec<&str>)> {
    file.lines().filter_map(|(line, text)| {
        let inner = text.trim().strip_prefix('|')?.strip_suffix('|')?;
        Some((line, inner.split('|').map(str::trim).collect()))
    })
}

#[cfg(test)]
mod tests {
    use super::{super::check, *};

    const LIB: (&str, &str) = ("crates/store/src/lib.rs", "");
    const MANIFEST: (&str, &str) = ("crates/store/Cargo.toml", "");

    #[test]
    fn a_crate_that_is_not_named_is_found() {
        let named = ("ARCHITECTURE.md", "The crate `store` stores.");
        check(
            crates_are_named,
            &Checkout::of_files(&[MANIFEST, named]),
            &[],
        );
        let unnamed = ("ARCHITECTURE.md", "It stores.");
        let expected = "ARCHITECTURE.md: does not name the crate `store`";
        check(
            crates_are_named,
            &Checkout::of_files(&[MANIFEST, unnamed]),
            &[expected],
        );
        check(
            crates_are_named,
            &Checkout::of_files(&[MANIFEST]),
            &["ARCHITECTURE.md: is missing"],
        );
    }

    #[test]
    fn a_path_that_vanished_is_found() {
        let text = "`crates/store/src/lib.rs`, `crates/*/src/`, `iam:GetUser`, `DIR/x`\n\
                    `crates/gone`, [a](../docs/b.md#c), [d](gone.md), [e](scheme://gone)";
        let files = [LIB, ("docs/b.md", text)];
        let expected = [
            "docs/b.md:2: crates/gone does",
            "docs/b.md:2: docs/gone.md does",
        ];
        check(paths_exist, &Checkout::of_files(&files), &expected);
    }

    #[test]
    fn test_data_are_no_documents() {
        let files = [LIB, ("crates/store/tests/cases/a.md", "`crates/gone`")];
        check(paths_exist, &Checkout::of_files(&files), &[]);
    }

    #[test]
    fn a_long_architecture_is_found() {
        let long = "line\n".repeat(301);
        let files = [("ARCHITECTURE.md", long.as_str())];
        check(
            lengths,
            &Checkout::of_files(&files),
            &["ARCHITECTURE.md: has 301 lines"],
        );
    }
}
