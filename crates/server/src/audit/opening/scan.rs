//! What the newest file turns out to hold.

use std::{io, sync::Arc};

use iamd_disk::DiskFile;

use crate::audit::{
    chain::{Authenticity, ChainKeys, Chained, Link},
    head::Head,
    lines::Lines,
    reading::line_before,
};

/// What a file turned out to hold.
pub(super) struct Scanned {
    /// The last event that can be gone on from.
    pub(super) last: Option<Link>,
    /// Where it ends.
    pub(super) end: u64,
    /// Whether everything before the end is as it was written.
    pub(super) is_sound: bool,
    /// Whether whole lines stand behind the end.
    pub(super) has_lines_behind: bool,
}

impl Scanned {
    fn nothing() -> Self {
        Self {
            last: None,
            end: 0,
            is_sound: true,
            has_lines_behind: false,
        }
    }
}

/// Reads what a start has to know.
pub(super) struct Scan<'a> {
    keys: &'a ChainKeys,
    head: Option<Head>,
}

impl<'a> Scan<'a> {
    pub(super) fn new(keys: &'a ChainKeys, head: Option<Head>) -> Self {
        Self { keys, head }
    }

    /// Reads the newest file, from where the head stands in it. What a head does not name was never
    /// known to be on the disk: where the chain breaks behind it, a crash tore it.
    pub(super) fn read(&self, file: &Arc<dyn DiskFile>, first: Option<u64>) -> io::Result<Scanned> {
        let Some(head) = self.head else {
            return self.read_whole(file);
        };
        if head.file_bytes == 0 && !self.begins_elsewhere(file, head)? {
            // All of the file is behind the head.
            let scanned = self.read_behind(file, head.written, 0)?;
            let some = scanned.end > 0;
            return Ok(Scanned {
                last: scanned.last.filter(|_| some),
                ..scanned
            });
        }
        if first == Some(head.file_first) && self.ends_with(file, head.file_bytes, head.written)? {
            return self.read_behind(file, head.written, head.file_bytes);
        }
        self.read_whole(file)
    }

    /// Whether a file begins with a genuine event that is another one than the head says. A first
    /// line that is not genuine may have been torn.
    fn begins_elsewhere(&self, file: &Arc<dyn DiskFile>, head: Head) -> io::Result<bool> {
        let mut lines = Lines::first_of(Arc::clone(file))?;
        let line = lines.next()?.filter(|line| line.is_whole);
        let first = line.and_then(|line| Chained::read(line.bytes));
        let first = first.filter(|first| self.is_genuine(first));
        Ok(first.is_some_and(|first| first.before() != head.written))
    }

    /// The last event of a file that was rotated away, if it is genuine.
    pub(super) fn last_of(&self, file: &Arc<dyn DiskFile>) -> io::Result<Option<Link>> {
        let line = line_before(file, file.bytes()?)?;
        let chained = line.as_deref().and_then(Chained::read);
        Ok(chained
            .filter(|line| self.is_genuine(line))
            .map(|line| line.link))
    }

    /// Whether this very event ends at an offset.
    pub(super) fn ends_with(
        &self,
        file: &Arc<dyn DiskFile>,
        offset: u64,
        last: Link,
    ) -> io::Result<bool> {
        let line = line_before(file, offset)?;
        let chained = line.as_deref().and_then(Chained::read);
        Ok(chained.is_some_and(|line| line.link == last && self.is_genuine(&line)))
    }

    /// Follows the chain behind an event.
    fn read_behind(
        &self,
        file: &Arc<dyn DiskFile>,
        from: Link,
        offset: u64,
    ) -> io::Result<Scanned> {
        let mut scanned = Scanned {
            last: Some(from),
            end: offset,
            ..Scanned::nothing()
        };
        let mut link = from;
        let mut lines = Lines::from(Arc::clone(file), offset)?;
        while let Some(line) = lines.next()? {
            let chained = Chained::read(line.bytes).filter(|_| line.is_whole);
            let next = chained.filter(|next| next.before() == link && self.is_genuine(next));
            let Some(next) = next else {
                scanned.has_lines_behind = line.is_whole;
                break;
            };
            link = next.link;
            scanned.last = Some(link);
            scanned.end = line.end;
        }
        Ok(scanned)
    }

    /// Reads a file that no head vouches for, to the last event that is genuine. Only a torn last
    /// line counts as a crash's doing.
    fn read_whole(&self, file: &Arc<dyn DiskFile>) -> io::Result<Scanned> {
        let mut scanned = Scanned::nothing();
        let mut lines = Lines::from(Arc::clone(file), 0)?;
        while let Some(line) = lines.next()? {
            if !line.is_whole {
                break;
            }
            scanned.end = line.end;
            let chained = Chained::read(line.bytes).filter(|chained| self.is_genuine(chained));
            match (chained, scanned.last) {
                (Some(next), None) => scanned.last = Some(next.link),
                (Some(next), Some(last)) => {
                    scanned.is_sound &= next.before() == last;
                    scanned.last = Some(next.link);
                }
                (None, _) => scanned.is_sound = false,
            }
        }
        Ok(scanned)
    }

    fn is_genuine(&self, line: &Chained<'_>) -> bool {
        self.keys.check(line) == Authenticity::Genuine
    }
}
