//! The listeners: TCP, TLS, HTTP, and the limits on what a peer may make large or slow.
//!
//! ```text
//! accept ── Crowd: places ── TLS ── HTTP/1.1 or HTTP/2 ── requests_max ── Handler
//!                                │                                │
//!                                └─ Watch: header, idle, write    └─ Body: size and time,
//!                                                                     whole or as a stream,
//!                                                                     without a place
//! ```
//!
//! Nothing here knows a service: a [`Handler`] turns a [`Request`] into an answer. Plain
//! connections speak HTTP/1.1; on TLS the peer chooses HTTP/2 by ALPN.

mod answer;
mod body;
mod connection;
mod counts;
mod crowd;
mod handler;
mod incoming;
mod origin;
mod place;
mod shelf;
mod stop;
mod stream;
mod watch;

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use tokio::{
    net::{TcpListener, TcpSocket, TcpStream},
    sync::Semaphore,
};

pub use answer::{Answer, AnswerBody};
pub use body::{Body, BodyError, Bounds};
pub(crate) use handler::too_many_requests;
pub use handler::{Connection, Door, Handler, Request, TlsFacts};
pub use origin::Origin;
pub use shelf::{NoRoom, Shelf};
pub use stop::{Stop, Stopper};
pub use stream::BodyStream;

use self::{
    counts::{Counts, Cut},
    crowd::Crowd,
    watch::Watch,
};
use crate::{
    config::{Limits, Networks, Timeouts},
    data_dir::Reason,
    metrics::{Page, table},
    tls::Certificates,
};

/// An address cannot be listened on.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// Another program has the port.
    #[error(
        "{address} is in use by another program; stop it, or choose another address with --{flag}"
    )]
    InUse {
        /// The address asked for.
        address: SocketAddr,
        /// The option that chooses it.
        flag: &'static str,
    },
    /// The system refuses the address.
    #[error("cannot listen on {address} (--{flag}): {}", Reason(source))]
    Refused {
        /// The address asked for.
        address: SocketAddr,
        /// The option that chooses it.
        flag: &'static str,
        /// What the system says.
        source: io::Error,
    },
}

/// What both listeners keep to, made once and shared by every connection.
pub struct Terms {
    limits: Limits,
    timeouts: Timeouts,
    bodies: Bounds,
    /// The certificates, if the listeners speak TLS.
    certificates: Option<Arc<Certificates>>,
    /// Whose word on where a request comes from is believed.
    trusted_proxies: Networks,
    /// Who is connected.
    crowd: Arc<Crowd>,
    /// What large answers take up.
    shelf: Shelf,
    counts: Arc<Counts>,
    /// A place for each request that may be in work.
    places: Arc<place::Places>,
}

impl Terms {
    /// The terms that a configuration asks for. Without certificates the listeners speak plain
    /// HTTP.
    pub fn new(
        limits: Limits,
        timeouts: Timeouts,
        certificates: Option<Arc<Certificates>>,
    ) -> Self {
        // LIMIT: connections_max, connections_per_address_max.
        let crowd = Arc::new(Crowd::new(
            permits(limits.connections_max),
            permits(limits.connections_per_address_max),
        ));
        Self {
            certificates,
            trusted_proxies: Networks::default(),
            bodies: Bounds::new(&limits, &timeouts).among(&crowd),
            shelf: Shelf::new(limits.answers_bytes_max, Arc::clone(&crowd)),
            crowd,
            counts: Arc::default(),
            // LIMIT: requests_max in work; and as many bodies awaited as connections may be open.
            places: Arc::new(place::Places::new(
                permits(limits.requests_max),
                permits(limits.connections_max),
            )),
            limits,
            timeouts,
        }
    }

    /// The same behind proxies whose headers tell where a request comes from.
    #[must_use]
    pub fn behind(self, trusted_proxies: Networks) -> Self {
        Self {
            trusted_proxies,
            ..self
        }
    }

    /// The limits on bodies, for whoever gathers one that came as a stream.
    pub fn bodies(&self) -> Bounds {
        self.bodies.clone()
    }

    /// Where large answers lie until they are read.
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// The terms of another listener of the same server, which has places of its own: whoever takes
    /// all the others leaves these. What is counted is counted together.
    #[must_use]
    pub fn aside(&self) -> Self {
        let limits = Limits {
            connections_max: ASIDE_MAX,
            connections_per_address_max: ASIDE_MAX,
            requests_max: ASIDE_MAX,
            ..self.limits.clone()
        };
        let aside = Self::new(limits, self.timeouts.clone(), self.certificates.clone());
        Self {
            trusted_proxies: self.trusted_proxies.clone(),
            counts: Arc::clone(&self.counts),
            ..aside
        }
    }

