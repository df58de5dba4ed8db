//! Keys of P-384.

use iamd_ident::{Random, Secret};
use p384::ecdsa::{Signature, SigningKey, signature::Signer};
use zeroize::Zeroizing;

use crate::{KeyError, PublicKey};

/// A key of ECDSA on P-384. Its nonces follow from the key and what is signed (RFC 6979), so no
/// chance that repeats itself gives the key away.
pub(super) struct Es384(SigningKey);

/// Scalars and coordinates have this many bytes.
const BYTES: usize = 48;

/// LIMIT: how often chance is asked. Hardly one of 2¹⁹⁰ answers is no scalar.
const TRIES_MAX: usize = 16;

impl Es384 {
    pub(super) fn generate(random: &dyn Random) -> Result<Self, KeyError> {
        for _ in 0..TRIES_MAX {
            let bytes = Zeroizing::new(random.bytes::<BYTES>());
            if let Ok(key) = Self::from_secret(&*bytes) {
                return Ok(key);
            }
        }
        Err(KeyError::Chance)
    }

    pub(super) fn from_secret(secret: &[u8]) -> Result<Self, KeyError> {
        if secret.len() != BYTES {
            return Err(KeyError::Secret);
        }
        let key = SigningKey::from_slice(secret).map_err(|_| KeyError::Secret)?;
        Ok(Self(key))
    }

    pub(super) fn secret(&self) -> Secret<Vec<u8>> {
        Secret::new(Zeroizing::new(self.0.to_bytes()).to_vec())
    }

    pub(super) fn public(&self) -> PublicKey {
        let point = self.0.verifying_key().to_sec1_point(false);
        // A point that is not compressed has both.
        let coordinate = |bytes: Option<&_>| bytes.map(<[u8]>::to_vec).unwrap_or_default();
        PublicKey::es384(
            &coordinate(point.x().map(AsRef::as_ref)),
            &coordinate(point.y().map(AsRef::as_ref)),
        )
    }

    /// SOURCE: RFC 7518, section 3.4: both numbers, one after the other.
    pub(super) fn sign(&self, text: &[u8]) -> Vec<u8> {
        let signature: Signature = self.0.sign(text);
        signature.to_bytes().to_vec()
    }
}
