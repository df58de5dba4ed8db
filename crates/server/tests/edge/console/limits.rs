//! What a browser may make large or slow.

use std::{path::Path, sync::Arc};

use futures::{FutureExt, future::select_all};
use iamd_server::{
    config::{self, Flags},
    data_dir::DataDir,
    listen::{Answer, Door, Handler, Request, Terms},
    serve::Parts,
    service::{self, Service},
};
use tokio::{
    net::TcpStream,
    sync::{Notify, Semaphore},
};

use super::{FORM, PASSWORD, cookie, server, sign_in, value};
use crate::{
    binary::{Peer, path},
    site::{Client, Site, limits, timeouts},
};

/// A form that is not sent before the server asks for it: it never does.
fn announced(peer: Peer<'_>, target: &str, bytes: u64, headers: &[(&str, &str)]) -> u16 {
    let bytes = bytes.to_string();
    let announced = [
        ("Content-Type", FORM),
        ("Content-Length", bytes.as_str()),
        ("Expect", "100-continue"),
    ];
    peer.ask("POST", target, &[headers, &announced].concat(), None)
        .status()
}

#[test]
fn what_cannot_be_a_form_is_not_read() {
    let (server, _dir) = server(&[]);
    let console = server.console();
    let own = ("Sec-Fetch-Site", "same-origin");
    let page = console.get("/signin", &[]);
    let visit = format!("iamd-visit={}", value(cookie(&page, "iamd-visit")));
    let visit = ("Cookie", visit.as_str());
    let begun = sign_in(console, &[], "", PASSWORD);
    let session = format!("iamd-console={}", value(cookie(&begun, "iamd-console")));
    let session = ("Cookie", session.as_str());
    for (target, bytes, headers, status) in [
        ("/signin", 100, &[own][..], 403),
        ("/signin/code", 100, &[own], 403),
        ("/signin", 100, &[visit], 403),
        ("/new-user", 100, &[session], 403),
        ("/new-user", 100, &[own], 303),
        ("/signin", (16 << 10) + 1, &[own, visit], 413),
        ("/signin/code", (16 << 10) + 1, &[own, visit], 413),
        ("/new-user", (1 << 20) + 1, &[own, session], 413),
        ("/federation", (64 << 10) + 1, &[], 400),
    ] {
        assert_eq!(
            announced(console, target, bytes, headers),
            status,
            "{target} {bytes}"
        );
    }
    let main = server.main();
    assert_eq!(announced(main, "/federation", (64 << 10) + 1, &[]), 400);
}

#[test]
fn a_form_that_drips_is_given_up() {
    let (server, _dir) = server(&["--timeouts-body-seconds=1"]);
    let console = server.console();
    let page = console.get("/signin", &[]);
    let visit = format!("iamd-visit={}", value(cookie(&page, "iamd-visit")));
    let asked = [
        ("Cookie", visit.as_str()),
        ("Sec-Fetch-Site", "same-origin"),
        ("Content-Type", FORM),
        ("Content-Length", "100"),
    ];
    let answer = console.ask("POST", "/signin", &asked, None);
    assert_eq!(answer.status(), 408, "{}", answer.text);
}

/// The forms of the console are counted with all other bodies.
#[tokio::test]
async fn forms_find_no_room_where_bodies_are_as_large_as_they_may_be() {
    const ROOM: usize = 64 << 20;
    const BYTES: usize = 1 << 20;
    let (server, _dir) = server(&[&format!("--limits-bodies-bytes-max={ROOM}")]);
    let begun = sign_in(server.console(), &[], "", PASSWORD);
    let session = value(cookie(&begun, "iamd-console"));
    let address = server.console_url.strip_prefix("http://").unwrap();
    let head = format!(
        "POST /new-user HTTP/1.1\r\nHost: {address}\r\nCookie: iamd-console={session}\r\n\
         Sec-Fetch-Site: same-origin\r\nContent-Type: {FORM}\r\nContent-Length: {BYTES}\r\n\r\n"
    );
    // Of each form the last byte is missing.
    let form = "x".repeat(BYTES - 1);
    let mut clients = Vec::new();
    for _ in 0..=ROOM / BYTES {
        let stream = TcpStream::connect(address).await.unwrap();
        let mut client = Client::new(stream);
        client.send(head.as_bytes()).await;
        client.send(form.as_bytes()).await;
        clients.push(client);
    }
    let answers = clients.iter_mut().map(|client| client.head().boxed());
    let ((status, _), _, _) = select_all(answers).await;
    assert_eq!(status, 503);
}

#[tokio::test]
async fn the_console_is_too_busy_at_its_limit() {
    /// A request for `/held` stays in work until told; all others are the service's.
    struct Held {
        service: Arc<Service>,
        came: Notify,
        go: Semaphore,
    }
    impl Handler for Held {
        async fn handle(&self, request: Request) -> Answer {
            if request.head.uri.path() == "/held" {
                self.came.notify_one();
                self.go.acquire().await.unwrap().forget();
            }
            self.service.handle(request).await
        }

        fn overloaded(&self, request: &Request) -> Answer {
            self.service.overloaded(request)
        }
    }
    let dir = tempfile::tempdir().unwrap();
    let held = Arc::new(Held {
        service: service(dir.path()).await,
        came: Notify::new(),
        go: Semaphore::new(0),
    });
    let mut limits = limits();
    limits.requests_max = 1;
    let site = Site::at(Door::Console, Arc::clone(&held), limits, timeouts(), None);
    let (mut first, mut second) = (site.connect().await, site.connect().await);
    first.send(b"GET /held HTTP/1.1\r\nHost: x\r\n\r\n").await;
    held.came.notified().await;
    let get = b"GET /signin HTTP/1.1\r\nHost: x\r\n\r\n";
    second.send(get).await;
    let (status, text) = second.answer().await;
    assert_eq!(
        (status, text.as_str()),
        (503, "too many requests at once\n")
    );
    held.go.add_permits(1);
    assert_eq!(first.answer().await.0, 404);
    second.send(get).await;
    assert_eq!(second.answer().await.0, 200);
    site.stop().await;
}

/// The program without its listeners, in development mode.
async fn service(dir: &Path) -> Arc<Service> {
    let variables = [("IAMD_DEV", "true"), ("IAMD_DATA_DIR", path(dir))];
    let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let loaded = config::load(&Flags::default(), &variables.into_iter().collect()).unwrap();
    let config = &loaded.config;
    let data_dir = Arc::new(DataDir::create(dir).unwrap());
    let keys = Parts::open_keys(&loaded, &data_dir).unwrap();
    let audit = Parts::open_audit(config, &data_dir, &keys).unwrap();
    let addresses = config.addresses().unwrap();
    let terms = Terms::new(config.limits.clone(), config.timeouts.clone(), None);
    let parts = Parts::assemble(config, addresses, data_dir, keys, audit, Arc::new(terms));
    service::open(parts).await.unwrap()
}
