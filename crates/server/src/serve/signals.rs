//! What the system tells a server, and allows it.

use std::io;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::watch,
};

/// The signals that a server obeys.
#[derive(Debug)]
pub(super) struct Signals {
    terminate: Signal,
    interrupt: Signal,
    hang_up: Signal,
}

impl Signals {
    pub(super) fn listen() -> io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            hang_up: signal(SignalKind::hangup())?,
        })
    }

    /// Waits for SIGTERM or SIGINT; SIGHUP asks for the files to be read again.
    pub(super) async fn until_stop(&mut self, reload: &watch::Sender<()>) {
        loop {
            tokio::select! {
                _ = self.terminate.recv() => return,
                _ = self.interrupt.recv() => return,
                _ = self.hang_up.recv() => reload.send_replace(()),
            }
        }
    }
}

/// File descriptors that are not connections: the store, logs, listeners.
const OTHER_FILES: u64 = 128;

/// Takes as many file descriptors as connections may need, and says how many connections there may
/// be: fewer where that many are not to be had.
///
/// SECURITY: connections must never take the last file descriptor. The audit log, the store and the
/// control socket need some, and nobody is known yet who only connects.
pub(super) fn raise_open_files(connections_max: u64) -> u64 {
    let wanted = connections_max.saturating_add(OTHER_FILES);
    let limit = getrlimit(Resource::Nofile);
    let Some(had) = limit.current.filter(|current| *current < wanted) else {
        return connections_max;
    };
    let current = limit.maximum.map_or(wanted, |maximum| maximum.min(wanted));
    let raised = Rlimit {
        current: Some(current),
        maximum: limit.maximum,
    };
    let has = setrlimit(Resource::Nofile, raised).map_or(had, |()| current);
    let connections = connections_with(has).min(connections_max);
    if connections < connections_max {
        tracing::warn!(
            "the system allows {connections} connections at once, fewer than \
             limits.connections_max; raise its limit of open files (ulimit -n) to {wanted}"
        );
    }
    connections
}

/// How many connections there may be with so many file descriptors.
fn connections_with(open_files: u64) -> u64 {
    open_files.saturating_sub(OTHER_FILES).max(open_files / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_file_descriptors_to_others() {
        assert_eq!(connections_with(10_128), 10_000);
        assert_eq!(connections_with(1024), 896);
        assert_eq!(connections_with(100), 50);
    }
}
