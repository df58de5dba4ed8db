//! The newest events, and those that come: through rotations, each once.

use std::{
    io,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Arc,
};

use iamd_disk::{Disk, DiskFile};

use super::{
    chain::Chained,
    files::{FILE_NAME, LogFile, NEXT_NAME, first_event, list, of, rotated_name},
    lines::{LINE_BYTES_MAX, Lines},
};

/// How much of a file is read at once on the way back.
const STEP_BYTES: u64 = 64 << 10;

/// Reads the log from some of its last events on.
#[derive(Debug)]
pub struct Follower<'a> {
    disk: &'a dyn Disk,
    folder: PathBuf,
    /// What is still to be read, the newest first.
    files: Vec<(LogFile, u64)>,
    /// The file that is being read, with the number of its first event.
    current: Option<(Lines, Option<u64>)>,
    /// The last chained event that was told, or that stands before what is told.
    last: u64,
}

impl<'a> Follower<'a> {
    /// From the last `events` events on.
    ///
    /// # Errors
    /// The folder or a file cannot be read.
    pub fn from_last(disk: &'a dyn Disk, folder: &Path, events: usize) -> io::Result<Self> {
        let mut wanted = events;
        let mut files = Vec::new();
        let mut last = 0;
        for file in list(disk, folder)?.into_iter().rev() {
            // What had nothing yet is found later, by the event that comes next.
            let opened = if file.was_empty {
                None
            } else {
                file.open(disk, folder)?
            };
            let Some(opened) = opened else { continue };
            let unread = |error| of(&file.name, &error);
            let length = opened.bytes().map_err(unread)?;
            let start = start_of_last(&*opened, length, wanted);
            let (offset, found) = start.map_err(unread)?;
            last = last_before(&*opened, offset).map_err(unread)?;
            let name = file.name.clone();
            files.push((file, offset));
            wanted -= found;
            // The newest file is followed even if nothing of it is wanted yet.
            if wanted == 0 && name != NEXT_NAME && last > 0 {
                break;
            }
        }
        Ok(Self {
            disk,
            folder: folder.to_owned(),
            files,
            current: None,
            last,
        })
    }

    /// Tells what there is by now and was not told yet, until it is told to stop.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn go_on(
        &mut self,
        tell: &mut dyn FnMut(&[u8]) -> ControlFlow<()>,
    ) -> io::Result<ControlFlow<()>> {
        loop {
            // Asked first: whatever is written to a file is there before another one is begun.
            let may_have_next = self.files.is_empty() && self.may_have_next()?;
            if self.read_current(tell)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
            if let Some((file, offset)) = self.files.pop() {
                // It may be gone by now, because it was kept long enough.
                if let Some(opened) = file.open(self.disk, &self.folder)? {
                    self.current = Some((Lines::from(opened, offset)?, file.first));
                }
            } else if !may_have_next || !self.find_next()? {
                return Ok(ControlFlow::Continue(()));
            }
        }
    }

    /// Reads the current file to its end.
    fn read_current(
        &mut self,
        tell: &mut dyn FnMut(&[u8]) -> ControlFlow<()>,
    ) -> io::Result<ControlFlow<()>> {
        let Some((lines, first)) = &mut self.current else {
            return Ok(ControlFlow::Continue(()));
        };
        lines.look_again()?;
        let mut told_to = None;
        while let Some(line) = lines.next()? {
            if !line.is_whole {
                told_to = Some(line.end - line.bytes.len() as u64);
                break;
            }
            if let Some(chained) = Chained::read(line.bytes) {
                self.last = self.last.max(chained.link.sequence);
                // It was empty when it was opened.
                first.get_or_insert(chained.link.sequence);
            }
            if tell(line.bytes).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        if let Some(offset) = told_to {
            lines.go_back(offset);
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Whether there may be a file behind the current one. There is if the newest is another one, or
    /// has nothing in it yet.
    fn may_have_next(&self) -> io::Result<bool> {
        let Some(newest) = self.open(FILE_NAME)? else {
            return Ok(false);
        };
        let newest = first_event(&newest)?;
        let current = self.current.as_ref().and_then(|(_, first)| *first);
        Ok(newest.is_none() || newest != current)
    }

    /// Goes on to the file behind the current one, which was read to its end, if there is one.
    fn find_next(&mut self) -> io::Result<bool> {
        let wanted = self.last + 1;
        for name in [
            rotated_name(wanted),
            FILE_NAME.to_owned(),
            NEXT_NAME.to_owned(),
        ] {
            if let Some(file) = self.open(&name)?
                && first_event(&file)? == Some(wanted)
            {
                self.current = Some((Lines::from(file, 0)?, Some(wanted)));
                return Ok(true);
            }
        }
        // Files are gone in between: what is there is told.
        let behind = list(self.disk, &self.folder)?.into_iter();
        let behind = behind.filter(|file| file.first.is_some_and(|first| first > self.last));
        let Some(file) = behind.min_by_key(|file| file.first) else {
            return Ok(false);
        };
        let Some(opened) = file.open(self.disk, &self.folder)? else {
            return Ok(false);
        };
        self.current = Some((Lines::from(opened, 0)?, file.first));
        Ok(true)
    }

    fn open(&self, name: &str) -> io::Result<Option<Arc<dyn DiskFile>>> {
        match self.disk.open_to_read(&self.folder.join(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            opened => opened.map(Some),
        }
    }
}

/// Where the last lines before `end` begin, and how many of those there are. What stands behind the
/// last newline is no line yet.
fn start_of_last(file: &dyn DiskFile, mut end: u64, wanted: usize) -> io::Result<(u64, usize)> {
    let mut newlines = 0;
    while end > 0 {
        let start = end.saturating_sub(STEP_BYTES);
        let mut block = vec![0; usize::try_from(end - start).unwrap_or_default()];
        file.read(start, &mut block)?;
        for (place, byte) in block.iter().enumerate().rev() {
            if *byte != b'\n' {
                continue;
            }
            if newlines == wanted {
                return Ok((start + place as u64 + 1, wanted));
            }
            newlines += 1;
        }
        end = start;
    }
    Ok((0, newlines))
}

/// The number of the event whose line ends at `offset`; 0 if there is none.
fn last_before(file: &dyn DiskFile, offset: u64) -> io::Result<u64> {
    let (start, _) = start_of_last(file, offset, 1)?;
    let length = usize::try_from(offset - start).unwrap_or_default();
    if length > LINE_BYTES_MAX {
        return Ok(0);
    }
    let mut line = vec![0; length];
    file.read(start, &mut line)?;
    let line = line.strip_suffix(b"\n").unwrap_or(&line);
    let chained = Chained::read(line);
    Ok(chained.map_or(0, |chained| chained.link.sequence))
}
