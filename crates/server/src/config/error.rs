//! What can be wrong with a configuration.

use std::{fmt, io, path::PathBuf};

use super::Source;

/// The configuration is wrong. Each text says where, and what would be right.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read the configuration {}: {source}", path.display())]
    Read {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file is not TOML.
    #[error("{}:{line}: {message}", path.display())]
    Syntax {
        /// Which file.
        path: PathBuf,
        /// Which line, from one.
        line: usize,
        /// What the parser says.
        message: String,
    },
    /// There is no such setting.
    #[error("{place}there is no setting `{key}`{hint}")]
    UnknownKey {
        /// Where it stands.
        place: Place,
        /// What was written.
        key: String,
        /// What may have been meant.
        hint: Hint,
    },
    /// The setting may not stand in a file.
    #[error("{place}`{key}` cannot stand in this file; {instead}")]
    NotInFile {
        /// Where it stands.
        place: Place,
        /// Which setting.
        key: &'static str,
        /// What to do.
        instead: String,
    },
    /// The setting has a wrong value.
    #[error("{place}`{key}` cannot be `{given}`; it is {accepted}")]
    Value {
        /// Where it stands.
        place: Place,
        /// Which setting.
        key: &'static str,
        /// What was written.
        given: String,
        /// What would be right.
        accepted: String,
    },
    /// Two settings do not go together.
    #[error("{0}")]
    Combination(String),
}

/// Where a value stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In the table.
    Default,
    /// In a file, on a line that is counted from one.
    Line(PathBuf, usize),
    /// In an environment variable.
    Variable(String),
    /// In an option of the command line.
    Flag(String),
}

impl Place {
    pub(super) fn source(&self) -> Source {
        match self {
            Self::Default => Source::Default,
            Self::Line(_, line) => Source::File { line: *line },
            Self::Variable(_) => Source::Environment,
            Self::Flag(_) => Source::Flag,
        }
    }
}

/// The beginning of a message, with a colon and a space.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => Ok(()),
            Self::Line(path, line) => write!(f, "{}:{line}: ", path.display()),
            Self::Variable(name) => write!(f, "{name}: "),
            Self::Flag(name) => write!(f, "--{name}: "),
        }
    }
}

/// The setting that was perhaps meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hint(pub(super) Option<&'static str>);

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(key) => write!(f, "; did you mean `{key}`?"),
            None => f.write_str("; `iamd config reference` lists all settings"),
        }
    }
}
