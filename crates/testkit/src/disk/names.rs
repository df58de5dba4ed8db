//! The names on a disk: as programs see them, and as they are on the disk.

use std::{
    collections::BTreeMap,
    path::{Component, Path, PathBuf},
};

/// What each path names. The root is not among them.
pub(super) type Names = BTreeMap<PathBuf, Node>;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// The file with this index.
    File(usize),
    Folder,
}

impl Node {
    pub(super) fn is_file(self) -> bool {
        matches!(self, Self::File(_))
    }
}

/// What was done to a name.
#[derive(Clone, Debug)]
pub(super) enum NameChange {
    Made(PathBuf, Node),
    Removed(PathBuf),
    Renamed(PathBuf, PathBuf),
}

impl NameChange {
    /// The folder whose sync makes it durable.
    pub(super) fn folder(&self) -> PathBuf {
        let (Self::Made(path, _) | Self::Removed(path) | Self::Renamed(_, path)) = self;
        path.parent().map(Path::to_owned).unwrap_or_default()
    }

    pub(super) fn apply(&self, names: &mut Names) {
        match self {
            Self::Made(path, node) => {
                names.insert(path.clone(), *node);
            }
            Self::Removed(path) => {
                names.remove(path);
            }
            Self::Renamed(from, to) => {
                if let Some(node) = names.remove(from) {
                    names.insert(to.clone(), node);
                }
            }
        }
    }
}

/// The path from the root, without `.` and `..`.
pub(super) fn resolved(path: &Path) -> PathBuf {
    let mut resolved = PathBuf::new();
    for component in path.components() {
        match component {
            Component::Normal(name) => resolved.push(name),
            Component::ParentDir => drop(resolved.pop()),
            _ => {}
        }
    }
    resolved
}

/// Whether every folder on the way to a path is there.
pub(super) fn hangs_on(path: &Path, names: &Names) -> bool {
    let folders = path.ancestors().skip(1);
    folders
        .filter(|folder| !folder.as_os_str().is_empty())
        .all(|folder| names.get(folder) == Some(&Node::Folder))
}
