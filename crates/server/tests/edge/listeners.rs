//! The listeners, on real sockets: limits, slow peers, and the end.
use std::{sync::Arc, time::Duration};

use iamd_server::listen::{Answer, BodyError, Door, Handler, ListenError, Listener, Request};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    sync::{Notify, Semaphore},
};

use crate::site::{Client, Site, limits, timeouts};

/// Answers with the length of the body, or the name of what is wrong with it.
struct Measure;

impl Handler for Measure {
    async fn handle(&self, request: Request) -> Answer {
        let text = match request.body.read().await {
            Ok(body) => body.len().to_string(),
            Err(BodyError::TooLarge { bytes_max }) => format!("more than {bytes_max}"),
            Err(BodyError::TooSlow { .. }) => "too slow".to_owned(),
            Err(BodyError::NoRoom) => "no room".to_owned(),
            Err(BodyError::NoPlace) => "no place".to_owned(),
            Err(BodyError::Broken { .. }) => "broken".to_owned(),
        };
        Answer::new(text.into())
    }
}

/// Says that a request is there, and answers it when told to.
struct Patient {
    came: Notify,
    go: Semaphore,
}

impl Patient {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            came: Notify::new(),
            go: Semaphore::new(0),
        })
    }
}

impl Handler for Patient {
    async fn handle(&self, _request: Request) -> Answer {
        self.came.notify_one();
        self.go.acquire().await.unwrap().forget();
        Answer::new("done".into())
    }
}

fn post(length: usize) -> Vec<u8> {
    let mut request = format!("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n");
    request.push_str(&"x".repeat(length));
    request.into_bytes()
}

#[tokio::test]
async fn bodies_are_read_up_to_their_limit() {
    let site = Site::plain(Arc::new(Measure));
    let mut client = site.connect().await;
    for length in [0, 1, 1000, 70_000, 100_000] {
        client.send(&post(length)).await;
        assert_eq!(client.answer().await, (200, length.to_string()));
    }
    // The answer comes though the client sends all before it reads.
    client.send(&post(3_000_000)).await;
    assert_eq!(client.answer().await, (200, "more than 100000".to_owned()));
    site.stop().await;
}

#[tokio::test]
async fn a_body_without_a_length_is_bounded_as_well() {
    let site = Site::plain(Arc::new(Measure));
    let mut client = site.connect().await;
    let chunk = format!("8000\r\n{}\r\n", "x".repeat(0x8000));
    let head = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (chunks, expect) in [(3, "98304"), (4, "more than 100000")] {
        client
            .send(format!("{head}{}0\r\n\r\n", chunk.repeat(chunks)).as_bytes())
            .await;
        assert_eq!(client.answer().await, (200, expect.to_owned()));
    }
    site.stop().await;
}

#[tokio::test]
async fn a_body_that_is_announced_too_large_is_not_asked_for() {
    let site = Site::plain(Arc::new(Measure));
    let mut client = site.connect().await;
    let head = "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: ";
    client
        .send(format!("{head}100001\r\n\r\n").as_bytes())
        .await;
    assert_eq!(client.answer().await, (200, "more than 100000".to_owned()));
    let mut client = site.connect().await;
    client.send(format!("{head}5\r\n\r\n").as_bytes()).await;
    assert_eq!(client.head().await, (100, 0));
    client.send(b"12345").await;
    assert_eq!(client.answer().await, (200, "5".to_owned()));
    site.stop().await;
}

#[tokio::test]
async fn all_bodies_together_have_a_limit() {
    let mut limits = limits();
    limits.bodies_bytes_max = 64 * 1024;
    let site = Site::start(Arc::new(Measure), limits, timeouts(), None);
    let mut client = site.connect().await;
    client.send(&post(90_000)).await;
    assert_eq!(client.answer().await, (200, "no room".to_owned()));
    site.stop().await;
}

