//! `iamd doctor`: would a server run well here, or does the one that runs?
//!
//! Looks at the configuration, the data directory and the machine, changes nothing, and says of each
//! thing whether it is fine, and if not, what to do. It looks at the frame; whether the data is
//! sound, `iamd verify` says.

mod data;
mod network;
mod secrets;
mod system;
mod text;

use std::path::Path;

use iamd_ident::{Clock as _, Timestamp};
use serde::Serialize;

pub(crate) use self::text::text;
use crate::{
    config::{ConfigError, Loaded},
    control::SOCKET_NAME,
    system::SystemClock,
};

/// What is thought of one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Opinion {
    /// What it is about, such as `free space`.
    pub about: &'static str,
    /// Whether it is fine.
    pub verdict: Verdict,
    /// What was seen.
    pub seen: String,
    /// What to do, if something is to be done.
    pub advice: Option<String>,
}

/// Whether something is fine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It is.
    Fine,
    /// A server runs, and something should be done.
    Warning,
    /// A server does not run, or must not run like that.
    Wrong,
}

impl Opinion {
    fn fine(about: &'static str, seen: impl Into<String>) -> Self {
        Self {
            about,
            verdict: Verdict::Fine,
            seen: seen.into(),
            advice: None,
        }
    }

    fn warning(about: &'static str, seen: impl Into<String>, advice: impl Into<String>) -> Self {
        Self {
            about,
            verdict: Verdict::Warning,
            seen: seen.into(),
            advice: Some(advice.into()),
        }
    }

    fn wrong(about: &'static str, seen: impl Into<String>, advice: impl Into<String>) -> Self {
        Self {
            verdict: Verdict::Wrong,
            ..Self::warning(about, seen, advice)
        }
    }
}

/// What the checks know.
struct Patient<'a> {
    loaded: &'a Loaded,
    /// Whether a server runs with the data directory.
    is_running: bool,
}

impl Patient<'_> {
    fn folder(&self) -> &Path {
        &self.loaded.config.data_dir
    }
}

fn now() -> Timestamp {
    SystemClock.now()
}

/// Looks at one thing. It may be about several, or about nothing here.
type Look = fn(&Patient<'_>) -> Vec<Opinion>;

/// Everything that is looked at, in this order.
const LOOKS: &[Look] = &[
    system::version,
    network::settings,
    data::folder,
    data::files,
    data::format,
    data::stores,
    secrets::master_key,
    secrets::earlier_master_keys,
    secrets::root_credentials,
    data::audit,
    system::free_space,
    system::open_files,
    system::core_dumps,
    system::clock,
    network::addresses,
    network::plain_http,
    network::certificates,
    network::proxies,
    network::told_address,
];

/// Looks at everything.
pub fn look(loaded: &Loaded) -> Vec<Opinion> {
    let patient = Patient {
        loaded,
        is_running: is_running(&loaded.config.data_dir),
    };
    LOOKS.iter().flat_map(|look| look(&patient)).collect()
}

/// What there is to say when there is no configuration to look with.
pub fn misconfigured(error: &ConfigError) -> Vec<Opinion> {
    let advice = "mend the setting; `iamd config reference` says what each may be";
    vec![Opinion::wrong("configuration", error.to_string(), advice)]
}

/// The worst that was found.
pub fn worst(opinions: &[Opinion]) -> Verdict {
    let verdicts = opinions.iter().map(|opinion| opinion.verdict);
    verdicts.max().unwrap_or(Verdict::Fine)
}

/// Whether somebody answers at the control socket.
fn is_running(folder: &Path) -> bool {
    crate::control::client::is_answered(folder)
        .unwrap_or_else(|_| folder.join(SOCKET_NAME).exists())
}

/// A number of bytes, as people say it.
fn bytes(bytes: u64) -> String {
    const UNITS: [(&str, u32); 4] = [("GiB", 30), ("MiB", 20), ("KiB", 10), ("bytes", 0)];
    let found = UNITS.iter().find(|(_, shift)| bytes >> shift > 0);
    let (unit, shift) = found.copied().unwrap_or(("bytes", 0));
    format!("{} {unit}", bytes >> shift)
}
