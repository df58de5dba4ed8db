//! The lines of a file, read with bounded memory.

use std::{io, sync::Arc};

use iamd_disk::DiskFile;

/// How much is read at once.
const STEP_BYTES: usize = 256 << 10;

/// LIMIT: the longest line that is looked at; what is longer is no event.
pub(super) const LINE_BYTES_MAX: usize = 16 << 20;

/// One line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// Without its end; of a line that is too long, its beginning.
    pub(super) bytes: &'a [u8],
    /// Where the next line begins.
    pub(super) end: u64,
    /// Whether a newline ends it: the last one may be torn, or is being written.
    pub(super) is_whole: bool,
}

/// Reads a file from a line's beginning on.
#[derive(Debug)]
pub(super) struct Lines {
    file: Arc<dyn DiskFile>,
    /// Where the next read begins.
    offset: u64,
    /// Where the file ends, as far as is known.
    length: u64,
    /// What was read; what stands before `start` was told.
    buffer: Vec<u8>,
    start: usize,
    /// Where `start` stands in the file.
    told: u64,
}

impl Lines {
    /// The lines from `offset` to where the file ends now.
    pub(super) fn from(file: Arc<dyn DiskFile>, offset: u64) -> io::Result<Self> {
        let length = file.bytes()?;
        Ok(Self {
            file,
            offset,
            length,
            buffer: Vec::new(),
            start: 0,
            told: offset,
        })
    }

    /// The first line alone: what follows so much that no line is so long is not read.
    pub(super) fn first_of(file: Arc<dyn DiskFile>) -> io::Result<Self> {
        let lines = Self::from(file, 0)?;
        Ok(Self {
            length: lines.length.min(LINE_BYTES_MAX as u64 + 1),
            ..lines
        })
    }

    /// The next line.
    pub(super) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        let mut searched = 0;
        let mut skipped = 0;
        let length = loop {
            let rest = self.buffer.get(self.start..).unwrap_or_default();
            let fresh = rest.get(searched..).unwrap_or_default();
            if let Some(newline) = fresh.iter().position(|byte| *byte == b'\n') {
                break Some(searched + newline);
            }
            searched = rest.len();
            if searched > LINE_BYTES_MAX {
                // The rest of a line that is too long is passed over.
                skipped += searched as u64 - 1;
                let end = self.start + 1;
                self.buffer.truncate(end);
                searched = 1;
            }
            if !self.read_on()? {
                break None;
            }
        };
        let begin = self.start;
        let (bytes, is_whole) = match length {
            Some(length) => (length, true),
            None => (self.buffer.len() - begin, false),
        };
        if bytes == 0 && !is_whole {
            return Ok(None);
        }
        self.start = begin + bytes + usize::from(is_whole);
        self.told += skipped + bytes as u64 + u64::from(is_whole);
        Ok(Some(Line {
            bytes: self.buffer.get(begin..begin + bytes).unwrap_or_default(),
            end: self.told,
            is_whole,
        }))
    }

    /// Looks again where the file ends: it may have grown. The last line that was told must have
    /// been whole.
    pub(super) fn look_again(&mut self) -> io::Result<()> {
        self.length = self.file.bytes()?;
        Ok(())
    }

    /// Goes back to where a line begins, such as one that was not whole.
    pub(super) fn go_back(&mut self, offset: u64) {
        self.buffer.clear();
        self.start = 0;
        self.offset = offset;
        self.told = offset;
    }

    /// Reads another piece; false at the end.
    fn read_on(&mut self) -> io::Result<bool> {
        let left = usize::try_from(self.length.saturating_sub(self.offset)).unwrap_or(usize::MAX);
        let step = left.min(STEP_BYTES);
        if step == 0 {
            return Ok(false);
        }
        self.buffer.drain(..self.start);
        self.start = 0;
        let had = self.buffer.len();
        self.buffer.resize(had + step, 0);
        let place = self.buffer.get_mut(had..).unwrap_or_default();
        if let Err(error) = self.file.read(self.offset, place) {
            self.buffer.truncate(had);
            return Err(error);
        }
        self.offset += step as u64;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use iamd_disk::Disk;
    use iamd_testkit::DoubleDisk;

    use super::*;

    fn read(content: &[u8]) -> Vec<(usize, u64, bool)> {
        let disk = DoubleDisk::with_file("log", content.to_vec());
        let mut lines = Lines::from(disk.open(Path::new("log")).unwrap(), 0).unwrap();
        let mut told = Vec::new();
        while let Some(line) = lines.next().unwrap() {
            told.push((line.bytes.len(), line.end, line.is_whole));
        }
        told
    }

    #[test]
    fn lines_are_told_wherever_pieces_end() {
        for length in [
            0,
            1,
            STEP_BYTES - 1,
            STEP_BYTES,
            STEP_BYTES + 1,
            3 * STEP_BYTES,
        ] {
            let mut content = vec![b'x'; length];
            content.extend_from_slice(b"\nsecond\ntorn");
            let end = length as u64 + 1;
            let expect = [
                (length, end, true),
                (6, end + 7, true),
                (4, end + 11, false),
            ];
            assert_eq!(read(&content), expect, "{length}");
        }
        assert_eq!(read(b""), []);
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over_with_bounded_memory() {
        let mut content = vec![b'x'; LINE_BYTES_MAX * 2 + 5];
        content.extend_from_slice(b"\nsecond\n");
        let told = read(&content);
        assert_eq!(told.len(), 2);
        assert!(told[0].0 <= LINE_BYTES_MAX + STEP_BYTES);
        assert_eq!(told[0].1, LINE_BYTES_MAX as u64 * 2 + 6);
        assert_eq!(told[1], (6, content.len() as u64, true));
    }
}
