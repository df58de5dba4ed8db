//! Floods of frames on HTTP/2: the connection that floods is ended, and others are served.
//!
//! SOURCE: RFC 9113, "Frame Definitions"; CVE-2023-44487 (rapid reset), CVE-2024-27316 (CONTINUATION),
//! CVE-2019-9512 (ping), CVE-2019-9515 (settings), CVE-2019-9517 (answers that are asked for and not read).

use std::sync::Arc;

use iamd_server::listen::{Answer, Handler, Request};
use rustls::RootCertStore;
use tokio::io::{AsyncReadExt, AsyncWriteExt, split};

use crate::{
    site::{Client, Site, limits, timeouts},
    tls::{self, Files},
};

/// Answers with some hundred thousand bytes.
struct Large;

impl Handler for Large {
    async fn handle(&self, request: Request) -> Answer {
        let _body = request.body.read().await;
        Answer::new(vec![b'0'; 300_000].into())
    }
}

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;
const WINDOW_UPDATE: u8 = 8;
const CONTINUATION: u8 = 9;

const NO_FLAGS: u8 = 0;
const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}

/// `GET https / localhost`: three headers of the static table, and one with its value.
fn request_headers() -> Vec<u8> {
    [&[0x82, 0x87, 0x84, 0x41, 9][..], b"localhost"].concat()
}

fn request(stream: u32) -> Vec<u8> {
    frame(
        HEADERS,
        END_HEADERS | END_STREAM,
        stream,
        &request_headers(),
    )
}

/// The ids that a client gives its requests.
fn streams(count: u32) -> impl Iterator<Item = u32> {
    (0..count).map(|number| 2 * number + 1)
}

/// What a flood does.
#[derive(Clone, Copy, PartialEq)]
enum Flooder {
    /// It reads what comes.
    Reads,
    /// It does not.
    ReadsNothing,
}

/// Sends a flood until it is all sent or the connection ends; whether it was told to go away.
async fn flood(site: &Site, trusted: &RootCertStore, frames: Vec<u8>, flooder: Flooder) -> bool {
    let stream = tls::connect(site, trusted, &["h2"]).await.unwrap();
    let (mut reading, mut writing) = split(stream);
    let sending = async move {
        let hello = [PREFACE, &frame(SETTINGS, NO_FLAGS, 0, &[])].concat();
        let sent = writing.write_all(&[hello, frames].concat()).await;
        // What was not read is at an end as well.
        let _flushed = writing.flush().await;
        sent.is_ok()
    };
    let looking = async {
        let mut read = Vec::new();
        if flooder == Flooder::Reads {
            // How a connection ends that is cut off is no matter.
            let _end = reading.read_to_end(&mut read).await;
        }
        read
    };
    let (_sent, read) = tokio::join!(sending, looking);
    kinds(&read).contains(&GOAWAY)
}

/// The kinds of the frames that were read.
fn kinds(mut read: &[u8]) -> Vec<u8> {
    let mut kinds = Vec::new();
    while let [a, b, c, kind, _, _, _, _, _, rest @ ..] = read {
        kinds.push(*kind);
        let length = u32::from_be_bytes([0, *a, *b, *c]);
        read = rest.get(length as usize..).unwrap_or_default();
    }
    kinds
}

/// A site with short times, so that who is silent is cut off within the test.
fn site(files: &Files) -> Site {
    let mut timeouts = timeouts();
    timeouts.idle_seconds = 1;
    timeouts.write_seconds = 1;
    timeouts.header_seconds = 1;
    let certificates = Some(files.load());
    Site::start(Arc::new(Large), limits(), timeouts, certificates)
}

async fn is_served(site: &Site, trusted: &RootCertStore) {
    let mut client = Client::new(tls::connect(site, trusted, &[]).await.unwrap());
    client
        .send(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .await;
    assert_eq!(client.answer().await.1.len(), 300_000);
}

/// Floods, and meanwhile others are served. Nothing but the server ends the flood.
async fn check(frames: Vec<u8>, flooder: Flooder) -> bool {
    let (files, trusted) = Files::fresh();
    let site = site(&files);
    let serving = async {
        for _ in 0..5 {
            is_served(&site, &trusted).await;
        }
    };
    let flooding = flood(&site, &trusted, frames, flooder);
    let (is_told_to_go, ()) = tokio::join!(flooding, serving);
    is_served(&site, &trusted).await;
    site.stop().await;
    is_told_to_go
}

#[tokio::test]
async fn requests_that_are_taken_back_at_once() {
    let cancel = 8u32.to_be_bytes();
    let frames = streams(20_000).flat_map(|stream| {
        [
            request(stream),
            frame(RST_STREAM, NO_FLAGS, stream, &cancel),
        ]
        .concat()
    });
    assert!(check(frames.collect(), Flooder::Reads).await);
}

#[tokio::test]
async fn a_head_that_never_ends() {
    let begin = frame(HEADERS, END_STREAM, 1, &request_headers());
    // A header `a: b`, not to be kept, again and again.
    let more = frame(
        CONTINUATION,
        NO_FLAGS,
        1,
        &[0, 1, b'a', 1, b'b'].repeat(3000),
    );
    let frames = [begin, more.repeat(2000)].concat();
    assert!(check(frames, Flooder::Reads).await);
}

#[tokio::test]
async fn a_head_of_empty_parts() {
    let begin = frame(HEADERS, END_STREAM, 1, &request_headers());
    let more = frame(CONTINUATION, NO_FLAGS, 1, &[]);
    let frames = [begin, more.repeat(200_000)].concat();
    check(frames, Flooder::Reads).await;
}

#[tokio::test]
async fn a_head_that_is_large_once_it_is_unpacked() {
    // One large header is kept in the table, and then named again and again by one byte.
    let value = [b'v'; 3000];
    let kept = [&[0x40, 1, b'a', 0x7f, 0xb9, 0x16][..], &value[..]].concat();
    let block = [request_headers(), kept, vec![0xbe; 12_000]].concat();
    let frames = streams(50)
        .flat_map(|stream| frame(HEADERS, END_HEADERS | END_STREAM, stream, &block))
        .collect();
    check(frames, Flooder::Reads).await;
}

#[tokio::test]
async fn pings_and_settings_whose_answers_are_not_read() {
    let ping = frame(PING, NO_FLAGS, 0, &[0; 8]).repeat(200_000);
    check(ping, Flooder::ReadsNothing).await;
    let settings = frame(SETTINGS, NO_FLAGS, 0, &[0, 4, 0, 0, 255, 255]).repeat(200_000);
    check(settings, Flooder::ReadsNothing).await;
}

#[tokio::test]
async fn answers_that_there_is_no_window_for() {
    // No window for any stream; that of the connection is large.
    let none = frame(SETTINGS, NO_FLAGS, 0, &[0, 4, 0, 0, 0, 0]);
    let window = frame(WINDOW_UPDATE, NO_FLAGS, 0, &(1u32 << 30).to_be_bytes());
    let asked: Vec<u8> = streams(200).flat_map(request).collect();
    assert!(check([none, window, asked].concat(), Flooder::Reads).await);
}
