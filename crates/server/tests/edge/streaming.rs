//! Bodies that no memory holds, in both directions.

use std::{convert::Infallible, sync::Arc};

use bytes::Bytes;
use futures::{StreamExt, stream};
use http_body_util::{BodyExt, StreamBody};
use hyper::body::Frame;
use hyper_util::rt::{TokioExecutor, TokioIo};
use iamd_server::listen::{Answer, AnswerBody, BodyError, Handler, Request};
use tokio::sync::{Notify, Semaphore};

use crate::{
    site::{Site, limits, timeouts},
    tls::{Files, connect},
};

/// Counts the bytes of a body while they pass, and names what is wrong with it.
struct Count;

impl Handler for Count {
    async fn handle(&self, request: Request) -> Answer {
        let mut pieces = request.body.into_stream();
        let mut bytes = 0;
        let text = loop {
            match pieces.next().await {
                Some(Ok(piece)) => bytes += piece.len(),
                Some(Err(BodyError::TooSlow { .. })) => break "too slow".to_owned(),
                Some(Err(BodyError::Broken { .. })) => break "broken".to_owned(),
                Some(Err(error)) => break error.to_string(),
                None => break bytes.to_string(),
            }
        };
        // What has ended stays at its end.
        assert!(pieces.next().await.is_none());
        Answer::new(text.into())
    }
}

/// Refuses every request, and looks at no body.
struct Refuse;

impl Handler for Refuse {
    async fn handle(&self, request: Request) -> Answer {
        drop(request.body.into_stream());
        let mut answer = Answer::new("no".into());
        *answer.status_mut() = http::StatusCode::FORBIDDEN;
        answer
    }
}

fn post(length: usize) -> Vec<u8> {
    let mut request = format!("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n");
    request.push_str(&"x".repeat(length));
    request.into_bytes()
}

const HELD_BACK: &[u8] =
    b"PUT / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n";

#[tokio::test]
async fn a_stream_may_be_longer_than_a_body_in_memory() {
    let site = Site::plain(Arc::new(Count));
    let mut client = site.connect().await;
    for length in [0, 1, 3_000_000] {
        client.send(&post(length)).await;
        assert_eq!(client.answer().await, (200, length.to_string()));
    }
    let chunk = format!("8000\r\n{}\r\n", "x".repeat(0x8000)).repeat(10);
    let head = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    client
        .send(format!("{head}{chunk}0\r\n\r\n").as_bytes())
        .await;
    assert_eq!(client.answer().await, (200, "327680".to_owned()));
    site.stop().await;
}

#[tokio::test]
async fn a_peer_is_told_to_go_on_when_its_body_is_read_and_not_before() {
    let site = Site::plain(Arc::new(Count));
    let mut client = site.connect().await;
    client.send(HELD_BACK).await;
    assert_eq!(client.head().await, (100, 0));
    client.send(b"123").await;
    assert_eq!(client.answer().await, (200, "3".to_owned()));
    site.stop().await;

    let site = Site::plain(Arc::new(Refuse));
    let mut client = site.connect().await;
    client.send(HELD_BACK).await;
    let answer = client.rest().await;
    assert!(answer.starts_with("HTTP/1.1 403 "), "{answer}");
    assert!(answer.contains("\r\nconnection: close\r\n"), "{answer}");
    site.stop().await;
}

#[tokio::test]
async fn a_refusal_is_read_by_who_sends_all_before_it_reads() {
    let site = Site::plain(Arc::new(Refuse));
    let mut client = site.connect().await;
    // More than the system buffers between two sockets, twice on one connection.
    for _ in 0..2 {
        client.send(&post(10_000_000)).await;
        assert_eq!(client.answer().await, (403, "no".to_owned()));
    }
    site.stop().await;
}

#[tokio::test]
async fn a_refused_body_without_bounds_is_not_read() {
    let site = Site::plain(Arc::new(Refuse));
    let mut client = site.connect().await;
    client
        .send(b"PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000000\r\n\r\nx")
        .await;
    let answer = client.rest().await;
    assert!(answer.starts_with("HTTP/1.1 403 "), "{answer}");
    assert!(answer.contains("\r\nconnection: close\r\n"), "{answer}");
    site.stop().await;
}

#[tokio::test]
async fn a_stalled_stream_is_broken_off() {
    let mut timeouts = timeouts();
    timeouts.body_seconds = 1;
    let site = Site::start(Arc::new(Count), limits(), timeouts, None);
    let mut stalled = site.connect().await;
    stalled
        .send(b"PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx")
        .await;
    assert_eq!(stalled.answer().await, (200, "too slow".to_owned()));
    site.stop().await;
}

#[tokio::test]
async fn a_stream_that_is_waited_for_takes_no_place() {
    let mut limits = limits();
    limits.requests_max = 1;
    let site = Site::start(Arc::new(Count), limits, timeouts(), None);
    let (mut dripping, mut other) = (site.connect().await, site.connect().await);
    dripping.send(HELD_BACK).await;
    assert_eq!(dripping.head().await, (100, 0));
    dripping.send(b"x").await;
    other.send(&post(3)).await;
    assert_eq!(other.answer().await, (200, "3".to_owned()));
    dripping.send(b"xx").await;
    assert_eq!(dripping.answer().await, (200, "3".to_owned()));
    site.stop().await;
}

