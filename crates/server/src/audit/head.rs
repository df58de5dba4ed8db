//! The head: how far the log is known to be on the disk, in a small file beside it.
//!
//! Two slots are written in turn, in place, so that one of them is always whole, and so that a full
//! disk is no hindrance. Each is a JSON object under a key of the chain.
//!
//! INVARIANT: the text of a slot stands in one sector, which a disk writes whole or not at all. So
//! both slots are whole whenever the power fails, and follow one from the other: what is damaged was
//! changed by somebody, who may have wanted the other slot, the older one, to be believed.
//!
//! INVARIANT: what a head names was on the disk before the head was. A log that ends before it has
//! lost something that no crash takes.

use std::{io, path::Path, sync::Arc};

use iamd_disk::{Disk, DiskFile, folder_of};
use iamd_ident::Timestamp;
use iamd_seal::ChecksumKeys;
use serde::{Deserialize, Serialize};

use super::{
    chain::{ChainKeys, ChainValue, Link},
    files::HEAD_NAME,
};

/// How long a slot is.
const SLOT_BYTES: usize = 1024;
const SLOTS: u64 = 2;
const HEAD_BYTES: u64 = SLOTS * SLOT_BYTES as u64;

/// What a disk writes whole or not at all.
const SECTOR_BYTES: usize = 512;

/// Between the text of a head and its value.
const SEAL: &[u8] = b",\"seal\":\"";
const SEAL_END: &[u8] = b"\"}";

/// How far the log is known to be on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Head {
    /// Which head it is; the higher one of the two slots counts.
    pub(super) generation: u64,
    pub(super) state: HeadState,
    /// The last event that is on the disk for certain.
    pub(super) written: Link,
    /// The first event of the file that it stands in.
    pub(super) file_first: u64,
    /// Where it ends in that file.
    pub(super) file_bytes: u64,
    /// The last event that retention deleted; of the number 0 if it never did.
    pub(super) deleted: Link,
    /// When this was written.
    pub(super) at: Timestamp,
}

/// How the log was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum HeadState {
    /// A program has it open, or was killed: events may follow that are not known to be on the disk.
    Open,
    /// A program ended, and nothing follows.
    Closed,
    /// A backup was restored: nothing before is here, and nothing follows.
    Restored,
}

/// What is where the head should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    Missing,
    /// Neither slot is ours.
    Unreadable,
    /// Something was changed; this is what is left, and may not be the newest.
    Damaged(Head),
    Head(Head),
}

impl Found {
    pub(super) fn head(self) -> Option<Head> {
        match self {
            Self::Head(head) | Self::Damaged(head) => Some(head),
            Self::Missing | Self::Unreadable => None,
        }
    }
}

/// Reads the head.
pub(super) fn read(disk: &dyn Disk, path: &Path, keys: &ChainKeys) -> io::Result<Found> {
    let bytes = match disk.read(path, SLOT_BYTES * 64) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Missing),
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => return Ok(Found::Unreadable),
        read => read?,
    };
    let mut slots = bytes.chunks(SLOT_BYTES);
    let (first, second) = (
        slots.next().unwrap_or_default(),
        slots.next().unwrap_or_default(),
    );
    if is_unwritten(first) && is_unwritten(second) {
        // A start was broken off before it had written one.
        return Ok(Found::Missing);
    }
    let (newest, other) = match (parse(first, keys), parse(second, keys)) {
        (None, None) => return Ok(Found::Unreadable),
        (Some(one), Some(two)) if one.generation > two.generation => (one, Some(two)),
        (one, Some(two)) => (two, one),
        (Some(one), None) => (one, None),
    };
    let follows = match other {
        Some(other) => other.generation.checked_add(1) == Some(newest.generation),
        // The very first one has none before it.
        None => newest.generation == FIRST_GENERATION && is_unwritten(first),
    };
    if follows && slots.next().is_none() {
        return Ok(Found::Head(newest));
    }
    Ok(Found::Damaged(newest))
}

/// The generation of the first head of all, which stands in the second slot.
const FIRST_GENERATION: u64 = 1;

/// Whether no head was ever written there.
fn is_unwritten(slot: &[u8]) -> bool {
    slot.iter().take(SECTOR_BYTES).all(|byte| *byte == 0)
}

