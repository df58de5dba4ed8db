//! With what requests are signed.

use std::{fmt, path::Path};

use anyhow::{Context as _, Result};
use iamd_ident::Secret;

/// An access key, or temporary credentials, and the region that requests are signed for.
#[derive(Clone)]
pub struct Key {
    /// The id, such as `AKIA…`.
    pub id: String,
    /// The secret.
    pub secret: Secret<String>,
    /// The session token of temporary credentials.
    pub session_token: Option<String>,
    /// The region of IAM and STS.
    pub region: String,
}

impl Key {
    /// An access key.
    pub fn new(id: &str, secret: &str, region: &str) -> Self {
        Self {
            id: id.to_owned(),
            secret: Secret::new(secret.to_owned()),
            session_token: None,
            region: region.to_owned(),
        }
    }

    /// The root user's key, as the first start wrote it into a data directory.
    ///
    /// # Errors
    /// The file is not there, or not whole.
    pub fn of_root(data_dir: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(data_dir.join("root-credentials.env"))?;
        Self::from_lines(&text).context("root-credentials.env is not whole")
    }

    /// A key as lines that a shell can source.
    pub fn from_lines(lines: &str) -> Option<Self> {
        let value = |name: &str| {
            lines.lines().find_map(|line| {
                let line = line.trim_start_matches("export ");
                line.strip_prefix(name)?.strip_prefix('=')
            })
        };
        Some(Self::new(
            value("AWS_ACCESS_KEY_ID")?,
            value("AWS_SECRET_ACCESS_KEY")?,
            value("AWS_REGION")?,
        ))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", self.id)
    }
}
