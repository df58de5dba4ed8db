//! Appending whole lines, and keeping those that could not be appended.

use std::{io, sync::Arc};

use iamd_disk::DiskFile;
use iamd_ident::Timestamp;

use super::chain::Link;

/// Lines that go to the file together.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) bytes: Vec<u8>,
    pub(super) events: u64,
    /// The last of them.
    pub(super) end: Link,
}

impl Lines {
    fn add(&mut self, more: Lines) {
        if self.bytes.is_empty() {
            *self = more;
        } else {
            self.bytes.extend_from_slice(&more.bytes);
            self.events += more.events;
            self.end = more.end;
        }
    }
}

/// What the sink has done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct SinkCounts {
    pub(super) events: u64,
    pub(super) writes: u64,
    pub(super) failed_writes: u64,
}

/// The log's newest file and what it still has to get.
#[derive(Debug)]
pub(super) struct Sink {
    pub(super) file: Arc<dyn DiskFile>,
    /// Where the next line goes: the file's length.
    pub(super) bytes: u64,
    /// The number of the file's first event.
    pub(super) first: u64,
    /// When the file got its first event; `None` while that is not known.
    pub(super) begun: Option<Timestamp>,
    /// The last event in the file.
    pub(super) written: Link,
    /// Somebody took the file away: what is written to it, nobody will read.
    pub(super) is_gone: bool,
    backlog: Lines,
    counts: SinkCounts,
}

impl Sink {
    pub(super) fn new(file: Arc<dyn DiskFile>, bytes: u64, first: u64, written: Link) -> Self {
        Self {
            file,
            bytes,
            first,
            begun: None,
            written,
            is_gone: false,
            backlog: Lines::default(),
            counts: SinkCounts::default(),
        }
    }

    /// Appends lines, those that wait first; true if all are in the file now.
    pub(super) fn append(&mut self, lines: Lines) -> bool {
        let had_backlog = self.has_backlog();
        if !had_backlog && lines.bytes.is_empty() {
            return !self.is_gone;
        }
        self.keep(lines);
        let waiting = std::mem::take(&mut self.backlog);
        match self.append_whole(&waiting) {
            Ok(()) => {
                if had_backlog {
                    tracing::info!(events = waiting.events, "the audit log is written again");
                }
                true
            }
            Err(error) => {
                if !had_backlog {
                    tracing::error!(%error, "the audit log cannot be written; nothing can be changed");
                }
                self.counts.failed_writes += 1;
                self.backlog = waiting;
                false
            }
        }
    }

    /// Keeps lines for later.
    pub(super) fn keep(&mut self, lines: Lines) {
        if !lines.bytes.is_empty() {
            self.backlog.add(lines);
        }
    }

    pub(super) fn has_backlog(&self) -> bool {
        !self.backlog.bytes.is_empty()
    }

    /// How many bytes wait for the disk.
    pub(super) fn backlog_bytes(&self) -> usize {
        self.backlog.bytes.len()
    }

    pub(super) fn counts(&self) -> SinkCounts {
        self.counts
    }

    /// Goes on in another file, which is empty.
    pub(super) fn change_to(&mut self, file: Arc<dyn DiskFile>) {
        self.file = file;
        self.bytes = 0;
        self.first = self.written.next_sequence();
        self.begun = None;
    }

    /// Appends all of the lines, or nothing that anybody will take for a line: the next attempt
    /// writes at the same place.
    fn append_whole(&mut self, lines: &Lines) -> io::Result<()> {
        if self.is_gone {
            return Err(io::Error::new(io::ErrorKind::NotFound, GONE));
        }
        // Somebody else who writes or cuts the file would leave a hole or a torn line in it.
        if self.file.bytes()? != self.bytes {
            self.take_back()?;
        }
        if let Err(error) = self.file.write(self.bytes, &lines.bytes) {
            if let Err(error) = self.take_back() {
                tracing::error!(%error, "the beginning of a line stays in the audit log for now");
            }
            return Err(error);
        }
        self.bytes += lines.bytes.len() as u64;
        self.written = lines.end;
        self.counts.writes += 1;
        self.counts.events += lines.events;
        Ok(())
    }

    /// Cuts off what a write that failed left behind.
    fn take_back(&self) -> io::Result<()> {
        if self.file.bytes()? < self.bytes {
            return Err(io::Error::other("somebody has cut the file short"));
        }
        self.file.set_bytes(self.bytes)
    }
}

/// What is said of a file that somebody took away.
pub(super) const GONE: &str = "somebody has removed or renamed the file";

#[cfg(test)]
mod tests {
    use std::path::Path;

    use iamd_disk::Disk;
    use iamd_testkit::{DoubleDisk, Faults};

    use super::*;

    const PATH: &str = "log";

    fn sink(disk: &DoubleDisk) -> Sink {
        Sink::new(disk.create(Path::new(PATH)).unwrap(), 0, 1, Link::default())
    }

    fn line(text: &str) -> Lines {
        Lines {
            bytes: format!("{text}\n").into_bytes(),
            events: 1,
            end: Link::default(),
        }
    }

    #[test]
    fn what_finds_no_room_waits_and_leaves_no_torn_line() {
        let disk = DoubleDisk::default();
        let mut sink = sink(&disk);
        assert!(sink.append(line("one")));
        disk.set_faults(Faults {
            disk_bytes_max: Some(6),
            ..Faults::default()
        });
        assert!(!sink.append(line("two")));
        assert!(!sink.append(line("three")));
        assert!(!sink.append(Lines::default()));
        assert_eq!(disk.contents(PATH), b"one\n");
        assert_eq!((sink.backlog_bytes(), sink.counts().failed_writes), (10, 3));
        disk.set_faults(Faults::default());
        assert!(sink.append(Lines::default()));
        assert_eq!(disk.contents(PATH), b"one\ntwo\nthree\n");
        let counts = sink.counts();
        assert_eq!((counts.events, counts.writes), (3, 2));
    }

    #[test]
    fn a_file_that_somebody_cut_is_not_written_on() {
        let disk = DoubleDisk::default();
        let mut sink = sink(&disk);
        assert!(sink.append(line("one")));
        disk.damage(PATH, b"on".to_vec());
        assert!(!sink.append(line("two")));
        assert_eq!(disk.contents(PATH), b"on");
    }

    #[test]
    fn what_somebody_appended_is_cut_off() {
        let disk = DoubleDisk::default();
        let mut sink = sink(&disk);
        assert!(sink.append(line("one")));
        disk.damage(PATH, b"one\nfor".to_vec());
        assert!(sink.append(line("two")));
        assert_eq!(disk.contents(PATH), b"one\ntwo\n");
    }
}
