//! What goes wrong on the machine that a program runs on.

use std::{io, path::PathBuf};

/// What was to be done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileAttempt {
    /// It was to be written.
    Write,
    /// It was to be removed.
    Remove,
}

/// Why a profile cannot be used.
#[derive(Debug, PartialEq, Eq)]
pub enum ProfileFault {
    /// It is not there.
    Missing,
    /// The files where it would be cannot be read.
    Unreadable {
        /// Why.
        detail: String,
    },
    /// Neither it nor the environment has an endpoint, and a file that has one was only found: its
    /// key may not be sent there.
    NoEndpoint {
        /// The file.
        file: PathBuf,
    },
}

/// Why a file with credentials cannot be used.
#[derive(Debug)]
pub enum CredentialsFault {
    /// The system does not give it.
    Unreadable(io::Error),
    /// It is longer than any such file.
    TooLong,
    /// It does not say this.
    Lacks {
        /// The name of the variable.
        variable: &'static str,
    },
}
