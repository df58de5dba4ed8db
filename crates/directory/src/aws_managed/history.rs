//! Older versions of a document, told as what differs from the next newer one.
//!
//! Each version begins with a line `vNUMBER MOMENT`, or `vNUMBER -` where the moment is not known.
//! The lines behind it make its document from the lines of the version before, the first one's from
//! the default version: `=START COUNT` copies a run of lines, counted from 0, and `+TEXT` is a line
//! of its own.

use super::AwsManagedVersion;

/// The versions of a history, in its order.
pub(super) fn versions(history: &str) -> impl Iterator<Item = AwsManagedVersion> {
    history.lines().filter_map(heading)
}

/// The document of one version of the history.
pub(super) fn document(default: &str, history: &str, number: u32) -> Option<String> {
    let mut newer: Vec<&str> = default.lines().collect();
    let mut document = Vec::new();
    let mut current = None;
    for line in history.lines() {
        if let Some(version) = heading(line) {
            if current == Some(number) {
                break;
            }
            if current.is_some() {
                newer = std::mem::take(&mut document);
            }
            current = Some(version.number);
        } else {
            add(&mut document, &newer, line)?;
        }
    }
    (current == Some(number)).then(|| document.join("\n"))
}

/// The documents of all versions of the history, in its order, each made once.
pub(super) fn documents(default: &str, history: &str) -> Vec<(u32, String)> {
    let mut documents = Vec::new();
    let mut newer: Vec<&str> = default.lines().collect();
    let mut lines = history.lines().peekable();
    while let Some(version) = lines.next().and_then(heading) {
        let mut document = Vec::new();
        while let Some(line) = lines.next_if(|line| heading(line).is_none()) {
            if add(&mut document, &newer, line).is_none() {
                return documents;
            }
        }
        documents.push((version.number, document.join("\n")));
        newer = document;
    }
    documents
}

fn add<'a>(document: &mut Vec<&'a str>, newer: &[&'a str], line: &'a str) -> Option<()> {
    if let Some(own) = line.strip_prefix('+') {
        document.push(own);
    } else {
        let (start, count) = line.strip_prefix('=')?.split_once(' ')?;
        let (start, count): (usize, usize) = (start.parse().ok()?, count.parse().ok()?);
        document.extend(newer.get(start..start.checked_add(count)?)?);
    }
    Some(())
}

fn heading(line: &str) -> Option<AwsManagedVersion> {
    let (number, created) = line.strip_prefix('v')?.split_once(' ')?;
    Some(AwsManagedVersion {
        number: number.parse().ok()?,
        created: created.parse().ok(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HISTORY: &str = "v2 2016-01-01T00:00:00Z\n=0 2\n+x\nv1 -\n+y\n=1 2\n";

    #[track_caller]
    fn check(number: u32, expect: Option<&str>) {
        assert_eq!(document("a\nb\nc", HISTORY, number).as_deref(), expect);
    }

    #[test]
    fn each_version_is_made_from_the_one_before() {
        check(2, Some("a\nb\nx"));
        check(1, Some("y\nb\nx"));
        check(4, None);
    }

    #[test]
    fn all_documents_are_those_of_the_versions() {
        let found = documents("a\nb\nc", HISTORY);
        assert_eq!(
            found,
            [(2, "a\nb\nx".to_owned()), (1, "y\nb\nx".to_owned())]
        );
        assert_eq!(documents("a", "v1 -\n=2 9\n"), []);
        assert_eq!(documents("a", ""), []);
    }

    #[test]
    fn versions_come_in_the_order_of_the_history() {
        let found: Vec<_> = versions(HISTORY)
            .map(|it| (it.number, it.created))
            .collect();
        assert_eq!(found, [(2, "2016-01-01T00:00:00Z".parse().ok()), (1, None)]);
    }

    #[test]
    fn a_broken_history_has_no_document() {
        for broken in [
            "v1 2015-01-01T00:00:00Z\n=2 9\n",
            "v1 2015-01-01T00:00:00Z\n?\n",
            "",
        ] {
            assert_eq!(document("a\nb\nc", broken, 1), None, "{broken:?}");
        }
    }
}
