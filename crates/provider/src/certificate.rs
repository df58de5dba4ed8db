//! X.509 certificates with which a SAML provider signs.

use x509_parser::{
    certificate::X509Certificate, prelude::FromDer as _, public_key::PublicKey as Parsed,
};

/// The fewest bits of an RSA key.
///
/// SOURCE: IAM User Guide, "Troubleshoot SAML federation with IAM": a certificate's key has 1024 bits at
/// least, and no extension stands in it twice.
const RSA_BITS_MIN: usize = 1024;

/// The bytes are no certificate that may sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidCertificate {
    /// They are no X.509 certificate.
    #[error("a certificate cannot be read")]
    NotX509,
    /// An extension stands in it twice.
    #[error("a certificate has an extension twice")]
    RepeatedExtension,
    /// Its key cannot be read, or is too short.
    #[error("the key of a certificate cannot be read or is too short")]
    Key,
}

/// Checks the bytes of a certificate. When it expires does not matter.
///
/// SOURCE: the same page: the expiration of a certificate in a metadata document is not looked at.
///
/// # Errors
/// They are none that may sign.
pub(crate) fn check(der: &[u8]) -> Result<(), InvalidCertificate> {
    let parsed = X509Certificate::from_der(der);
    let Ok((&[], certificate)) = parsed else {
        return Err(InvalidCertificate::NotX509);
    };
    if certificate.extensions_map().is_err() {
        return Err(InvalidCertificate::RepeatedExtension);
    }
    let key = certificate.public_key().parsed();
    match key.map_err(|_| InvalidCertificate::Key)? {
        Parsed::RSA(key) if key.key_size() >= RSA_BITS_MIN => Ok(()),
        Parsed::EC(_) => Ok(()),
        _ => Err(InvalidCertificate::Key),
    }
}
