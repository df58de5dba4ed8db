//! Every sync there is, so that each can be taken out.

use std::path::Path;

/// A kind of sync: of the contents of a file, or of the names in a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sync {
    /// The store of the directory.
    DirectoryFile,
    /// The store of the objects.
    ObjectsFile,
    /// The names in the data directory.
    DataFolder,
    /// The name of the data directory itself.
    ParentFolder,
    /// The bytes of an object.
    BlobFile,
    /// The names of blobs in a drawer.
    BlobDrawer,
    /// The names of drawers in an epoch.
    BlobEpoch,
    /// The names of epochs.
    BlobRoot,
    /// The audit log.
    AuditFile,
    /// How far the audit log is known to be on the disk.
    AuditHead,
    /// The keyring, both copies: with one of them alone the other one stands in, as it should.
    Keyrings,
    /// The master key.
    MasterKey,
    /// The mark of the data directory.
    Format,
    /// The root user's key.
    RootCredentials,
}

impl Sync {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::DirectoryFile,
        Self::ObjectsFile,
        Self::DataFolder,
        Self::ParentFolder,
        Self::BlobFile,
        Self::BlobDrawer,
        Self::BlobEpoch,
        Self::BlobRoot,
        Self::AuditFile,
        Self::AuditHead,
        Self::Keyrings,
        Self::MasterKey,
        Self::Format,
        Self::RootCredentials,
    ];

    /// Whether it belongs to the first start alone.
    pub(crate) fn is_of_the_first_start(self) -> bool {
        matches!(
            self,
            Self::ParentFolder | Self::MasterKey | Self::Format | Self::RootCredentials
        )
    }

    /// Whether a sync of this path is one of the kind.
    pub(crate) fn skips(self) -> fn(&Path) -> bool {
        match self {
            Self::DirectoryFile => |path| starts(path, "directory.redb"),
            Self::ObjectsFile => |path| starts(path, "objects.redb"),
            Self::DataFolder => |path| path == Path::new("data"),
            Self::ParentFolder => |path| path.as_os_str().is_empty(),
            Self::BlobFile => |path| below_blobs(path) == Some(3),
            Self::BlobDrawer => |path| below_blobs(path) == Some(2),
            Self::BlobEpoch => |path| below_blobs(path) == Some(1),
            Self::BlobRoot => |path| below_blobs(path) == Some(0),
            Self::AuditFile => |path| starts(path, "audit.jsonl"),
            Self::AuditHead => |path| starts(path, "audit.head"),
            Self::Keyrings => |path| starts(path, "keyring"),
            Self::MasterKey => |path| starts(path, "master.key"),
            Self::Format => |path| starts(path, "format"),
            Self::RootCredentials => |path| starts(path, "root-credentials.env"),
        }
    }
}

/// Whether a file of the data directory has a name that begins so.
fn starts(path: &Path, beginning: &str) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy());
    path.parent() == Some(Path::new("data")) && name.is_some_and(|it| it.starts_with(beginning))
}

/// How deep a path is below the folder of the blobs.
fn below_blobs(path: &Path) -> Option<usize> {
    let below = path.strip_prefix("data/objects").ok()?;
    Some(below.components().count())
}
