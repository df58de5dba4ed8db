//! Files are named for what they hold, and generated ones say who wrote them.

use super::{Checkout, Finding};

/// Names that say nothing about what is inside.
const EMPTY_NAMES: &[&str] = &[
    "utils", "util", "helpers", "helper", "common", "misc", "manager",
];

/// What the first line of a generated file names.
const GENERATOR: &str = "cargo xtask codegen";

/// No module has an empty name, and none is a `mod.rs`.
pub(super) fn modules(checkout: &Checkout) -> Vec<Finding> {
    let programs = checkout
        .tree
        .with_extension("rs")
        .chain(checkout.tree.with_extension("py"));
    programs
        .filter_map(|file| {
            let mut folders = file.path.split('/').rev().skip(1);
            if file.path.ends_with("/mod.rs") {
                return Some(Finding::new(
                    file.path,
                    "is `foo.rs` beside the folder `foo`",
                ));
            }
            let is_empty = |name: &str| EMPTY_NAMES.contains(&name);
            let found = is_empty(file.stem()) || folders.any(is_empty);
            found.then(|| Finding::new(file.path, "is named for no thing"))
        })
        .collect()
}

/// The first line of each generated program names the command that wrote it.
pub(super) fn generated(checkout: &Checkout) -> Vec<Finding> {
    let generated = checkout
        .tree
        .with_extension("rs")
        .filter(|file| file.is_generated());
    generated
        .filter(|file| {
            !file
                .text
                .lines()
                .next()
                .is_some_and(|line| line.contains(GENERATOR))
        })
        .map(|file| {
            Finding::new(
                file.path,
                format!("its first line does not name `{GENERATOR}`"),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{super::check, *};

    #[test]
    fn empty_names_are_found() {
        let checkout = Checkout::of_files(&[
            ("crates/a/src/foo/mod.rs", ""),
            ("crates/a/src/foo.rs", ""),
            ("crates/a/src/utils.rs", ""),
            ("tests/helpers/a.py", ""),
        ]);
        let expected = [
            "crates/a/src/foo/mod.rs",
            "crates/a/src/utils.rs",
            "tests/helpers/a.py",
        ];
        check(modules, &checkout, &expected);
    }

    #[test]
    fn a_generated_file_without_its_first_line_is_found() {
        let signed = format!("// Written by `{GENERATOR}`.\n");
        let checkout = Checkout::of_files(&[
            ("a/generated/b.rs", &signed),
            ("a/generated/c.rs", "//! Mine.\n"),
            ("a/d.rs", "//! Mine.\n"),
        ]);
        check(generated, &checkout, &["a/generated/c.rs: its first line"]);
    }
}
