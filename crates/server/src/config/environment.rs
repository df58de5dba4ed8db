//! The environment: the only place that reads it.

use std::{path::PathBuf, time::Duration};

use iamd_ident::Secret;

use super::TABLE;

/// The variables that begin with `IAMD_`.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    settings: Vec<(String, String)>,
    master_key: Option<Secret<String>>,
}

impl Environment {
    /// What every variable of ours begins with.
    const PREFIX: &str = "IAMD_";

    /// The one that is no setting: what is shown of settings never shows it.
    const MASTER_KEY: &str = "IAMD_MASTER_KEY";

    /// The environment of this process. Values that are not UTF-8 cannot be values of ours: they
    /// are taken with replacement characters, so that the message about them can show them.
    pub fn of_process() -> Self {
        // SECURITY: text that is UTF-8 is taken over without a copy, which would never be wiped. The
        // system's own copy stays as long as the process: its owner alone can read it.
        let text = |part: std::ffi::OsString| match part.into_string() {
            Ok(text) => text,
            Err(part) => part.to_string_lossy().into_owned(),
        };
        std::env::vars_os()
            .map(|(name, value)| (text(name), text(value)))
            .collect()
    }

    /// Where the system has short-lived files.
    pub fn temporary_directory() -> PathBuf {
        std::env::temp_dir()
    }

    /// The socket of whoever started the program and wants to know how it is.
    ///
    /// SOURCE: sd_notify(3).
    pub fn notify_socket() -> Option<String> {
        others("NOTIFY_SOCKET").filter(|name| !name.is_empty())
    }

    /// How long the program may stay silent before whoever started it takes it for dead.
    ///
    /// SOURCE: sd_watchdog_enabled(3).
    pub fn watchdog_period() -> Option<Duration> {
        let microseconds = others("WATCHDOG_USEC")?.parse().ok()?;
        Some(Duration::from_micros(microseconds))
    }

    /// The value that a setting has here.
    pub(super) fn value(&self, key: &str) -> Option<&str> {
        let row = TABLE.iter().find(|row| row.key == key)?;
        let variable = row.variable();
        let (_, value) = self.settings.iter().find(|(name, _)| *name == variable)?;
        Some(value)
    }

    /// The master key, if it is here.
    pub(super) fn master_key(&self) -> Option<&Secret<String>> {
        self.master_key.as_ref()
    }

    /// The names that are no setting's.
    pub(super) fn unknown(&self) -> impl Iterator<Item = String> {
        self.settings
            .iter()
            .map(|(name, _)| name)
            .filter(|name| !TABLE.iter().any(|row| row.variable() == **name))
            .cloned()
    }
}

/// A variable that is not ours.
fn others(name: &str) -> Option<String> {
    let mut variables = std::env::vars_os();
    let (_, value) = variables.find(|(found, _)| found == name)?;
    value.into_string().ok()
}

impl FromIterator<(String, String)> for Environment {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(variables: I) -> Self {
        let mut found = Self::default();
        for (name, value) in variables {
            if name == Self::MASTER_KEY {
                found.master_key = Some(Secret::new(value));
            } else if name.starts_with(Self::PREFIX) {
                found.settings.push((name, value));
            }
        }
        found
    }
}
