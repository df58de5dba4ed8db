//! What a listener hands on: a request, the facts of its connection, and who answers.

use std::net::SocketAddr;

use http::{HeaderValue, StatusCode, header, request};

use super::{Answer, Body, Origin};

/// Whoever answers requests.
///
/// A handler is dropped in the middle of its work when the peer goes away: what must not be left
/// half done belongs into a task of its own.
pub trait Handler: Send + Sync + 'static {
    /// Answers one request. Errors are answers as well.
    fn handle(&self, request: Request) -> impl Future<Output = Answer> + Send;

    /// Answers a request that is one too many: `requests_max` others are in work.
    fn overloaded(&self, _request: &Request) -> Answer {
        too_many_requests()
    }
}

/// The answer to a request that is one too many, for people.
pub(crate) fn too_many_requests() -> Answer {
    const TEXT: &[u8] = b"too many requests at once\n";
    let mut answer = Answer::new(TEXT.into());
    *answer.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    let headers = answer.headers_mut();
    headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, plain);
    answer
}

/// One request as it came in. The body is not read yet.
#[derive(Debug)]
pub struct Request {
    /// Which connection it came by.
    pub connection: Connection,
    /// Where it comes from, as far as that can be believed.
    pub origin: Origin,
    /// Method, target, version and headers.
    pub head: request::Parts,
    /// The body, read on demand and within limits.
    pub body: Body,
}

/// The facts of a connection, which no header can forge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Connection {
    /// The other end: the client, or the proxy before it.
    pub peer: SocketAddr,
    /// Our end.
    pub local: SocketAddr,
    /// Which listener took it.
    pub door: Door,
    /// What was agreed on TLS; absent on plain connections (`aws:SecureTransport`).
    pub tls: Option<TlsFacts>,
}

/// What a TLS handshake agreed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TlsFacts {
    /// Such as `TLSv1.3`.
    pub version: &'static str,
    /// Such as `TLS_AES_128_GCM_SHA256`.
    pub cipher_suite: &'static str,
}

/// Which of the listeners: the console never shares an origin with the services.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// The services: IAM, STS, S3, federation.
    Main,
    /// The web console.
    Console,
    /// Metrics and health.
    Metrics,
}

impl Door {
    /// Every listener that there may be.
    pub const ALL: [Self; 3] = [Self::Main, Self::Console, Self::Metrics];

    /// The listener as labels of numbers write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Console => "console",
            Self::Metrics => "metrics",
        }
    }

    /// The option that chooses the address of this listener.
    pub const fn flag(self) -> &'static str {
        match self {
            Self::Main => "listen",
            Self::Console => "console-listen",
            Self::Metrics => "metrics-listen",
        }
    }
}
