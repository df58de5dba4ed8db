//! X.509 certificates, chains of them, the private keys that belong to them, and SSH public keys,
//! as users hand them in: parsed, checked, matched with each other.
//!
//! What this crate deliberately is not: it trusts no authority, so a good chain is one in which
//! each certificate is signed by the next, whoever that is. It keeps nothing, makes no keys and no
//! signatures, does no I/O and reads no clock: who asks whether a certificate is valid says when.
//!
//! ```text
//! PEM text ─ blocks ─┬─ CERTIFICATE …    Certificate  validity, public key, digest
//!                    │                       │ is signed by the next ▶ chain
//!                    ├─ … PRIVATE KEY    PrivateKey ─ belongs to ▶ Certificate
//!                    └─ … PUBLIC KEY     SshPublicKey ◀─ `ssh-rsa AAAA… comment`
//! ```
//!
//! # Invariants
//! - Nothing panics, and work is bounded by the length of the text: no more than
//!   [`CHAIN_MAX`] certificates are looked at, no key with more than [`RSA_BITS_MAX`] bits.
//! - A text that holds anything besides its blocks is refused: what was checked is all that there
//!   is.
//! - A private key belongs to a certificate if the public key that follows from it is the
//!   certificate's. It is wiped when dropped, and neither `Debug` nor an error shows any of it.
//!
//! # Entry points
//! [`Certificate::from_pem`], [`Certificate::chain_from_pem`] and [`check_chain`];
//! [`PrivateKey::from_pem`] and [`PrivateKey::belongs_to`]; [`SshPublicKey::parse`].
//!
//! ```
//! use iamd_certificate::{SshKeyError, SshPublicKey};
//!
//! let other = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDfVIUVAcq0JMdTqBZmwgTL0rWpYGd7aMbfyBXXaS6Wy";
//! assert_eq!(SshPublicKey::parse(other).unwrap_err(), SshKeyError::UnknownEncoding);
//! assert_eq!(SshPublicKey::parse("ssh-rsa AAAA").unwrap_err(), SshKeyError::Invalid);
//! ```

mod certificate;
mod chain;
mod pem;
mod private_key;
mod public_key;
mod ssh;

pub use certificate::{Certificate, MalformedCertificate};
pub use chain::{BrokenChain, CHAIN_MAX, check_chain};
pub use private_key::{MalformedPrivateKey, PrivateKey};
pub use public_key::RSA_BITS_MAX;
pub use ssh::{SshKeyError, SshPublicKey};
