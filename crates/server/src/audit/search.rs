//! Events that were written, found again.

use std::{
    ffi::OsStr,
    fs::{self, File, Metadata},
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    time::SystemTime,
};

use serde_json::Value;

use super::FILE_NAME;
use crate::data_dir::Reason;

/// How much of a file is read at once.
const STEP: u64 = 256 << 10;

/// LIMIT: the longest line that is looked at; what is longer is no event.
const LINE_BYTES_MAX: usize = 16 << 20;

/// The log cannot be searched.
#[derive(Debug, thiserror::Error)]
#[error("cannot read the audit log {}: {}", path.display(), Reason(source))]
pub struct SearchError {
    /// Which file, or the directory.
    pub path: PathBuf,
    /// What the system says.
    pub source: io::Error,
}

/// The event of the request with this id: the newest first, in `audit.jsonl` of the data directory
/// and then in what was rotated away from it, `audit.jsonl` with a suffix.
///
/// # Errors
/// The directory or a file that is there cannot be read.
pub fn find(directory: &Path, request_id: &str) -> Result<Option<Value>, SearchError> {
    find_among(files(directory)?, request_id)
}

fn find_among(
    files: impl IntoIterator<Item = PathBuf>,
    request_id: &str,
) -> Result<Option<Value>, SearchError> {
    for path in files {
        let found = if_there(File::open(&path))
            .and_then(|file| file.map_or(Ok(None), |mut file| find_in(&mut file, request_id)));
        if let Some(event) = found.map_err(failed(&path))? {
            return Ok(Some(event));
        }
    }
    Ok(None)
}

/// The files of the log, the newest first.
fn files(directory: &Path) -> Result<Vec<PathBuf>, SearchError> {
    let mut files: Vec<(SystemTime, PathBuf)> = Vec::new();
    for entry in fs::read_dir(directory).map_err(failed(directory))? {
        let entry = entry.map_err(failed(directory))?;
        let is_log = |name: &OsStr| name.to_string_lossy().starts_with(FILE_NAME);
        if !is_log(&entry.file_name()) {
            continue;
        }
        let path = entry.path();
        let metadata = if_there(fs::metadata(&path)).map_err(failed(&path))?;
        if let Some(metadata) = metadata.filter(Metadata::is_file) {
            let modified = metadata.modified().map_err(failed(&path))?;
            files.push((modified, path));
        }
    }
    files.sort();
    Ok(files.into_iter().rev().map(|(_, path)| path).collect())
}

/// Nothing for a file that is not there: a link to nowhere, or one that was rotated away or deleted
/// since the directory was read. The others are searched all the same.
fn if_there<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        result => result.map(Some),
    }
}

fn failed(path: &Path) -> impl Fn(io::Error) -> SearchError {
    move |source| SearchError {
        path: path.to_owned(),
        source,
    }
}

/// Searches backwards, because what is asked about has mostly just happened.
fn find_in(file: &mut (impl Read + Seek), request_id: &str) -> io::Result<Option<Value>> {
    let mut end = file.seek(SeekFrom::End(0))?;
    // The end of a line whose beginning stands before `end`.
    let mut rest = Vec::new();
    while end > 0 {
        let start = end.saturating_sub(STEP);
        let mut block = Vec::new();
        file.seek(SeekFrom::Start(start))?;
        Read::by_ref(file)
            .take(end - start)
            .read_to_end(&mut block)?;
        block.append(&mut rest);
        let whole = match block.iter().position(|byte| *byte == b'\n') {
            _ if start == 0 => 0,
            Some(newline) => newline + 1,
            None => block.len(),
        };
        let lines = block.get(whole..).unwrap_or_default();
        let mut newest_first = lines.rsplit(|byte| *byte == b'\n');
        if let Some(event) = newest_first.find_map(|line| event_in(line, request_id)) {
            return Ok(Some(event));
        }
        block.truncate(whole);
        if block.len() > LINE_BYTES_MAX {
            block.clear();
        }
        rest = block;
        end = start;
    }
    Ok(None)
}