#[tokio::test]
async fn a_stream_that_is_here_waits_for_a_place() {
    /// Reads the body, then stays at work until told.
    struct Busy {
        here: Notify,
        go: Semaphore,
    }
    impl Handler for Busy {
        async fn handle(&self, request: Request) -> Answer {
            let mut pieces = request.body.into_stream();
            while pieces.next().await.transpose().unwrap().is_some() {}
            self.here.notify_one();
            self.go.acquire().await.unwrap().forget();
            Answer::new("done".into())
        }
    }
    let busy = Arc::new(Busy {
        here: Notify::new(),
        go: Semaphore::new(0),
    });
    let mut limits = limits();
    limits.requests_max = 1;
    let site = Site::start(Arc::clone(&busy), limits, timeouts(), None);
    let (mut slow, mut quick) = (site.connect().await, site.connect().await);
    slow.send(HELD_BACK).await;
    assert_eq!(slow.head().await, (100, 0));
    quick.send(&post(0)).await;
    busy.here.notified().await;
    slow.send(b"123").await;
    busy.go.add_permits(1);
    assert_eq!(quick.answer().await, (200, "done".to_owned()));
    busy.here.notified().await;
    busy.go.add_permits(1);
    assert_eq!(slow.answer().await, (200, "done".to_owned()));
    site.stop().await;
}

/// Answers with as many pieces of 64 KiB as the path says, then perhaps with an error.
struct Pour;

const PIECE: usize = 64 << 10;

impl Handler for Pour {
    async fn handle(&self, request: Request) -> Answer {
        let path = request.head.uri.path().trim_start_matches('/');
        let (pieces, breaks) = match path.strip_suffix("-broken") {
            Some(pieces) => (pieces, true),
            None => (path, false),
        };
        let pieces: usize = pieces.parse().unwrap();
        let piece = Bytes::from(vec![b'x'; PIECE]);
        let whole = stream::repeat(piece)
            .take(pieces)
            .map(|piece| Ok(Frame::data(piece)));
        let broken = stream::iter(breaks.then(|| Err(std::io::Error::other("a disk"))));
        let mut answer = Answer::new(AnswerBody::stream(StreamBody::new(whole.chain(broken))));
        let length = (pieces + usize::from(breaks)) * PIECE;
        answer
            .headers_mut()
            .insert(http::header::CONTENT_LENGTH, length.into());
        answer
    }
}

#[tokio::test]
async fn an_answer_may_be_a_stream() {
    let site = Site::plain(Arc::new(Pour));
    let mut client = site.connect().await;
    for pieces in [1, 300] {
        let request = format!("GET /{pieces} HTTP/1.1\r\nHost: x\r\n\r\n");
        client.send(request.as_bytes()).await;
        let (status, body) = client.answer().await;
        assert_eq!((status, body.len()), (200, pieces * PIECE));
    }
    site.stop().await;
}

#[tokio::test]
async fn an_answer_that_breaks_off_does_not_look_whole() {
    let site = Site::plain(Arc::new(Pour));
    let mut client = site.connect().await;
    client
        .send(b"GET /2-broken HTTP/1.1\r\nHost: x\r\n\r\n")
        .await;
    assert_eq!(client.head().await, (200, 3 * PIECE));
    assert!(client.rest().await.len() < 3 * PIECE);
    site.stop().await;
}

#[tokio::test]
async fn a_stream_whose_peer_goes_away_is_broken() {
    struct Told(Notify);
    impl Handler for Told {
        async fn handle(&self, request: Request) -> Answer {
            let body = request.body;
            let mut pieces = body.into_stream();
            let first = pieces.next().await;
            assert!(first.unwrap().is_ok());
            self.0.notify_one();
            // The handler falls when its peer goes, if it does not see the error before.
            assert!(pieces.next().await.unwrap().is_err());
            Answer::new("broken".into())
        }
    }
    let told = Arc::new(Told(Notify::new()));
    let site = Site::plain(Arc::clone(&told));
    let mut client = site.connect().await;
    client
        .send(b"PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx")
        .await;
    told.0.notified().await;
    drop(client);
    site.stop().await;
}

#[tokio::test]
async fn http_2_streams_in_both_directions() {
    let (files, trusted) = Files::fresh();
    let (count, pour) = (Arc::new(Count), Arc::new(Pour));
    let certificates = Some(files.load());
    let counting = Site::start(count, limits(), timeouts(), certificates.clone());
    let pouring = Site::start(pour, limits(), timeouts(), certificates);
    for (site, path, pieces, expect) in [
        (&counting, "/", 50, 50 * PIECE),
        (&pouring, "/50", 0, 50 * PIECE),
    ] {
        let stream = connect(site, &trusted, &["h2"]).await.unwrap();
        let (mut sender, connection) =
            hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(stream))
                .await
                .unwrap();
        tokio::spawn(connection);
        let piece = Bytes::from(vec![b'x'; PIECE]);
        let body = stream::repeat(piece)
            .take(pieces)
            .map(|piece| Ok::<_, Infallible>(Frame::data(piece)));
        let request = http::Request::put(format!("https://localhost{path}"))
            .body(StreamBody::new(body))
            .unwrap();
        let answer = sender.send_request(request).await.unwrap();
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        match pieces {
            0 => assert_eq!(body.len(), expect),
            _ => assert_eq!(body, expect.to_string()),
        }
    }
    counting.stop().await;
    pouring.stop().await;
}
