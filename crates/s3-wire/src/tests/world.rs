//! A server without its edge: an account, its root user's key, and the way in.

use std::{convert::Infallible, sync::Arc};

use bytes::Bytes;
use futures::{
    future::{BoxFuture, FutureExt},
    stream,
};
use http::{HeaderMap, Method, StatusCode};
use http_body_util::BodyExt;
use iamd_api::Error;
use iamd_auth::{
    Audit, AuditError, AuditEvent, Authenticator, Guard, SignInEvent, SystemReason, SystemWork,
};
use iamd_directory::{AccountQuotas, ChosenKey, Directory, DirectoryParts};
use iamd_ident::{AccountId, BucketName, Clock, Partition, Random};
use iamd_objects::{Limits, MemoryBlobs, Objects, ObjectsParts};
use iamd_s3::{Ports, S3, S3Parts};
use iamd_seal::{MasterKey, Purpose, SealingKeys};
use iamd_sigv4::{PayloadHash, RequestHead, Signer};
use iamd_store::Memory;
use iamd_testkit::{ManualClock, SeededRandom};
use parking_lot::Mutex;

use crate::{Answer, Arrival, Buckets, CorsRule, Hosts, Wire, WireParts, Work};

pub(crate) const ACCOUNT: &str = "123456789012";
/// Where buckets need no constraint.
const REGION: &str = "us-east-1";
/// The bucket whose rules of CORS tests have.
pub(crate) const SHARED: &str = "shared-bucket";

/// An event of the audit: operation, resource and error.
pub(crate) type Event = (&'static str, Option<String>, Option<&'static str>);

/// An audit in memory.
#[derive(Clone, Default)]
pub(crate) struct Recorder(Arc<Mutex<Vec<Event>>>);

impl Audit for Recorder {
    fn is_writable(&self) -> bool {
        true
    }

    async fn record(&self, event: AuditEvent<'_>) -> Result<(), AuditError> {
        self.0.lock().push((
            event.operation.name,
            event.resource.map(|resource| resource.arn.clone()),
            event.error.map(|error| error.code.as_str()),
        ));
        Ok(())
    }

    async fn record_sign_in(&self, _: SignInEvent<'_>) -> Result<(), AuditError> {
        Ok(())
    }
}

/// Everything behind the edge.
pub(crate) struct World {
    pub(crate) wire: Wire<Ports, Recorder>,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) root: ChosenKey,
    audit: Recorder,
}

struct Always;

impl Work for Always {
    fn begin(&self) -> Option<Box<dyn Send + Sync>> {
        Some(Box::new(()))
    }
}

/// Owners as they are; rules for one bucket alone.
struct Facts(S3);

impl Buckets for Facts {
    fn owner<'a>(
        &'a self,
        bucket: &'a BucketName,
    ) -> BoxFuture<'a, Result<Option<AccountId>, Error>> {
        self.0.bucket_owner(bucket).boxed()
    }

    fn cors_rules<'a>(
        &'a self,
        bucket: &'a BucketName,
    ) -> BoxFuture<'a, Result<Option<Vec<CorsRule>>, Error>> {
        let rule = CorsRule {
            allowed_origins: vec!["https://page.test".to_owned()],
            allowed_methods: vec!["GET".to_owned(), "PUT".to_owned()],
            ..CorsRule::default()
        };
        let rules = (bucket.as_str() == SHARED).then(|| vec![rule]);
        async { Ok(rules) }.boxed()
    }
}

fn keys(purpose: &'static str) -> SealingKeys {
    SealingKeys::new(master().sealing_key(Purpose::new(purpose)))
}

fn master() -> MasterKey {
    MasterKey::from_bytes([7; MasterKey::BYTES].into())
}

fn store(purpose: &'static str) -> iamd_store::Store {
    Memory::new(master().checksum_key(Purpose::new(purpose))).store()
}

impl World {
    pub(crate) async fn new() -> Self {
        let clock = Arc::new(ManualClock::default());
        let random: Arc<dyn Random> = Arc::new(SeededRandom::new(1));
        let directory = Directory::new(DirectoryParts {
            store: store("directory"),
            keys: keys("secrets"),
            partition: Partition::Aws,
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            random: Arc::clone(&random),
            quotas: AccountQuotas::default(),
        });
        let objects = Objects::open(ObjectsParts {
            store: store("objects"),
            blobs: Arc::new(MemoryBlobs::default()),
            keys: keys("objects"),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            random: Arc::clone(&random),
            limits: Limits::default(),
        });
        let objects = objects.await.unwrap();
        let root = account(&directory).await;
        let ports = Ports::new(directory.clone(), objects.clone());
        let audit = Recorder::default();
        let s3 = S3::new(S3Parts {
            directory,
            objects,
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            random,
            region: REGION.to_owned(),
        });
        let wire = Wire::new(WireParts {
            pace: Arc::new(()),
            guard: Arc::new(Guard::new(ports, audit.clone())),
            authenticator: Arc::new(Authenticator::default()),
            buckets: Arc::new(Facts(s3.clone())),
            s3,
            work: Arc::new(Always),
            hosts: Hosts::new(Some("iamd.test")),
            region: REGION.to_owned(),
        });
        Self {
            wire,
            clock,
            root,
            audit,
        }
    }

    /// The events of the audit since the last time.
    pub(crate) fn audited(&self) -> Vec<Event> {
        std::mem::take(&mut *self.audit.0.lock())
    }

