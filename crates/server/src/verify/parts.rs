//! The parts of a data directory, one after the other.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use iamd_auth::{SystemReason, SystemWork};
use iamd_directory::Directory;
use iamd_disk::{Disk, LocalDisk};
use iamd_objects::Objects;
use iamd_seal::ChecksumKeys;

use super::{Depth, Found, Notes, RESTORE, Severity, buckets};
use crate::audit::{
    Link,
    verify::{Question, verify},
};

/// What findings call the log where they are about no file of it.
const AUDIT: &str = "audit.jsonl";

/// The keyring, twice.
const KEYRING_FILES: [&str; 2] = ["keyring", "keyring.copy"];

/// LIMIT: how much of it is read.
const KEYRING_BYTES_MAX: usize = 1 << 20;

/// LIMIT: findings about the log that are held in memory.
const AUDIT_FINDINGS_MAX: usize = 1_000;

/// An error with its causes, as one sentence.
pub(crate) fn said(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    let causes: Vec<String> = causes.map(ToString::to_string).collect();
    causes.join(": ")
}

pub(super) fn work() -> SystemWork {
    SystemWork::new(SystemReason::Operator)
}

/// Compares the two copies of the keyring: one is enough to start, and mends the other.
pub(crate) fn keyring(folder: &Path, notes: &mut Notes<'_>) {
    let [one, other] =
        KEYRING_FILES.map(|name| LocalDisk.read(&folder.join(name), KEYRING_BYTES_MAX));
    let is_same = match (one, other) {
        (Ok(one), Ok(other)) => one == other,
        (Err(_), Err(_)) => true,
        _ => false,
    };
    if !is_same {
        notes.add(
            Severity::Warning,
            "one of the two copies of the keyring is missing or damaged",
            "the next start writes it anew from the other one",
        );
    }
}

pub(crate) async fn directory(directory: &Directory, notes: &mut Notes<'_>) {
    match directory.verify(&work(), notes).await {
        Ok(verified) => notes.totals().directory_records = verified.records,
        Err(error) => notes.add(Severity::Damage, said(&error), RESTORE),
    }
}

pub(crate) async fn objects(objects: &Objects, depth: Depth, notes: &mut Notes<'_>) {
    match objects.verify(&work(), depth.into(), notes).await {
        Ok(verified) => {
            let totals = notes.totals();
            totals.object_records = verified.records;
            totals.blobs = verified.blobs;
            totals.bytes_read = verified.bytes;
            totals.unread_blobs = verified.unread_blobs;
        }
        Err(error) => notes.add(Severity::Damage, said(&error), RESTORE),
    }
}

pub(crate) async fn both(directory: &Directory, objects: &Objects, notes: &mut Notes<'_>) {
    if let Err(error) = buckets::compare(directory, objects, notes).await {
        notes.add(Severity::Damage, error, RESTORE);
    }
}

/// The audit log of a data directory.
pub(crate) struct AuditFiles {
    pub(crate) disk: Arc<dyn Disk>,
    pub(crate) folder: PathBuf,
    pub(crate) keys: ChecksumKeys,
    /// The last event of a log that is open now.
    pub(crate) open_until: Option<Link>,
}

pub(crate) async fn audit(files: AuditFiles, notes: &mut Notes<'_>) {
    const ADVICE: &str = "find out who had access to the files; `iamd audit verify` says more, and a \
                          copy of the log elsewhere has what is missing";
    notes.at(AUDIT);
    let (mut told, mut untold) = (Vec::new(), 0);
    let verifying = tokio::task::spawn_blocking(move || {
        let question = Question {
            disk: &*files.disk,
            folder: &files.folder,
            keys: &files.keys,
            open_until: files.open_until,
            wanted: None,
            asked_by: None,
        };
        let verified = verify(&question, &mut |finding| {
            if told.len() < AUDIT_FINDINGS_MAX {
                told.push(finding.clone());
            } else {
                untold += 1;
            }
        });
        (verified, told, untold)
    });
    let (verified, told, untold) = match verifying.await {
        Ok(verified) => verified,
        Err(error) => return notes.add(Severity::Damage, error.to_string(), ADVICE),
    };
    for finding in told {
        notes.put(Found {
            severity: Severity::Damage,
            file: finding.file,
            table: None,
            key: finding.sequence.map(|sequence| format!("event {sequence}")),
            what: finding.text,
            advice: ADVICE.to_owned(),
        });
    }
    notes.leave_out(untold);
    match verified {
        Ok(report) => notes.totals().audit_events = report.events + report.unchained_events,
        Err(error) => notes.add(Severity::Damage, said(&error), ADVICE),
    }
}
