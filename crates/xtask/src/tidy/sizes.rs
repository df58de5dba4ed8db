//! Files keep to their sizes. (Functions do by clippy.)

use super::{
    Checkout, Finding,
    tree::{File, Tree},
};

/// LIMIT: a file with more lines of code is split.
const LINES_MAX: usize = 800;
/// LIMIT: a file with more lines of code is looked at again.
const LINES_WARN: usize = 400;
/// LIMIT: half of the files stay below this.
const LINES_MEDIAN: usize = 200;

/// No file is too long.
pub(super) fn files(checkout: &Checkout) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, lines) in written(&checkout.tree) {
        if lines > LINES_WARN {
            let finding = Finding::new(path, format!("has {lines} lines of code"));
            let is_split = lines <= LINES_MAX;
            findings.push(if is_split {
                finding.into_warning()
            } else {
                finding
            });
        }
    }
    findings
}

/// Files are small as a rule.
pub(super) fn median(checkout: &Checkout) -> Vec<Finding> {
    let mut sizes: Vec<usize> = written(&checkout.tree).map(|(_, lines)| lines).collect();
    sizes.sort_unstable();
    let median = sizes.get(sizes.len() / 2).copied().unwrap_or_default();
    if median < LINES_MEDIAN {
        return Vec::new();
    }
    vec![Finding::new(
        "crates",
        format!("half of the files have {median} lines of code or more"),
    )]
}

/// The files that people wrote, each with its lines of code.
fn written(tree: &Tree) -> impl Iterator<Item = (&str, usize)> {
    let programs = tree.with_extension("rs").chain(tree.with_extension("py"));
    programs
        .filter(|file| !file.is_generated())
        .map(|file| (file.path, lines_of_code(file)))
}

/// Blank lines and lines that are all comment do not count.
fn lines_of_code(file: File<'_>) -> usize {
    let is_code = |line: &str| {
        let line = line.trim_start();
        !line.is_empty() && !line.starts_with("//") && !line.starts_with('#')
            || line.starts_with("#[")
    };
    file.lines().filter(|(_, line)| is_code(line)).count()
}

#[cfg(test)]
mod tests {
    use super::{super::check, *};

    #[test]
    fn long_files_are_found_and_generated_ones_are_not() {
        let (long, longish) = ("let a = 1;\n".repeat(801), "let a = 1;\n".repeat(401));
        let checkout = Checkout::of_files(&[
            ("a.rs", &longish),
            ("b.py", &long),
            ("generated/c.rs", &long),
        ]);
        check(
            files,
            &checkout,
            &["a.rs: has 401 lines", "b.py: has 801 lines"],
        );
        let fails: Vec<bool> = files(&checkout)
            .iter()
            .map(|found| !found.is_warning)
            .collect();
        assert_eq!(fails, [false, true]);
    }

    #[test]
    fn only_code_counts() {
        let text = "//! Text.\n\n#[test]\nfn a() {\n    // Why.\n}\n";
        assert_eq!(lines_of_code(File { path: "a.rs", text }), 3);
    }

    #[test]
    fn a_house_of_large_files_is_found() {
        let large = "let a = 1;\n".repeat(200);
        let checkout = Checkout::of_files(&[("a.rs", &large), ("b.rs", &large), ("c.rs", "")]);
        check(median, &checkout, &["crates: half of the files have 200"]);
        check(median, &Checkout::of_files(&[]), &[]);
    }
}
