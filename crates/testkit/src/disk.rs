//! A disk that loses power: it forgets, tears and reorders what was not synced, contents and names
//! alike, and does wrong what it is told to do wrong.
//!
//! Everything of a program that has to be durable lies on one, so that one moment ends all of it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a double for tests, which fail when it panics"
)]

mod contents;
mod faults;
mod file;
mod names;

use std::{
    collections::BTreeMap,
    fmt, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard},
};

use iamd_disk::{Disk, DiskFile, Entry, Kind};

pub use self::faults::Faults;
use self::{
    contents::{Change, FileState},
    file::DoubleFile,
    names::{NameChange, Names, Node, hangs_on, resolved},
};
use crate::SeededRandom;

/// A disk in memory. Clones are the same disk.
///
/// Its root is there and durable; other folders have to be made. `/data`, `data` and `./data` are
/// the same place.
#[derive(Clone, Default)]
pub struct DoubleDisk(Arc<Mutex<World>>);

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
    syncs: u64,
    gate: Option<Gate>,
}

/// Called at every sync of a file.
type Gate = Arc<dyn Fn() + Send + Sync>;

impl DoubleDisk {
    /// An empty disk with these faults.
    pub fn new(faults: Faults) -> Self {
        let disk = Self::default();
        disk.set_faults(faults);
        disk
    }

    /// A disk with one file at its root, which is durable.
    pub fn with_file(name: &str, contents: Vec<u8>) -> Self {
        let names = Names::from([(resolved(Path::new(name)), Node::File(0))]);
        Self::of(World {
            files: vec![FileState::durable(resolved(Path::new(name)), contents)],
            durable_names: names.clone(),
            names,
            ..World::default()
        })
    }

    /// From now on the disk has these faults and no others. Operations and syncs count from here.
    pub fn set_faults(&self, faults: Faults) {
        let mut world = self.world();
        world.faults = faults;
        world.operations = 0;
        world.syncs = 0;
    }

    /// Calls this at every sync of a file, before it is done.
    pub fn set_gate(&self, gate: impl Fn() + Send + Sync + 'static) {
        self.world().gate = Some(Arc::new(gate));
    }

    /// The lengths of all files together.
    pub fn bytes(&self) -> u64 {
        let world = self.world();
        world
            .files
            .iter()
            .map(|file| file.contents.len() as u64)
            .sum()
    }

    /// Operations that change something or make it durable, since the faults were set.
    pub fn operations(&self) -> u64 {
        self.world().operations
    }

    /// Syncs of files since the faults were set.
    pub fn syncs(&self) -> u64 {
        self.world().syncs
    }

    /// Whether the power has failed.
    pub fn is_off(&self) -> bool {
        let world = self.world();
        let off_at = world.faults.power_off_at;
        off_at.is_some_and(|at| world.operations >= at)
    }

    /// The contents of a file, as programs see them.
    ///
    /// # Panics
    /// There is none.
    pub fn contents(&self, path: impl AsRef<Path>) -> Vec<u8> {
        let world = self.world();
        let index = world.file(path.as_ref()).unwrap();
        world.files[index].contents.clone()
    }

    /// Puts other contents into a file, durably, as a broken disk might.
    ///
    /// # Panics
    /// There is none.
    pub fn damage(&self, path: impl AsRef<Path>, contents: Vec<u8>) {
        let mut world = self.world();
        let index = world.file(path.as_ref()).unwrap();
        world.files[index].replace(contents);
    }

    /// The files below a folder, and in those below it.
    pub fn files_below(&self, folder: impl AsRef<Path>) -> Vec<PathBuf> {
        let (world, folder) = (self.world(), resolved(folder.as_ref()));
        let files = world.names.iter().filter(|(_, node)| node.is_file());
        let paths = files.map(|(path, _)| path.clone());
        paths.filter(|path| path.starts_with(&folder)).collect()
    }