fn parse(slot: &[u8], keys: &ChainKeys) -> Option<Head> {
    let (head, padding) = split(slot)?;
    let head = parse_text(head, keys)?;
    // The first one makes the file longer, and the power may fail between its sectors.
    let is_torn = || {
        let (in_sector, behind) = slot.split_at_checked(SECTOR_BYTES).unwrap_or((slot, &[]));
        in_sector.trim_ascii_end().ends_with(SEAL_END) && behind.iter().all(|byte| *byte == 0)
    };
    let is_whole = slot.len() == SLOT_BYTES
        && padding
            .split_last()
            .is_some_and(|(end, spaces)| *end == b'\n' && spaces.iter().all(|byte| *byte == b' '));
    (is_whole || (head.generation == FIRST_GENERATION && is_torn())).then_some(head)
}

/// The text of a head, and what stands behind it.
fn split(slot: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut ends = slot.windows(SEAL_END.len());
    let end = ends.rposition(|bytes| bytes == SEAL_END)?;
    slot.split_at_checked(end + SEAL_END.len())
}

fn parse_text(text: &[u8], keys: &ChainKeys) -> Option<Head> {
    let text = text.strip_suffix(SEAL_END)?;
    let (text, seal) = text.split_at_checked(text.len().checked_sub(32)?)?;
    let text = text.strip_suffix(SEAL)?;
    let seal: ChainValue =
        serde_json::from_str(&format!("\"{}\"", str::from_utf8(seal).ok()?)).ok()?;
    if !keys.check_head(text, seal) {
        return None;
    }
    serde_json::from_slice(&[text, b"}"].concat()).ok()
}

fn slot(head: &Head, keys: &ChainKeys) -> io::Result<Vec<u8>> {
    let mut text = serde_json::to_vec(head).map_err(io::Error::other)?;
    // The closing brace comes last.
    text.pop();
    let seal = keys.seal_head(&text);
    text.extend_from_slice(SEAL);
    text.extend_from_slice(seal.to_string().as_bytes());
    text.extend_from_slice(SEAL_END);
    text.resize(SLOT_BYTES - 1, b' ');
    text.push(b'\n');
    Ok(text)
}

/// The file of the head, open for writing.
#[derive(Debug)]
pub(super) struct HeadFile {
    file: Arc<dyn DiskFile>,
    last: Head,
}

impl HeadFile {
    /// Opens the file, or makes it, and makes this head durable: the newest of all. Of the head, the
    /// generation is set here.
    pub(super) fn open(
        disk: &dyn Disk,
        path: &Path,
        keys: &ChainKeys,
        head: Head,
        before: Option<u64>,
    ) -> io::Result<Self> {
        let file = disk.create(path)?;
        if file.bytes()? > HEAD_BYTES {
            // Somebody appended to it.
            file.set_bytes(HEAD_BYTES)?;
        }
        disk.sync_folder(folder_of(path))?;
        let mut open = Self {
            file,
            last: Head {
                generation: before.unwrap_or(0),
                ..head
            },
        };
        open.write(keys, head)?;
        Ok(open)
    }

    /// The head that was written last.
    pub(super) fn last(&self) -> Head {
        self.last
    }

    /// Makes a head durable. Of it, the generation is set here.
    pub(super) fn write(&mut self, keys: &ChainKeys, head: Head) -> io::Result<()> {
        let head = Head {
            generation: self.last.generation + 1,
            ..head
        };
        let place = head.generation % SLOTS * SLOT_BYTES as u64;
        self.file.write(place, &slot(&head, keys)?)?;
        self.file.sync()?;
        self.last = head;
        Ok(())
    }
}

/// Says in a folder without a log that a backup was restored there, which was made when `last` was the
/// last event: the log goes on behind it, and is not taken for one that was removed.
///
/// # Errors
/// The system refuses.
pub fn begin_restored(
    disk: &dyn Disk,
    folder: &Path,
    keys: &ChecksumKeys,
    last: Link,
    now: Timestamp,
) -> io::Result<()> {
    let head = Head {
        generation: 0,
        state: HeadState::Restored,
        written: last,
        file_first: last.next_sequence(),
        file_bytes: 0,
        deleted: Link::default(),
        at: now,
    };
    let path = folder.join(HEAD_NAME);
    HeadFile::open(disk, &path, &ChainKeys::new(keys), head, None).map(|_written| ())
}

#[cfg(test)]
mod tests {
    use iamd_seal::ChecksumKey;
    use iamd_testkit::DoubleDisk;

    use super::*;

