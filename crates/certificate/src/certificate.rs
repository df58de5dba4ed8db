//! One certificate.

use iamd_ident::Timestamp;
use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use x509_parser::{
    certificate::X509Certificate, prelude::FromDer as _, time::ASN1Time, x509::X509Version,
};

use crate::{
    chain::CHAIN_MAX,
    pem::{self, Block},
    public_key::PublicKey,
};

/// The text or the bytes are no X.509 certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no X.509 certificate in PEM format")]
pub struct MalformedCertificate;

/// An X.509 certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    der: Vec<u8>,
    not_before: Timestamp,
    not_after: Timestamp,
    public_key: PublicKey,
}

impl Certificate {
    /// The one certificate of a text in PEM format.
    ///
    /// # Errors
    /// The text is something else, or more.
    pub fn from_pem(text: &str) -> Result<Self, MalformedCertificate> {
        let blocks = pem::blocks(text, 1).map_err(|_| MalformedCertificate)?;
        let [block] = blocks.as_slice() else {
            return Err(MalformedCertificate);
        };
        Self::from_block(block)
    }

    /// The certificates of a text in PEM format, at least one and at most [`CHAIN_MAX`].
    ///
    /// # Errors
    /// The text is something else.
    pub fn chain_from_pem(text: &str) -> Result<Vec<Self>, MalformedCertificate> {
        let blocks = pem::blocks(text, CHAIN_MAX).map_err(|_| MalformedCertificate)?;
        blocks.iter().map(Self::from_block).collect()
    }

    /// The certificate of these bytes.
    ///
    /// # Errors
    /// They are something else, or more.
    pub fn from_der(der: Vec<u8>) -> Result<Self, MalformedCertificate> {
        let (not_before, not_after, public_key) = {
            let parsed = parse(&der)?;
            let validity = &parsed.validity;
            (
                timestamp(validity.not_before),
                timestamp(validity.not_after),
                PublicKey::of(&parsed.tbs_certificate.subject_pki),
            )
        };
        Ok(Self {
            der,
            not_before,
            not_after,
            public_key,
        })
    }

    fn from_block(block: &Block<'_>) -> Result<Self, MalformedCertificate> {
        if block.label != "CERTIFICATE" {
            return Err(MalformedCertificate);
        }
        Self::from_der(block.der.expose().clone())
    }

    /// The bytes of the certificate.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The SHA-1 digest of its bytes, by which AWS calls certificates.
    ///
    /// SECURITY: two certificates may be made to have the same one.
    pub fn sha1(&self) -> [u8; 20] {
        let mut bytes = [0; 20];
        let digest = digest(&SHA1_FOR_LEGACY_USE_ONLY, &self.der);
        for (place, byte) in bytes.iter_mut().zip(digest.as_ref()) {
            *place = *byte;
        }
        bytes
    }

    /// The first second in which it is valid.
    pub fn not_before(&self) -> Timestamp {
        self.not_before
    }

    /// The last second in which it is valid.
    pub fn not_after(&self) -> Timestamp {
        self.not_after
    }

    /// Whether it is valid at a time, signatures aside.
    pub fn is_valid_at(&self, time: Timestamp) -> bool {
        let second = time.as_second();
        (self.not_before.as_second()..=self.not_after.as_second()).contains(&second)
    }

    /// Whether `issuer` is named as the issuer of this certificate, and did sign it.
    ///
    /// LIMIT: signatures by RSA of 2048 to 8192 bits (SHA-1 from 1024 on), ECDSA on P-256 and
    /// P-384, and Ed25519 can be verified; others are as good as none.
    pub fn is_signed_by(&self, issuer: &Self) -> bool {
        let (Ok(this), Ok(issuer)) = (parse(&self.der), parse(&issuer.der)) else {
            return false;
        };
        this.issuer().as_raw() == issuer.subject().as_raw()
            && this.verify_signature(Some(issuer.public_key())).is_ok()
    }

    pub(crate) fn public_key(&self) -> &PublicKey {
        &self.public_key
    }
}

/// SOURCE: RFC 5280, versions 1 to 3. Its time ends before it begins in no certificate.
fn parse(der: &[u8]) -> Result<X509Certificate<'_>, MalformedCertificate> {
    let (rest, parsed) = X509Certificate::from_der(der).map_err(|_| MalformedCertificate)?;
    let validity = &parsed.validity;
    if !rest.is_empty()
        || parsed.version.0 > X509Version::V3.0
        || validity.not_after < validity.not_before
    {
        return Err(MalformedCertificate);
    }
    Ok(parsed)
}

/// The end of the year 9999, which says that there is none, is a day earlier here.
fn timestamp(time: ASN1Time) -> Timestamp {
    let seconds = time.timestamp();
    let limit = if seconds < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    Timestamp::from_second(seconds).unwrap_or(limit)
}
