//! Signature Version 4: canonicalise, sign, verify.
//!
//! A server asks three questions of a request: does it claim to be signed, by which key, and is the
//! claim true? [`Signed::parse`] answers the first two, [`Signed::verify`] the third. Signatures in
//! the `Authorization` header and presigned URLs are treated alike.
//!
//! S3 has rules of its own, and words: [`Signed::parse_s3`], [`SignatureError::s3_fault`]. Its bodies
//! are too large to be kept until they are proved, so [`BodyProof`] proves them as they pass: their
//! hash, or the signatures of their chunks and trailers. Forms that browsers send are [`SignedForm`]s.
//!
//! What this crate deliberately is not: it knows no access keys and no clock, does no input or
//! output, and depends on no HTTP library. It does not refuse a region or a service: whoever
//! dispatches knows which service answers. Signature Versions 2 and 4A are refused, not verified.
//!
//! ```text
//! RequestHead ── parse ──▶ Signed ─ access_key_id(), session_token() ─▶ the caller finds the secret
//! (method, path,             │
//!  query, headers)           └─ verify(SigningKey, PayloadHash of the body, now) ─▶ ok or SignatureError
//!                                       ▲
//!                     SigningKeyCache ──┘  derived once for a secret, date, region and service
//!
//! of S3: Signed ─ verify_s3(SigningKey, now) ─▶ ProvenHead ─ body() ─▶ BodyProof
//!                                                              buffers ─ decode ─▶ pieces
//!                                                              the end ─ finish ─▶ ProvenBody
//! ```
//!
//! # Invariants
//! - Everything that the signature covers is taken from the request that will be dispatched: the
//!   canonical request is computed from the very bytes of [`RequestHead`], and the body counts by
//!   its own hash, never by what a header says of it.
//! - `host` and every `x-amz-*` header that is present are signed, or the request is refused.
//! - What passes a [`BodyProof`] is proved by its [`ProvenBody`], and by nothing before that.
//! - A signature is compared in constant time. No error tells anything derived from a secret, nor
//!   the canonical request. Secrets and signing keys are wiped when dropped.
//! - Nothing panics, whatever the bytes; what a request can make large has a limit.
//!
//! What a signature does *not* tell apart, because the algorithm sorts or folds it: the order of
//! query parameters (even of two with the same name), runs of blanks in a header, `+` and `%20` in
//! a query, and, except for S3, paths that differ by `.`, `..` or empty segments. Whoever dispatches
//! must not give these differences a meaning.
//!
//! # Entry points
//! [`Signed::parse`], [`Signed::verify`], [`SigningKeyCache::verify`], [`PayloadHash::of`]; for S3
//! [`Signed::parse_s3`], [`SigningKeyCache::verify_s3`], [`BodyProof::decode`], [`SignedForm::parse`];
//! for clients, tests and tools [`Signer::sign`], [`Signer::presign`], [`Signer::sign_streaming`].
//!
//! ```
//! use iamd_ident::Secret;
//! use iamd_sigv4::{PayloadHash, RequestHead, Signed, Signer, SigningKey};
//!
//! let secret = Secret::new("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".to_owned());
//! let now = "2026-01-31T12:00:00Z".parse()?;
//! let body = b"Action=GetCallerIdentity&Version=2011-06-15";
//!
//! // The client's side.
//! let host: [(&str, &[u8]); 1] = [("host", b"sts.example.com")];
//! let unsigned = RequestHead { method: "POST", path: "/", query: "", headers: &host };
//! let signer = Signer {
//!     access_key_id: "AKIAIOSFODNN7EXAMPLE",
//!     secret: &secret,
//!     session_token: None,
//!     region: "eu-central-1",
//!     service: "sts",
//! };
//! let added = signer.sign(&unsigned, PayloadHash::of(body), now)?;
//!
//! // The server's side.
//! let mut headers = host.to_vec();
//! headers.extend(added.iter().map(|(name, value)| (*name, value.as_bytes())));
//! let head = RequestHead { headers: &headers, ..unsigned };
//! let signed = Signed::parse(&head)?.ok_or("nothing that claims to be signed")?;
//! assert_eq!(signed.access_key_id(), "AKIAIOSFODNN7EXAMPLE");
//! let key = SigningKey::derive(&secret, signed.scope());
//! signed.verify(&key, PayloadHash::of(body), now)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod body;
mod cache;
mod canonical;
mod error;
mod escape;
mod form;
mod head;
mod hex;
mod key;
mod payload;
mod rules;
mod s3_fault;
mod scope;
mod sign;
mod signed;
mod stamp;

pub use body::{BodyError, BodyProof, ChunkEncoder, ProvenBody};
pub use cache::SigningKeyCache;
pub use error::{MissingPart, ScopeFault, SignatureError};
pub use form::{FormFields, SignedForm};
pub use head::{HEADERS_MAX, QUERY_PARAMETERS_MAX, RequestHead};
pub use key::SigningKey;
pub use payload::{PayloadHash, Streaming};
pub use s3_fault::{S3Fault, SignaturePlace};
pub use scope::Scope;
pub use sign::Signer;
pub use signed::{ProvenHead, Signed};
