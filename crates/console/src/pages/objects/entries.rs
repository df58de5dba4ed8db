//! The lines of a list of objects.

use iamd_ident::{BucketName, Timestamp, VersionId};
use iamd_s3::{ListObjectVersionsOutput, ListObjectsOutput, ListedObject, ListedVersion};

use super::{links, size};
use crate::link;

/// A folder: all keys that have the same beginning up to a slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FolderRow {
    /// What it is called within the folder above it. Empty where two slashes follow each other.
    pub(super) name: String,
    /// Its page.
    pub(super) link: String,
}

/// An object, or one of its versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ObjectRow {
    /// What it is called within its folder. Empty if it stands for the folder itself.
    pub(super) name: String,
    /// Its page.
    pub(super) link: String,
    /// What a form says of it.
    pub(super) in_form: String,
    /// Its size, for people.
    pub(super) size: String,
    /// When it was written.
    pub(super) modified: Timestamp,
    /// Its version, in a list of versions.
    pub(super) version: Option<VersionId>,
    /// Whether it is the newest one.
    pub(super) is_latest: bool,
    /// Whether it is a delete marker.
    pub(super) is_delete_marker: bool,
}

/// A page of a folder.
#[derive(Clone, Debug, Default)]
pub(super) struct Entries {
    /// The folders in it.
    pub(super) folders: Vec<FolderRow>,
    /// The objects in it.
    pub(super) objects: Vec<ObjectRow>,
    /// The page behind this one.
    pub(super) next: Option<String>,
}

impl Entries {
    /// Those that a listing of objects tells.
    pub(super) fn of_objects(bucket: &BucketName, prefix: &str, page: &ListObjectsOutput) -> Self {
        let next = page.next.as_deref().map(|next| {
            let parameters = [("prefix", prefix), ("after", next)];
            link::with_query(&links::bucket(bucket, ""), &parameters)
        });
        Self {
            folders: folders(bucket, prefix, &page.common_prefixes, false),
            objects: page
                .objects
                .iter()
                .map(|object| ObjectRow::of_object(bucket, prefix, object))
                .collect(),
            next,
        }
    }

    /// Those that a listing of versions tells.
    pub(super) fn of_versions(
        bucket: &BucketName,
        prefix: &str,
        page: &ListObjectVersionsOutput,
    ) -> Self {
        let next = page.next.as_ref().map(|next| {
            let version = next.version.as_ref().map_or("", VersionId::as_str);
            let parameters = [
                ("versions", "1"),
                ("prefix", prefix),
                ("after", &next.key),
                ("after_version", version),
            ];
            link::with_query(&links::bucket(bucket, ""), &parameters)
        });
        Self {
            folders: folders(bucket, prefix, &page.common_prefixes, true),
            objects: page
                .versions
                .iter()
                .map(|version| ObjectRow::of_version(bucket, prefix, version))
                .collect(),
            next,
        }
    }

    /// Whether there is nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.folders.is_empty() && self.objects.is_empty()
    }
}

fn folders(
    bucket: &BucketName,
    prefix: &str,
    found: &[String],
    shows_versions: bool,
) -> Vec<FolderRow> {
    let rows = found.iter().map(|folder| {
        let name = within(prefix, folder);
        let versions = if shows_versions { "1" } else { "" };
        let parameters = [("versions", versions), ("prefix", folder)];
        FolderRow {
            name: name.strip_suffix('/').unwrap_or(name).to_owned(),
            link: link::with_query(&links::bucket(bucket, ""), &parameters),
        }
    });
    rows.collect()
}

impl ObjectRow {
    fn of_object(bucket: &BucketName, prefix: &str, object: &ListedObject) -> Self {
        let key = object.key.as_str();
        Self {
            name: within(prefix, key).to_owned(),
            link: links::object(bucket, key, None),
            in_form: links::in_form(key, None),
            size: size::shown(object.bytes),
            modified: object.modified,
            version: None,
            is_latest: true,
            is_delete_marker: false,
        }
    }

