//! `cargo xtask tidy`: the rules of the house that no compiler knows.
//!
//! A rule is a function from the [`Checkout`] to its [`Finding`]s. It reads nothing else, so its
//! tests give it a made-up tree.

use std::{fmt, path::Path, process::ExitCode};

use anyhow::Result;

use crate::report::say;

mod documents;
mod floors;
mod licences;
mod names;
mod packages;
mod sizes;
mod tree;
mod words;

use packages::Package;
use tree::Tree;

/// Every rule, in the order in which they are reported.
const RULES: &[(&str, Rule)] = &[
    (
        "architecture-names-every-crate",
        documents::crates_are_named,
    ),
    ("documents-name-what-exists", documents::paths_exist),
    ("documents-are-short", documents::lengths),
    ("arrows-point-down", floors::arrows_point_down),
    ("files-keep-to-their-size", sizes::files),
    ("files-are-small-as-a-rule", sizes::median),
    ("modules-are-named-for-things", names::modules),
    ("generated-files-say-so", names::generated),
    ("no-traces-of-a-machine", words::machine),
    ("no-unfinished-work", words::unfinished),
    ("no-weak-tests", words::weak_tests),
    ("licences-are-permissive", licences::permissive),
];

type Rule = fn(&Checkout) -> Vec<Finding>;

/// What the rules look at.
pub(crate) struct Checkout {
    /// Every file that is, or would be, committed.
    tree: Tree,
    /// Every package that the workspace is built from, its own included.
    packages: Vec<Package>,
}

/// One place that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    place: String,
    what: String,
    is_warning: bool,
}

impl Finding {
    /// A finding in the whole of a file or package.
    fn new(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            what: what.into(),
            is_warning: false,
        }
    }

    /// A finding in a line, counted from 1.
    fn in_line(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self::new(format!("{path}:{line}"), what)
    }

    /// The same, but it does not fail the task.
    fn into_warning(self) -> Self {
        Self {
            is_warning: true,
            ..self
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.is_warning { "warning" } else { "error" };
        write!(f, "{kind}: {}: {}", self.place, self.what)
    }
}

/// Checks every rule and, if `cargo-deny` is installed, runs it as well.
pub(crate) fn run(root: &Path) -> Result<ExitCode> {
    let checkout = Checkout {
        tree: Tree::read(root)?,
        packages: packages::read(root)?,
    };
    let mut broken = 0;
    for (name, rule) in RULES {
        let findings = rule(&checkout);
        for finding in &findings {
            say(format_args!("{finding} [{name}]"));
        }
        broken += usize::from(findings.iter().any(|finding| !finding.is_warning));
    }
    let denied = !licences::cargo_deny(root)?;
    let kept = RULES.len() - broken;
    say(format_args!("tidy: {kept} rules kept, {broken} broken"));
    Ok(ExitCode::from(u8::from(broken > 0 || denied)))
}

#[cfg(test)]
impl Checkout {
    /// A made-up tree without packages.
    fn of_files(files: &[(&str, &str)]) -> Self {
        Self {
            tree: Tree::of(files),
            packages: Vec::new(),
        }
    }
}

/// Asserts that `rule` finds just what `expected` says, each as `place: what` begins.
#[cfg(test)]
#[track_caller]
fn check(rule: Rule, checkout: &Checkout, expected: &[&str]) {
    let found: Vec<String> = rule(checkout)
        .iter()
        .map(|finding| format!("{}: {}", finding.place, finding.what))
        .collect();
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found:?} is not {expected:?}");
    }
}
