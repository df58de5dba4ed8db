//! Events that were written, found again.

use std::{
    io,
    path::{Path, PathBuf},
};

use iamd_disk::{Disk, DiskFile, LocalDisk};
use serde_json::Value;

use super::{
    files::{list, of},
    lines::LINE_BYTES_MAX,
};
use crate::data_dir::Reason;

/// How much of a file is read at once.
const STEP: u64 = 256 << 10;

/// The log cannot be searched.
#[derive(Debug, thiserror::Error)]
#[error("cannot read the audit log in {}: {}", path.display(), Reason(source))]
pub struct SearchError {
    /// The folder.
    pub path: PathBuf,
    /// What the system says.
    pub source: io::Error,
}

/// The event of the request with this id: the newest first, in all files of the log.
///
/// # Errors
/// The directory or a file that is there cannot be read.
pub fn find(directory: &Path, request_id: &str) -> Result<Option<Value>, SearchError> {
    let found = find_on(&LocalDisk, directory, request_id);
    found.map_err(|source| SearchError {
        path: directory.to_owned(),
        source,
    })
}

fn find_on(disk: &dyn Disk, folder: &Path, request_id: &str) -> io::Result<Option<Value>> {
    for file in list(disk, folder)?.iter().rev() {
        // It may be gone by now, because it was kept long enough.
        let Some(opened) = file.open(disk, folder)? else {
            continue;
        };
        let found = find_in(&*opened, request_id);
        if let Some(event) = found.map_err(|error| of(&file.name, &error))? {
            return Ok(Some(event));
        }
    }
    Ok(None)
}

/// Searches backwards, because what is asked about has mostly just happened.
fn find_in(file: &dyn DiskFile, request_id: &str) -> io::Result<Option<Value>> {
    let mut end = file.bytes()?;
    // The end of a line whose beginning stands before `end`.
    let mut rest = Vec::new();
    while end > 0 {
        let start = end.saturating_sub(STEP);
        let mut block = vec![0; usize::try_from(end - start).unwrap_or_default()];
        file.read(start, &mut block)?;
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
    use std::fs;

    use iamd_testkit::DoubleDisk;
    use serde_json::json;

    use super::*;

    fn line(id: &str, filling: usize) -> String {
        let event = json!({"requestID": id, "userAgent": "x".repeat(filling)});
        format!("{event}\n")
    }

    #[track_caller]
    fn check(log: &str, id: &str, filling: Option<usize>) {
        let disk = DoubleDisk::with_file("log", log.as_bytes().to_vec());
        let found = find_in(&*disk.open(Path::new("log")).unwrap(), id).unwrap();
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
        for (name, id) in [
            ("audit.jsonl.unchained", "oldest"),
            ("audit.jsonl.000000000001", "old"),
            ("audit.jsonl", "new"),
            ("other.jsonl", "other"),
        ] {
            fs::write(dir.path().join(name), line(id, 1)).unwrap();
        }
        for (id, there) in [
            ("oldest", true),
            ("old", true),
            ("new", true),
            ("other", false),
        ] {
            assert_eq!(find(dir.path(), id).unwrap().is_some(), there, "{id}");
        }
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let missing = find(Path::new("/nowhere"), "new").unwrap_err();
        let expect = "cannot read the audit log in /nowhere: it is not there";
        assert_eq!(missing.to_string(), expect);
    }
}