/// The event of a line, if it is that of the request.
fn event_in(line: &[u8], request_id: &str) -> Option<Value> {
    let line = str::from_utf8(line).ok()?;
    // Most lines are ruled out without being parsed. An id has no character that JSON escapes.
    if request_id.is_empty() || !line.contains(request_id) {
        return None;
    }
    let event: Value = serde_json::from_str(line).ok()?;
    (event.get("requestID")?.as_str()? == request_id).then_some(event)
}

#[cfg(test)]
mod tests {
    use std::{io::Cursor, os::unix::fs::symlink};

    use serde_json::json;

    use super::*;

    fn line(id: &str, filling: usize) -> String {
        let event = json!({"requestID": id, "userAgent": "x".repeat(filling)});
        format!("{event}\n")
    }

    #[track_caller]
    fn check(log: &str, id: &str, filling: Option<usize>) {
        let found = find_in(&mut Cursor::new(log.as_bytes()), id).unwrap();
        let told = found.map(|event| event["userAgent"].as_str().unwrap().len());
        assert_eq!(told, filling, "{id}");
    }

    #[test]
    fn lines_are_found_wherever_blocks_end() {
        let step = usize::try_from(STEP).unwrap();
        for length in [10, step - 90, step - 40, step, step * 3 + 7] {
            let log: String = (0..5)
                .map(|number| line(&format!("id-{number}"), length + number))
                .collect();
            for number in 0..5 {
                check(&log, &format!("id-{number}"), Some(length + number));
            }
            check(&log, "id-5", None);
            check(&log, "id-", None);
            check(&log, "", None);
        }
        check("", "id-1", None);
    }

    #[test]
    fn the_newest_counts_and_what_only_names_it_does_not() {
        let asked = json!({"requestID": "other", "requestParameters": {"requestId": "id-1"}});
        let log = [
            line("id-1", 1),
            line("id-1", 2),
            format!("{asked}\ntorn id-1"),
        ]
        .concat();
        check(&log, "id-1", Some(2));
    }

    #[test]
    fn what_was_rotated_away_is_searched_too() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("audit.jsonl.1"), line("old", 1)).unwrap();
        fs::write(dir.path().join("audit.jsonl"), line("new", 2)).unwrap();
        fs::write(dir.path().join("other.jsonl"), line("other", 3)).unwrap();
        for (id, there) in [("old", true), ("new", true), ("other", false)] {
            assert_eq!(find(dir.path(), id).unwrap().is_some(), there, "{id}");
        }
    }

    #[test]
    fn a_file_that_is_not_there_is_passed_over() {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| dir.path().join(name);
        symlink(path("nowhere"), path("audit.jsonl.2")).unwrap();
        fs::write(path("audit.jsonl.1"), line("old", 1)).unwrap();
        assert!(find(dir.path(), "old").unwrap().is_some());
        assert!(find(dir.path(), "other").unwrap().is_none());
        // As if it had gone after the directory was read.
        let listed = [path("audit.jsonl.3"), path("audit.jsonl.1")];
        assert!(find_among(listed, "old").unwrap().is_some());
    }

    #[test]
    fn an_error_names_the_file_that_cannot_be_read() {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| dir.path().join(name);
        fs::write(path("audit.jsonl"), line("new", 1)).unwrap();
        // A link to itself cannot be followed, not even by root.
        symlink(path("audit.jsonl.2"), path("audit.jsonl.2")).unwrap();
        assert_eq!(
            find(dir.path(), "new").unwrap_err().path,
            path("audit.jsonl.2")
        );
        let opened = find_among([path("audit.jsonl.2")], "new").unwrap_err();
        assert_eq!(opened.path, path("audit.jsonl.2"));
        let missing = find(&path("nowhere"), "new").unwrap_err();
        assert_eq!(missing.path, path("nowhere"));
    }
}
