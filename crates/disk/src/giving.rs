//! The file system of the machine, for the system's root user in a folder of another one.

use std::{
    fs::File,
    io,
    os::fd::{AsFd, OwnedFd},
    path::Path,
    sync::Arc,
};

use rustix::{
    fs::{CWD, Mode, OFlags, fchown, fstat, mkdirat, openat},
    process::{Gid, Uid, geteuid},
};

use crate::{
    Disk, DiskFile, Entry, LocalDisk, folder_of,
    local::{FILE_MODE, FOLDER_MODE, LocalFile},
};

/// The file system of the machine, where what the system's root user makes belongs to whom the folder
/// belongs that it is made in. So a server that runs as another user can go on with what a command of
/// root left there. To all others it is a [`LocalDisk`].
///
/// Where the system refuses to give something away, as network file systems may, it stays root's.
#[derive(Clone, Copy, Debug, Default)]
pub struct GivingDisk;

impl Disk for GivingDisk {
    fn open(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>> {
        LocalDisk.open(path)
    }

    fn open_to_read(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>> {
        LocalDisk.open_to_read(path)
    }

    fn create(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>> {
        match self.create_new(path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => LocalDisk.create(path),
            made => made,
        }
    }

    fn create_new(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>> {
        let Some(place) = Place::of(path)? else {
            return LocalDisk.create_new(path);
        };
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC;
        let mode = Mode::from_raw_mode(FILE_MODE);
        let file = openat(&place.folder, place.name, flags, mode)?;
        place.give(&file);
        Ok(Arc::new(LocalFile(File::from(file))))
    }

    fn read(&self, path: &Path, bytes_max: usize) -> io::Result<Vec<u8>> {
        LocalDisk.read(path, bytes_max)
    }

    fn entry(&self, path: &Path) -> io::Result<Entry> {
        LocalDisk.entry(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        LocalDisk.rename(from, to)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        LocalDisk.link(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        LocalDisk.remove_file(path)
    }

    fn create_folder(&self, path: &Path) -> io::Result<bool> {
        let Some(place) = Place::of(path)? else {
            return LocalDisk.create_folder(path);
        };
        match mkdirat(&place.folder, place.name, Mode::from_raw_mode(FOLDER_MODE)) {
            Ok(()) => {
                place.give(&place.made_folder()?);
                Ok(true)
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                LocalDisk.create_folder(path)
            }
            Err(error) => Err(error.into()),
        }
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        LocalDisk.remove_folder(path)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        LocalDisk.names(folder)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        LocalDisk.sync_folder(folder)
    }
}

/// A name in an open folder that belongs to another user.
///
/// SECURITY: who owns the folder may change what lies there at any moment. So the folder that is asked
/// for its owner is the very one in which something is made, and nothing is given away but what was
/// just made: through a link in its place root would give away what is elsewhere.
struct Place<'a> {
    folder: OwnedFd,
    name: &'a std::ffi::OsStr,
    owner: (Uid, Gid),
}

impl<'a> Place<'a> {
    /// `None` where nothing is to be given to anybody.
    fn of(path: &'a Path) -> io::Result<Option<Self>> {
        let (Some(name), true) = (path.file_name(), geteuid().is_root()) else {
            return Ok(None);
        };
        let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let folder = openat(CWD, folder_of(path), flags, Mode::empty())?;
        let found = fstat(&folder)?;
        let owner = (Uid::from_raw(found.st_uid), Gid::from_raw(found.st_gid));
        Ok((!owner.0.is_root()).then_some(Self {
            folder,
            name,
            owner,
        }))
    }

    fn made_folder(&self) -> io::Result<OwnedFd> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        Ok(openat(&self.folder, self.name, flags, Mode::empty())?)
    }

    fn give(&self, made: impl AsFd) {
        let (user, group) = self.owner;
        let _given = fchown(made, Some(user), Some(group)).is_ok();
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{MetadataExt as _, chown, symlink};

    use super::*;
    use crate::replace_durably;

    /// Anybody but root.
    const OTHER: u32 = 12345;

    fn owner(path: &Path) -> (u32, u32) {
        let metadata = std::fs::symlink_metadata(path).unwrap();
        (metadata.uid(), metadata.gid())
    }

    /// Tests nothing where it is not root that runs it: nobody else can give files away.
    #[test]
    fn what_root_makes_belongs_to_the_owner_of_the_folder() {
        if !geteuid().is_root() {
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        GivingDisk.create_new(&at("before")).unwrap();
        assert_eq!(
            owner(&at("before")),
            owner(folder.path()),
            "of root, in root's"
        );
        chown(folder.path(), Some(OTHER), Some(OTHER + 1)).unwrap();
        GivingDisk.create_new(&at("new")).unwrap();
        GivingDisk.create(&at("lock")).unwrap();
        assert!(GivingDisk.create_folder(&at("objects")).unwrap());
        assert!(!GivingDisk.create_folder(&at("objects")).unwrap());
        let inner = at("objects").join("blob");
        replace_durably(&GivingDisk, &inner, b"bytes").unwrap();
        for path in [at("new"), at("lock"), at("objects"), inner] {
            assert_eq!(owner(&path), (OTHER, OTHER + 1), "{}", path.display());
        }
        // What was there stays whose it is, wherever a link may lead.
        let elsewhere = tempfile::NamedTempFile::new().unwrap();
        symlink(elsewhere.path(), at("link")).unwrap();
        GivingDisk.create(&at("link")).unwrap();
        GivingDisk.create_new(&at("link")).unwrap_err();
        GivingDisk.create(&at("before")).unwrap();
        assert_eq!((owner(elsewhere.path()).0, owner(&at("before")).0), (0, 0));
    }
}
