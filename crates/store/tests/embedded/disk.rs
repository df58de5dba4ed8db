//! A disk that loses power: it forgets, tears and reorders what was not synced, and does wrong
//! what it is told to do wrong.

use std::{
    collections::BTreeMap,
    fmt, io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicBool, Ordering},
    },
};

use iamd_store::{Disk, DiskFile};
use iamd_testkit::SeededRandom;

/// The unit that a disk writes whole.
const SECTOR: usize = 512;

/// A disk in memory. Clones are the same disk.
#[derive(Clone, Default)]
pub(crate) struct DoubleDisk(Arc<Mutex<World>>);

/// What the disk does wrong, and when. Operations and syncs count from 1.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Faults {
    /// The power fails at this operation: it and all later ones are refused.
    pub(crate) power_off_at: Option<u64>,
    /// This sync of a file answers that it was done, and does nothing.
    pub(crate) sync_skipped: Option<u64>,
    /// The power fails so many operations behind the skipped sync, if there is one.
    pub(crate) power_off_behind_skipped: u64,
    /// No sync of a folder does anything.
    pub(crate) folder_syncs_skipped: bool,
    /// This operation fails, and those behind it do not.
    pub(crate) fails_once_at: Option<u64>,
    /// Syncs fail.
    pub(crate) syncs_fail: bool,
    /// No file may grow beyond this.
    pub(crate) file_bytes_max: Option<u64>,
}

#[derive(Default)]
struct World {
    files: Vec<FileState>,
    /// Names as programs see them, and as they are on the disk.
    names: BTreeMap<PathBuf, usize>,
    durable_names: BTreeMap<PathBuf, usize>,
    pending_names: Vec<NameChange>,
    faults: Faults,
    operations: u64,
    syncs: u64,
    gate: Option<Gate>,
}

/// Called at every sync of a file.
type Gate = Arc<dyn Fn() + Send + Sync>;

#[derive(Clone, Default)]
struct FileState {
    /// As programs see it.
    contents: Vec<u8>,
    /// As it is on the disk.
    durable: Vec<u8>,
    pending: Vec<Change>,
    locked: bool,
}

#[derive(Clone)]
enum Change {
    Length(usize),
    Sectors { offset: usize, data: Vec<u8> },
}

#[derive(Clone)]
enum NameChange {
    Created(PathBuf, usize),
    Renamed(PathBuf, PathBuf),
}

impl DoubleDisk {
    /// An empty disk with these faults.
    pub(crate) fn new(faults: Faults) -> Self {
        let disk = Self::default();
        disk.set_faults(faults);
        disk
    }

    pub(crate) fn set_faults(&self, faults: Faults) {
        self.world().faults = faults;
    }

    /// Calls this at every sync of a file, before it is done.
    pub(crate) fn set_gate(&self, gate: impl Fn() + Send + Sync + 'static) {
        self.world().gate = Some(Arc::new(gate));
    }

    /// Operations so far.
    pub(crate) fn operations(&self) -> u64 {
        self.world().operations
    }

    /// Whether the power has failed.
    pub(crate) fn is_off(&self) -> bool {
        let world = self.world();
        let off_at = world.faults.power_off_at;
        off_at.is_some_and(|at| world.operations >= at)
    }

    /// Syncs of files so far.
    pub(crate) fn syncs(&self) -> u64 {
        self.world().syncs
    }

    /// The contents of the file of this name.
    pub(crate) fn contents(&self, path: &str) -> Vec<u8> {
        let world = self.world();
        world.files[world.names[Path::new(path)]].contents.clone()
    }

    /// A disk with one file, which is durable.
    pub(crate) fn with_file(path: &str, contents: Vec<u8>) -> Self {
        let names = BTreeMap::from([(path.into(), 0)]);
        let file = FileState {
            durable: contents.clone(),
            contents,
            ..FileState::default()
        };
        Self(Arc::new(Mutex::new(World {
            files: vec![file],
            durable_names: names.clone(),
            names,
            ..World::default()
        })))
    }

    /// What another machine finds on the disk after a loss of power at this moment: of the changes
    /// that were not synced any subset, in any order, each torn at the borders of sectors.
    pub(crate) fn after_power_loss(&self, random: &SeededRandom) -> Self {
        let world = self.world();
        let kept = world.pending_names.len() as u64 + 1;
        let kept = usize::try_from(random.next() % kept).unwrap();
        let mut names = world.durable_names.clone();
        for change in &world.pending_names[..kept] {
            change.apply(&mut names);
        }
        let files = world.files.iter().map(|file| file.after_power_loss(random));
        let survivor = World {
            files: files.collect(),
            durable_names: names.clone(),
            names,
            ..World::default()
        };
        Self(Arc::new(Mutex::new(survivor)))
    }

