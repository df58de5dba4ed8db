//! The pages of a store's file: a damaged one may hide records, which then seem never to have been.

use std::{path::PathBuf, sync::Arc};

use iamd_disk::{Disk, Overlay};
use iamd_ident::Timestamp;
use iamd_seal::ChecksumKeys;
use iamd_store::{OpenError, Settings, Store};

use super::{Notes, RESTORE, Severity};

/// LIMIT: pages in memory while a file is looked at.
const CACHE_BYTES: usize = 8 << 20;

/// LIMIT: what opening a file writes, in memory.
const OVERLAY_BYTES: usize = 64 << 20;

/// What tells the newest state of a file, and is written at each commit.
const HEAD_BYTES: usize = 4096;

/// How often a file is looked at that somebody writes. Its head may be read while it is written.
const ATTEMPTS: usize = 5;

/// A store's file.
pub(crate) struct StoreFile {
    pub(crate) disk: Arc<dyn Disk>,
    pub(crate) path: PathBuf,
    pub(crate) keys: ChecksumKeys,
}

impl StoreFile {
    pub(super) fn settings(&self, check_pages: bool) -> Settings {
        let mut settings = Settings::new(self.keys.clone(), Timestamp::default());
        settings.cache_bytes = CACHE_BYTES;
        settings.check_pages = check_pages;
        settings
    }

    /// Checks every page of a file that somebody has open, who holds a snapshot meanwhile: so the
    /// pages of the newest state are not used again.
    pub(crate) async fn check_while_open(self, notes: &mut Notes<'_>) {
        let checked = tokio::task::spawn_blocking(move || self.check()).await;
        match checked {
            Ok(Ok(())) => {}
            Ok(Err(error)) => notes.add(Severity::Damage, super::parts::said(&error), RESTORE),
            Err(error) => notes.add(Severity::Damage, error.to_string(), RESTORE),
        }
    }

    fn check(&self) -> Result<(), OpenError> {
        let mut checked = Ok(());
        for _ in 0..ATTEMPTS {
            checked = self.check_once();
            if checked.is_ok() {
                break;
            }
        }
        checked
    }

    fn check_once(&self) -> Result<(), OpenError> {
        let overlay = Overlay::new(Arc::clone(&self.disk), OVERLAY_BYTES);
        let frozen = overlay.freeze(&self.path, HEAD_BYTES);
        frozen.map_err(|source| OpenError::Io {
            path: self.path.clone(),
            source,
        })?;
        Store::open_on(&overlay, &self.path, self.settings(true)).map(drop)
    }
}
