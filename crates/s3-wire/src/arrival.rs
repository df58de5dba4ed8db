//! A request as the server hands it over, and what of it every step needs.

use std::{net::IpAddr, pin::Pin};

use bytes::Bytes;
use futures::Stream;
use http::request::Parts;
use iamd_api::Error;
use iamd_auth::{RequestFacts, SignatureFacts, TlsFacts};
use iamd_ident::Timestamp;
use iamd_sigv4::RequestHead;
use serde_json::{Map, Value};

use crate::{Hosts, query};

/// The body of a request as it comes in, bytes as they were sent. An error ends it.
pub type BodyStream = Pin<Box<dyn Stream<Item = Result<Bytes, Error>> + Send>>;

/// One request for S3. Nothing of it is believed yet but what the connection tells.
pub struct Arrival {
    /// Method, target and headers.
    pub head: Parts,
    /// The body, not read yet.
    pub body: BodyStream,
    /// The id that the answer carries.
    pub request_id: String,
    /// When it came.
    pub received_at: Timestamp,
    /// Where it came from.
    pub source_ip: IpAddr,
    /// Whether TLS protects the client's connection, this one or that to a proxy.
    pub secure_transport: bool,
    /// What protects the connection, if TLS does and the client has it with this server.
    pub tls: Option<TlsFacts>,
}

/// Where a request is addressed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Address {
    /// The bucket, of the host or of the path, as it was written: perhaps no bucket's name.
    pub(crate) bucket: Option<String>,
    pub(crate) key: Option<String>,
    /// The path, decoded: what error bodies call the resource.
    pub(crate) path: String,
}

impl Address {
    pub(crate) fn of(head: &Parts, hosts: &Hosts) -> Self {
        let path = query::decoded(head.uri.path(), query::Plus::IsItself);
        let inner = path.strip_prefix('/').unwrap_or(&path);
        let of_host = host(head).and_then(|host| hosts.bucket(host));
        let (bucket, key) = match (of_host, inner.split_once('/')) {
            (Some(bucket), _) => (bucket, inner.to_owned()),
            (None, Some((bucket, key))) => (bucket.to_owned(), key.to_owned()),
            (None, None) => (inner.to_owned(), String::new()),
        };
        let some = |text: String| (!text.is_empty()).then_some(text);
        Self {
            bucket: some(bucket),
            key: some(key),
            path: path.into_owned(),
        }
    }
}

/// The host that the client names; on HTTP/2, the authority of the target.
pub(crate) fn host(head: &Parts) -> Option<&str> {
    match head.headers.get(http::header::HOST) {
        Some(host) => host.to_str().ok(),
        None => head.uri.authority().map(http::uri::Authority::as_str),
    }
}

/// The headers as signatures see them, in the order in which they came.
pub(crate) fn signed_headers(head: &Parts) -> Vec<(&str, &[u8])> {
    let sent = head.headers.iter();
    let mut headers: Vec<_> = sent
        .map(|(name, value)| (name.as_str(), value.as_bytes()))
        .collect();
    if !head.headers.contains_key(http::header::HOST)
        && let Some(authority) = head.uri.authority()
    {
        headers.push(("host", authority.as_str().as_bytes()));
    }
    headers
}

/// What a signature covers.
pub(crate) fn request_head<'h>(
    head: &'h Parts,
    headers: &'h [(&'h str, &'h [u8])],
) -> RequestHead<'h> {
    RequestHead {
        method: head.method.as_str(),
        path: head.uri.path(),
        query: head.uri.query().unwrap_or_default(),
        headers,
    }
}

/// The facts of a request, before it is known who sent it.
pub(crate) struct Facts {
    pub(crate) facts: RequestFacts,
    pub(crate) address: Address,
}

impl Facts {
    /// The same with what a signature tells.
    pub(crate) fn signed_by(
        mut self,
        region: Option<String>,
        signature: Option<SignatureFacts>,
    ) -> Self {
        self.facts.signature = signature;
        if let Some(region) = region {
            self.facts.region = region;
        }
        self
    }

    /// The same for an object whose key does not stand in the target.
    pub(crate) fn for_key(mut self, key: &str) -> Self {
        self.address.key = Some(key.to_owned());
        self.facts.parameters = parameters(&self.address, "");
        self
    }

