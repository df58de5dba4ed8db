//! Keys that sign JSON Web Tokens, what is published of them, and the tokens.
//!
//! What this crate deliberately is not: it keeps no key, knows no clock and no HTTP, does not say what
//! claims mean, and verifies nobody's tokens. It invents no cryptography: P-384 is the crate
//! `p384`, RSA signatures are `ring`'s, primes are found by `crypto-primes`; this crate only fixes
//! how they are used.
//!
//! ```text
//! Random ─ SigningKey::generate ─┬─ secret ─▶ sealed and stored by whoever keeps keys
//!                                ├─ public ─▶ PublicKey ─ key_set ─▶ jwks.json
//! claims ─ SigningKey::sign ─────┴─ HEADER.CLAIMS.SIGNATURE
//! ```
//!
//! # Invariants
//! - What a key signs verifies with what is published of it, and with nothing else that is.
//! - The id of a key is computed from its public part, so two keys never have the same, and a secret
//!   that is not the key's own is noticed when it is read back.
//! - A token names the algorithm and the id of its key; neither is ever taken from a token.
//! - Secrets are wiped when dropped, and `Debug` shows none of them.
//!
//! # Entry points
//! [`SigningKey`], [`PublicKey`], [`key_set`]; [`IssuerUrls`] and [`IssuerDocument`] for where they are found.
//!
//! ```
//! use iamd_ident::Random;
//! use iamd_jwt::{Algorithm, SigningKey, key_set};
//!
//! struct Fixed; // The program asks the operating system instead.
//! impl Random for Fixed {
//!     fn fill(&self, bytes: &mut [u8]) {
//!         bytes.fill(7);
//!     }
//! }
//!
//! let key = SigningKey::generate(Algorithm::Es384, &Fixed)?;
//! let token = key.sign(&serde_json::json!({"sub": "bob"}))?;
//! assert_eq!(token.expose().split('.').count(), 3);
//! assert_eq!(key_set([key.public()])["keys"][0]["kid"], key.id());
//! # Ok::<(), iamd_jwt::KeyError>(())
//! ```

mod algorithm;
mod error;
mod issuer;
mod key;
mod public;

pub use algorithm::Algorithm;
pub use error::KeyError;
pub use issuer::{CLAIMS, IssuerDocument, IssuerUrls};
pub use key::SigningKey;
pub use public::{PublicKey, key_set};
