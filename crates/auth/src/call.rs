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
    /// The region that the signature was made for; the server's own if there is no signature.
    pub region: String,
    /// How the request was signed, as far as policies may ask.
    pub signature: Option<SignatureFacts>,
    /// The operation's parameters as a JSON object without secrets, for the audit alone.
    pub parameters: Value,
}

/// How a request was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureFacts {
    /// Where the signature stands.
    pub kind: SignatureKind,
    /// How long before the request's arrival it was made; 0 if it is from the future.
    pub age_milliseconds: u64,
    /// The header `x-amz-content-sha256`, if there is one.
    pub content_sha256: Option<String>,
}

/// Where a signature stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignatureKind {
    /// In the header `Authorization`.
    Header,
    /// In the query: a presigned URL.
    Query,
    /// In a form, signing the form's policy.
    Form,
}

impl SignatureKind {
    /// The value of `s3:authType`.
    ///
    /// SOURCE: S3 API Reference, "Amazon S3 Signature Version 4 authentication specific policy keys".
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Header => "REST-HEADER",
            Self::Query => "REST-QUERY-STRING",
            Self::Form => "POST",
        }
    }
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
