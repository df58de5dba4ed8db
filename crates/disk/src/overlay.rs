//! A disk that is only looked at: whatever is changed stays in memory.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use parking_lot::Mutex;

use crate::{Disk, DiskFile, Entry, Kind};

/// In what pieces changes are kept.
const BLOCK_BYTES: usize = 4096;

/// Who may use what is made here, as it would be on the disk.
const FILE_MODE: u32 = 0o600;
const FOLDER_MODE: u32 = 0o700;

/// What is on another disk, and changes of it that nobody sees but who has this one.
///
/// Files are opened for reading alone below. Nothing is synced, as nothing is ever durable here.
///
/// LIMIT: changes take up memory, up to a number of bytes; then the disk is full.
#[derive(Debug)]
pub struct Overlay {
    below: Arc<dyn Disk>,
    room: Arc<Room>,
    /// What is otherwise here than below.
    names: Mutex<BTreeMap<PathBuf, Name>>,
}

/// How much memory changes may still take.
#[derive(Debug)]
struct Room {
    blocks: Mutex<usize>,
}

/// What a name means here.
#[derive(Clone, Debug)]
enum Name {
    Gone,
    Folder,
    File(Arc<Changed>),
}

impl Overlay {
    /// The disk as it is, with room for changes of so many bytes.
    pub fn new(below: Arc<dyn Disk>, bytes_max: usize) -> Self {
        Self {
            below,
            room: Arc::new(Room {
                blocks: Mutex::new(bytes_max / BLOCK_BYTES),
            }),
            names: Mutex::default(),
        }
    }

    /// Takes a file as it is now: its first bytes, and its length. Whoever appends to it below, or
    /// writes behind those bytes what nothing among them leads to, is not seen here, and may have
    /// the file locked.
    ///
    /// # Errors
    /// There is no such file, or the system refuses.
    pub fn freeze(&self, path: &Path, first_bytes: usize) -> io::Result<()> {
        let below = self.below.open_to_read(path)?;
        let length = below.bytes()?;
        let mut first =
            vec![0; usize::try_from(length).map_or(first_bytes, |all| all.min(first_bytes))];
        below.read(0, &mut first)?;
        // The length comes last: what the first bytes lead to was written before them.
        let length = below.bytes()?;
        let file = Changed::of(Some(below), length, Arc::clone(&self.room), false);
        file.write(0, &first)?;
        self.set(path, Name::File(file));
        Ok(())
    }

    fn here(&self, path: &Path) -> Option<Name> {
        self.names.lock().get(path).cloned()
    }

    fn set(&self, path: &Path, name: Name) {
        self.names.lock().insert(path.to_owned(), name);
    }

    /// A file, whichever disk it is on; from now on its changes are kept.
    fn file(&self, path: &Path) -> io::Result<Arc<Changed>> {
        match self.here(path) {
            Some(Name::File(file)) => Ok(file),
            Some(Name::Gone) => Err(io::ErrorKind::NotFound.into()),
            Some(Name::Folder) => Err(io::ErrorKind::IsADirectory.into()),
            None => {
                let below = self.below.open_to_read(path)?;
                let bytes = below.bytes()?;
                let file = Changed::new(Some(below), bytes, Arc::clone(&self.room));
                self.set(path, Name::File(Arc::clone(&file)));
                Ok(file)
            }
        }
    }

    fn made(&self, path: &Path) -> Arc<Changed> {
        let file = Changed::new(None, 0, Arc::clone(&self.room));
        self.set(path, Name::File(Arc::clone(&file)));
        file
    }

    /// Checks that a folder is there in which something is to be made.
    fn check_folder_of(&self, path: &Path) -> io::Result<()> {
        let folder = crate::folder_of(path);
        match self.entry(folder)?.kind {
            Kind::Folder => Ok(()),
            Kind::File | Kind::Other => Err(io::ErrorKind::NotADirectory.into()),
        }
    }
}

