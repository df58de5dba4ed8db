//! The environment: the only place that reads it.

use std::path::PathBuf;

use super::TABLE;

/// The variables that begin with `IAMD_`.
#[derive(Debug, Clone, Default)]
pub struct Environment(Vec<(String, String)>);

impl Environment {
    /// What every variable of ours begins with.
    const PREFIX: &str = "IAMD_";

    /// The environment of this process. Values that are not UTF-8 cannot be values of ours: they
    /// are taken with replacement characters, so that the message about them can show them.
    pub fn of_process() -> Self {
        let text = |part: std::ffi::OsString| part.to_string_lossy().into_owned();
        std::env::vars_os()
            .map(|(name, value)| (text(name), text(value)))
            .collect()
    }

    /// Where the system has short-lived files.
    pub fn temporary_directory() -> PathBuf {
        std::env::temp_dir()
    }

    /// The value that a setting has here.
    pub(super) fn value(&self, key: &str) -> Option<&str> {
        let row = TABLE.iter().find(|row| row.key == key)?;
        let variable = row.variable();
        let (_, value) = self.0.iter().find(|(name, _)| *name == variable)?;
        Some(value)
    }

    /// The names that are no setting's.
    pub(super) fn unknown(&self) -> impl Iterator<Item = String> {
        self.0
            .iter()
            .map(|(name, _)| name)
            .filter(|name| !TABLE.iter().any(|row| row.variable() == **name))
            .cloned()
    }
}

impl FromIterator<(String, String)> for Environment {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(variables: I) -> Self {
        let ours = |(name, _): &(String, String)| name.starts_with(Self::PREFIX);
        Self(variables.into_iter().filter(ours).collect())
    }
}
