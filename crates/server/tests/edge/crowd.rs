//! More connections than there are places: who is closed, who waits, and who is served.

use std::{net::SocketAddr, sync::Arc};

use iamd_server::listen::{Answer, Handler, Request};
use tokio::{
    net::{TcpSocket, TcpStream},
    sync::{Notify, Semaphore},
};

use crate::{
    site::{Client, Site, limits, timeouts},
    tls::{self, Files},
};

/// Answers with the length of the body; a request for `/wait` is answered when told to.
struct Quick {
    came: Notify,
    go: Semaphore,
}

impl Quick {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            came: Notify::new(),
            go: Semaphore::new(0),
        })
    }
}

impl Handler for Quick {
    async fn handle(&self, request: Request) -> Answer {
        if request.head.uri.path() == "/wait" {
            self.came.notify_one();
            self.go.acquire().await.unwrap().forget();
        }
        let body = request.body.read().await.unwrap_or_default();
        Answer::new(body.len().to_string().into())
    }
}

const ASK: &[u8] = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n";
const WAIT: &[u8] = b"GET /wait HTTP/1.1\r\nHost: x\r\n\r\n";

/// A site with so many places, and so many for each address.
fn site(handler: &Arc<Quick>, places: u64, of_address: u64) -> Site {
    let mut limits = limits();
    limits.connections_max = places;
    limits.connections_per_address_max = of_address;
    Site::start(Arc::clone(handler), limits, timeouts(), None)
}

/// Another client, which is served.
async fn is_served(site: &Site) {
    let mut client = site.connect().await;
    client.send(ASK).await;
    assert_eq!(client.answer().await, (200, "0".to_owned()));
}

/// A client with an address of its own.
async fn connect_from(site: &Site, last: u8) -> Client<TcpStream> {
    let socket = TcpSocket::new_v4().unwrap();
    socket
        .bind(SocketAddr::from(([127, 0, 0, last], 0)))
        .unwrap();
    Client::new(socket.connect(site.address).await.unwrap())
}

#[tokio::test]
async fn the_one_that_waited_longest_is_closed_for_a_newcomer() {
    let site = site(&Quick::new(), 3, 3);
    let mut clients = Vec::new();
    for _ in 0..3 {
        let mut client = site.connect().await;
        client.send(ASK).await;
        assert_eq!(client.answer().await.0, 200);
        clients.push(client);
    }
    is_served(&site).await;
    assert_eq!(clients[0].rest().await, "");
    for client in &mut clients[1..] {
        client.send(ASK).await;
        assert_eq!(client.answer().await.0, 200);
    }
    drop(clients);
    site.stop().await;
}

#[tokio::test]
async fn a_newcomer_waits_while_the_server_is_at_work_for_all() {
    let quick = Quick::new();
    let site = site(&quick, 1, 1000);
    let mut first = site.connect().await;
    first.send(WAIT).await;
    quick.came.notified().await;
    let mut second = site.connect().await;
    second.send(ASK).await;
    assert!(futures::poll!(Box::pin(second.answer())).is_pending());
    quick.go.add_permits(1);
    assert_eq!(first.answer().await.0, 200);
    assert_eq!(second.answer().await.0, 200);
    drop((first, second));
    site.stop().await;
}

#[tokio::test]
async fn one_address_has_its_places_and_others_theirs() {
    let quick = Quick::new();
    let site = site(&quick, 1000, 2);
    let mut busy = [connect_from(&site, 2).await, connect_from(&site, 2).await];
    for client in &mut busy {
        client.send(WAIT).await;
        quick.came.notified().await;
    }
    // All of its places are at work: it gets no other one.
    let mut refused = connect_from(&site, 2).await;
    assert_eq!(refused.rest().await, "");
    is_served(&site).await;
    quick.go.add_permits(2);
    for client in &mut busy {
        assert_eq!(client.answer().await.0, 200);
    }
    // The first waits longest now.
    let mut third = connect_from(&site, 2).await;
    third.send(ASK).await;
    assert_eq!(third.answer().await.0, 200);
    assert_eq!(busy[0].rest().await, "");
    drop((busy, third));
    site.stop().await;
}

#[tokio::test]
async fn idle_connections_keep_nobody_out() {
    let site = site(&Quick::new(), 100, 1000);
    let mut idle = Vec::new();
    for _ in 0..300 {
        idle.push(site.connect().await);
        if idle.len() % 50 == 0 {
            is_served(&site).await;
        }
    }
    is_served(&site).await;
    drop(idle);
    site.stop().await;
}

#[tokio::test]
async fn heads_and_bodies_that_drip_keep_nobody_out() {
    const BODY: &[u8] = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx";
    let site = site(&Quick::new(), 20, 1000);
    let mut dripping = Vec::new();
    for number in 0..40 {
        let mut client = site.connect().await;
        let begin = if number % 2 == 0 { BODY } else { &ASK[..12] };
        client.send(begin).await;
        dripping.push(client);
        is_served(&site).await;
    }
    for client in dripping.iter_mut().rev().take(5) {
        // It may be closed already.
        let _sent = tokio::io::AsyncWriteExt::write_all(&mut client.stream, b"x").await;
        is_served(&site).await;
    }
    drop(dripping);
    site.stop().await;
}

#[tokio::test]
async fn answers_that_nobody_reads_keep_nobody_out() {
    /// More than the system buffers between two sockets.
    struct Flood;
    impl Handler for Flood {
        async fn handle(&self, request: Request) -> Answer {
            let length = if request.head.uri.path() == "/large" {
                16 << 20
            } else {
                1
            };
            Answer::new(vec![b'0'; length].into())
        }
    }
    let mut limits = limits();
    limits.connections_max = 8;
    let site = Site::start(Arc::new(Flood), limits, timeouts(), None);
    let mut unread = Vec::new();
    for _ in 0..20 {
        let mut client = site.connect().await;
        client.send(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n").await;
        unread.push(client);
        is_served(&site).await;
    }
    drop(unread);
    site.stop().await;
}

#[tokio::test]
async fn handshakes_that_never_end_keep_nobody_out() {
    let (files, trusted) = Files::fresh();
    let mut limits = limits();
    limits.connections_max = 10;
    let certificates = Some(files.load());
    let site = Site::start(Quick::new(), limits, timeouts(), certificates);
    let mut begun = Vec::new();
    for number in 0..40 {
        let mut client = site.connect().await;
        if number % 2 == 0 {
            // The first bytes of a ClientHello of 512 bytes.
            client.send(&[0x16, 3, 1, 2, 0, 1, 0, 1]).await;
        }
        begun.push(client);
        if number % 10 == 9 {
            let mut other = Client::new(tls::connect(&site, &trusted, &[]).await.unwrap());
            other.send(ASK).await;
            assert_eq!(other.answer().await.0, 200);
        }
    }
    drop(begun);
    site.stop().await;
}

#[tokio::test]
async fn a_handshake_that_never_ends_is_cut_off() {
    let (files, _) = Files::fresh();
    let mut timeouts = timeouts();
    timeouts.header_seconds = 1;
    let certificates = Some(files.load());
    let site = Site::start(Quick::new(), limits(), timeouts, certificates);
    let mut silent = site.connect().await;
    assert_eq!(silent.rest().await, "");
    site.stop().await;
}
