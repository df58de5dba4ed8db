//! Words that have no place in the tree.
//!
//! The words stand here in two halves, so that this file keeps to its own rules.

use super::{Checkout, Finding, tree::File};

/// Traces of one machine, and hosts of registries: neither says anything to another reader.
const MACHINE: &[&str] = &[
    concat!("/work", "/main"),
    concat!("/work", "/shared"),
    concat!("/work", "/.library"),
    concat!("/root", "/."),
    concat!("..", "/shared"),
    concat!("crates", ".io"),
    concat!("pypi", ".org"),
    concat!("python", "hosted.org"),
    concat!("npm", "js.org"),
    concat!("npm", "js.com"),
    concat!("deb", ".debian.org"),
];

/// Work that somebody meant to do.
const UNFINISHED: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
];

/// What makes a test worth nothing.
const WEAK: &[&str] = &[concat!("#[ig", "nore"), concat!("#[should_", "panic")];

/// A test that waits by the clock fails on a slow machine and wastes time on a fast one.
const SLEEPS: &[&str] = &[
    concat!("thread::", "sleep("),
    concat!("time::", "sleep("),
    concat!("time.", "sleep("),
];

/// Files that tools write, which name hosts for a reason.
const LOCK_FILES: &[&str] = &["Cargo.lock", "fuzz/Cargo.lock"];

/// No file names a machine's paths or a registry's host.
pub(super) fn machine(checkout: &Checkout) -> Vec<Finding> {
    let files = checkout
        .tree
        .files()
        .filter(|file| !LOCK_FILES.contains(&file.path));
    files
        .flat_map(|file| find(file, MACHINE, |_| true))
        .collect()
}

/// Nothing is marked as to be done: what is open stands with the project's tasks.
pub(super) fn unfinished(checkout: &Checkout) -> Vec<Finding> {
    let files = checkout
        .tree
        .files()
        .filter(|file| !file.is_generated() && is_prose(*file));
    files
        .flat_map(|file| find_words(file, UNFINISHED))
        .collect()
}

/// No test is skipped, expects a panic or sleeps.
pub(super) fn weak_tests(checkout: &Checkout) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in checkout
        .tree
        .with_extension("rs")
        .chain(checkout.tree.with_extension("py"))
    {
        findings.extend(find(file, WEAK, |_| true));
        let tests_from = first_line_of_tests(file);
        findings.extend(find(file, SLEEPS, |line| line >= tests_from));
    }
    findings
}

/// Test data may be anything, among it data that other programs made.
fn is_prose(file: File<'_>) -> bool {
    ["rs", "py", "md", "toml", "sh"].iter().any(|extension| {
        file.path
            .rsplit_once('.')
            .is_some_and(|(_, end)| end == *extension)
    })
}

/// From where on a file is tests: all of it in a folder of tests, else the module of tests at its
/// end. A single item that only tests need does not count.
fn first_line_of_tests(file: File<'_>) -> usize {
    if file.path.split('/').any(|folder| folder == "tests") {
        return 1;
    }
    let mut lines = file.lines().zip(file.text.lines().skip(1));
    let module = lines.find(|((_, line), next)| {
        line.starts_with("#[cfg(test)]") && next.starts_with("mod ") && next.ends_with('{')
    });
    module.map_or(usize::MAX, |((line, _), _)| line)
}

fn find(file: File<'_>, words: &[&str], counts: impl Fn(usize) -> bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (line, text) in file.lines().filter(|(line, _)| counts(*line)) {
        for word in words.iter().filter(|word| text.contains(**word)) {
            findings.push(Finding::in_line(file.path, line, format!("has `{word}`")));
        }
    }
    findings
}

/// Like [`find`], but a longer word that holds one of the words is another word.
fn find_words(file: File<'_>, words: &[&str]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (line, text) in file.lines() {
        let mut parts = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        if let Some(word) = parts.find(|part| words.contains(part)) {
            findings.push(Finding::in_line(file.path, line, format!("has `{word}`")));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::{super::check, *};

    #[test]
    fn traces_of_a_machine_are_found_outside_lock_files() {
        let text = format!("a\nsee {}/x\n", MACHINE[0]);
        let checkout = Checkout::of_files(&[("docs/a.md", &text), ("Cargo.lock", &text)]);
        check(machine, &checkout, &["docs/a.md:2: has"]);
    }

    #[test]
    fn unfinished_work_is_found_as_a_word() {
        let text = format!("{0}S\n// {0}: this\n", UNFINISHED[0]);
        let checkout = Checkout::of_files(&[("a.rs", &text), ("a.json", &text)]);
        check(unfinished, &checkout, &["a.rs:2: has"]);
    }

    #[test]
    fn weak_tests_are_found_and_a_server_may_wait() {
        let sleep = format!(
            "#[cfg(test)]\nfn a() {{}}\n{}1)\n#[cfg(test)]\nmod tests {{\n{}1)\n",
            SLEEPS[0], SLEEPS[1]
        );
        let skipped = format!("{}]\n", WEAK[0]);
        let checkout = Checkout::of_files(&[
            ("crates/a/src/a.rs", &sleep),
            ("crates/a/src/b.rs", &skipped),
            ("crates/a/tests/c.rs", &sleep),
        ]);
        let expected = [
            "crates/a/src/a.rs:6: has",
            "crates/a/src/b.rs:1: has",
            "crates/a/tests/c.rs:3: has",
            "crates/a/tests/c.rs:6: has",
        ];
        check(weak_tests, &checkout, &expected);
    }
}
