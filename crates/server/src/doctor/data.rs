//! The data directory: whose it is, who may use it, and whether it is whole.

use std::{
    fs::{self, Metadata},
    io,
    os::unix::fs::MetadataExt as _,
    path::Path,
};

use super::{Opinion, Patient, bytes};
use crate::data_dir::{BLOBS_FOLDER, DIRECTORY_FILE, FIRST_START_FILE, OBJECTS_FILE};

/// What others must not read: how the names of such files begin. The folders of objects hold what is
/// encrypted, under folders that nobody else may enter.
const PRIVATE: &[&str] = &[
    "audit.",
    DIRECTORY_FILE,
    OBJECTS_FILE,
    "keyring",
    "master.key",
    "root-credentials.env",
];

/// What to do where the mark is gone.
const MARK_ADVICE: &str = "write the line `iamd data directory, version 2` into it, then ask \
                           `iamd verify`";

/// What is written while a server runs.
const WRITTEN: &[&str] = &[DIRECTORY_FILE, OBJECTS_FILE, "audit.jsonl", "audit.head"];

pub(super) fn folder(patient: &Patient<'_>) -> Vec<Opinion> {
    const ABOUT: &str = "data directory";
    let folder = patient.folder();
    let shown = folder.display();
    let metadata = match fs::metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let seen = format!("{shown} is not there; the first start makes it");
            return vec![Opinion::fine(ABOUT, seen)];
        }
        Err(error) => {
            let advice = "run this as the user that the server runs as";
            return vec![Opinion::wrong(ABOUT, format!("{shown}: {error}"), advice)];
        }
        Ok(metadata) if !metadata.is_dir() => {
            let seen = format!("{shown} is no directory");
            return vec![Opinion::wrong(
                ABOUT,
                seen,
                "name another one with --data-dir",
            )];
        }
        Ok(metadata) => metadata,
    };
    let mode = metadata.mode() & 0o777;
    let seen = format!("{shown}, mode {mode:04o}");
    if !is_ours(&metadata) {
        let seen = format!("{seen}, of the user {}", metadata.uid());
        let advice = "run the server as its owner, or give it to the server's user with `chown -R`";
        return vec![Opinion::wrong(ABOUT, seen, advice)];
    }
    if let Err(error) = rustix::fs::access(folder, rustix::fs::Access::WRITE_OK) {
        let advice = "give its owner the right to write, or mount the file system for writing";
        return vec![Opinion::wrong(ABOUT, format!("{seen}: {error}"), advice)];
    }
    if mode & 0o077 != 0 {
        let advice = format!("keep others out: chmod 700 {shown}");
        return vec![Opinion::warning(ABOUT, seen, advice)];
    }
    vec![Opinion::fine(ABOUT, seen)]
}

/// Whether the user that looks is the one whom something belongs to. The system's root user looks for
/// others.
fn is_ours(metadata: &Metadata) -> bool {
    let own = rustix::process::geteuid().as_raw();
    own == 0 || metadata.uid() == own
}

pub(super) fn files(patient: &Patient<'_>) -> Vec<Opinion> {
    const ABOUT: &str = "files";
    let folder = patient.folder();
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let owner = fs::metadata(folder).map(|metadata| metadata.uid()).ok();
    let (mut opinions, mut count, mut size) = (Vec::new(), 0_u64, 0_u64);
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Ok(metadata) = entry.metadata() else {
            continue;
        };
        count += 1;
        size += metadata.len();
        let shown = folder.join(&name);
        let shown = shown.display();
        let mode = metadata.mode() & 0o777;
        let is_private =
            PRIVATE.iter().any(|begin| name.starts_with(begin)) || name == BLOBS_FOLDER;
        if is_private && mode & 0o077 != 0 {
            let right = if metadata.is_dir() { 700 } else { 600 };
            let seen = format!("others may use {shown} (mode {mode:04o})");
            opinions.push(Opinion::warning(
                ABOUT,
                seen,
                format!("chmod {right} {shown}"),
            ));
        }
        if owner.is_some_and(|owner| owner != metadata.uid()) {
            let seen = format!("{shown} is of another user ({})", metadata.uid());
            let advice =
                "the server cannot write it; give it to the directory's owner with `chown`";
            opinions.push(Opinion::wrong(ABOUT, seen, advice));
        } else if WRITTEN.contains(&name.as_str()) && mode & 0o600 != 0o600 {
            let seen = format!("{shown} cannot be written (mode {mode:04o})");
            opinions.push(Opinion::wrong(ABOUT, seen, format!("chmod 600 {shown}")));
        }
    }
    if opinions.is_empty() && count > 0 {
        let seen = format!(
            "{count} in the directory itself, {}, all private",
            bytes(size)
        );
        opinions.push(Opinion::fine(ABOUT, seen));
    }
    opinions
}