impl Disk for Overlay {
    fn open(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>> {
        Ok(self.file(path)?)
    }

    fn open_to_read(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>> {
        // What is not changed here is not kept open for changes to come.
        match self.here(path) {
            None => self.below.open_to_read(path),
            Some(_) => Ok(self.file(path)?),
        }
    }

    fn create(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>> {
        match self.file(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.check_folder_of(path)?;
                Ok(self.made(path))
            }
            opened => Ok(opened?),
        }
    }

    fn create_new(&self, path: &Path) -> io::Result<Arc<dyn DiskFile>> {
        match self.entry(path) {
            Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.check_folder_of(path)?;
                Ok(self.made(path))
            }
            Err(error) => Err(error),
        }
    }

    fn read(&self, path: &Path, bytes_max: usize) -> io::Result<Vec<u8>> {
        if self.here(path).is_none() {
            return self.below.read(path, bytes_max);
        }
        let file = self.file(path)?;
        let bytes = usize::try_from(file.bytes()?).unwrap_or(usize::MAX);
        if bytes > bytes_max {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let mut contents = vec![0; bytes];
        file.read(0, &mut contents)?;
        Ok(contents)
    }

    fn entry(&self, path: &Path) -> io::Result<Entry> {
        match self.here(path) {
            None => self.below.entry(path),
            Some(Name::Gone) => Err(io::ErrorKind::NotFound.into()),
            Some(Name::Folder) => Ok(Entry {
                kind: Kind::Folder,
                bytes: 0,
                mode: FOLDER_MODE,
            }),
            Some(Name::File(file)) => Ok(Entry {
                kind: Kind::File,
                bytes: file.bytes()?,
                mode: FILE_MODE,
            }),
        }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let file = self.file(from)?;
        self.set(to, Name::File(file));
        self.set(from, Name::Gone);
        Ok(())
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        let file = self.file(from)?;
        match self.entry(to) {
            Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.set(to, Name::File(file));
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        match self.entry(path)?.kind {
            Kind::Folder => Err(io::ErrorKind::IsADirectory.into()),
            Kind::File | Kind::Other => {
                self.set(path, Name::Gone);
                Ok(())
            }
        }
    }

    fn create_folder(&self, path: &Path) -> io::Result<bool> {
        match self.entry(path) {
            Ok(entry) if entry.kind == Kind::Folder => Ok(false),
            Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.check_folder_of(path)?;
                self.set(path, Name::Folder);
                Ok(true)
            }
            Err(error) => Err(error),
        }
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        if !self.names(path)?.is_empty() {
            return Err(io::ErrorKind::DirectoryNotEmpty.into());
        }
        self.set(path, Name::Gone);
        Ok(())
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        let mut names = match self.here(folder) {
            Some(Name::Gone) => return Err(io::ErrorKind::NotFound.into()),
            Some(Name::File(_)) => return Err(io::ErrorKind::NotADirectory.into()),
            Some(Name::Folder) => Vec::new(),
            None => self.below.names(folder)?,
        };
        for (path, name) in &*self.names.lock() {
            let Some(own) = path.file_name().and_then(|own| own.to_str()) else {
                continue;
            };
            if path.parent() != Some(folder) {
                continue;
            }
            names.retain(|known| known != own);
            if !matches!(name, Name::Gone) {
                names.push(own.to_owned());
            }
        }
        Ok(names)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        match self.here(folder) {
            None => self.below.entry(folder).map(|_| ()),
            Some(Name::Folder) => Ok(()),
            Some(Name::Gone | Name::File(_)) => Err(io::ErrorKind::NotFound.into()),
        }
    }
}

/// A file with its changes.
#[derive(Debug)]
struct Changed {
    below: Option<Arc<dyn DiskFile>>,
    /// Whether who locks this file locks the one below.
    locks: bool,
    room: Arc<Room>,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    bytes: u64,
    /// How much of what is below still counts: it may have been cut.
    below_bytes: u64,
    blocks: BTreeMap<u64, Box<[u8; BLOCK_BYTES]>>,
}

impl Changed {
    fn new(below: Option<Arc<dyn DiskFile>>, bytes: u64, room: Arc<Room>) -> Arc<Self> {
        Self::of(below, bytes, room, true)
    }

    fn of(below: Option<Arc<dyn DiskFile>>, bytes: u64, room: Arc<Room>, locks: bool) -> Arc<Self> {
        Arc::new(Self {
            below,
            locks,
            room,
            state: Mutex::new(State {
                bytes,
                below_bytes: bytes,
                blocks: BTreeMap::new(),
            }),
        })
    }

    /// Fills a buffer that lies within one block.
    fn read_within(&self, state: &State, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        let (number, start) = block_of(offset);
        if let Some(block) = state.blocks.get(&number) {
            let found = block.get(start..start + buffer.len());
            buffer.copy_from_slice(found.ok_or(io::ErrorKind::UnexpectedEof)?);
            return Ok(());
        }
        buffer.fill(0);
        let left = state.below_bytes.saturating_sub(offset);
        let left = usize::try_from(left).map_or(buffer.len(), |left| left.min(buffer.len()));
        match (&self.below, buffer.get_mut(..left)) {
            (Some(below), Some(part)) if !part.is_empty() => below.read(offset, part),
            _ => Ok(()),
        }
    }

    fn write_within(&self, state: &mut State, offset: u64, data: &[u8]) -> io::Result<()> {
        let (number, start) = block_of(offset);
        if !state.blocks.contains_key(&number) {
            let mut room = self.room.blocks.lock();
            *room = room.checked_sub(1).ok_or(io::ErrorKind::StorageFull)?;
            drop(room);
            let mut block = Box::new([0; BLOCK_BYTES]);
            self.read_within(state, offset - start as u64, block.as_mut_slice())?;
            state.blocks.insert(number, block);
        }
        let block = state.blocks.get_mut(&number);
        let place = block.and_then(|block| block.get_mut(start..start + data.len()));
        place
            .ok_or(io::ErrorKind::UnexpectedEof)?
            .copy_from_slice(data);
        Ok(())
    }
}

/// The block that a byte is in, and where it is there.
fn block_of(offset: u64) -> (u64, usize) {
    let within = usize::try_from(offset % BLOCK_BYTES as u64).unwrap_or_default();
    (offset / BLOCK_BYTES as u64, within)
}

/// How many bytes from there on are in the same block, of so many.
fn within_block(offset: u64, bytes: usize) -> usize {
    bytes.min(BLOCK_BYTES - block_of(offset).1)
}

impl DiskFile for Changed {
    fn try_lock(&self) -> io::Result<bool> {
        match &self.below {
            Some(below) if self.locks => below.try_lock(),
            _ => Ok(true),
        }
    }

    fn bytes(&self) -> io::Result<u64> {
        Ok(self.state.lock().bytes)
    }

    fn has_name(&self) -> io::Result<bool> {
        match &self.below {
            Some(below) => below.has_name(),
            None => Ok(true),
        }
    }

    fn set_bytes(&self, bytes: u64) -> io::Result<()> {
        let mut state = self.state.lock();
        if bytes < state.bytes {
            // What is cut off does not come back when the file grows again.
            state.below_bytes = state.below_bytes.min(bytes);
            let (number, start) = block_of(bytes);
            let behind = number + u64::from(start > 0);
            let cut = state.blocks.split_off(&behind).len();
            *self.room.blocks.lock() += cut;
            if let Some(block) = state.blocks.get_mut(&number)
                && let Some(rest) = block.get_mut(start..)
            {
                rest.fill(0);
            }
        }
        state.bytes = bytes;
        Ok(())
    }

    fn read(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        let state = self.state.lock();
        let end = offset.checked_add(buffer.len() as u64);
        if end.is_none_or(|end| end > state.bytes) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let (mut offset, mut rest) = (offset, buffer);
        while !rest.is_empty() {
            let length = within_block(offset, rest.len());
            let (part, behind) = rest.split_at_mut(length);
            self.read_within(&state, offset, part)?;
            offset += length as u64;
            rest = behind;
        }
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut state = self.state.lock();
        let (mut at, mut rest) = (offset, data);
        while !rest.is_empty() {
            let (part, behind) = rest.split_at(within_block(at, rest.len()));
            self.write_within(&mut state, at, part)?;
            at += part.len() as u64;
            rest = behind;
        }
        state.bytes = state.bytes.max(at);
        Ok(())
    }

    fn sync(&self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::LocalDisk;

    fn folder_with(name: &str, contents: &[u8]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, contents).unwrap();
        (folder, path)
    }

    fn overlay() -> Overlay {
        Overlay::new(Arc::new(LocalDisk), 1 << 20)
    }

    #[derive(Clone, Debug)]
    enum Step {
        Write(usize, Vec<u8>),
        Cut(usize),
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            (
                0..20_000_usize,
                prop::collection::vec(any::<u8>(), 0..9_000)
            )
                .prop_map(|(offset, data)| Step::Write(offset, data)),
            (0..20_000_usize).prop_map(Step::Cut),
        ]
    }

    proptest! {
        /// A file behaves as it would on the disk, and on the disk nothing changes.
        #[test]
        fn changes_are_seen_here_alone(
            contents in prop::collection::vec(any::<u8>(), 0..12_000),
            steps in prop::collection::vec(step(), 0..12),
        ) {
            let (_folder, path) = folder_with("file", &contents);
            let disk = overlay();
            let file = disk.open(&path).unwrap();
            let mut model = contents.clone();
            for step in steps {
                match step {
                    Step::Write(offset, data) => {
                        file.write(offset as u64, &data).unwrap();
                        if !data.is_empty() {
                            let (start, end) = (offset, offset + data.len());
                            model.resize(model.len().max(end), 0);
                            model[start..end].copy_from_slice(&data);
                        }
                    }
                    Step::Cut(bytes) => {
                        file.set_bytes(bytes as u64).unwrap();
                        model.resize(bytes, 0);
                    }
                }
                prop_assert_eq!(file.bytes().unwrap(), model.len() as u64);
                prop_assert_eq!(&disk.read(&path, 1 << 20).unwrap(), &model);
            }
            prop_assert_eq!(std::fs::read(&path).unwrap(), contents);
        }
    }

    #[test]
    fn names_change_here_alone() {
        let (folder, path) = folder_with("a", b"contents");
        let at = |name: &str| folder.path().join(name);
        let disk = overlay();
        disk.rename(&path, &at("b")).unwrap();
        disk.create_folder(&at("c")).unwrap();
        disk.create_new(&at("c").join("d"))
            .unwrap()
            .write(0, b"x")
            .unwrap();
        let mut names = disk.names(folder.path()).unwrap();
        names.sort();
        assert_eq!(names, ["b", "c"]);
        assert_eq!(disk.read(&at("b"), 100).unwrap(), b"contents");
        assert_eq!(disk.read(&at("c").join("d"), 100).unwrap(), b"x");
        assert!(disk.open(&path).is_err());
        assert!(disk.remove_folder(&at("c")).is_err());
        disk.remove_file(&at("c").join("d")).unwrap();
        disk.remove_folder(&at("c")).unwrap();
        assert!(disk.link(&at("b"), &path).is_ok() && disk.create_new(&path).is_err());
        assert_eq!(LocalDisk.names(folder.path()).unwrap(), ["a"]);
    }

    #[test]
    fn there_is_an_end_to_changes() {
        let (_folder, path) = folder_with("file", b"");
        let disk = Overlay::new(Arc::new(LocalDisk), 2 * BLOCK_BYTES);
        let file = disk.open(&path).unwrap();
        file.write(0, &[1; 2 * BLOCK_BYTES]).unwrap();
        let full = file.write(2 * BLOCK_BYTES as u64, &[1]).unwrap_err();
        assert_eq!(full.kind(), io::ErrorKind::StorageFull);
    }
}
