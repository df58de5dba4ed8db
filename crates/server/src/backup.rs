//! Backups: taking one while the server serves, reading one, and making a data directory of one.
//!
//! ```text
//!  iamd backup FILE ──▶ keys held ─▶ both writers held ─▶ both snapshots ─▶ writers go on   (milliseconds)
//!                                                              │
//!       archive: keyring │ records of the directory │ records of the objects │ files of objects
//!                                                              │
//!  iamd restore FILE ──▶ marked as unfinished ─▶ keyring, stores, files ─▶ marked as whole
//! ```
//!
//! A backup shows one moment of both stores: all that was acknowledged before it, and of what came
//! at the same time each change whole or not at all, none without those that it came after. It has
//! no master key, no root user's key, no configuration and no audit log: the first two would be
//! worth more than the rest, the others belong to the machine.
//!
//! What is in it is written in `docs/decisions/0043-backup.md`; the file itself is the crate
//! `iamd-archive`.

mod open;
mod restore;
mod spool;
mod take;
#[cfg(test)]
mod tests;

pub(crate) use open::{OpenBackupError, OpenedBackup, open};
pub(crate) use restore::{RestoreError, Restored, restore};
pub(crate) use take::Backup;

/// The names of the stores in an archive.
const DIRECTORY: &str = "directory";
const OBJECTS: &str = "objects";

/// Every half a second somebody is told how far it is.
#[derive(Debug)]
struct Pace(std::time::Instant);

impl Pace {
    fn begin() -> Self {
        Self(std::time::Instant::now())
    }

    /// Whether it is time to say something again.
    fn is_due(&mut self) -> bool {
        let due = self.0.elapsed() >= std::time::Duration::from_millis(500);
        if due {
            self.0 = std::time::Instant::now();
        }
        due
    }
}
