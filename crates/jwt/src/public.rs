//! What is published of keys.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::Algorithm;

/// The public part of a key: what verifies its signatures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicKey {
    id: String,
    numbers: Numbers,
}

/// The numbers of a public key, in base64url, as key sets have them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Numbers {
    /// A point of P-384.
    Es384 { x: String, y: String },
    /// A modulus and an exponent.
    Rs256 { n: String, e: String },
}

impl PublicKey {
    pub(crate) fn es384(x: &[u8], y: &[u8]) -> Self {
        Self::of(Numbers::Es384 {
            x: URL_SAFE_NO_PAD.encode(x),
            y: URL_SAFE_NO_PAD.encode(y),
        })
    }

    pub(crate) fn rs256(n: &[u8], e: &[u8]) -> Self {
        Self::of(Numbers::Rs256 {
            n: URL_SAFE_NO_PAD.encode(n),
            e: URL_SAFE_NO_PAD.encode(e),
        })
    }

    /// The id is the key's thumbprint.
    ///
    /// SOURCE: RFC 7638, section 3: the required members in the order of their names, without white
    /// space, hashed. None of the values has a character that JSON escapes.
    fn of(numbers: Numbers) -> Self {
        let text = match &numbers {
            Numbers::Es384 { x, y } => {
                format!(r#"{{"crv":"P-384","kty":"EC","x":"{x}","y":"{y}"}}"#)
            }
            Numbers::Rs256 { n, e } => format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#),
        };
        Self {
            id: URL_SAFE_NO_PAD.encode(digest(&SHA256, text.as_bytes())),
            numbers,
        }
    }

    /// The id, which tokens name: `kid`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What it verifies.
    pub fn algorithm(&self) -> Algorithm {
        match self.numbers {
            Numbers::Es384 { .. } => Algorithm::Es384,
            Numbers::Rs256 { .. } => Algorithm::Rs256,
        }
    }

    /// The key as key sets have it (RFC 7517).
    pub fn to_json(&self) -> Value {
        let (id, algorithm) = (&self.id, self.algorithm().as_str());
        match &self.numbers {
            Numbers::Es384 { x, y } => json!({
                "kty": "EC", "use": "sig", "alg": algorithm, "kid": id,
                "crv": "P-384", "x": x, "y": y,
            }),
            Numbers::Rs256 { n, e } => json!({
                "kty": "RSA", "use": "sig", "alg": algorithm, "kid": id,
                "n": n, "e": e,
            }),
        }
    }
}

/// A key set: what is served as `jwks.json` (RFC 7517, section 5).
pub fn key_set<'a>(keys: impl IntoIterator<Item = &'a PublicKey>) -> Value {
    let keys: Vec<Value> = keys.into_iter().map(PublicKey::to_json).collect();
    json!({ "keys": keys })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SOURCE: RFC 7638, section 3.1: the example of the specification.
    #[test]
    fn ids_are_thumbprints() {
        let n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tS\
                 oc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65\
                 YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyr\
                 dkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzK\
                 nqDKgw";
        let key = PublicKey::rs256(&URL_SAFE_NO_PAD.decode(n).unwrap(), &[1, 0, 1]);
        assert_eq!(key.id(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
        assert_eq!(key.to_json()["e"], "AQAB");
        assert_eq!(key_set([&key])["keys"][0]["n"], n);
    }
}