    /// What another start finds after a loss of power at this moment: of the changes that were not
    /// synced, of each folder the first few, of each file any subset, torn and in any order.
    ///
    /// That changes of one folder keep their order is what file systems with a journal promise.
    #[must_use]
    pub fn after_power_loss(&self, random: &SeededRandom) -> Self {
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
            let left = kept.entry(change.folder()).or_default();
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
    #[must_use]
    pub fn after_kill(&self) -> Self {
        let world = self.world();
        Self::of(World {
            files: world.files.iter().map(FileState::unlocked).collect(),
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

    /// A change of names that is a system call of its own.
    fn change_names(
        &self,
        change: impl FnOnce(&World) -> io::Result<Option<NameChange>>,
    ) -> io::Result<bool> {
        let mut world = self.world();
        world.begin()?;
        let change = change(&world)?;
        let is_change = change.is_some();
        if let Some(change) = change {
            change.apply(&mut world.names);
            world.pending_names.push(change);
        }
        Ok(is_change)
    }

    fn make_file(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>> {
        let path = resolved(path);
        let mut world = self.world();
        world.begin()?;
        world.check_folder_of(&path)?;
        let index = world.files.len();
        world.files.push(FileState::new(path.clone()));
        let change = NameChange::Made(path, Node::File(index));
        change.apply(&mut world.names);
        world.pending_names.push(change);
        drop(world);
        Ok(DoubleFile::open(self, index))
    }
}

impl Disk for DoubleDisk {
    fn open(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>> {
        let world = self.world();
        let index = world.file(path)?;
        if world.faults.is_read_only {
            return Err(io::ErrorKind::ReadOnlyFilesystem.into());
        }
        drop(world);
        Ok(DoubleFile::open(self, index))
    }

    fn open_to_read(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>> {
        let index = self.world().file(path)?;
        Ok(DoubleFile::open(self, index))
    }

    fn create(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>> {
        match self.open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => self.make_file(path),
            opened => opened,
        }
    }

    fn create_new(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>> {
        if self.world().names.contains_key(&resolved(path)) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        self.make_file(path)
    }

    fn read(&self, path: &Path, bytes_max: usize) -> io::Result<Vec<u8>> {
        let world = self.world();
        let contents = &world.files[world.file(path)?].contents;
        if contents.len() > bytes_max {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(contents.clone())
    }

    fn entry(&self, path: &Path) -> io::Result<Entry> {
        let world = self.world();
        let (kind, bytes, mode) = match world.node(path)? {
            Node::Folder => (Kind::Folder, 0, 0o700),
            Node::File(index) => (Kind::File, world.files[index].contents.len(), 0o600),
        };
        let bytes = bytes as u64;
        Ok(Entry { kind, bytes, mode })
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let (from, to) = (resolved(from), resolved(to));
        let renamed = self.change_names(|world| {
            world.node(&from)?;
            if from.parent() != to.parent() {
                return Err(io::ErrorKind::CrossesDevices.into());
            }
            Ok(Some(NameChange::Renamed(from, to)))
        });
        renamed.map(drop)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        let linked = self.change_names(|world| {
            let file = Node::File(world.file(from)?);
            let to = resolved(to);
            world.check_folder_of(&to)?;
            if world.names.contains_key(&to) {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            Ok(Some(NameChange::Made(to, file)))
        });
        linked.map(drop)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        let removed = self.change_names(|world| {
            world.file(path)?;
            Ok(Some(NameChange::Removed(resolved(path))))
        });
        removed.map(drop)
    }

    fn create_folder(&self, path: &Path) -> io::Result<bool> {
        self.change_names(|world| match world.node(path) {
            Ok(Node::Folder) => Ok(None),
            Ok(Node::File(_)) => Err(io::ErrorKind::AlreadyExists.into()),
            Err(_) => {
                let path = resolved(path);
                world.check_folder_of(&path)?;
                Ok(Some(NameChange::Made(path, Node::Folder)))
            }
        })
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        let removed = self.change_names(|world| {
            let path = world.folder(path)?;
            if world.names.keys().any(|name| name.parent() == Some(&path)) {
                return Err(io::ErrorKind::DirectoryNotEmpty.into());
            }
            Ok(Some(NameChange::Removed(path)))
        });
        removed.map(drop)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        let world = self.world();
        let folder = world.folder(folder)?;
        let within = |name: &&PathBuf| name.parent() == Some(&folder);
        let text = |name: &PathBuf| name.file_name().unwrap().to_str().unwrap().to_owned();
        Ok(world.names.keys().filter(within).map(text).collect())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let mut world = self.world();
        world.begin_sync()?;
        let folder = world.folder(folder)?;
        if world.faults.skips(&folder) {
            return Ok(());
        }
        for change in std::mem::take(&mut world.pending_names) {
            if change.folder() == folder {
                change.apply(&mut world.durable_names);
            } else {
                world.pending_names.push(change);
            }
        }
        Ok(())
    }
}

impl World {
    fn node(&self, path: &Path) -> io::Result<Node> {
        let path = resolved(path);
        if path.as_os_str().is_empty() {
            return Ok(Node::Folder);
        }
        let found = self.names.get(&path).copied();
        found.ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn file(&self, path: &Path) -> io::Result<usize> {
        match self.node(path)? {
            Node::File(index) => Ok(index),
            Node::Folder => Err(io::ErrorKind::IsADirectory.into()),
        }
    }

    fn folder(&self, path: &Path) -> io::Result<PathBuf> {
        match self.node(path)? {
            Node::Folder => Ok(resolved(path)),
            Node::File(_) => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    fn check_folder_of(&self, path: &Path) -> io::Result<()> {
        let is_there = hangs_on(path, &self.names);
        is_there.then_some(()).ok_or(io::ErrorKind::NotFound.into())
    }

    /// Counts an operation that changes something; refuses it if that is not to be.
    fn begin(&mut self) -> io::Result<()> {
        if self.faults.is_read_only {
            return Err(io::ErrorKind::ReadOnlyFilesystem.into());
        }
        self.begin_sync()
    }

    /// Counts an operation that changes nothing that programs see.
    fn begin_sync(&mut self) -> io::Result<()> {
        self.operations += 1;
        self.faults.check_operation(self.operations)
    }

    /// Changes the contents of a file.
    fn change(&mut self, index: usize, bytes: u64, change: Change) -> io::Result<()> {
        self.begin()?;
        let all: usize = self.files.iter().map(|file| file.contents.len()).sum();
        let file = &mut self.files[index];
        let grows = bytes.saturating_sub(file.contents.len() as u64);
        self.faults
            .check_room(bytes, all as u64 + grows, grows > 0)?;
        file.change(change);
        Ok(())
    }

    /// Makes the contents of a file durable, unless a fault is planted there.
    fn sync(&mut self, index: usize) -> io::Result<()> {
        self.begin_sync()?;
        let mut names = vec![self.files[index].made_as.clone()];
        let current = self
            .names
            .iter()
            .filter(|(_, node)| **node == Node::File(index));
        names.extend(current.map(|(path, _)| path.clone()));
        if names.iter().any(|name| self.faults.fails_sync(name)) {
            return Err(io::Error::other("a bad sector"));
        }
        self.syncs += 1;
        if self.faults.sync_skipped == Some(self.syncs) {
            let behind = self.faults.power_off_behind_skipped;
            self.faults.power_off_at = Some(self.operations + behind);
            return Ok(());
        }
        if !names.iter().any(|name| self.faults.skips(name)) {
            self.files[index].sync();
        }
        Ok(())
    }
}

impl fmt::Debug for DoubleDisk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DoubleDisk")
    }
}
