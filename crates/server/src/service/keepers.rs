//! What is done again and again, for as long as the service lives.

use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use iamd_auth::{SystemReason, SystemWork};
use iamd_s3::LifecycleKeeper;

use super::{Inner, Service};

/// Starts the tasks. `period` is how often they look whether something is due.
pub(super) fn start(service: &Service, period: Duration) {
    let weak = || Arc::downgrade(&service.0);
    tokio::spawn(keep_flushed(weak()));
    tokio::spawn(keep_rotated(weak(), period));
    tokio::spawn(keep_swept(weak()));
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
            tracing::warn!(%error, "last uses wait in memory until they can be written down");
        }
    }
}

/// Gives session tokens a new key when it is time.
async fn keep_rotated(service: Weak<Inner>, period: Duration) {
    loop {
        tokio::time::sleep(period).await;
        let Some(inner) = service.upgrade() else {
            return;
        };
        if let Err(error) = Service(inner).rotate_sealing_key().await {
            tracing::warn!(%error, "session tokens keep their key until a new one can be made");
        }
    }
}

/// Drops console sessions that ended long ago.
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
            Err(error) => tracing::warn!(%error, "ended console sessions were not dropped"),
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