    /// `region` stands in for that of a signature.
    pub(crate) fn of(arrival: &Arrival, hosts: &Hosts, region: &str) -> Self {
        let text = |name: http::HeaderName| {
            let value = arrival.head.headers.get(name)?;
            value.to_str().ok().map(str::to_owned)
        };
        let address = Address::of(&arrival.head, hosts);
        let facts = RequestFacts {
            request_id: arrival.request_id.clone(),
            received_at: arrival.received_at,
            source_ip: arrival.source_ip,
            secure_transport: arrival.secure_transport,
            tls: arrival.tls,
            host: host(&arrival.head).map(str::to_owned),
            user_agent: text(http::header::USER_AGENT),
            referer: text(http::header::REFERER),
            region: region.to_owned(),
            signature: None,
            parameters: parameters(&address, arrival.head.uri.query().unwrap_or_default()),
        };
        Self { facts, address }
    }
}

/// LIMIT: bytes of a query parameter that the audit keeps.
const PARAMETER_BYTES_MAX: usize = 1024;

/// What the audit says of a request: the bucket, the key and the query without what proves who
/// sent it. The names are CloudTrail's where it has one.
fn parameters(address: &Address, query_text: &str) -> Value {
    let mut members = Map::new();
    if let Some(bucket) = &address.bucket {
        members.insert("bucketName".to_owned(), bucket.clone().into());
    }
    if let Some(key) = &address.key {
        members.insert("key".to_owned(), shortened(key).into());
    }
    for (name, value) in query::pairs(query_text) {
        // SECURITY: parameters that stand for headers may be keys of the client's own.
        if query::proves_the_sender(&name) || query::is_header(&name) {
            continue;
        }
        members.insert(shortened(&name).to_owned(), shortened(&value).into());
    }
    Value::Object(members)
}

fn shortened(text: &str) -> &str {
    text.get(..text.floor_char_boundary(PARAMETER_BYTES_MAX))
        .unwrap_or(text)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A request without a body.
    pub(crate) fn arrival(request: http::request::Builder) -> Arrival {
        let (head, ()) = request.body(()).unwrap().into_parts();
        Arrival {
            head,
            body: Box::pin(futures::stream::empty()),
            request_id: "5f0c1b1e-0000-4000-8000-000000000001".to_owned(),
            received_at: "2026-01-31T12:00:00Z".parse().unwrap(),
            source_ip: [127, 0, 0, 1].into(),
            secure_transport: false,
            tls: None,
        }
    }

    /// The facts of a request for this target.
    pub(crate) fn facts(uri: &str) -> Facts {
        let arrival = arrival(http::Request::get(uri));
        Facts::of(&arrival, &Hosts::new(None), "us-west-2")
    }

    #[track_caller]
    fn check(uri: &str, host: &str, bucket: Option<&str>, key: Option<&str>) {
        let request = http::Request::get(uri).header("host", host).body(());
        let (head, ()) = request.unwrap().into_parts();
        let address = Address::of(&head, &Hosts::new(None));
        assert_eq!(address.bucket.as_deref(), bucket, "{uri}");
        assert_eq!(address.key.as_deref(), key, "{uri}");
    }

    #[test]
    fn bucket_and_key_come_from_host_and_path() {
        check("/", "127.0.0.1:4566", None, None);
        check("/b", "127.0.0.1", Some("b"), None);
        check("/b/", "127.0.0.1", Some("b"), None);
        check("/b//k", "127.0.0.1", Some("b"), Some("/k"));
        check("/b/a%20b+c%2F", "localhost", Some("b"), Some("a b+c/"));
        check("/", "b.localhost", Some("b"), None);
        check("/b/k", "b.localhost", Some("b"), Some("b/k"));
    }

    #[test]
    fn the_audit_is_told_what_is_no_secret() {
        let address = Address {
            bucket: Some("b".to_owned()),
            key: Some("k".to_owned()),
            path: "/b/k".to_owned(),
        };
        let query = "versionId=v&X-Amz-Signature=s&x-amz-server-side-encryption-customer-key=c";
        let expect = serde_json::json!({"bucketName": "b", "key": "k", "versionId": "v"});
        assert_eq!(parameters(&address, query), expect);
    }
}
