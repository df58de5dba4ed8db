//! Whether each acknowledged change stands in the audit log.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::{Read as _, Seek as _, SeekFrom},
    os::unix::fs::MetadataExt as _,
    path::Path,
};

use anyhow::Result;
use serde_json::Value;

/// What was read of the files of a log, which only grow and get other names.
#[derive(Debug, Default)]
pub(crate) struct AuditTrail {
    /// How far each file was read, by its number in the file system.
    read: BTreeMap<u64, u64>,
    /// The ids that were not found yet.
    outstanding: BTreeSet<String>,
    /// How many were found.
    pub(crate) found: u64,
}

impl AuditTrail {
    /// Reads what is new in the log, and returns the ids of requests that are not in it.
    pub(crate) fn missing(
        &mut self,
        data_dir: &Path,
        acknowledged: Vec<String>,
    ) -> Result<Vec<String>> {
        self.outstanding.extend(acknowledged);
        for entry in fs::read_dir(data_dir)? {
            let entry = entry?;
            if entry
                .file_name()
                .to_string_lossy()
                .starts_with("audit.jsonl")
            {
                self.read_file(&entry.path())?;
            }
        }
        Ok(std::mem::take(&mut self.outstanding).into_iter().collect())
    }

    fn read_file(&mut self, path: &Path) -> Result<()> {
        let mut file = File::open(path)?;
        let read = self.read.entry(file.metadata()?.ino()).or_default();
        file.seek(SeekFrom::Start(*read))?;
        let mut new = String::new();
        file.read_to_string(&mut new)?;
        // A line that is being written is read the next time.
        let whole = new.rfind('\n').map_or(0, |end| end + 1);
        *read += whole as u64;
        for line in new.get(..whole).unwrap_or_default().lines() {
            let event: Value = serde_json::from_str(line)?;
            if let Some(id) = event.get("requestID").and_then(Value::as_str)
                && self.outstanding.remove(id)
            {
                self.found += 1;
            }
        }
        Ok(())
    }
}
