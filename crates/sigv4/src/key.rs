//! Signing keys.

use std::fmt;

use hmac::{Hmac, Mac, digest::KeyInit};
use iamd_ident::Secret;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{Scope, hex};

/// The only algorithm that is spoken here.
pub(crate) const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// A key derived from a secret for one [`Scope`]. It is wiped when dropped, and `Debug` hides it.
#[derive(Clone)]
pub struct SigningKey(Mac32);

/// What HMAC-SHA256 gives: a key, or a signature that nobody but the key's owner could make.
pub(crate) type Mac32 = Zeroizing<[u8; 32]>;

impl SigningKey {
    /// The key of `secret` for a day, a region and a service.
    ///
    /// SOURCE: IAM user guide, "Create a signed AWS API request", step 4.
    pub fn derive(secret: &Secret<String>, scope: Scope<'_>) -> Self {
        let mut start = Zeroizing::new(Vec::with_capacity(4 + secret.expose().len()));
        start.extend_from_slice(b"AWS4");
        start.extend_from_slice(secret.expose().as_bytes());
        let of_day = hmac_sha256(&start, [scope.date]);
        let of_region = hmac_sha256(of_day.as_slice(), [scope.region]);
        let of_service = hmac_sha256(of_region.as_slice(), [scope.service]);
        Self(hmac_sha256(of_service.as_slice(), [Scope::TERMINATOR]))
    }

    /// The signature of a canonical request that was made at `stamp`.
    pub(crate) fn signature(&self, stamp: &str, scope: Scope<'_>, canonical: &[u8]) -> Mac32 {
        let hash = hex::encode(&Sha256::digest(canonical).into());
        let head = [ALGORITHM, "\n", stamp, "\n"].into_iter();
        let string_to_sign = head
            .chain(scope.pieces())
            .chain(["\n"])
            .map(str::as_bytes)
            .chain([hash.as_slice()]);
        self.mac(string_to_sign)
    }

    /// HMAC-SHA256 with this key over the pieces, one after the other.
    pub(crate) fn mac<P: AsRef<[u8]>>(&self, pieces: impl IntoIterator<Item = P>) -> Mac32 {
        hmac_sha256(self.0.as_slice(), pieces)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(…)")
    }
}

/// HMAC-SHA256 over the pieces, one after the other.
fn hmac_sha256<P: AsRef<[u8]>>(key: &[u8], pieces: impl IntoIterator<Item = P>) -> Mac32 {
    // SOURCE: RFC 2104: a key longer than a block is hashed, a shorter one is filled with zeros.
    const BLOCK_BYTES: usize = 64;
    let mut block = Zeroizing::new([0; BLOCK_BYTES]);
    if let Some(start) = block.get_mut(..key.len()) {
        start.copy_from_slice(key);
    } else {
        let hashed = Zeroizing::new(<[u8; 32]>::from(Sha256::digest(key)));
        block
            .iter_mut()
            .zip(hashed.iter())
            .for_each(|(place, byte)| *place = *byte);
    }
    let mut mac = <Hmac<Sha256> as KeyInit>::new((&*block).into());
    for piece in pieces {
        mac.update(piece.as_ref());
    }
    Zeroizing::new(mac.finalize().into_bytes().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(key: &[u8], pieces: &[&str], expect: &str) {
        assert_eq!(hex::text(&hmac_sha256(key, pieces)), expect);
    }

    /// SOURCE: RFC 4231, test cases 1, 2 and 6.
    #[test]
    fn hmac_agrees_with_its_test_vectors() {
        check(
            &[0x0b; 20],
            &["Hi ", "There"],
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        );
        check(
            b"Jefe",
            &["what do ya want for nothing?"],
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        );
        check(
            &[0xaa; 131],
            &["Test Using Larger Than Block-Size Key - Hash Key First"],
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        );
    }

    /// SOURCE: IAM user guide, "Examples of how to derive a signing key".
    #[test]
    fn a_signing_key_agrees_with_the_published_example() {
        let secret = Secret::new("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".to_owned());
        let key = |date, region| {
            let scope = Scope {
                date,
                region,
                service: "iam",
            };
            hex::text(&SigningKey::derive(&secret, scope).0)
        };
        assert_eq!(
            key("20150830", "us-east-1"),
            "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9"
        );
        assert_ne!(key("20150830", "us-east-1"), key("20150830", "us-east-2"));
        assert_ne!(key("20150830", "us-east-1"), key("20150831", "us-east-1"));
    }

    #[test]
    fn debug_shows_nothing_of_the_key() {
        let scope = Scope {
            date: "20150830",
            region: "r",
            service: "s",
        };
        let key = SigningKey::derive(&Secret::new("x".to_owned()), scope);
        assert_eq!(format!("{key:?}"), "SigningKey(…)");
    }
}