pub(super) fn format(patient: &Patient<'_>) -> Vec<Opinion> {
    const ABOUT: &str = "format";
    let path = patient.folder().join("format");
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if !patient.folder().join(DIRECTORY_FILE).exists() {
                return Vec::new();
            }
            let seen = format!("{} is not there, and data is", path.display());
            return vec![Opinion::wrong(ABOUT, seen, MARK_ADVICE)];
        }
        Err(error) => {
            let seen = format!("{}: {error}", path.display());
            return vec![Opinion::wrong(ABOUT, seen, "restore a backup")];
        }
    };
    let said = text.trim_end();
    let seen = format!("`{said}`");
    vec![match said.strip_prefix("iamd data directory, version ") {
        Some("2") => Opinion::fine(ABOUT, seen),
        Some("1") => Opinion::warning(
            ABOUT,
            format!("{seen}, of an older iamd"),
            "the next start brings it to version 2, which older programs do not read: copy the \
             directory before that",
        ),
        _ => Opinion::wrong(
            ABOUT,
            format!("{seen}, which this iamd does not know"),
            format!("run the program that wrote it; if it is damaged, {MARK_ADVICE}"),
        ),
    }]
}

fn is_first_start(folder: &Path) -> bool {
    folder.join(FIRST_START_FILE).exists()
}

pub(super) fn stores(patient: &Patient<'_>) -> Vec<Opinion> {
    const ABOUT: &str = "stores";
    let folder = patient.folder();
    let found = |name: &str| fs::metadata(folder.join(name)).map(|found| found.len());
    match (found(DIRECTORY_FILE), found(OBJECTS_FILE)) {
        (Err(_), Err(_)) if !folder.join("format").exists() || is_first_start(folder) => Vec::new(),
        (Ok(users), Ok(objects)) if users > 0 && objects > 0 => {
            let seen = format!(
                "{DIRECTORY_FILE} has {}, {OBJECTS_FILE} {}; whether they are sound, `iamd verify` says",
                bytes(users),
                bytes(objects)
            );
            vec![Opinion::fine(ABOUT, seen)]
        }
        (users, objects) => {
            let is_missing =
                |found: &io::Result<u64>| found.as_ref().map_or(true, |size| *size == 0);
            let names = [(DIRECTORY_FILE, users), (OBJECTS_FILE, objects)];
            let missing = names.iter().filter(|(_, found)| is_missing(found));
            let missing: Vec<&str> = missing.map(|(name, _)| *name).collect();
            let seen = format!("missing or empty: {}", missing.join(", "));
            vec![Opinion::wrong(
                ABOUT,
                seen,
                "put it back, or restore a backup",
            )]
        }
    }
}

pub(super) fn audit(patient: &Patient<'_>) -> Vec<Opinion> {
    const ABOUT: &str = "audit log";
    let folder = patient.folder();
    let config = &patient.loaded.config.audit;
    let newest = folder.join("audit.jsonl");
    let Ok(metadata) = fs::metadata(&newest) else {
        return if folder.join(DIRECTORY_FILE).exists() {
            let seen = format!("{} is not there", newest.display());
            vec![Opinion::wrong(
                ABOUT,
                seen,
                "`iamd audit verify` says what is missing",
            )]
        } else {
            Vec::new()
        };
    };
    let (files, size) = rotated(folder);
    let seen = format!(
        "{} in the newest file, {} in {files} older ones; `iamd audit verify` tells whether it \
         is whole",
        bytes(metadata.len()),
        bytes(size)
    );
    let keeps_all = config.keep_files == 0 && config.keep_days == 0;
    let free = rustix::fs::statvfs(folder).map(|fs| fs.f_bavail.saturating_mul(fs.f_frsize));
    if keeps_all && free.is_ok_and(|free| size > free) {
        let advice = "older files are kept for ever: move some elsewhere, or set audit.keep_days";
        return vec![Opinion::warning(
            ABOUT,
            format!("{seen}, more than is free"),
            advice,
        )];
    }
    vec![Opinion::fine(ABOUT, seen)]
}

/// How many rotated files there are, and their size together.
fn rotated(folder: &Path) -> (u64, u64) {
    let entries = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(Result::ok);
    let rotated = entries.filter(|entry| {
        let name = entry.file_name();
        name.to_string_lossy().starts_with("audit.jsonl.")
    });
    rotated.fold((0, 0), |(files, size), entry| {
        (
            files + 1,
            size + entry.metadata().map_or(0, |found| found.len()),
        )
    })
}
