//! The service as a whole.

use iamd_directory::Directory;

/// AWS IAM over a directory. For each operation that it performs it implements
/// [`Perform`](iamd_auth::Perform).
#[derive(Clone)]
pub struct Iam {
    directory: Directory,
}

impl Iam {
    /// The service over this directory.
    pub fn new(directory: Directory) -> Self {
        Self { directory }
    }

    pub(crate) fn directory(&self) -> &Directory {
        &self.directory
    }
}
