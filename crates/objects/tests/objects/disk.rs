//! A disk that loses power: it forgets, tears and reorders what was not synced, contents and names
//! alike. The index and the blobs lie on one, so that one moment ends both.

mod contents;

use std::{
    collections::BTreeMap,
    fmt, io,
    path::{Component, Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicBool, Ordering},
    },
};

use iamd_objects::BlobDisk;
use iamd_store::{Disk, DiskFile};
use iamd_testkit::SeededRandom;

use self::contents::{Change, FileState};

/// A disk in memory. Clones are the same disk.
#[derive(Clone, Default)]
pub(crate) struct DoubleDisk(Arc<Mutex<World>>);

/// What the disk does wrong.
#[derive(Clone, Copy, Default)]
pub(crate) struct Faults {
    /// The power fails at this operation, counted from 1: it and all later ones are refused.
    pub(crate) power_off_at: Option<u64>,
    /// Syncs of these files fail.
    pub(crate) fails_sync_of: Option<fn(&Path) -> bool>,
    /// Syncs of these files and folders answer that they were done, and do nothing.
    pub(crate) skips_sync_of: Option<fn(&Path) -> bool>,
}

#[derive(Default)]
struct World {
    files: Vec<FileState>,
    /// Names as programs see them.
    names: Names,
    /// Names as they are on the disk, and what was done since, in order.
    durable_names: Names,
    pending_names: Vec<NameChange>,
    faults: Faults,
    operations: u64,
}

/// The index of a file, or nothing for a folder.
type Names = BTreeMap<PathBuf, Option<usize>>;

#[derive(Clone)]
enum NameChange {
    Made(PathBuf, Option<usize>),
    Removed(PathBuf),
    Renamed(PathBuf, PathBuf),
}

impl DoubleDisk {
    pub(crate) fn set_faults(&self, faults: Faults) {
        let mut world = self.world();
        world.faults = faults;
        world.operations = 0;
    }

    /// Whether the power has failed.
    pub(crate) fn is_off(&self) -> bool {
        let world = self.world();
        let off_at = world.faults.power_off_at;
        off_at.is_some_and(|at| world.operations >= at)
    }

    /// The files below a folder.
    pub(crate) fn files_below(&self, folder: &str) -> Vec<PathBuf> {
        let world = self.world();
        let files = world.names.iter().filter(|(_, file)| file.is_some());
        files
            .map(|(path, _)| path.clone())
            .filter(|path| path.starts_with(folder))
            .collect()
    }

    /// What another machine finds after a loss of power at this moment: of the changes that were
    /// not synced, of each folder the first few, of each file any subset, torn and reordered.
    pub(crate) fn after_power_loss(&self, random: &SeededRandom) -> Self {
        let world = self.world();
        let mut kept: BTreeMap<PathBuf, u64> = BTreeMap::new();
        for change in &world.pending_names {
            *kept.entry(change.folder()).or_default() += 1;
        }
        for count in kept.values_mut() {
            *count = random.next() % (*count + 1);
        }
        let mut names = world.durable_names.clone();
        for change in &world.pending_names {
            let left = kept.get_mut(&change.folder()).unwrap();
            if *left > 0 {
                *left -= 1;
                change.apply(&mut names);
            }
        }
        let all = names.clone();
        names.retain(|path, _| hangs_on(path, &all));
        let files = world.files.iter().map(|file| file.after_power_loss(random));
        Self::of(World {
            files: files.collect(),
            durable_names: names.clone(),
            names,
            ..World::default()
        })
    }

    /// What the next process finds after this one was killed at this moment: everything that was
    /// written, but nothing more of it durable than before.
    pub(crate) fn after_kill(&self) -> Self {
        let world = self.world();
        let unlocked = |file: &FileState| FileState {
            locked: false,
            ..file.clone()
        };
        Self::of(World {
            files: world.files.iter().map(unlocked).collect(),
            names: world.names.clone(),
            durable_names: world.durable_names.clone(),
            pending_names: world.pending_names.clone(),
            ..World::default()
        })
    }

    fn of(world: World) -> Self {
        Self(Arc::new(Mutex::new(world)))
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap()
    }

    fn file(&self, index: usize) -> Arc<dyn DiskFile> {
        Arc::new(DoubleFile {
            disk: self.clone(),
            index,
            holds_lock: AtomicBool::new(false),
        })
    }
}

