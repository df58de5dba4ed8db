//! Where the socket is.

use std::{
    fs::File,
    io,
    os::{fd::AsRawFd, unix::ffi::OsStrExt},
    path::{Path, PathBuf},
};

use super::SOCKET_NAME;

/// LIMIT: the longest path that a socket's address holds on Linux, without the final zero.
const PATH_BYTES_MAX: usize = 107;

/// A path to the socket that is short enough for the system. A long one leads over the open
/// directory, which is to be kept while the path is used.
#[derive(Debug)]
pub(super) struct SocketPath {
    pub(super) path: PathBuf,
    _directory: Option<File>,
}

impl SocketPath {
    pub(super) fn within(directory: &Path) -> io::Result<Self> {
        let path = directory.join(SOCKET_NAME);
        if path.as_os_str().as_bytes().len() <= PATH_BYTES_MAX {
            return Ok(Self {
                path,
                _directory: None,
            });
        }
        let directory = File::open(directory)?;
        let path = format!("/proc/self/fd/{}/{SOCKET_NAME}", directory.as_raw_fd());
        Ok(Self {
            path: path.into(),
            _directory: Some(directory),
        })
    }
}
