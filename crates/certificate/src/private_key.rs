//! Private keys, as far as it takes to say whose they are.

use std::fmt;

use iamd_ident::Secret;
use ring::{
    rand::SystemRandom,
    signature::{
        ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, EcdsaKeyPair,
        Ed25519KeyPair, KeyPair as _, RsaKeyPair,
    },
};
use x509_parser::{
    asn1_rs::{FromDer as _, Integer, OctetString, Oid, Sequence},
    oid_registry::{OID_KEY_TYPE_EC_PUBLIC_KEY, OID_PKCS1_RSAENCRYPTION},
    x509::AlgorithmIdentifier,
};

use crate::{
    Certificate,
    pem::{self, Block},
    public_key::{Curve, OID_ED25519, PublicKey, RsaKey, curve},
};

/// LIMIT: an RSA key of this many bits is checked in all its parts; others are known by their
/// public part alone.
const RSA_BITS_CHECKED: std::ops::RangeInclusive<usize> = 2048..=4096;

/// The text is no private key, or an encrypted one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no unencrypted private key in PEM format")]
pub struct MalformedPrivateKey;

/// A private key: RSA, ECDSA on P-256 or P-384, Ed25519.
pub struct PrivateKey(Kind);

enum Kind {
    /// What is public of an RSA key.
    Rsa(RsaKey),
    /// The secret number of a key on a curve, which is not always said to be on which.
    Curve(Option<Curve>, Secret<Vec<u8>>),
    Ed25519(Secret<Vec<u8>>),
}

impl PrivateKey {
    /// The private key of a text in PEM format: PKCS#1, SEC 1 or PKCS#8, not encrypted.
    ///
    /// # Errors
    /// The text is something else.
    pub fn from_pem(text: &Secret<String>) -> Result<Self, MalformedPrivateKey> {
        // OpenSSL writes the parameters of a curve into a block of their own.
        let blocks = pem::blocks(text.expose(), 2).map_err(|_| MalformedPrivateKey)?;
        let block = match blocks.as_slice() {
            [block] => block,
            [parameters, block] if parameters.label == "EC PARAMETERS" => block,
            _ => return Err(MalformedPrivateKey),
        };
        from_block(block).map(Self).ok_or(MalformedPrivateKey)
    }

    /// Whether it is the key of a certificate: the public key that follows from it is the
    /// certificate's.
    pub fn belongs_to(&self, certificate: &Certificate) -> bool {
        match (&self.0, certificate.public_key()) {
            (Kind::Rsa(key), PublicKey::Rsa(public)) => key == public,
            (Kind::Curve(curve, secret), PublicKey::Curve(of, point)) => {
                curve.is_none_or(|curve| curve == *of) && leads_to(*of, secret, point)
            }
            (Kind::Ed25519(seed), PublicKey::Ed25519(public)) => {
                Ed25519KeyPair::from_seed_and_public_key(seed.expose(), public).is_ok()
            }
            _ => false,
        }
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey(…)")
    }
}

fn from_block(block: &Block<'_>) -> Option<Kind> {
    let der = block.der.expose();
    match block.label {
        "RSA PRIVATE KEY" => rsa(der),
        "EC PRIVATE KEY" => on_curve(der, None),
        "PRIVATE KEY" => pkcs8(der),
        _ => None,
    }
}

/// SOURCE: RFC 5958, `OneAsymmetricKey`.
fn pkcs8(der: &[u8]) -> Option<Kind> {
    let (rest, sequence) = Sequence::from_der(der).ok()?;
    let (behind, _version) = Integer::from_der(&sequence.content).ok()?;
    let (behind, algorithm) = AlgorithmIdentifier::from_der(behind).ok()?;
    let (_attributes, key) = OctetString::from_der(behind).ok()?;
    if !rest.is_empty() {
        return None;
    }
    let key: &[u8] = key.as_ref();
    if algorithm.algorithm == OID_PKCS1_RSAENCRYPTION {
        return rsa(key);
    }
    if algorithm.algorithm == OID_KEY_TYPE_EC_PUBLIC_KEY {
        return on_curve(key, Some(curve(&algorithm)?));
    }
    if algorithm.algorithm == OID_ED25519 {
        let (rest, seed) = OctetString::from_der(key).ok()?;
        let seed: &[u8] = seed.as_ref();
        let is_seed = rest.is_empty() && seed.len() == 32;
        return is_seed.then(|| Kind::Ed25519(Secret::new(seed.to_vec())));
    }
    None
}

/// SOURCE: RFC 8017, `RSAPrivateKey`.
fn rsa(der: &[u8]) -> Option<Kind> {
    let (rest, sequence) = Sequence::from_der(der).ok()?;
    let (behind, _version) = Integer::from_der(&sequence.content).ok()?;
    let (behind, modulus) = Integer::from_der(behind).ok()?;
    let (behind, exponent) = Integer::from_der(behind).ok()?;
    let (_primes, _secret) = Integer::from_der(behind).ok()?;
    let key = RsaKey::of(&modulus, &exponent)?;
    let is_sound = !RSA_BITS_CHECKED.contains(&key.bits()) || RsaKeyPair::from_der(der).is_ok();
    (rest.is_empty() && is_sound).then_some(Kind::Rsa(key))
}

/// SOURCE: RFC 5915, `ECPrivateKey`. It may name its curve, in a part tagged 0.
fn on_curve(der: &[u8], known: Option<Curve>) -> Option<Kind> {
    let (rest, sequence) = Sequence::from_der(der).ok()?;
    let (behind, _version) = Integer::from_der(&sequence.content).ok()?;
    let (behind, secret) = OctetString::from_der(behind).ok()?;
    if !rest.is_empty() {
        return None;
    }
    let named = match behind.strip_prefix(&[CURVE_TAG]) {
        // The length of the part stands in one byte: no name of a curve is longer.
        Some(named) => Some(Curve::of(&Oid::from_der(named.get(1..)?).ok()?.1)?),
        None => None,
    };
    let secret: &[u8] = secret.as_ref();
    Some(Kind::Curve(known.or(named), Secret::new(secret.to_vec())))
}

const CURVE_TAG: u8 = 0xa0;

/// Whether a secret number leads to a point. Nothing is signed, so nothing comes of the chance that
/// `ring` asks for.
fn leads_to(curve: Curve, secret: &Secret<Vec<u8>>, point: &[u8]) -> bool {
    let algorithm = match curve {
        Curve::P256 => &ECDSA_P256_SHA256_ASN1_SIGNING,
        Curve::P384 => &ECDSA_P384_SHA384_ASN1_SIGNING,
    };
    let chance = SystemRandom::new();
    EcdsaKeyPair::from_private_key_and_public_key(algorithm, secret.expose(), point, &chance)
        .is_ok_and(|pair| pair.public_key().as_ref() == point)
}
