//! The files of the checkout.

use std::{collections::BTreeMap, path::Path, process::Command};

use anyhow::Result;

use crate::command::output_of;

/// Every file that is, or would be, committed, by its path from the root.
pub(crate) struct Tree(BTreeMap<String, String>);

/// One file. What is not UTF-8 has an empty text.
#[derive(Clone, Copy)]
pub(crate) struct File<'a> {
    pub(crate) path: &'a str,
    pub(crate) text: &'a str,
}

impl Tree {
    /// Reads the files that git knows or would add.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let mut git = Command::new("git");
        git.args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ]);
        let mut files = BTreeMap::new();
        for path in output_of(&mut git, root)?.split_terminator('\0') {
            // A file that is deleted but not yet committed as such is still listed.
            if let Ok(bytes) = std::fs::read(root.join(path)) {
                files.insert(
                    path.to_owned(),
                    String::from_utf8(bytes).unwrap_or_default(),
                );
            }
        }
        Ok(Self(files))
    }

    /// A made-up tree.
    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let owned = |(path, text): &(&str, &str)| ((*path).to_owned(), (*text).to_owned());
        Self(files.iter().map(owned).collect())
    }

    /// Every file, in the order of the paths.
    pub(crate) fn files(&self) -> impl Iterator<Item = File<'_>> {
        self.0.iter().map(|(path, text)| File { path, text })
    }

    /// The files whose names end in `.EXTENSION`.
    pub(crate) fn with_extension(&self, extension: &str) -> impl Iterator<Item = File<'_>> {
        self.files()
            .filter(move |file| file.extension() == Some(extension))
    }

    /// The text of a file.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// Whether a file, or a folder with at least one file, lies there; `*` stands for any run of
    /// characters of one name.
    pub(crate) fn has(&self, pattern: &str) -> bool {
        let pattern: Vec<&str> = pattern.trim_end_matches('/').split('/').collect();
        self.0.keys().any(|path| {
            let mut names = path.split('/');
            pattern
                .iter()
                .all(|wanted| names.next().is_some_and(|name| matches(wanted, name)))
        })
    }

    /// The names of the folders in `crates/`.
    pub(crate) fn crate_folders(&self) -> Vec<&str> {
        let mut folders: Vec<&str> = self
            .0
            .keys()
            .filter_map(|path| path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml"))
            .collect();
        folders.dedup();
        folders
    }
}

impl<'a> File<'a> {
    /// The lines, counted from 1.
    pub(crate) fn lines(self) -> impl Iterator<Item = (usize, &'a str)> {
        (1..).zip(self.text.lines())
    }

    /// Whether the file was written by a program.
    pub(crate) fn is_generated(self) -> bool {
        self.path.split('/').any(|folder| folder == "generated")
    }

    /// The name without folders and extension.
    pub(crate) fn stem(self) -> &'a str {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.split_once('.').map_or(name, |(stem, _)| stem)
    }

    fn extension(self) -> Option<&'a str> {
        self.path
            .rsplit('/')
            .next()?
            .rsplit_once('.')
            .map(|(_, extension)| extension)
    }
}

fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, end)) => name
            .strip_prefix(start)
            .is_some_and(|rest| rest.ends_with(end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_found_with_their_folders_and_stars() {
        let tree = Tree::of(&[("crates/api/src/lib.rs", ""), ("crates/api/Cargo.toml", "")]);
        for there in [
            "crates",
            "crates/",
            "crates/api/src/lib.rs",
            "crates/*/src",
            "crates/*/Cargo.*",
        ] {
            assert!(tree.has(there), "{there}");
        }
        for absent in [
            "crates/ap",
            "crates/api/tests",
            "crates/api/src/lib.rs/x",
            "*.md",
        ] {
            assert!(!tree.has(absent), "{absent}");
        }
        assert_eq!(tree.crate_folders(), ["api"]);
    }

    #[test]
    fn a_file_knows_its_stem_and_whether_it_is_generated() {
        let tree = Tree::of(&[("crates/api/src/generated/iam.rs", "a\nb")]);
        let file = tree.with_extension("rs").next().unwrap();
        assert!(file.is_generated());
        assert_eq!(file.stem(), "iam");
        assert_eq!(file.lines().last(), Some((2, "b")));
        assert_eq!(tree.with_extension("md").count(), 0);
    }
}
