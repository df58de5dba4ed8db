//! Keys that sign.

mod chance;
mod es384;
mod rs256;

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use iamd_ident::{Random, Secret};
use serde::Serialize;
use serde_json::json;

use crate::{Algorithm, KeyError, PublicKey};

use self::{es384::Es384, rs256::Rs256};

/// A key that signs tokens.
pub struct SigningKey {
    public: PublicKey,
    kind: Kind,
}

enum Kind {
    Es384(Es384),
    Rs256(Box<Rs256>),
}

impl SigningKey {
    /// A fresh random key. One of RSA takes a good part of a second: not for a thread that serves.
    ///
    /// # Errors
    /// Chance gives the same again and again.
    pub fn generate(algorithm: Algorithm, random: &dyn Random) -> Result<Self, KeyError> {
        Ok(Self::of(match algorithm {
            Algorithm::Es384 => Kind::Es384(Es384::generate(random)?),
            Algorithm::Rs256 => Kind::Rs256(Box::new(Rs256::generate(random)?)),
        }))
    }

    /// The key of which `public` was published, from its secret.
    ///
    /// # Errors
    /// The secret is that of another key, or none.
    pub fn from_secret(public: &PublicKey, secret: &[u8]) -> Result<Self, KeyError> {
        let key = Self::of(match public.algorithm() {
            Algorithm::Es384 => Kind::Es384(Es384::from_secret(secret)?),
            Algorithm::Rs256 => Kind::Rs256(Box::new(Rs256::from_secret(secret)?)),
        });
        if key.public == *public {
            Ok(key)
        } else {
            Err(KeyError::Mismatch)
        }
    }

    fn of(kind: Kind) -> Self {
        let public = match &kind {
            Kind::Es384(key) => key.public(),
            Kind::Rs256(key) => key.public(),
        };
        Self { public, kind }
    }

    /// What the key is made again from: a scalar of 48 bytes, or two primes of 128 bytes each.
    pub fn secret(&self) -> Secret<Vec<u8>> {
        match &self.kind {
            Kind::Es384(key) => key.secret(),
            Kind::Rs256(key) => key.secret(),
        }
    }

    /// What is published of it.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// Its id, as [`PublicKey::id`].
    pub fn id(&self) -> &str {
        self.public.id()
    }

    /// The token with these claims, in compact form (RFC 7515, section 3.1). Whoever has it can show
    /// it, so it is a secret.
    ///
    /// # Errors
    /// The claims are no JSON, or the library does not sign.
    pub fn sign(&self, claims: &impl Serialize) -> Result<Secret<String>, KeyError> {
        let algorithm = self.public.algorithm().as_str();
        let header = json!({"alg": algorithm, "kid": self.id(), "typ": "JWT"}).to_string();
        let claims = serde_json::to_vec(claims).map_err(|_| KeyError::Claims)?;
        let mut token = URL_SAFE_NO_PAD.encode(header);
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(claims, &mut token);
        let signature = match &self.kind {
            Kind::Es384(key) => key.sign(token.as_bytes()),
            Kind::Rs256(key) => key.sign(token.as_bytes())?,
        };
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(signature, &mut token);
        Ok(Secret::new(token))
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.id())
    }
}

#[cfg(test)]
mod tests;
