//! Whole requests, given to the whole program: routes, forms, JSON, the XML and the forms of S3, headers,
//! cookies, tokens, pages of the console, each behind a signature if that is wanted.
//!
//! The first line of an input says who signs and for which service (`nobody`, or `sign iam`,
//! `presign s3`), the second is the request line, then come headers, a line each, and after an empty
//! line the body. Requests of the second listener, the console's, begin with `console`.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::Path,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request as Head, StatusCode};
use http_body_util::{BodyExt, Collected};
use iamd_ident::{Clock, Secret};
use iamd_server::{
    config::{self, Addresses, Environment, Flags, TABLE},
    data_dir::DataDir,
    listen::{Body, Connection, Door, Handler, Origin, Request, Terms},
    serve::Parts,
    service::{self, Service},
    system::SystemClock,
};
use iamd_sigv4::{PayloadHash, RequestHead, Signer};
use quick_xml::{Reader, events::Event};
use tokio::runtime::Runtime;

/// LIMIT: headers of an input. The listeners would refuse more before anything is read of them.
const HEADERS_MAX: usize = 64;

/// After how many inputs the program starts over, so that what they have made stays small.
const INPUTS_EACH: usize = 256;

/// Where the program has its audit log. One process at a time tries inputs.
const FOLDER: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../target/tmp/fuzz-requests"
);

/// Where the program believes to listen.
const ADDRESS: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 4566);

/// What is there when the program starts over, so that inputs find something.
const FIRST: [&str; 3] = [
    "sign s3\nPUT /bucket\nhost: localhost\n\n<CreateBucketConfiguration><LocationConstraint>us-west-2\
     </LocationConstraint></CreateBucketConfiguration>",
    "sign s3\nPUT /bucket/key\nhost: localhost\n\nhello",
    "sign iam\nPOST /\nhost: localhost\ncontent-type: application/x-www-form-urlencoded\n\n\
     Action=CreateUser&Version=2010-05-08&UserName=bob",
];

/// The program, whole, in development mode: its root user's key and secret are `test`.
struct World {
    runtime: Runtime,
    service: Arc<Service>,
    inputs: AtomicUsize,
}

static WORLD: LazyLock<World> = LazyLock::new(World::new);

/// Whatever is asked, there is an answer that speaks the language it should, and it is never that the
/// program failed.
pub(crate) fn run(data: &[u8]) {
    let Some(input) = Input::parse(data) else {
        return;
    };
    let Some(request) = input.request() else {
        return;
    };
    if WORLD
        .inputs
        .fetch_add(1, Relaxed)
        .is_multiple_of(INPUTS_EACH)
    {
        WORLD.start_over();
    }
    let (status, kind, body) = WORLD.ask(request);
    let text = String::from_utf8_lossy(&body);
    assert!(
        status != StatusCode::INTERNAL_SERVER_ERROR,
        "{status}: {text}"
    );
    if kind.contains("xml") && !body.is_empty() {
        assert_xml(&text);
    }
    if kind.contains("json") {
        let read: Result<serde_json::Value, _> = serde_json::from_slice(&body);
        assert!(read.is_ok(), "no JSON: {text}");
    }
}

fn assert_xml(text: &str) {
    let mut reader = Reader::from_str(text);
    loop {
        let event = reader.read_event();
        assert!(event.is_ok(), "no XML ({event:?}): {text}");
        if matches!(event, Ok(Event::Eof)) {
            return;
        }
    }
}

/// What an input says.
struct Input<'a> {
    door: Door,
    /// Whether the signature stands in the query, and for which service it is; none without one.
    signing: Option<(bool, &'a str)>,
    method: &'a str,
    target: &'a str,
    headers: Vec<(&'a str, &'a str)>,
    body: &'a [u8],
}

impl<'a> Input<'a> {
    fn parse(data: &'a [u8]) -> Option<Self> {
        let end = data.windows(2).position(|pair| pair == b"\n\n");
        let (head, body) = match end {
            Some(end) => (data.get(..end)?, data.get(end + 2..)?),
            None => (data, &b""[..]),
        };
        let mut lines = str::from_utf8(head).ok()?.lines();
        let mut words = lines.next()?.split(' ').peekable();
        let door = words.next_if_eq(&"console");
        let door = door.map_or(Door::Main, |_| Door::Console);
        let signing = match words.next()? {
            "sign" => Some((false, words.next()?)),
            "presign" => Some((true, words.next()?)),
            _ => None,
        };
        let (method, target) = lines.next()?.split_once(' ')?;
        let headers = lines.take(HEADERS_MAX).filter_map(|line| {
            let (name, value) = line.split_once(':')?;
            Some((name, value.trim()))
        });
        Some(Self {
            door,
            signing,
            method,
            target,
            headers: headers.collect(),
            body,
        })
    }

