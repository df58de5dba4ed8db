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

/// Takes as many file descriptors as connections may need, and says so where they are not to be
/// had.
pub(super) fn raise_open_files(connections_max: u64) {
    let wanted = connections_max.saturating_add(OTHER_FILES);
    let limit = getrlimit(Resource::Nofile);
    if limit.current.is_none_or(|current| current >= wanted) {
        return;
    }
    let current = limit.maximum.map_or(wanted, |maximum| maximum.min(wanted));
    let raised = Rlimit {
        current: Some(current),
        maximum: limit.maximum,
    };
    if setrlimit(Resource::Nofile, raised).is_err() || current < wanted {
        tracing::warn!(
            "the system allows fewer open files than limits.connections_max asks for; raise its \
             limit (ulimit -n) to {wanted}"
        );
    }
}