#[tokio::test]
async fn large_heads_are_refused() {
    let site = Site::plain(Arc::new(Measure));
    let long = "x".repeat(9000);
    let many = "a: b\r\n".repeat(101);
    for (head, status) in [
        (format!("GET / HTTP/1.1\r\nlong: {long}\r\n\r\n"), 431),
        (format!("GET / HTTP/1.1\r\n{many}\r\n"), 431),
        (
            "GET / HTTP/1.1\r\n".to_owned() + &"a: b\r\n".repeat(99) + "\r\n",
            200,
        ),
        ("nonsense\r\n\r\n".to_owned(), 400),
    ] {
        let mut client = site.connect().await;
        client.send(head.as_bytes()).await;
        assert_eq!(client.answer().await.0, status, "{head}");
    }
    site.stop().await;
}

#[tokio::test]
async fn slow_peers_are_cut_off() {
    let mut timeouts = timeouts();
    timeouts.header_seconds = 1;
    timeouts.idle_seconds = 1;
    timeouts.body_seconds = 1;
    let site = Site::start(Arc::new(Measure), limits(), timeouts, None);
    let mut silent = site.connect().await;
    let mut dripping = site.connect().await;
    dripping.send(b"GET / HTTP/1.1\r\nHost:").await;
    let mut idle = site.connect().await;
    idle.send(&post(0)).await;
    let mut half = site.connect().await;
    half.send(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx")
        .await;
    assert_eq!(idle.answer().await.0, 200);
    assert_eq!(half.answer().await, (200, "too slow".to_owned()));
    for client in [&mut silent, &mut dripping, &mut idle] {
        assert_eq!(client.rest().await, "");
    }
    site.stop().await;
}

#[tokio::test]
async fn a_peer_that_does_not_read_is_cut_off() {
    /// More than the system buffers between two sockets.
    struct Flood(Notify);
    impl Handler for Flood {
        async fn handle(&self, _request: Request) -> Answer {
            self.0.notify_one();
            Answer::new(vec![0; 64 << 20].into())
        }
    }
    let flood = Arc::new(Flood(Notify::new()));
    let mut timeouts = timeouts();
    timeouts.write_seconds = 1;
    let site = Site::start(Arc::clone(&flood), limits(), timeouts, None);
    let mut client = site.connect().await;
    client.send(&post(0)).await;
    flood.0.notified().await;
    // Nothing else ends this connection, as its answer is never read.
    site.stop().await;
}

#[tokio::test]
async fn a_request_too_many_is_answered_503() {
    let patient = Patient::new();
    let mut limits = limits();
    limits.requests_max = 1;
    let site = Site::start(Arc::clone(&patient), limits, timeouts(), None);
    let (mut first, mut second) = (site.connect().await, site.connect().await);
    first.send(&post(0)).await;
    patient.came.notified().await;
    second.send(&post(0)).await;
    assert_eq!(second.answer().await.0, 503);
    patient.go.add_permits(1);
    assert_eq!(first.answer().await, (200, "done".to_owned()));
    site.stop().await;
}

#[tokio::test]
async fn a_request_whose_body_drips_takes_no_place() {
    let mut limits = limits();
    limits.requests_max = 1;
    let site = Site::start(Arc::new(Measure), limits, timeouts(), None);
    let (mut dripping, mut other) = (site.connect().await, site.connect().await);
    // The client is told to go on once the body is being waited for.
    let head = b"POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
    dripping.send(head).await;
    assert_eq!(dripping.head().await, (100, 0));
    dripping.send(b"x").await;
    other.send(&post(3)).await;
    assert_eq!(other.answer().await, (200, "3".to_owned()));
    dripping.send(b"x").await;
    assert_eq!(dripping.answer().await, (200, "2".to_owned()));
    site.stop().await;
}

#[tokio::test]
async fn a_body_that_comes_when_every_place_is_taken_is_refused() {
    /// Reads the body, then stays at work until told.
    struct Busy(Arc<Patient>);
    impl Handler for Busy {
        async fn handle(&self, request: Request) -> Answer {
            if let Err(BodyError::NoPlace) = request.body.read().await {
                return Answer::new("no place".into());
            }
            self.0.came.notify_one();
            self.0.go.acquire().await.unwrap().forget();
            Answer::new("done".into())
        }
    }
    let patient = Patient::new();
    let mut limits = limits();
    limits.requests_max = 1;
    let busy = Arc::new(Busy(Arc::clone(&patient)));
    let site = Site::start(busy, limits, timeouts(), None);
    let (mut slow, mut quick) = (site.connect().await, site.connect().await);
    let head = b"POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n";
    slow.send(head).await;
    assert_eq!(slow.head().await, (100, 0));
    quick.send(&post(0)).await;
    patient.came.notified().await;
    slow.send(b"x").await;
    assert_eq!(slow.answer().await, (200, "no place".to_owned()));
    patient.go.add_permits(1);
    assert_eq!(quick.answer().await, (200, "done".to_owned()));
    site.stop().await;
}

#[tokio::test]
async fn a_burst_of_connections_is_kept_until_it_is_accepted() {
    let any = ([127, 0, 0, 1], 0).into();
    let listener = Listener::bind(any, Door::Main).unwrap();
    let mut burst = Vec::new();
    for _ in 0..300 {
        let connecting = tokio::net::TcpStream::connect(listener.address());
        let connected = tokio::time::timeout(Duration::from_secs(5), connecting).await;
        burst.push(connected.unwrap().unwrap());
    }
}

#[tokio::test]
async fn stopping_lets_requests_end_and_takes_no_others() {
    let patient = Patient::new();
    let site = Site::plain(Arc::clone(&patient));
    let (mut working, mut idle) = (site.connect().await, site.connect().await);
    working.send(&post(0)).await;
    patient.came.notified().await;
    site.stopper.stop();
    assert_eq!(idle.rest().await, "");
    site.accepting.await.unwrap();
    tokio::net::TcpStream::connect(site.address)
        .await
        .unwrap_err();
    patient.go.add_permits(1);
    assert_eq!(working.answer().await, (200, "done".to_owned()));
    assert_eq!(working.rest().await, "");
    site.stopper.drained().await;
}

#[tokio::test]
async fn a_peer_that_goes_away_ends_its_request() {
    struct Fallen(Arc<Notify>);
    impl Drop for Fallen {
        fn drop(&mut self) {
            self.0.notify_one();
        }
    }
    struct Forever(Arc<Notify>, Notify);
    impl Handler for Forever {
        async fn handle(&self, _request: Request) -> Answer {
            let _fallen = Fallen(Arc::clone(&self.0));
            self.1.notify_one();
            std::future::pending().await
        }
    }
    let forever = Arc::new(Forever(Arc::default(), Notify::new()));
    let site = Site::plain(Arc::clone(&forever));
    let mut client = site.connect().await;
    client.send(&post(0)).await;
    forever.1.notified().await;
    drop(client);
    forever.0.notified().await;
    site.stop().await;
}

#[tokio::test]
async fn an_address_in_use_is_told_with_its_option() {
    let taken = Listener::bind(([127, 0, 0, 1], 0).into(), Door::Main).unwrap();
    let error = Listener::bind(taken.address(), Door::Console).unwrap_err();
    assert!(matches!(error, ListenError::InUse { .. }));
    let expect = format!(
        "{} is in use by another program; stop it, or choose another address with --console-listen",
        taken.address()
    );
    assert_eq!(error.to_string(), expect);
}

#[tokio::test]
async fn requests_behind_one_another_are_answered_in_order() {
    let site = Site::plain(Arc::new(Measure));
    let mut client: Client<_> = site.connect().await;
    client.send(&[post(1), post(22), post(333)].concat()).await;
    for length in ["1", "22", "333"] {
        assert_eq!(client.answer().await, (200, length.to_owned()));
    }
    client.stream.shutdown().await.unwrap();
    let mut rest = Vec::new();
    client.stream.read_to_end(&mut rest).await.unwrap();
    assert_eq!(rest, b"");
    site.stop().await;
}
