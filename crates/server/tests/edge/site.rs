//! A listener with a handler of a test's own, and a client that speaks HTTP/1.1 byte for byte.

use std::{net::SocketAddr, sync::Arc};

use iamd_server::{
    config::{self, Environment, Flags, Limits, Timeouts},
    listen::{Door, Handler, Listener, Stopper, Terms},
    tls::Certificates,
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpStream,
    task::JoinHandle,
};

/// A listener on a free port.
pub(crate) struct Site {
    pub(crate) address: SocketAddr,
    pub(crate) stopper: Stopper,
    pub(crate) accepting: JoinHandle<()>,
}

/// Small limits, so that tests need little to pass them.
pub(crate) fn limits() -> Limits {
    let defaults = config::load(&Flags::default(), &Environment::default());
    Limits {
        body_bytes_max: 100_000,
        header_bytes_max: 8192,
        ..defaults.unwrap().config.limits
    }
}

/// The default times.
pub(crate) fn timeouts() -> Timeouts {
    let defaults = config::load(&Flags::default(), &Environment::default());
    defaults.unwrap().config.timeouts
}

impl Site {
    pub(crate) fn plain<H: Handler>(handler: Arc<H>) -> Self {
        Self::start(handler, limits(), timeouts(), None)
    }

    pub(crate) fn start<H: Handler>(
        handler: Arc<H>,
        limits: Limits,
        timeouts: Timeouts,
        certificates: Option<Arc<Certificates>>,
    ) -> Self {
        Self::at(Door::Main, handler, limits, timeouts, certificates)
    }

    pub(crate) fn at<H: Handler>(
        door: Door,
        handler: Arc<H>,
        limits: Limits,
        timeouts: Timeouts,
        certificates: Option<Arc<Certificates>>,
    ) -> Self {
        let any = SocketAddr::from(([127, 0, 0, 1], 0));
        let listener = Listener::bind(any, door).unwrap();
        let address = listener.address();
        let (stopper, stop) = Stopper::pair();
        let terms = Arc::new(Terms::new(limits, timeouts, certificates));
        let accepting = tokio::spawn(listener.run(handler, terms, stop));
        Self {
            address,
            stopper,
            accepting,
        }
    }

    pub(crate) async fn connect(&self) -> Client<TcpStream> {
        Client::new(TcpStream::connect(self.address).await.unwrap())
    }

    /// Stops, and waits for every connection.
    pub(crate) async fn stop(self) {
        self.stopper.stop();
        self.accepting.await.unwrap();
        self.stopper.drained().await;
    }
}

/// A client that sees every byte.
pub(crate) struct Client<S> {
    pub(crate) stream: S,
    /// What was read and not yet looked at.
    read: Vec<u8>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Client<S> {
    pub(crate) fn new(stream: S) -> Self {
        Self {
            stream,
            read: Vec::new(),
        }
    }

    pub(crate) async fn send(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).await.unwrap();
    }

    /// Status and body of the next answer.
    pub(crate) async fn answer(&mut self) -> (u16, String) {
        let (status, length) = self.head().await;
        while self.read.len() < length {
            assert!(self.read_more().await, "the answer broke off");
        }
        let body = self.read.drain(..length).collect();
        (status, String::from_utf8(body).unwrap())
    }

    /// Status and length of the body of the next answer.
    pub(crate) async fn head(&mut self) -> (u16, usize) {
        let end = loop {
            if let Some(end) = self
                .read
                .windows(4)
                .position(|window| window == b"\r\n\r\n")
            {
                break end + 4;
            }
            assert!(self.read_more().await, "there is no answer");
        };
        let head: Vec<u8> = self.read.drain(..end).collect();
        let head = String::from_utf8(head).unwrap().to_ascii_lowercase();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        (status, length.map_or(0, |length| length.parse().unwrap()))
    }

    /// All that comes until the end.
    pub(crate) async fn rest(&mut self) -> String {
        while self.read_more().await {}
        String::from_utf8(std::mem::take(&mut self.read)).unwrap()
    }

    async fn read_more(&mut self) -> bool {
        self.stream.read_buf(&mut self.read).await.unwrap() > 0
    }
}
