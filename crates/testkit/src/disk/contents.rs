//! The contents of files: as programs see them, and as they are on the disk.

use std::path::PathBuf;

use crate::SeededRandom;

/// The unit that a disk writes whole.
const SECTOR: usize = 512;

/// A file.
#[derive(Clone, Default)]
pub(super) struct FileState {
    /// The name under which it was made; it may have another one by now.
    pub(super) made_as: PathBuf,
    /// As programs see it.
    pub(super) contents: Vec<u8>,
    /// As it is on the disk.
    durable: Vec<u8>,
    pending: Vec<Change>,
    pub(super) is_locked: bool,
}

/// What was done to the contents of a file.
#[derive(Clone)]
pub(super) enum Change {
    Length(usize),
    Sectors { offset: usize, data: Vec<u8> },
}

impl FileState {
    pub(super) fn new(made_as: PathBuf) -> Self {
        Self {
            made_as,
            ..Self::default()
        }
    }

    /// A file that is on the disk as it is.
    pub(super) fn durable(made_as: PathBuf, contents: Vec<u8>) -> Self {
        Self {
            made_as,
            durable: contents.clone(),
            contents,
            ..Self::default()
        }
    }

    /// Puts other contents into the file, past all that was pending.
    pub(super) fn replace(&mut self, contents: Vec<u8>) {
        self.pending.clear();
        self.durable.clone_from(&contents);
        self.contents = contents;
    }

    pub(super) fn change(&mut self, change: Change) {
        change.apply(&mut self.contents);
        self.pending.push(change);
    }

    /// Makes durable what was written.
    pub(super) fn sync(&mut self) {
        for change in std::mem::take(&mut self.pending) {
            change.apply(&mut self.durable);
        }
    }

    /// As the next process finds it.
    pub(super) fn unlocked(&self) -> Self {
        Self {
            is_locked: false,
            ..self.clone()
        }
    }

    pub(super) fn after_power_loss(&self, random: &SeededRandom) -> Self {
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
        Self::durable(self.made_as.clone(), contents)
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
