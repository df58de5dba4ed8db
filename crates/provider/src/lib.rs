//! What an identity provider is described by: a SAML metadata document and private keys, or the URL,
//! the client ids and the thumbprints of an OpenID Connect provider.
//!
//! Each is a type that is valid by construction, with AWS's checks and limits.
//!
//! What this crate deliberately is not: it verifies no assertion and no token, opens no connection,
//! keeps nothing, and knows neither clock nor store. That a certificate or a document has expired is
//! nothing that it looks at.
//!
//! ```text
//! metadata document ── XML ── EntityDescriptor ── IDPSSODescriptor ── signing certificates ─▶ SamlMetadata
//!                      no DTD, shallow              X.509, RSA of 1024 bits or more
//! https://HOST/PATH ────────────────────────────────────────────────────────────────────────▶ IssuerUrl
//! ```
//!
//! # Invariants
//! - Reading a document never panics and follows no reference: there is no document type, no entity
//!   but XML's own five, and the work is bounded by the document's length.
//! - What a document says counts only where it must stand: a certificate in a signature, or of another
//!   role than that of an identity provider, is none that signs assertions.
//! - A private key is shown by nothing and wiped when it is dropped.
//!
//! # Entry points
//! [`SamlDocument::parse`], [`SamlPrivateKey::parse`], [`IssuerUrl::parse`], [`ClientIds`],
//! [`Thumbprints`].
//!
//! ```
//! use iamd_provider::{InvalidIssuerUrl, IssuerUrl};
//!
//! let url = IssuerUrl::parse("https://token.example.com/tenant")?;
//! assert_eq!(url.without_scheme(), "token.example.com/tenant");
//! assert_eq!(IssuerUrl::parse("example.com"), Err(InvalidIssuerUrl::NoUrl));
//! # Ok::<(), InvalidIssuerUrl>(())
//! ```

mod certificate;
mod client_ids;
mod issuer_url;
mod private_key;
mod saml_metadata;
mod thumbprints;

pub use certificate::InvalidCertificate;
pub use client_ids::{CLIENT_IDS_MAX, ClientIds, TooManyClientIds};
pub use issuer_url::{InvalidIssuerUrl, IssuerUrl};
pub use private_key::{InvalidPrivateKey, SamlPrivateKey};
pub use saml_metadata::{InvalidMetadata, SamlDocument, SamlMetadata};
pub use thumbprints::{InvalidThumbprints, THUMBPRINTS_MAX, Thumbprints};