    /// What the next process finds after this one was killed at this moment: everything that was
    /// written, but nothing more of it durable than before.
    pub(crate) fn after_kill(&self) -> Self {
        let world = self.world();
        let unlocked = |file: &FileState| FileState {
            locked: false,
            ..file.clone()
        };
        let survivor = World {
            files: world.files.iter().map(unlocked).collect(),
            names: world.names.clone(),
            durable_names: world.durable_names.clone(),
            pending_names: world.pending_names.clone(),
            ..World::default()
        };
        Self(Arc::new(Mutex::new(survivor)))
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

impl Disk for DoubleDisk {
    fn open(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>> {
        let index = self.world().names.get(path).copied();
        index
            .map(|index| self.file(index))
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn create(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>> {
        if let Ok(file) = self.open(path) {
            return Ok(file);
        }
        let mut world = self.world();
        world.operation()?;
        world.files.push(FileState::default());
        let index = world.files.len() - 1;
        world.change_name(NameChange::Created(path.into(), index));
        drop(world);
        Ok(self.file(index))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut world = self.world();
        world.operation()?;
        world.change_name(NameChange::Renamed(from.into(), to.into()));
        Ok(())
    }

    fn sync_folder(&self, _: &Path) -> io::Result<()> {
        let mut world = self.world();
        world.operation()?;
        if !world.faults.folder_syncs_skipped {
            world.pending_names.clear();
            world.durable_names = world.names.clone();
        }
        Ok(())
    }
}

impl World {
    /// Counts an operation; refuses it if the power is off.
    fn operation(&mut self) -> io::Result<()> {
        self.operations += 1;
        if self.faults.fails_once_at == Some(self.operations) {
            return Err(io::Error::other("a passing fault"));
        }
        match self.faults.power_off_at {
            Some(at) if self.operations >= at => Err(io::Error::other("the power is off")),
            _ => Ok(()),
        }
    }

    fn change_name(&mut self, change: NameChange) {
        change.apply(&mut self.names);
        self.pending_names.push(change);
    }

    fn check_room(&self, bytes: u64) -> io::Result<()> {
        match self.faults.file_bytes_max {
            Some(max) if bytes > max => Err(io::ErrorKind::StorageFull.into()),
            _ => Ok(()),
        }
    }

    fn sync(&mut self, index: usize) -> io::Result<()> {
        self.operation()?;
        if self.faults.syncs_fail {
            return Err(io::Error::other("a bad sector"));
        }
        self.syncs += 1;
        if self.faults.sync_skipped == Some(self.syncs) {
            let behind = self.faults.power_off_behind_skipped;
            self.faults.power_off_at = Some(self.operations + behind);
            return Ok(());
        }
        let file = &mut self.files[index];
        for change in std::mem::take(&mut file.pending) {
            change.apply(&mut file.durable);
        }
        Ok(())
    }
}

impl NameChange {
    fn apply(&self, names: &mut BTreeMap<PathBuf, usize>) {
        match self {
            Self::Created(path, index) => {
                names.insert(path.clone(), *index);
            }
            Self::Renamed(from, to) => {
                let index = names.remove(from).unwrap();
                names.insert(to.clone(), index);
            }
        }
    }
}

impl FileState {
    fn change(&mut self, change: Change) {
        change.apply(&mut self.contents);
        self.pending.push(change);
    }

    fn after_power_loss(&self, random: &SeededRandom) -> Self {
        // Now almost nothing is kept, now almost everything.
        let kept_of_16 = random.next() % 17;
        let mut pieces: Vec<_> = self.pending.iter().flat_map(Change::pieces).collect();
        pieces.retain(|_| random.next() % 16 < kept_of_16);
        for index in (1..pieces.len()).rev() {
            let other = usize::try_from(random.next() % (index as u64 + 1)).unwrap();
            pieces.swap(index, other);
        }
        let mut contents = self.durable.clone();
        for piece in pieces {
            piece.apply(&mut contents);
        }
        Self {
            durable: contents.clone(),
            contents,
            ..Self::default()
        }
    }
}

impl Change {
    fn apply(&self, contents: &mut Vec<u8>) {
        match self {
            Self::Length(bytes) => contents.resize(*bytes, 0),
            Self::Sectors { offset, data } => {
                let end = offset + data.len();
                if contents.len() < end {
                    contents.resize(end, 0);
                }
                contents[*offset..end].copy_from_slice(data);
            }
        }
    }

    /// The change cut at the borders of sectors.
    fn pieces(&self) -> Vec<Self> {
        let Self::Sectors { offset, data } = self else {
            return vec![self.clone()];
        };
        let mut pieces = Vec::new();
        let mut start = 0;
        while start < data.len() {
            let border = SECTOR - (offset + start) % SECTOR;
            let end = data.len().min(start + border);
            pieces.push(Self::Sectors {
                offset: offset + start,
                data: data[start..end].to_vec(),
            });
            start = end;
        }
        pieces
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
        world.check_room(bytes)?;
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
        world.check_room(offset + data.len() as u64)?;
        world.files[self.index].change(Change::Sectors {
            offset: usize::try_from(offset).unwrap(),
            data: data.to_vec(),
        });
        Ok(())
    }

    fn sync(&self) -> io::Result<()> {
        let gate = self.disk.world().gate.clone();
        if let Some(gate) = gate {
            gate();
        }
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
