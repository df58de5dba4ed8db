//! The machine: its clock, its disk, and what it allows a process.

use std::{fs, path::Path, time::UNIX_EPOCH};

use rustix::process::{Resource, getrlimit};

use super::{Opinion, Patient, bytes, now};

/// LIMIT: below this, a server soon cannot write.
const SPACE_MIN: u64 = 64 << 20;

/// Below this, somebody should look.
const SPACE_LOW: u64 = 1 << 30;

/// Files that are open besides connections: the stores, logs, listeners, objects.
const OTHER_FILES: u64 = 128;

/// When this program was not yet written: 2026-01-01T00:00:00Z.
const EARLIEST_SECOND: i64 = 1_767_225_600;

/// How far behind its own files a clock may be, in seconds.
const BEHIND_MAX: i64 = 300;

pub(super) fn version(patient: &Patient<'_>) -> Vec<Opinion> {
    let state = if patient.is_running {
        "a server runs with this data directory"
    } else {
        "no server runs with this data directory"
    };
    let seen = format!("iamd {}; {state}", env!("CARGO_PKG_VERSION"));
    vec![Opinion::fine("version", seen)]
}

pub(super) fn free_space(patient: &Patient<'_>) -> Vec<Opinion> {
    const ABOUT: &str = "free space";
    let Some(folder) = nearest(patient.folder()) else {
        return Vec::new();
    };
    let system = match rustix::fs::statvfs(folder) {
        Ok(system) => system,
        Err(error) => {
            let seen = format!("it cannot be told: {error}");
            return vec![Opinion::warning(ABOUT, seen, "look at the disk with `df`")];
        }
    };
    let free = system.f_bavail.saturating_mul(system.f_frsize);
    let seen = format!("{} free, {} files", bytes(free), system.f_favail);
    let advice = "free some space, or move the data directory to a larger disk";
    let is_without_names = system.f_files > 0 && system.f_favail < 1_000;
    vec![match free {
        0..SPACE_MIN => Opinion::wrong(ABOUT, seen, advice),
        _ if is_without_names => Opinion::wrong(ABOUT, seen, advice),
        SPACE_MIN..SPACE_LOW => Opinion::warning(ABOUT, seen, advice),
        _ => Opinion::fine(ABOUT, seen),
    }]
}

/// The folder, or the one above it that is there.
fn nearest(folder: &Path) -> Option<&Path> {
    let above = folder.ancestors();
    above
        .map(|path| {
            if path.as_os_str().is_empty() {
                Path::new(".")
            } else {
                path
            }
        })
        .find(|path| path.is_dir())
}

pub(super) fn open_files(patient: &Patient<'_>) -> Vec<Opinion> {
    const ABOUT: &str = "open files";
    let wanted = patient.loaded.config.limits.connections_max + OTHER_FILES;
    let limit = getrlimit(Resource::Nofile);
    let Some(may) = limit.maximum.filter(|may| *may < wanted) else {
        let seen = format!("as many as limits.connections_max needs ({wanted})");
        return vec![Opinion::fine(ABOUT, seen)];
    };
    let seen = format!("a process may open {may}, and limits.connections_max needs {wanted}");
    let advice =
        format!("raise the limit (`ulimit -Hn`, LimitNOFILE={wanted}), or lower the setting");
    vec![Opinion::warning(ABOUT, seen, advice)]
}

/// SECURITY: a process that is written to a file when it crashes is written with its keys.
pub(super) fn core_dumps(_: &Patient<'_>) -> Vec<Opinion> {
    const ABOUT: &str = "core dumps";
    vec![match getrlimit(Resource::Core).current {
        Some(0) => Opinion::fine(ABOUT, "off"),
        _ => Opinion::warning(
            ABOUT,
            "a crash would write the memory, keys and all, to a file",
            "turn them off for the server: `ulimit -c 0`, or LimitCORE=0 in its unit",
        ),
    }]
}

/// Signatures and codes of MFA devices are good for minutes, so a clock that is wrong refuses all.
pub(super) fn clock(patient: &Patient<'_>) -> Vec<Opinion> {
    const ABOUT: &str = "clock";
    let advice = "set the clock, and have it kept by NTP: signatures and MFA codes hang on it";
    let now = now();
    let seen = format!("{}", now.strftime("%Y-%m-%dT%H:%M:%SZ"));
    if now.as_second() < EARLIEST_SECOND {
        let seen = format!("{seen}, which was before this program");
        return vec![Opinion::wrong(ABOUT, seen, advice)];
    }
    let ahead = newest_file(patient.folder()).map_or(0, |newest| newest - now.as_second());
    if ahead > BEHIND_MAX {
        let seen = format!("{seen}, {ahead} seconds before files here were last written");
        return vec![Opinion::wrong(ABOUT, seen, advice)];
    }
    let is_kept = Path::new("/run/systemd/timesync/synchronized").exists();
    let kept = if is_kept { ", kept by the system" } else { "" };
    vec![Opinion::fine(ABOUT, format!("{seen}{kept}"))]
}

/// When a file of the folder was last written, in seconds since 1970.
fn newest_file(folder: &Path) -> Option<i64> {
    let entries = fs::read_dir(folder).ok()?.filter_map(Result::ok);
    let times = entries.filter_map(|entry| {
        let written = entry.metadata().ok()?.modified().ok()?;
        let since = written.duration_since(UNIX_EPOCH).ok()?;
        i64::try_from(since.as_secs()).ok()
    });
    times.max()
}
