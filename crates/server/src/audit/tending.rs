//! What is done beside the writers: syncs, the head, rotation, and the end of old files.

use std::{io, sync::Arc, sync::atomic::Ordering::Relaxed};

use iamd_ident::random_uuid;
use serde_json::json;

use super::{
    AuditError,
    chain::ChainKeys,
    event::{Additional, AuditEvent, LogDetails, UserIdentity},
    files::{FILE_NAME, NEXT_NAME},
    head::{Head, HeadFile, HeadState},
    opening::Left,
    rotation::Folder,
    sink::GONE,
    writing::{Shared, Trouble},
};

/// What one task at a time does.
#[derive(Debug)]
pub(super) struct Tending {
    pub(super) head: HeadFile,
    /// The newest file is still named [`NEXT_NAME`].
    pub(super) is_unnamed: bool,
    /// Rotation failed the last time, which was told.
    pub(super) has_failed: bool,
}

impl Shared {
    /// Writes what waits, makes it durable, and begins a new file if it is time.
    pub(super) fn tend(&self, state: HeadState) {
        let mut tending = self.tending.lock();
        self.write_batch(true);
        if state == HeadState::Closed {
            self.sync_file(&mut tending, state);
            return;
        }
        let rotated = self.rotate(&mut tending);
        self.sync_file(&mut tending, state);
        let done = rotated.and_then(|()| self.delete_outlived(&mut tending));
        let failed = done.is_err();
        if let Err(error) = done
            && !tending.has_failed
        {
            tracing::error!(%error, "files of the audit log cannot be rotated or deleted");
        }
        tending.has_failed = failed;
    }

    /// Says how the log was found, in its first event since.
    pub(super) fn begin(&self, left: &Left) {
        let told = serde_json::to_value(left).unwrap_or_default();
        self.record_own("OpenAuditLog", &told);
        self.tend(HeadState::Open);
    }