    /// A version of an object, as the lists of versions show it.
    pub(super) fn of_version(bucket: &BucketName, prefix: &str, listed: &ListedVersion) -> Self {
        let (key, version) = (listed.object.key.as_str(), &listed.object.version);
        Self {
            link: links::object(bucket, key, Some(version)),
            in_form: links::in_form(key, Some(version)),
            version: Some(version.clone()),
            is_latest: listed.is_latest,
            is_delete_marker: listed.is_delete_marker,
            ..Self::of_object(bucket, prefix, &listed.object)
        }
    }
}

/// What a key is called within a folder.
fn within<'k>(prefix: &str, key: &'k str) -> &'k str {
    key.strip_prefix(prefix).unwrap_or(key)
}

/// LIMIT: how many folders of a path are shown, of those at its beginning and of those at its end. A
/// link holds the whole path before it, so the page of a deep folder would grow with its square.
const PATH_BEGINNING_MAX: usize = 4;
const PATH_END_MAX: usize = 16;

/// The folders that lead to a prefix, each with what it is called and its page. Of a long path those
/// in the middle are one, the last of them.
pub(super) fn path_of(bucket: &BucketName, prefix: &str) -> Vec<FolderRow> {
    let ends: Vec<_> = prefix.match_indices('/').map(|(end, _)| end).collect();
    let shown_again = ends.len().saturating_sub(PATH_END_MAX);
    let mut rows = Vec::new();
    let mut begun = 0;
    for (number, end) in ends.into_iter().enumerate() {
        let name = prefix.get(begun..end).unwrap_or_default();
        begun = end + 1;
        let name = match number {
            _ if number < PATH_BEGINNING_MAX || number >= shown_again => name,
            _ if number + 1 == shown_again => "…",
            _ => continue,
        };
        rows.push(FolderRow {
            name: name.to_owned(),
            link: links::folder(bucket, prefix.get(..=end).unwrap_or_default()),
        });
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_every_folder_even_those_without_names() {
        let bucket = "the-bucket".parse().unwrap();
        let seen: Vec<_> = path_of(&bucket, "a//ü/")
            .into_iter()
            .map(|row| (row.name, row.link))
            .collect();
        let expect = [
            ("a", "/buckets/the-bucket?prefix=a%2F"),
            ("", "/buckets/the-bucket?prefix=a%2F%2F"),
            ("ü", "/buckets/the-bucket?prefix=a%2F%2F%C3%BC%2F"),
        ];
        assert_eq!(
            seen,
            expect.map(|(name, link)| (name.to_owned(), link.to_owned()))
        );
        assert!(path_of(&bucket, "").is_empty());
        assert!(path_of(&bucket, "begun").is_empty());
    }

    #[test]
    fn of_a_long_path_both_ends_are_shown() {
        let bucket = "the-bucket".parse().unwrap();
        let names = |depth: usize| {
            let names: Vec<String> = (0..depth).map(|number| number.to_string()).collect();
            let prefix = names.join("/") + "/";
            let rows = path_of(&bucket, &prefix).into_iter();
            rows.map(|row| row.name).collect::<Vec<_>>()
        };
        let all = |depth: usize| {
            (0..depth)
                .map(|number| number.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(names(20), all(20));
        let mut expect = all(21);
        expect[4] = "…".to_owned();
        assert_eq!(names(21), expect);
        let long = names(340);
        assert_eq!(long.len(), 21);
        assert_eq!(long[3..6], ["3", "…", "324"]);
        assert_eq!(long[20], "339");
        let deep = "/".repeat(1024);
        let bytes: usize = path_of(&bucket, &deep)
            .iter()
            .map(|row| row.link.len())
            .sum();
        assert!(bytes < 64 << 10, "{bytes}");
    }

    #[test]
    fn names_are_those_within_the_folder() {
        assert_eq!(within("a/", "a/b"), "b");
        assert_eq!(within("a/", "a/"), "");
        assert_eq!(within("", "/"), "/");
    }
}
