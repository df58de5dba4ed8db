//! The public keys of certificates and SSH users, as far as a private key can be compared with
//! them.

use x509_parser::{
    asn1_rs::{FromDer as _, Integer, Oid, Sequence},
    oid_registry::{
        OID_EC_P256, OID_KEY_TYPE_EC_PUBLIC_KEY, OID_NIST_EC_P384, OID_PKCS1_RSAENCRYPTION,
    },
    x509::{AlgorithmIdentifier, SubjectPublicKeyInfo},
};

/// LIMIT: bits of an RSA key: what anybody has, and what the text of one has room for.
pub const RSA_BITS_MAX: usize = 16_384;

/// A public key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PublicKey {
    Rsa(RsaKey),
    /// A point of a curve, uncompressed.
    Curve(Curve, Vec<u8>),
    Ed25519(Vec<u8>),
    /// Whatever else there is: no private key is known to belong to it.
    Other,
}

/// The numbers of an RSA key, without leading zeros.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RsaKey {
    pub(crate) modulus: Vec<u8>,
    pub(crate) exponent: Vec<u8>,
}

/// The curves that servers have keys on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Curve {
    P256,
    P384,
}

impl PublicKey {
    pub(crate) fn of(info: &SubjectPublicKeyInfo<'_>) -> Self {
        let bits: &[u8] = &info.subject_public_key.data;
        let algorithm = &info.algorithm.algorithm;
        if *algorithm == OID_PKCS1_RSAENCRYPTION {
            return RsaKey::from_der(bits).map_or(Self::Other, Self::Rsa);
        }
        if *algorithm == OID_KEY_TYPE_EC_PUBLIC_KEY {
            return match curve(&info.algorithm) {
                Some(curve) => Self::Curve(curve, bits.to_vec()),
                None => Self::Other,
            };
        }
        if *algorithm == OID_ED25519 {
            return Self::Ed25519(bits.to_vec());
        }
        Self::Other
    }
}

/// SOURCE: RFC 8410.
pub(crate) const OID_ED25519: Oid<'static> = x509_parser::oid_registry::OID_SIG_ED25519;

/// The curve that the parameters of an algorithm name.
pub(crate) fn curve(algorithm: &AlgorithmIdentifier<'_>) -> Option<Curve> {
    let oid = algorithm.parameters.as_ref()?.as_oid().ok()?;
    Curve::of(&oid)
}

impl Curve {
    pub(crate) fn of(oid: &Oid<'_>) -> Option<Self> {
        [(OID_EC_P256, Self::P256), (OID_NIST_EC_P384, Self::P384)]
            .into_iter()
            .find_map(|(known, curve)| (known == *oid).then_some(curve))
    }
}

impl RsaKey {
    /// Reads `RSAPublicKey` of PKCS#1.
    pub(crate) fn from_der(der: &[u8]) -> Option<Self> {
        let (rest, sequence) = Sequence::from_der(der).ok()?;
        let (behind, modulus) = Integer::from_der(&sequence.content).ok()?;
        let (end, exponent) = Integer::from_der(behind).ok()?;
        if !rest.is_empty() || !end.is_empty() {
            return None;
        }
        Self::of(&modulus, &exponent)
    }

    /// A key of these numbers, if it can be one.
    pub(crate) fn of(modulus: &Integer<'_>, exponent: &Integer<'_>) -> Option<Self> {
        let key = Self {
            modulus: positive(modulus)?,
            exponent: positive(exponent)?,
        };
        let is_odd = |number: &[u8]| number.last().is_some_and(|last| last & 1 == 1);
        let is_key = is_odd(&key.modulus)
            && is_odd(&key.exponent)
            && key.exponent != [1]
            && key.bits() <= RSA_BITS_MAX
            && key.exponent.len() <= key.modulus.len();
        is_key.then_some(key)
    }

    pub(crate) fn bits(&self) -> usize {
        let leading = self
            .modulus
            .first()
            .map_or(0, |first| first.leading_zeros());
        (self.modulus.len() * 8).saturating_sub(leading as usize)
    }
}

/// The bytes of a number above zero, without leading zeros.
fn positive(number: &Integer<'_>) -> Option<Vec<u8>> {
    let bytes: &[u8] = number.as_ref();
    if bytes.first().is_some_and(|first| first & 0x80 != 0) {
        return None;
    }
    let start = bytes.iter().position(|byte| *byte != 0)?;
    bytes.get(start..).map(<[u8]>::to_vec)
}
