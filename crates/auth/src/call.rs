//! A request, as far as decisions and the audit look at it.

use std::net::IpAddr;

use iamd_ident::Timestamp;
use serde_json::Value;

use crate::Caller;

/// The facts of a request that do not depend on who made it.
#[derive(Clone, Debug)]
pub struct RequestFacts {
    /// The id that the answer carries: a UUID as text.
    pub request_id: String,
    /// When the request arrived.
    pub received_at: Timestamp,
    /// Where it came from.
    pub source_ip: IpAddr,
    /// Whether it came over TLS.
    pub secure_transport: bool,
    /// What protected the connection, if TLS did.
    pub tls: Option<TlsFacts>,
    /// The header `Host`, if it is text.
    pub host: Option<String>,
    /// The header `User-Agent`, if it is text.
    pub user_agent: Option<String>,
    /// The header `Referer`, if it is text.
    pub referer: Option<String>,
    /// The region that the signature was made for.
    pub region: String,
    /// The operation's parameters as a JSON object without secrets, for the audit alone.
    pub parameters: Value,
}

/// What a TLS handshake agreed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TlsFacts {
    /// Such as `TLSv1.3`.
    pub version: &'static str,
    /// Such as `TLS_AES_128_GCM_SHA256`.
    pub cipher_suite: &'static str,
}

/// One call of an operation: who, and in which request.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// Who calls.
    pub caller: &'a Caller,
    /// In which request.
    pub request: &'a RequestFacts,
}