    pub(crate) fn signer(&self) -> Signer<'_> {
        Signer {
            access_key_id: self.root.id.as_str(),
            secret: &self.root.secret,
            session_token: None,
            region: REGION,
            service: "s3",
        }
    }

    /// Has a request answered.
    pub(crate) async fn send(&self, ask: Ask) -> Got {
        Got::of(self.wire.handle(ask.arrival(self)).await).await
    }

    /// Makes a bucket.
    pub(crate) async fn bucket(&self, name: &str) {
        let made = self.send(Ask::put(&format!("/{name}")).signed()).await;
        assert_eq!(made.status, StatusCode::OK, "{made:?}");
        self.audited();
    }
}

async fn account(directory: &Directory) -> ChosenKey {
    let work = SystemWork::new(SystemReason::FirstStart);
    let id: AccountId = ACCOUNT.parse().unwrap();
    let key = directory.fresh_key(id);
    let kept = ChosenKey {
        id: key.id.clone(),
        secret: key.secret.clone(),
    };
    directory.create_account(&work, id, key).await.unwrap();
    kept
}

/// How a request is signed.
#[derive(Debug, Clone, Copy)]
enum Signature {
    None,
    /// For the body that it has.
    Body,
    /// For this payload.
    Payload(PayloadHash),
}

/// A request to be sent.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    method: Method,
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    signature: Signature,
    /// How many bytes come at once.
    piece_bytes: usize,
    is_secure: bool,
}

impl Ask {
    pub(crate) fn new(method: Method, target: &str) -> Self {
        Self {
            method,
            target: target.to_owned(),
            headers: vec![("host".to_owned(), "127.0.0.1:4566".to_owned())],
            body: Vec::new(),
            signature: Signature::None,
            piece_bytes: 1000,
            is_secure: false,
        }
    }

    pub(crate) fn get(target: &str) -> Self {
        Self::new(Method::GET, target)
    }

    pub(crate) fn put(target: &str) -> Self {
        Self::new(Method::PUT, target)
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With a body and its length.
    pub(crate) fn body(self, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        let length = body.len().to_string();
        Self { body, ..self }.header("content-length", &length)
    }

    /// So many bytes come at once.
    pub(crate) fn in_pieces(self, piece_bytes: usize) -> Self {
        Self {
            piece_bytes,
            ..self
        }
    }

    /// Over TLS.
    pub(crate) fn secure(self) -> Self {
        Self {
            is_secure: true,
            ..self
        }
    }

    /// Signed by the root user, the body included.
    pub(crate) fn signed(self) -> Self {
        Self {
            signature: Signature::Body,
            ..self
        }
    }

    /// Signed by the root user for this payload.
    pub(crate) fn signed_for(self, payload: PayloadHash) -> Self {
        Self {
            signature: Signature::Payload(payload),
            ..self
        }
    }

    pub(crate) fn headers(&self) -> Vec<(&str, &[u8])> {
        let pairs = self.headers.iter();
        pairs
            .map(|(name, value)| (name.as_str(), value.as_bytes()))
            .collect()
    }

    pub(crate) fn head<'a>(&'a self, headers: &'a [(&'a str, &'a [u8])]) -> RequestHead<'a> {
        let (path, query) = self.target.split_once('?').unwrap_or((&self.target, ""));
        RequestHead {
            method: self.method.as_str(),
            path,
            query,
            headers,
        }
    }

    /// The request as the server hands it over.
    pub(crate) fn arrival(mut self, world: &World) -> Arrival {
        let now = world.clock.now();
        let payload = match self.signature {
            Signature::None => None,
            Signature::Body => Some(PayloadHash::of(&self.body)),
            Signature::Payload(payload) => Some(payload),
        };
        if let Some(payload) = payload {
            let headers = self.headers();
            let added = world.signer().sign(&self.head(&headers), payload, now);
            for (name, value) in added.unwrap() {
                self = self.header(name, &value);
            }
        }
        let mut request = http::Request::builder()
            .method(self.method)
            .uri(&self.target);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let (head, ()) = request.body(()).unwrap().into_parts();
        let pieces: Vec<_> = self
            .body
            .chunks(self.piece_bytes)
            .map(|piece| Ok(Bytes::copy_from_slice(piece)))
            .collect();
        Arrival {
            head,
            body: Box::pin(stream::iter(pieces)),
            request_id: "5f0c1b1e-0000-4000-8000-000000000001".to_owned(),
            received_at: now,
            source_ip: [127, 0, 0, 1].into(),
            secure_transport: self.is_secure,
            tls: None,
        }
    }
}

/// An answer, whole.
#[derive(Debug, Clone)]
pub(crate) struct Got {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Got {
    pub(crate) async fn of(answer: Answer) -> Self {
        let (head, body) = answer.into_parts();
        let body = match body.collect().await {
            Ok(body) => body.to_bytes(),
            Err(error) => Bytes::from(format!("broke off: {error}")),
        };
        Self {
            status: head.status,
            headers: head.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }

    /// The text of an element of the body.
    pub(crate) fn element(&self, name: &str) -> &str {
        let (_, rest) = self
            .body
            .split_once(&format!("<{name}>"))
            .unwrap_or_else(|| panic!("no <{name}> in {self:?}"));
        rest.split_once('<').unwrap().0
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    #[track_caller]
    pub(crate) fn check(&self, status: u16, code: &str) {
        assert_eq!(self.status.as_u16(), status, "{self:?}");
        assert_eq!(self.element("Code"), code, "{self:?}");
    }
}

/// A body that never fails, for requests that go around the wire.
pub(crate) fn plain(bytes: &'static str) -> s3s::Body {
    let body = http_body_util::Full::new(Bytes::from_static(bytes.as_bytes()));
    s3s::Body::http_body_unsync(body.map_err(|never: Infallible| match never {}))
}
