//! Backups.

use std::time::Duration;

use iamd_archive::Content;
use serde_json::json;
use tokio::time::timeout;

use super::{Deed, refused};
use crate::{
    backup::Backup,
    control::{BackupAnswer, BackupCommand, Peer, Refusal},
    service::Service,
};

/// How long another backup is waited for: who asked for it may have gone away, which takes some
/// seconds to be seen.
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) fn deed(command: &BackupCommand) -> Deed {
    Deed {
        name: "CreateBackup",
        leaves: true,
        parameters: Some(json!({
            "withObjects": command.with_objects,
            "leaveOutDamaged": command.leave_out_damaged,
        })),
        ..Deed::default()
    }
}

impl Service {
    pub(super) async fn backup(
        &self,
        command: &BackupCommand,
        peer: &Peer,
    ) -> Result<BackupAnswer, Refusal> {
        let parts = &self.0.parts;
        if parts.config.dev {
            return Err(Refusal(
                "development mode keeps everything in memory, and there is no backup of that"
                    .to_owned(),
            ));
        }
        let Ok(_only) = timeout(PATIENCE, self.0.backing_up.lock()).await else {
            return Err(Refusal("another backup is being made".to_owned()));
        };
        let backup = Backup {
            directory: self.0.stores.directory.clone(),
            objects: self.0.stores.objects.clone(),
            blobs: self.0.objects.clone(),
            keys: parts.keys.clone(),
            clock: parts.clock.clone(),
            random: parts.random.clone(),
            region: parts.config.region.to_string(),
            audit: parts.audit.clone(),
            folder: parts.data_dir.path().to_owned(),
            content: if command.with_objects {
                Content::RecordsAndObjects
            } else {
                Content::Records
            },
            leaves_out_damaged: command.leave_out_damaged,
        };
        let taken = backup.take(peer.teller()).await;
        let taken = taken.map_err(|error| refused(&error))?;
        tracing::info!(
            bytes = taken.bytes,
            held_microseconds = taken.held.as_micros(),
            "made a backup"
        );
        Ok(BackupAnswer {
            made: taken.made,
            with_objects: command.with_objects,
            bytes: taken.bytes,
            records: taken.counts.records,
            files: taken.counts.blobs,
            file_bytes: taken.counts.blob_bytes,
            left_out: taken.counts.left_out,
            held_microseconds: u64::try_from(taken.held.as_micros()).unwrap_or(u64::MAX),
        })
    }
}
