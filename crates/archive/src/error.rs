//! How an archive says no.

use std::io;

use iamd_seal::KeyId;

use crate::{Disorder, VERSION};

/// An archive cannot be read. Each text is a clause that follows the name of the file.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It does not begin as archives do.
    #[error("it is no backup of iamd")]
    Foreign,
    /// Another version wrote it.
    #[error("it is a backup in format {found}, and this iamd reads format {VERSION}")]
    Version {
        /// Which format it is in.
        found: u32,
    },
    /// It ends before its end.
    #[error("it is cut short: its end is missing")]
    Cut,
    /// Something follows its end.
    #[error("something stands behind its end")]
    Longer,
    /// Its key is sealed under a key that is not there.
    #[error("it is sealed under key {wanted}, which its keyring does not have")]
    NoKey {
        /// Which key.
        wanted: KeyId,
    },
    /// Its head was changed.
    #[error("its head was changed")]
    Head,
    /// A piece was changed, moved or taken from elsewhere.
    #[error("it was changed, or is damaged, in piece {piece}")]
    Changed {
        /// Which piece, from 0.
        piece: u64,
    },
    /// What is in it makes no sense, though nobody changed it.
    #[error("what is in it cannot be: {0}")]
    Disorder(#[from] Disorder),
    /// It cannot be read.
    #[error(transparent)]
    Io(io::Error),
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::Cut,
            _ => Self::Io(error),
        }
    }
}

/// An archive cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// What is given does not belong there, or is too long.
    #[error("what is to be written cannot be: {0}")]
    Disorder(#[from] Disorder),
    /// It cannot be written.
    #[error(transparent)]
    Io(#[from] io::Error),
}