    fn keys(byte: u8) -> ChainKeys {
        ChainKeys::new(&ChecksumKeys::new(ChecksumKey::from_bytes(
            [byte; 32].into(),
        )))
    }

    fn head(sequence: u64) -> Head {
        let mut lines = Vec::new();
        let written = keys(1).seal(&sequence.to_be_bytes(), Link::default(), &mut lines);
        Head {
            generation: 0,
            state: HeadState::Open,
            written: Link {
                sequence,
                ..written
            },
            file_first: u64::MAX,
            file_bytes: u64::MAX,
            deleted: Link {
                sequence: u64::MAX,
                ..written
            },
            at: "2026-01-31T12:34:56.789012345Z".parse().unwrap(),
        }
    }

    const PATH: &str = "audit.head";

    fn written(number: u64) -> DoubleDisk {
        let disk = DoubleDisk::default();
        let path = Path::new(PATH);
        let mut file = HeadFile::open(&disk, path, &keys(1), head(u64::MAX), None).unwrap();
        for sequence in 1..=number {
            file.write(&keys(1), head(sequence)).unwrap();
        }
        disk
    }

    fn sequence(disk: &DoubleDisk, byte: u8) -> Option<u64> {
        let found = read(disk, Path::new(PATH), &keys(byte)).unwrap();
        found.head().map(|head| head.written.sequence)
    }

    #[test]
    fn the_newest_head_counts() {
        for number in 1..6 {
            let disk = written(number);
            assert_eq!(sequence(&disk, 1), Some(number));
            assert_eq!(sequence(&disk, 2), None);
            assert_eq!(disk.contents(PATH).len(), SLOT_BYTES * 2);
            let slot = slot(&head(u64::MAX), &keys(1)).unwrap();
            let (text, _) = split(&slot).unwrap();
            // Whatever the numbers are.
            assert!(text.len() + 20 < SECTOR_BYTES, "{}", text.len());
        }
        assert_eq!(
            read(&DoubleDisk::default(), Path::new(PATH), &keys(1)).unwrap(),
            Found::Missing
        );
    }

    #[test]
    fn a_slot_that_was_changed_leaves_the_other_and_is_told() {
        let disk = written(5);
        let found = || read(&disk, Path::new(PATH), &keys(1)).unwrap();
        assert!(matches!(found(), Found::Head(_)));
        let mut contents = disk.contents(PATH);
        contents[SLOT_BYTES + 30] ^= 1;
        disk.damage(PATH, contents.clone());
        assert_eq!(sequence(&disk, 1), Some(5));
        assert!(matches!(found(), Found::Damaged(_)));
        contents[30] ^= 1;
        disk.damage(PATH, contents);
        assert_eq!(found(), Found::Unreadable);
    }

    #[test]
    fn no_change_of_any_byte_or_of_the_length_goes_unseen() {
        let disk = written(5);
        let whole = disk.contents(PATH);
        let check = |contents: Vec<u8>, what: &str| {
            disk.damage(PATH, contents);
            let found = read(&disk, Path::new(PATH), &keys(1)).unwrap();
            assert!(!matches!(found, Found::Head(_)), "{what}");
        };
        for place in 0..whole.len() {
            for bit in [1, 0x10, 0x20] {
                let mut contents = whole.clone();
                contents[place] ^= bit;
                check(contents, &format!("{bit} at {place}"));
            }
            check(whole[..place].to_vec(), &format!("cut to {place}"));
        }
        check([&whole[..], b" "].concat(), "longer");
        // One slot twice.
        check([&whole[..SLOT_BYTES]; 2].concat(), "twice");
        check([&[0; SLOT_BYTES], &whole[SLOT_BYTES..]].concat(), "emptied");
    }

    #[test]
    fn the_first_head_has_none_before_it() {
        let disk = DoubleDisk::default();
        let path = Path::new(PATH);
        HeadFile::open(&disk, path, &keys(1), head(1), None).unwrap();
        let found = || read(&disk, path, &keys(1)).unwrap();
        assert!(matches!(found(), Found::Head(_)));
        let whole = disk.contents(PATH);
        // The power failed before all sectors were there.
        disk.damage(PATH, whole[..SLOT_BYTES + SECTOR_BYTES].to_vec());
        assert!(matches!(found(), Found::Head(_)));
        let mut torn = whole;
        torn[SLOT_BYTES..SLOT_BYTES + SECTOR_BYTES].fill(0);
        disk.damage(PATH, torn);
        assert_eq!(found(), Found::Missing);
    }
}
