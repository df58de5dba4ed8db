//! A request as it arrived: everything about it but who sent it.

use axum::extract::FromRequestParts;
use http::{HeaderMap, Method, StatusCode, header, request::Parts};
use iamd_auth::{Audit, ConsolePorts, RequestFacts};
use iamd_ident::{Timestamp, random_uuid};
use serde_json::Value;

use crate::{
    answer::{self, Stop},
    console::{Arrival, Backend},
    cookies::Cookies,
    text::{self, Texts},
};

/// What is known of a request before anybody asks who sent it.
pub(crate) struct Arrived<P, A> {
    pub(crate) backend: Backend<P, A>,
    pub(crate) arrival: Arrival,
    pub(crate) method: Method,
    /// The path, undecoded.
    pub(crate) path: String,
    /// The path with its query, undecoded.
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) cookies: Cookies,
    /// When it arrived.
    pub(crate) at: Timestamp,
    /// In the language of the browser.
    pub(crate) texts: &'static Texts,
}

impl<P, A> Clone for Arrived<P, A> {
    fn clone(&self) -> Self {
        Self {
            backend: self.backend.clone(),
            arrival: self.arrival.clone(),
            method: self.method.clone(),
            path: self.path.clone(),
            target: self.target.clone(),
            headers: self.headers.clone(),
            cookies: self.cookies.clone(),
            at: self.at,
            texts: self.texts,
        }
    }
}

impl<P, A> Arrived<P, A> {
    pub(crate) fn of(head: &Parts, arrival: &Arrival, backend: &Backend<P, A>) -> Self {
        let target = head.uri.path_and_query();
        Self {
            backend: backend.clone(),
            arrival: arrival.clone(),
            method: head.method.clone(),
            path: head.uri.path().to_owned(),
            target: target.map_or_else(|| "/".to_owned(), |target| target.as_str().to_owned()),
            cookies: Cookies::of(&head.headers, arrival.is_secure),
            at: arrival.received_at,
            texts: text::chosen(&head.headers),
            headers: with_host(head),
        }
    }

    /// A header, if it is there and is text.
    pub(crate) fn header(&self, name: impl header::AsHeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The facts of a call that is made now for this request. Each call has an id of its own, since
    /// each is one event of the audit.
    ///
    /// SECURITY: `parameters` hold no secret.
    pub(crate) fn facts(&self, parameters: Value) -> RequestFacts {
        let text = |name| self.header(name).map(str::to_owned);
        RequestFacts {
            request_id: random_uuid(&*self.backend.ids),
            received_at: self.at,
            source_ip: self.arrival.client_ip,
            secure_transport: self.arrival.is_secure,
            tls: self.arrival.tls,
            host: text(header::HOST),
            user_agent: text(header::USER_AGENT),
            referer: text(header::REFERER),
            region: self.backend.region.clone(),
            signature: None,
            parameters,
        }
    }
}

/// HTTP/2 sends the host as the authority of the target.
fn with_host(head: &Parts) -> HeaderMap {
    let mut headers = head.headers.clone();
    if let Some(authority) = head.uri.authority()
        && !headers.contains_key(header::HOST)
        && let Ok(host) = authority.as_str().parse()
    {
        headers.insert(header::HOST, host);
    }
    headers
}

impl<P: ConsolePorts, A: Audit> FromRequestParts<Backend<P, A>> for Arrived<P, A> {
    type Rejection = Stop;

    /// INVARIANT: `Console::answer` says how each request arrived.
    async fn from_request_parts(parts: &mut Parts, backend: &Backend<P, A>) -> Result<Self, Stop> {
        match parts.extensions.get::<Arrival>() {
            Some(arrival) => Ok(Self::of(parts, arrival, backend)),
            None => Err(answer::empty(StatusCode::INTERNAL_SERVER_ERROR).into()),
        }
    }
}