/// The path without `.` and `..`.
fn resolved(path: &Path) -> PathBuf {
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

/// Whether every folder on the way to a path is there. Paths are relative.
fn hangs_on(path: &Path, names: &Names) -> bool {
    let folders = path.ancestors().skip(1);
    folders
        .filter(|folder| !folder.as_os_str().is_empty())
        .all(|folder| names.get(folder) == Some(&None))
}

impl Disk for DoubleDisk {
    fn open(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>> {
        let index = self.world().names.get(path).copied().flatten();
        let index = index.ok_or(io::ErrorKind::NotFound)?;
        Ok(self.file(index))
    }

    fn create(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>> {
        if let Ok(file) = self.open(path) {
            return Ok(file);
        }
        let mut world = self.world();
        world.operation()?;
        if !hangs_on(path, &world.names) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let index = world.files.len();
        world.files.push(FileState {
            path: path.into(),
            ..FileState::default()
        });
        world.change_name(NameChange::Made(path.into(), Some(index)));
        drop(world);
        Ok(self.file(index))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut world = self.world();
        world.operation()?;
        world.change_name(NameChange::Renamed(from.into(), to.into()));
        Ok(())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let mut world = self.world();
        world.operation()?;
        let folder = &resolved(folder);
        let is_root = folder.as_os_str().is_empty();
        if !is_root && world.names.get(folder) != Some(&None) {
            return Err(io::ErrorKind::NotFound.into());
        }
        if world.skips(folder) {
            return Ok(());
        }
        let pending = std::mem::take(&mut world.pending_names);
        for change in pending {
            if change.folder() == *folder {
                change.apply(&mut world.durable_names);
            } else {
                world.pending_names.push(change);
            }
        }
        Ok(())
    }
}

impl BlobDisk for DoubleDisk {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        let mut world = self.world();
        world.operation()?;
        if !world.names.contains_key(path) {
            world.change_name(NameChange::Made(path.into(), None));
        }
        Ok(())
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        let mut world = self.world();
        world.operation()?;
        if world.names.get(path).copied().flatten().is_none() {
            return Err(io::ErrorKind::NotFound.into());
        }
        world.change_name(NameChange::Removed(path.into()));
        Ok(())
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        let mut world = self.world();
        world.operation()?;
        match world.names.get(path) {
            Some(None) => {}
            _ => return Err(io::ErrorKind::NotFound.into()),
        }
        if world.names.keys().any(|name| name.parent() == Some(path)) {
            return Err(io::ErrorKind::DirectoryNotEmpty.into());
        }
        world.change_name(NameChange::Removed(path.into()));
        Ok(())
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        let world = self.world();
        if world.names.get(folder) != Some(&None) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let names = world
            .names
            .keys()
            .filter(|name| name.parent() == Some(folder));
        let text = |name: &PathBuf| name.file_name().unwrap().to_str().unwrap().to_owned();
        Ok(names.map(text).collect())
    }
}

impl World {
    /// Counts an operation; refuses it if the power is off.
    fn operation(&mut self) -> io::Result<()> {
        self.operations += 1;
        match self.faults.power_off_at {
            Some(at) if self.operations >= at => Err(io::Error::other("the power is off")),
            _ => Ok(()),
        }
    }

    fn skips(&self, path: &Path) -> bool {
        self.faults.skips_sync_of.is_some_and(|skips| skips(path))
    }

    fn change_name(&mut self, change: NameChange) {
        change.apply(&mut self.names);
        self.pending_names.push(change);
    }

    fn sync(&mut self, index: usize) -> io::Result<()> {
        self.operation()?;
        let path = self.files[index].path.clone();
        if self.faults.fails_sync_of.is_some_and(|fails| fails(&path)) {
            return Err(io::Error::other("a bad sector"));
        }
        if !self.skips(&path) {
            self.files[index].sync();
        }
        Ok(())
    }
}

impl NameChange {
    /// The folder whose sync makes it durable.
    fn folder(&self) -> PathBuf {
        let (Self::Made(path, _) | Self::Removed(path) | Self::Renamed(_, path)) = self;
        path.parent().unwrap().into()
    }

    fn apply(&self, names: &mut Names) {
        match self {
            Self::Made(path, file) => {
                names.insert(path.clone(), *file);
            }
            Self::Removed(path) => {
                names.remove(path);
            }
            Self::Renamed(from, to) => {
                if let Some(file) = names.remove(from) {
                    names.insert(to.clone(), file);
                }
            }
        }
    }
}

struct DoubleFile {
    disk: DoubleDisk,
    index: usize,
    holds_lock: AtomicBool,
}

impl DiskFile for DoubleFile {
    fn try_lock(&self) -> io::Result<bool> {
        let file = &mut self.disk.world().files[self.index];
        let free = !std::mem::replace(&mut file.locked, true);
        self.holds_lock.fetch_or(free, Ordering::SeqCst);
        Ok(free)
    }

    fn bytes(&self) -> io::Result<u64> {
        Ok(self.disk.world().files[self.index].contents.len() as u64)
    }

    fn set_bytes(&self, bytes: u64) -> io::Result<()> {
        let mut world = self.disk.world();
        world.operation()?;
        let bytes = usize::try_from(bytes).unwrap();
        world.files[self.index].change(Change::Length(bytes));
        Ok(())
    }

    fn read(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        let world = self.disk.world();
        let start = usize::try_from(offset).unwrap();
        let contents = &world.files[self.index].contents;
        let found = contents.get(start..start + buffer.len());
        buffer.copy_from_slice(found.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut world = self.disk.world();
        world.operation()?;
        world.files[self.index].change(Change::Sectors {
            offset: usize::try_from(offset).unwrap(),
            data: data.to_vec(),
        });
        Ok(())
    }

    fn sync(&self) -> io::Result<()> {
        self.disk.world().sync(self.index)
    }
}

impl Drop for DoubleFile {
    fn drop(&mut self) {
        if self.holds_lock.load(Ordering::SeqCst) {
            self.disk.world().files[self.index].locked = false;
        }
    }
}

impl fmt::Debug for DoubleDisk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DoubleDisk")
    }
}

impl fmt::Debug for DoubleFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DoubleFile({})", self.index)
    }
}
