//! Everything that the workspace is built from may be used under a permissive licence.
//!
//! The licences that may be used stand in one place, the `allow` list of `deny.toml`, which
//! `cargo-deny` reads as well. This rule needs nothing installed.

use std::{path::Path, process::Command};

use anyhow::Result;

use super::{Checkout, Finding, tree::Tree};
use crate::{command, report::say};

const DENY: &str = "deny.toml";

/// Each package has a licence that the list allows, and the list allows no strong copyleft.
pub(super) fn permissive(checkout: &Checkout) -> Vec<Finding> {
    let allowed = allow_list(&checkout.tree);
    let mut findings = Vec::new();
    let excepted = quoted(exception_list(&checkout.tree));
    for licence in allowed
        .iter()
        .chain(&excepted)
        .filter(|licence| licence.contains("GPL"))
    {
        findings.push(Finding::new(DENY, format!("{licence} must not be allowed")));
    }
    for package in &checkout.packages {
        let place = format!("package {}", package.name);
        match &package.licence {
            None => findings.push(Finding::new(place, "has no licence")),
            Some(licence)
                if !is_allowed(licence, &allowed)
                    && !is_allowed(licence, &exceptions(&checkout.tree, &package.name)) =>
            {
                findings.push(Finding::new(place, format!("has the licence {licence}")));
            }
            Some(_) => {}
        }
    }
    findings
}

/// Runs `cargo-deny` where it is installed: it knows advisories as well.
pub(super) fn cargo_deny(root: &Path) -> Result<bool> {
    if !command::works(Command::new("cargo-deny").arg("--version")) {
        say("tidy: cargo-deny is not installed; licences were checked, advisories were not");
        return Ok(true);
    }
    let mut deny = Command::new(env!("CARGO"));
    deny.args([
        "deny",
        "--workspace",
        "check",
        "bans",
        "licenses",
        "sources",
    ]);
    Ok(command::run_shown(deny, root)?.success)
}

/// The quoted strings of `allow = [ … ]`.
fn allow_list(tree: &Tree) -> Vec<&str> {
    let text = tree.text(DENY).unwrap_or_default();
    let list = text
        .split_once("\nallow = [")
        .and_then(|(_, rest)| rest.split_once(']'));
    list.map_or(Vec::new(), |(list, _)| quoted(list))
}

/// The licences that one package may have besides: those of its line in `exceptions = [ … ]`.
fn exceptions<'t>(tree: &'t Tree, package: &str) -> Vec<&'t str> {
    let named = format!("{{ crate = \"{package}\", allow = [");
    let licences = exception_list(tree)
        .split_once(&named)
        .and_then(|(_, rest)| rest.split_once(']'));
    licences.map_or(Vec::new(), |(licences, _)| quoted(licences))
}

/// What stands between the brackets of `exceptions = [ … ]`, each exception on a line.
fn exception_list(tree: &Tree) -> &str {
    let text = tree.text(DENY).unwrap_or_default();
    let list = text
        .split_once("\nexceptions = [")
        .and_then(|(_, rest)| rest.split_once("\n]"));
    list.map_or("", |(list, _)| list)
}

fn quoted(list: &str) -> Vec<&str> {
    list.split('"').skip(1).step_by(2).collect()
}

/// Whether an SPDX expression can be kept with the licences of the list.
///
/// SOURCE: SPDX specification, annex on licence expressions: `AND` binds tighter than `OR`.
/// Cargo's older form separates alternatives by `/`.
fn is_allowed(expression: &str, allowed: &[&str]) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    alternatives(&mut words, allowed) && words.next().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn alternatives(words: &mut Words<'_>, allowed: &[&str]) -> bool {
    let mut any = conjunction(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        any |= conjunction(words, allowed);
    }
    any
}

fn conjunction(words: &mut Words<'_>, allowed: &[&str]) -> bool {
    let mut all = licence(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        all &= licence(words, allowed);
    }
    all
}

fn licence(words: &mut Words<'_>, allowed: &[&str]) -> bool {
    match words.next() {
        Some("(") => alternatives(words, allowed) && words.next() == Some(")"),
        Some(name) if words.next_if_eq(&"WITH").is_some() => {
            let exception = words.next().unwrap_or_default();
            allowed.contains(&format!("{name} WITH {exception}").as_str())
        }
        Some(name) => allowed.contains(&name),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{super::check, *};
    use crate::tidy::packages::Package;

    #[test]
    fn expressions_mean_what_spdx_says() {
        let allowed = [
            "MIT",
            "Apache-2.0",
            "Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception",
        ];
        for right in [
            "MIT",
            "MIT OR GPL-3.0-only",
            "GPL-2.0/MIT",
            "(MIT OR GPL-3.0-only) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR GPL-3.0-only",
            "GPL-3.0-only AND MIT OR MIT",
        ] {
            assert!(is_allowed(right, &allowed), "{right}");
        }
        for wrong in [
            "",
            "GPL-3.0-only",
            "MIT AND GPL-3.0-only",
            "MIT WITH X",
            "(MIT",
            "MIT MIT",
        ] {
            assert!(!is_allowed(wrong, &allowed), "{wrong}");
        }
    }

    #[test]
    fn packages_outside_the_list_are_found() {
        let package = |name: &str, licence: Option<&str>| Package {
            name: name.to_owned(),
            licence: licence.map(str::to_owned),
            is_ours: false,
            dependencies: Vec::new(),
        };
        let list = "[licenses]\nallow = [\n  \"MIT\", # fine\n  \"AGPL-3.0-only\",\n]\nexceptions = [\n    \
                    { crate = \"d\", allow = [\"MPL-2.0\"] },\n]\n";
        let checkout = Checkout {
            packages: vec![
                package("a", Some("MIT")),
                package("b", Some("SSPL-1.0")),
                package("c", None),
                package("d", Some("MPL-2.0")),
                package("e", Some("MPL-2.0")),
            ],
            ..Checkout::of_files(&[(DENY, list)])
        };
        let expected = [
            "deny.toml: AGPL-3.0-only must not be allowed",
            "package b: has the licence SSPL-1.0",
            "package c: has no licence",
            "package e: has the licence MPL-2.0",
        ];
        check(permissive, &checkout, &expected);
    }
}