    fn folder(&self) -> Folder<'_> {
        Folder {
            disk: &*self.disk,
            path: &self.folder,
        }
    }

    pub(super) fn keys(&self) -> ChainKeys {
        self.queue.lock().keys().clone()
    }

    /// An event of the log itself. Others are not to wait for it.
    fn record_own(&self, name: &str, told: &serde_json::Value) {
        let (request, event) = (random_uuid(&*self.random), random_uuid(&*self.random));
        let event = AuditEvent {
            user_identity: UserIdentity {
                r#type: "AWSService",
                principal_id: Some("iamd"),
                ..UserIdentity::default()
            },
            event_time: self.clock.now(),
            event_source: "iamd",
            event_name: name,
            aws_region: &self.region,
            source_ip_address: "iamd",
            user_agent: None,
            error_code: None,
            error_message: None,
            request_parameters: None,
            response_elements: None,
            additional_event_data: Some(Additional::Log(LogDetails { audit_log: told })),
            request_id: &request,
            event_id: &event,
            read_only: false,
            event_type: "AwsServiceEvent",
            recipient_account_id: "",
            session_credential_from_console: None,
            tls_details: None,
        };
        match event.body() {
            Ok(body) => {
                let _place = self.queue.lock().put_anyway(&body);
                self.write_batch(false);
            }
            Err(error) => tracing::error!(%error, name, "an event of the audit log is lost"),
        }
    }

    fn sync_file(&self, tending: &mut Tending, state: HeadState) {
        let (file, head) = {
            let mut sink = self.sink.lock();
            if sink.begun.is_none() && sink.bytes > 0 {
                sink.begun = Some(self.clock.now());
            }
            let head = Head {
                state,
                written: sink.written,
                file_first: sink.first,
                file_bytes: sink.bytes,
                at: self.clock.now(),
                ..tending.head.last()
            };
            (Arc::clone(&sink.file), head)
        };
        let last = tending.head.last();
        let is_new = head.written != last.written || head.file_first != last.file_first;
        // The lock is free meanwhile: a sync takes milliseconds.
        if let Err(error) = file.sync() {
            self.cannot_sync(&error);
            return;
        }
        let is_there = self.is_there(tending, &*file, head.file_bytes);
        self.set_gone(is_there.is_err_and(|error| error.kind() == io::ErrorKind::NotFound));
        if is_new || state != last.state {
            let keys = self.keys();
            let written = tending.head.write(&keys, head);
            if self.told_headless(written).is_err() {
                return;
            }
            self.syncs.fetch_add(1, Relaxed);
        }
        self.synced.store(head.written.sequence, Relaxed);
    }

    fn cannot_sync(&self, error: &io::Error) {
        if self.trouble.add(Trouble::UNSYNCED) {
            tracing::error!(
                %error,
                "the audit log cannot be synced; nothing can be changed until iamd is started anew"
            );
        }
    }

    /// Notes whether the head could be written. It is tried again: each attempt writes all of it.
    fn told_headless(&self, written: io::Result<()>) -> io::Result<()> {
        match &written {
            Ok(()) => {
                if self.trouble.remove(Trouble::HEADLESS) {
                    tracing::info!("the head of the audit log is written again");
                }
            }
            Err(error) => {
                if self.trouble.add(Trouble::HEADLESS) {
                    tracing::error!(
                        %error,
                        "the head of the audit log cannot be written; nothing can be changed"
                    );
                }
            }
        }
        written
    }

    /// Whether the file is found where readers look for it.
    fn is_there(
        &self,
        tending: &Tending,
        file: &dyn iamd_disk::DiskFile,
        bytes: u64,
    ) -> io::Result<()> {
        let gone = || io::Error::new(io::ErrorKind::NotFound, GONE);
        if !file.has_name()? {
            return Err(gone());
        }
        let name = if tending.is_unnamed {
            NEXT_NAME
        } else {
            FILE_NAME
        };
        let entry = self.disk.entry(&self.folder.join(name))?;
        if entry.bytes < bytes {
            Err(gone())
        } else {
            Ok(())
        }
    }

    fn set_gone(&self, is_gone: bool) {
        self.sink.lock().is_gone = is_gone;
        if !is_gone {
            if self.trouble.remove(Trouble::GONE) {
                tracing::info!("the audit log is back");
            }
        } else if self.trouble.add(Trouble::GONE) {
            tracing::error!(
                "the audit log is not where it was: {GONE}; nothing can be changed until it is back or \
                 iamd is started anew"
            );
        }
    }

    /// Goes on in a new file if the newest one is full, and names files that have no name yet.
    fn rotate(&self, tending: &mut Tending) -> io::Result<()> {
        if tending.is_unnamed {
            self.folder().name_files()?;
            tending.is_unnamed = false;
        }
        let now = self.clock.now();
        let is_due = {
            let sink = self.sink.lock();
            self.rotation.is_due(&sink, now) && !sink.has_backlog() && !sink.is_gone
        };
        if !is_due || self.trouble.any() {
            return Ok(());
        }
        let next = self.folder().make_next()?;
        // Most of it is synced while writers go on.
        let full = Arc::clone(&self.sink.lock().file);
        if let Err(error) = full.sync() {
            self.cannot_sync(&error);
            return Err(error);
        }
        self.switch(tending, next)?;
        self.rotations.fetch_add(1, Relaxed);
        tending.is_unnamed = true;
        self.folder().name_files()?;
        tending.is_unnamed = false;
        Ok(())
    }

    /// Writers wait meanwhile: the first event of the new file comes when the old one is durable,
    /// and when the head says so.
    fn switch(&self, tending: &mut Tending, next: Arc<dyn iamd_disk::DiskFile>) -> io::Result<()> {
        let keys = self.keys();
        let mut sink = self.sink.lock();
        if let Err(error) = sink.file.sync() {
            self.cannot_sync(&error);
            return Err(error);
        }
        let head = Head {
            state: HeadState::Open,
            written: sink.written,
            file_first: sink.written.next_sequence(),
            file_bytes: 0,
            at: self.clock.now(),
            ..tending.head.last()
        };
        let written = tending.head.write(&keys, head);
        self.told_headless(written)?;
        sink.change_to(next);
        Ok(())
    }

    /// Deletes files that were kept long enough: the event that says so comes first, then the head,
    /// so that what is missing is known to be missing rightly.
    fn delete_outlived(&self, tending: &mut Tending) -> io::Result<()> {
        if !self.rotation.deletes() || self.trouble.any() {
            return Ok(());
        }
        let rotations = self.rotations.load(Relaxed);
        let now = self.clock.now();
        if self.looked_for_outlived.lock().is_some_and(|(at, then)| {
            then == rotations && now.duration_since(at).as_secs() < OUTLIVED_SECONDS
        }) {
            return Ok(());
        }
        let outlived = self.folder().outlived(&self.rotation, now)?;
        *self.looked_for_outlived.lock() = Some((now, rotations));
        if outlived.names.is_empty() {
            return Ok(());
        }
        let told = json!({ "files": outlived.names, "through": outlived.through.sequence });
        self.record_own("DeleteAuditLogFiles", &told);
        self.sync_file(tending, HeadState::Open);
        if self.trouble.any() {
            return Ok(());
        }
        let head = Head {
            deleted: outlived.through,
            ..tending.head.last()
        };
        let written = tending.head.write(&self.keys(), head);
        self.told_headless(written)?;
        self.folder().delete(&outlived.names)?;
        self.deleted_files
            .fetch_add(outlived.names.len() as u64, Relaxed);
        tracing::info!(
            files = outlived.names.len(),
            through = outlived.through.sequence,
            "old files of the audit log were deleted"
        );
        Ok(())
    }

    /// The end: everything is durable, and the head says that nothing follows.
    pub(super) fn close(&self) -> Result<(), AuditError> {
        self.is_closed.store(true, Relaxed);
        self.tend(HeadState::Closed);
        if self.trouble.any() || self.sink.lock().has_backlog() {
            return Err(AuditError::Unwritten);
        }
        Ok(())
    }
}

/// How often files are looked at for their age.
const OUTLIVED_SECONDS: i64 = 3600;
