//! Telling whoever started the program how it is: systemd, or another that speaks its protocol.
//!
//! SOURCE: sd_notify(3): `READY=1`, `STOPPING=1`, `WATCHDOG=1`, as datagrams to the socket that
//! `NOTIFY_SOCKET` names; a name that begins with `@` is abstract. sd_watchdog_enabled(3): half of
//! `WATCHDOG_USEC` is how often one should tell.

use std::{
    io,
    os::{linux::net::SocketAddrExt, unix::net},
    sync::Arc,
    time::Duration,
};

use crate::{config::Environment, listen::Stop};

/// Who wants to know how the program is, if anybody does.
#[derive(Debug, Clone)]
pub(super) struct Supervisor(Option<Arc<net::UnixDatagram>>);

impl Supervisor {
    /// The one that the environment names. One that cannot be reached is told of in the log: the
    /// server runs all the same.
    pub(super) fn of_environment() -> Self {
        let Some(name) = Environment::notify_socket() else {
            return Self(None);
        };
        let socket = connect(&name);
        if let Err(error) = &socket {
            tracing::warn!(%error, "whoever started the program cannot be told that it is ready");
        }
        Self(socket.ok().map(Arc::new))
    }

    /// Says that requests are answered.
    pub(super) fn ready(&self) {
        self.tell("READY=1");
    }

    /// Says that the program ends.
    pub(super) fn stopping(&self) {
        self.tell("STOPPING=1");
    }

    /// Says again and again that the program still runs, if that is wanted, until `stop`.
    pub(super) async fn keep_told(self, stop: Stop) {
        let Some(period) = Environment::watchdog_period().filter(|_| self.0.is_some()) else {
            return;
        };
        // LIMIT: a thousand times a second.
        let mut ticks = tokio::time::interval((period / 2).max(Duration::from_millis(1)));
        loop {
            tokio::select! {
                () = stop.stopped() => return,
                _ = ticks.tick() => self.tell("WATCHDOG=1"),
            }
        }
    }

    fn tell(&self, state: &str) {
        let Some(socket) = &self.0 else { return };
        if let Err(error) = socket.send(state.as_bytes()) {
            tracing::warn!(%error, state, "whoever started the program cannot be told");
        }
    }
}

fn connect(name: &str) -> io::Result<net::UnixDatagram> {
    let address = match name.strip_prefix('@') {
        Some(name) => net::SocketAddr::from_abstract_name(name)?,
        None => net::SocketAddr::from_pathname(name)?,
    };
    let socket = net::UnixDatagram::unbound()?;
    // Nobody who does not read holds the program up.
    socket.set_nonblocking(true)?;
    socket.connect_addr(&address)?;
    Ok(socket)
}
