//! What is done again and again, for as long as the service lives.

use std::{
    error::Error,
    sync::{Arc, Weak},
    time::Duration,
};

use iamd_auth::{SystemReason, SystemWork};
use iamd_s3::LifecycleKeeper;
use iamd_store::{CommitError, StoreError};

use super::{Inner, Service};

/// Starts the tasks. `period` is how often they look whether something is due.
pub(super) fn start(service: &Service, period: Duration) {
    let weak = || Arc::downgrade(&service.0);
    tokio::spawn(keep_flushed(weak()));
    tokio::spawn(keep_rotated(weak(), period));
    tokio::spawn(keep_swept(weak()));
    tokio::spawn(keep_reported(weak()));
}

/// Writes down last uses every few seconds.
async fn keep_flushed(service: Weak<Inner>) {
    let Some(seconds) = service
        .upgrade()
        .map(|inner| inner.parts.config.last_use.flush_seconds)
    else {
        return;
    };
    loop {
        tokio::time::sleep(Duration::from_secs(seconds)).await;
        let Some(inner) = service.upgrade() else {
            return;
        };
        let work = SystemWork::new(SystemReason::LastUse);
        if let Err(error) = inner.directory.flush_last_use(&work).await {
            warn(
                &error,
                "last uses wait in memory until they can be written down",
            );
        }
    }
}

/// Gives session tokens and issuers of web identities new keys when it is time.
async fn keep_rotated(service: Weak<Inner>, period: Duration) {
    loop {
        tokio::time::sleep(period).await;
        let Some(inner) = service.upgrade() else {
            return;
        };
        let service = Service(inner);
        if let Err(error) = service.rotate_sealing_key().await {
            warn(
                &error,
                "session tokens keep their key until a new one can be made",
            );
        }
        if let Err(error) = service.rotate_web_identity_keys().await {
            warn(&error, "issuers keep their keys until new ones can be made");
        }
    }
}

/// Drops console sessions that ended long ago, and reports of access that nobody can read any more.
async fn keep_swept(service: Weak<Inner>) {
    const PERIOD: Duration = Duration::from_hours(1);
    loop {
        tokio::time::sleep(PERIOD).await;
        let Some(inner) = service.upgrade() else {
            return;
        };
        let work = SystemWork::new(SystemReason::Sweep);
        match inner.directory.sweep_console_sessions(&work).await {
            Ok(0) => {}
            Ok(count) => tracing::debug!(count, "ended console sessions were dropped"),
            Err(error) => warn(&error, "ended console sessions were not dropped"),
        }
        match inner.directory.sweep_access_jobs(&work).await {
            Ok(0) => {}
            Ok(count) => tracing::debug!(count, "old reports of access were dropped"),
            Err(error) => warn(&error, "old reports of access were not dropped"),
        }
        let keep_seconds = inner.parts.config.report_seconds();
        let swept = inner
            .directory
            .sweep_credential_reports(&work, keep_seconds);
        match swept.await {
            Ok(0) => {}
            Ok(count) => tracing::debug!(count, "expired credential reports were dropped"),
            Err(error) => warn(&error, "expired credential reports were not dropped"),
        }
    }
}

/// Makes credential reports, one at a time, as they are asked for. One that was asked for when the
/// program ended is made by the next.
async fn keep_reported(service: Weak<Inner>) {
    const PERIOD: Duration = Duration::from_mins(1);
    let work = SystemWork::new(SystemReason::Report);
    let Some(directory) = service.upgrade().map(|inner| inner.directory.clone()) else {
        return;
    };
    let wanted = directory.wanted_credential_reports();
    if let Err(error) = directory.resume_credential_reports(&work).await {
        warn(
            &error,
            "credential reports wait until somebody asks for them again",
        );
    }
    drop(directory);
    loop {
        // Whether there is a service to make them for is looked at now and then.
        let _ = tokio::time::timeout(PERIOD, wanted.changed()).await;
        let Some(directory) = service.upgrade().map(|inner| inner.directory.clone()) else {
            return;
        };
        match directory.make_credential_reports(&work).await {
            Ok(0) => {}
            Ok(count) => tracing::debug!(count, "credential reports were made"),
            Err(error) => warn(&error, "a credential report was not made"),
        }
    }
}

/// Applies lifecycle rules when they are due, for as long as the program runs.
pub(super) async fn keep_lifecycle(mut keeper: LifecycleKeeper, period: Duration) {
    loop {
        tokio::time::sleep(period).await;
        if let Some(run) = keeper.keep_up().await {
            tracing::debug!(?run, "lifecycle rules were applied");
        }
    }
}

/// Says what could not be done, but not at the end of the program: the next start goes on.
fn warn(error: &(dyn Error + 'static), said: &'static str) {
    if !is_closed(error) {
        tracing::warn!(%error, "{said}");
    }
}

/// Whether a store was closed meanwhile.
fn is_closed(error: &(dyn Error + 'static)) -> bool {
    let mut causes = std::iter::successors(Some(error), |&error| error.source());
    causes.any(|cause| {
        matches!(cause.downcast_ref(), Some(StoreError::Closed))
            || matches!(cause.downcast_ref(), Some(CommitError::Closed))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_the_program_is_told_from_trouble() {
        let closed: iamd_directory::Error = CommitError::Closed.into();
        assert!(is_closed(&closed));
        assert!(is_closed(&StoreError::Closed));
        let full: iamd_directory::Error = CommitError::StorageFull.into();
        assert!(!is_closed(&full));
    }
}
