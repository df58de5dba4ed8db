//! A walk through the versions of a bucket that sees what each is to the others of its key.

use iamd_ident::{ObjectKey, Timestamp};
use iamd_objects::ListedVersion;

use super::due::Standing;

/// What was seen so far. Versions come in the order of their keys, of one key the newest first; a
/// page may end anywhere.
#[derive(Debug, Default)]
pub(super) struct Walk {
    line: Option<Line>,
}

/// The versions of one key.
#[derive(Debug)]
struct Line {
    key: ObjectKey,
    /// When the version that was seen last was made: from then on the next one is not the newest.
    since: Timestamp,
    /// How many versions were seen that are not the newest.
    older: u32,
    /// The newest, if it is a delete marker and nothing was seen behind it yet.
    marker: Option<ListedVersion>,
}

impl Walk {
    /// Takes in the next version. Tells what is known now: of this one where it stands, and of a
    /// delete marker before it that it is alone.
    pub(super) fn step(
        &mut self,
        version: ListedVersion,
    ) -> [Option<(ListedVersion, Standing)>; 2] {
        let key = &version.object.key;
        let begins = version.is_latest || self.line.as_ref().is_none_or(|line| line.key != *key);
        if begins {
            let alone = self.end();
            self.line = Some(Line {
                key: key.clone(),
                since: version.object.modified,
                older: 0,
                marker: None,
            });
            return [alone, self.begin(version)];
        }
        [None, self.go_on(version)]
    }

    /// There are no more versions.
    pub(super) fn end(&mut self) -> Option<(ListedVersion, Standing)> {
        let marker = self.line.take()?.marker?;
        Some((marker, Standing::LoneMarker))
    }

    fn begin(&mut self, version: ListedVersion) -> Option<(ListedVersion, Standing)> {
        // Of a version whose successor was not seen nothing is known.
        if !version.is_latest {
            return None;
        }
        if !version.is_delete_marker {
            return Some((version, Standing::Newest));
        }
        if let Some(line) = &mut self.line {
            line.marker = Some(version);
        }
        None
    }

    fn go_on(&mut self, version: ListedVersion) -> Option<(ListedVersion, Standing)> {
        let line = self.line.as_mut()?;
        line.marker = None;
        let standing = Standing::Older {
            since: line.since,
            newer: line.older,
            is_marker: version.is_delete_marker,
        };
        line.since = version.object.modified;
        line.older = line.older.saturating_add(1);
        Some((version, standing))
    }
}

#[cfg(test)]
mod tests {
    use iamd_objects::ListedObject;

    use super::*;

    fn version(key: &str, day: u32, is_latest: bool, is_delete_marker: bool) -> ListedVersion {
        ListedVersion {
            object: ListedObject {
                key: key.parse().unwrap(),
                version: iamd_ident::VersionId::null(),
                modified: format!("2026-01-{day:02}T00:00:00Z").parse().unwrap(),
                bytes: 0,
                etag: None,
                storage_class: None,
                checksum: None,
            },
            is_latest,
            is_delete_marker,
            tags: Vec::new(),
        }
    }

    /// What is told of each version: key, day, and how it stands.
    fn walk(versions: Vec<ListedVersion>) -> Vec<String> {
        let mut walk = Walk::default();
        let mut told = Vec::new();
        for version in versions {
            told.extend(walk.step(version).into_iter().flatten());
        }
        told.extend(walk.end());
        let day = |at: Timestamp| at.strftime("%d").to_string();
        let told = told.into_iter().map(|(version, standing)| {
            let stands = match standing {
                Standing::Newest => "newest".to_owned(),
                Standing::LoneMarker => "alone".to_owned(),
                Standing::Older { since, newer, .. } => {
                    format!("older since {}, behind {newer}", day(since))
                }
            };
            format!(
                "{} {}: {stands}",
                version.object.key,
                day(version.object.modified)
            )
        });
        told.collect()
    }

    #[test]
    fn versions_are_seen_among_those_of_their_key() {
        let told = walk(vec![
            version("a", 9, true, false),
            version("a", 7, false, false),
            version("a", 5, false, true),
            version("b", 3, true, true),
            version("c", 2, true, true),
            version("c", 1, false, false),
            version("d", 4, true, true),
        ]);
        assert_eq!(
            told,
            [
                "a 09: newest",
                "a 07: older since 09, behind 0",
                "a 05: older since 07, behind 1",
                "b 03: alone",
                "c 01: older since 02, behind 0",
                "d 04: alone",
            ]
        );
    }

    #[test]
    fn what_is_not_known_is_not_told() {
        let told = walk(vec![
            version("a", 7, false, false),
            version("a", 5, false, false),
        ]);
        assert_eq!(told, ["a 05: older since 07, behind 0"]);
    }
}
