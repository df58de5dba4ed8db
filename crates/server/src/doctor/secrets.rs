//! The master key, and what else opens everything.

use std::{fs, os::unix::fs::MetadataExt as _, path::PathBuf, sync::Arc};

use iamd_disk::{LocalDisk, Overlay};
use iamd_ident::Random;

use super::{Opinion, Patient};
use crate::{
    data_dir::{DIRECTORY_FILE, DataDir, MasterKeySource},
    system::{SystemClock, SystemRandom},
};

/// LIMIT: what opening the keys would change is kept in memory instead.
const OVERLAY_BYTES: usize = 1 << 20;

pub(super) fn master_key(patient: &Patient<'_>) -> Vec<Opinion> {
    const ABOUT: &str = "master key";
    let folder = patient.folder();
    let source = patient.loaded.master_key_source();
    let mut opinions = readable_by_others(&source, patient);
    if !folder.join(DIRECTORY_FILE).exists() {
        return opinions;
    }
    if patient.is_running {
        opinions.push(Opinion::fine(
            ABOUT,
            "it opened the keyring when the server started",
        ));
        return opinions;
    }
    let disk = Arc::new(Overlay::new(Arc::new(LocalDisk), OVERLAY_BYTES));
    let random: Arc<dyn Random> = Arc::new(SystemRandom);
    let opened = DataDir::create_on(disk, folder)
        .and_then(|data_dir| data_dir.keys(source, &SystemClock, random).map(|_| ()));
    opinions.push(match opened {
        Ok(()) => Opinion::fine(ABOUT, "it opens the keyring"),
        Err(error) => {
            let advice = "without it nothing can be read: put it back from where you keep it";
            Opinion::wrong(ABOUT, error.to_string(), advice)
        }
    });
    opinions
}

/// SECURITY: a master key that others can read opens every backup.
fn readable_by_others(source: &MasterKeySource, patient: &Patient<'_>) -> Vec<Opinion> {
    let MasterKeySource::File(file) = source else {
        return Vec::new();
    };
    // The file of the data directory is looked at with all others there.
    let Some(path) = file else { return Vec::new() };
    let Ok(metadata) = fs::metadata(path) else {
        return Vec::new();
    };
    let shown = path.display();
    let mut opinions = Vec::new();
    if metadata.mode() & 0o077 != 0 {
        let seen = format!(
            "others may read {shown} (mode {:04o})",
            metadata.mode() & 0o777
        );
        opinions.push(Opinion::warning(
            "master key",
            seen,
            format!("chmod 600 {shown}"),
        ));
    }
    let folder = fs::metadata(patient.folder());
    if folder.is_ok_and(|folder| folder.dev() == metadata.dev()) {
        let seen = format!("{shown} is on the disk that it protects");
        let advice = "a copy of the disk is then a copy of everything: keep the key elsewhere, or \
                      have a command fetch it (master_key_command)";
        opinions.push(Opinion::warning("master key", seen, advice));
    }
    opinions
}

pub(super) fn earlier_master_keys(patient: &Patient<'_>) -> Vec<Opinion> {
    let entries = fs::read_dir(patient.folder()).into_iter().flatten();
    let names = entries
        .filter_map(Result::ok)
        .map(|entry| entry.file_name());
    let earlier = names.filter(|name| {
        let name = name.to_string_lossy();
        name.starts_with("master.key.") && !name.ends_with(".new")
    });
    let earlier: Vec<String> = earlier
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    if earlier.is_empty() {
        return Vec::new();
    }
    let seen = format!("kept for backups of their time: {}", earlier.join(", "));
    let advice = "put them away from this machine, and delete them once no backup needs them";
    vec![Opinion::warning("earlier master keys", seen, advice)]
}

pub(super) fn root_credentials(patient: &Patient<'_>) -> Vec<Opinion> {
    let path: PathBuf = patient.folder().join("root-credentials.env");
    if !path.exists() {
        return Vec::new();
    }
    let seen = format!("{} holds the root user's key in the clear", path.display());
    let advice = "make an administrator, put the file away from this machine, and delete it here";
    vec![Opinion::warning("root credentials", seen, advice)]
}