    /// Tells what the listeners counted.
    pub fn tell(&self, page: &mut Page) {
        self.counts.tell(page);
        page.number(&table::REQUESTS_IN_WORK, &[], self.places.taken());
        page.number(&table::BODIES_BYTES, &[], self.bodies.held_bytes());
        page.number(&table::ANSWERS_BYTES, &[], self.shelf.held_bytes());
    }

    /// `https` with certificates, else `http`.
    pub fn scheme(&self) -> &'static str {
        if self.certificates.is_some() {
            "https"
        } else {
            "http"
        }
    }
}

/// LIMIT: connections, and requests in work, of a listener beside the others.
const ASIDE_MAX: u64 = 64;

fn permits(count: u64) -> usize {
    usize::try_from(count)
        .unwrap_or(usize::MAX)
        .min(Semaphore::MAX_PERMITS)
}

/// LIMIT: connections that the system keeps until they are accepted; fewer if its own limit is less
/// (on Linux, `net.core.somaxconn`). With the usual 128, clients that come in a burst lose their
/// first packet and wait a second before they try again.
const BACKLOG: u32 = 4096;

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    // A server that is started anew takes its port while connections of the old one end.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// A bound socket that does not accept yet.
#[derive(Debug)]
pub struct Listener {
    socket: TcpListener,
    address: SocketAddr,
    door: Door,
}

impl Listener {
    /// Takes the address; port 0 takes a free one. To be called where tokio runs.
    ///
    /// # Errors
    /// The address is in use, or the system refuses it.
    pub fn bind(address: SocketAddr, door: Door) -> Result<Self, ListenError> {
        let flag = door.flag();
        let refused = |source: io::Error| match source.kind() {
            io::ErrorKind::AddrInUse => ListenError::InUse { address, flag },
            _ => ListenError::Refused {
                address,
                flag,
                source,
            },
        };
        let socket = listen(address).map_err(refused)?;
        let address = socket.local_addr().map_err(refused)?;
        Ok(Self {
            socket,
            address,
            door,
        })
    }

    /// Where the listener is, with the port that was taken.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Accepts connections until `stop` says so. Open connections finish what they are at and hold
    /// clones of `stop` meanwhile, so that [`Stopper::drained`] waits for them.
    pub async fn run<H: Handler>(self, handler: Arc<H>, terms: Arc<Terms>, stop: Stop) {
        let accepting = async {
            loop {
                let (stream, peer) = self.accept().await;
                terms.counts.accepted(self.door);
                let watch = Arc::new(Watch::new(&terms.timeouts, Arc::clone(&terms.counts)));
                // While all are at work, what is beyond waits in the system's queue.
                let entering = terms.crowd.admit(peer.ip(), &terms.trusted_proxies, &watch);
                let Some(presence) = entering.await else {
                    terms.counts.ended(self.door);
                    terms.counts.cut(Cut::Refused);
                    continue;
                };
                let facts = Connection {
                    peer,
                    local: self.address,
                    door: self.door,
                    tls: None,
                };
                let work = connection::serve(
                    stream,
                    (facts, watch, presence),
                    Arc::clone(&handler),
                    Arc::clone(&terms),
                    stop.clone(),
                );
                let (counts, door) = (Arc::clone(&terms.counts), self.door);
                tokio::spawn(async move {
                    work.await;
                    counts.ended(door);
                });
            }
        };
        tokio::select! {
            () = accepting => {}
            () = stop.stopped() => {}
        }
    }

    /// The next connection. Errors of accepting pass: a peer that is gone already, or no free file
    /// descriptor, which only time mends.
    async fn accept(&self) -> (TcpStream, SocketAddr) {
        const PAUSE: Duration = Duration::from_millis(50);
        loop {
            match self.socket.accept().await {
                Ok((stream, peer)) => {
                    // An answer is one write: waiting for more bytes would only delay it.
                    if let Err(error) = stream.set_nodelay(true) {
                        tracing::debug!(%peer, %error, "TCP_NODELAY was refused");
                    }
                    return (stream, peer);
                }
                Err(error) => {
                    tracing::warn!(address = %self.address, %error, "cannot accept a connection");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }
}