    /// The request, signed if that is wanted; none if no client could send it.
    fn request(&self) -> Option<Request> {
        let mut target = self.target.to_owned();
        let mut added = Vec::new();
        if let Some((in_query, service)) = self.signing {
            let (path, query) = self.target.split_once('?').unwrap_or((self.target, ""));
            let headers: Vec<(&str, &[u8])> = self
                .headers
                .iter()
                .map(|(name, value)| (*name, value.as_bytes()))
                .collect();
            let head = RequestHead {
                method: self.method,
                path,
                query,
                headers: &headers,
            };
            let secret = Secret::new("test".to_owned());
            let signer = Signer {
                access_key_id: "test",
                secret: &secret,
                session_token: None,
                region: "us-west-2",
                service,
            };
            let (now, payload) = (SystemClock.now(), PayloadHash::of(self.body));
            if in_query {
                let payload = if service == "s3" {
                    PayloadHash::Unsigned
                } else {
                    payload
                };
                let query = signer.presign(&head, payload, now, 900).ok()?;
                target = format!("{path}?{query}");
            } else {
                added = signer.sign(&head, payload, now).ok()?;
            }
        }
        let mut head = Head::builder().method(self.method).uri(target);
        let given = self.headers.iter().map(|(name, value)| (*name, *value));
        let signed = added.iter().map(|(name, value)| (*name, value.as_str()));
        for (name, value) in given.chain(signed) {
            let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
            head = head.header(name, HeaderValue::from_str(value).ok()?);
        }
        // As every client does where the body has a length.
        let has_length = |(name, _): &(&str, &str)| {
            let name = name.to_ascii_lowercase();
            ["content-length", "transfer-encoding"].contains(&&*name)
        };
        if !self.body.is_empty() && !self.headers.iter().any(has_length) {
            head = head.header(http::header::CONTENT_LENGTH, self.body.len());
        }
        let (head, ()) = head.body(()).ok()?.into_parts();
        Some(request(self.door, head, self.body))
    }
}

fn request(door: Door, head: http::request::Parts, body: &[u8]) -> Request {
    let connection = Connection {
        peer: ADDRESS,
        local: ADDRESS,
        door,
        tls: None,
    };
    Request {
        connection,
        origin: Origin {
            client_ip: ADDRESS.ip(),
            is_secure: false,
            tls: None,
        },
        head,
        body: Body::from(Bytes::copy_from_slice(body)),
    }
}

impl World {
    #[expect(
        clippy::unwrap_used,
        reason = "without a program there is nothing to try"
    )]
    fn new() -> Self {
        let runtime = Runtime::new().unwrap();
        let mut flags = Flags::default();
        let dev = TABLE.iter().find(|row| row.key == "dev").unwrap();
        flags.set(dev, "true".to_owned());
        let loaded = config::load(&flags, &Environment::default()).unwrap();
        let folder = Path::new(FOLDER);
        let _was_there = std::fs::remove_dir_all(folder).is_ok();
        let data_dir = Arc::new(DataDir::create(folder).unwrap());
        let keys = Parts::open_keys(&loaded, &data_dir).unwrap();
        let config = loaded.config;
        let audit = Parts::open_audit(&config, &data_dir, &keys).unwrap();
        let addresses = Addresses {
            main: ADDRESS,
            console: SocketAddr::new(ADDRESS.ip(), ADDRESS.port() + 1),
        };
        let terms = Terms::new(config.limits.clone(), config.timeouts.clone(), None);
        let parts = Parts::assemble(&config, addresses, data_dir, keys, audit, Arc::new(terms));
        let service = runtime.block_on(service::open(parts)).unwrap();
        Self {
            runtime,
            service,
            inputs: AtomicUsize::new(0),
        }
    }

    fn ask(&self, request: Request) -> (StatusCode, String, Bytes) {
        self.runtime.block_on(async {
            let answer = self.service.handle(request).await;
            let (head, body) = answer.into_parts();
            // An object says of itself what it is.
            let is_object = head.headers.contains_key(http::header::ACCEPT_RANGES);
            let kind = head.headers.get(http::header::CONTENT_TYPE);
            let kind = kind.filter(|_| !is_object);
            let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
            // A body that breaks off tells the client that it did.
            let body = body.collect().await.map(Collected::to_bytes);
            (head.status, kind.to_owned(), body.unwrap_or_default())
        })
    }

    fn start_over(&self) {
        let head = Head::builder()
            .method("POST")
            .uri("/_iamd/reset")
            .header("host", "localhost")
            .header("x-iamd-dev", "1");
        if let Ok(head) = head.body(()) {
            let (head, ()) = head.into_parts();
            let (status, ..) = self.ask(request(Door::Main, head, b""));
            assert!(status.is_success(), "the program starts over: {status}");
        }
        for input in FIRST {
            let request = Input::parse(input.as_bytes()).and_then(|input| input.request());
            let (status, _, body) = request.map(|request| self.ask(request)).unwrap_or_default();
            assert!(status.is_success(), "{input}: {status} {body:?}");
        }
    }
}
