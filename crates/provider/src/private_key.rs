//! Private keys with which assertions for a SAML provider are decrypted.

use iamd_ident::Secret;
use ring::signature::RsaKeyPair;
use x509_parser::pem::Pem;
use zeroize::Zeroizing;

/// A private key in PEM, as it was given.
///
/// An RSA key of 2048 to 4096 bits, in PKCS #8 or PKCS #1, not encrypted. AWS does not say more than that
/// it is a `.pem` file; assertions are encrypted for RSA keys.
#[derive(Clone, Debug)]
pub struct SamlPrivateKey(Secret<String>);

/// The text is no such key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPrivateKey {
    /// It is not one block of PEM that holds a private key.
    #[error("a private key is one PEM block")]
    NotPem,
    /// What the block holds is no RSA key that can be used.
    #[error("a private key is an RSA key of 2048 to 4096 bits")]
    NotRsa,
}

impl SamlPrivateKey {
    /// The key that is written so.
    ///
    /// # Errors
    /// It is none, or none that can be used.
    pub fn parse(text: Secret<String>) -> Result<Self, InvalidPrivateKey> {
        if !is_one_block(text.expose().trim()) {
            return Err(InvalidPrivateKey::NotPem);
        }
        let mut blocks = Pem::iter_from_buffer(text.expose().as_bytes());
        let block = blocks.next().ok_or(InvalidPrivateKey::NotPem)?;
        let block = block.map_err(|_| InvalidPrivateKey::NotPem)?;
        let der = Zeroizing::new(block.contents);
        if blocks.next().is_some() {
            return Err(InvalidPrivateKey::NotPem);
        }
        let key = match block.label.as_str() {
            "PRIVATE KEY" => RsaKeyPair::from_pkcs8(&der),
            "RSA PRIVATE KEY" => RsaKeyPair::from_der(&der),
            _ => return Err(InvalidPrivateKey::NotPem),
        };
        key.map_err(|_| InvalidPrivateKey::NotRsa)?;
        Ok(Self(text))
    }

    /// The PEM text, for whoever seals it.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

/// What stands around a block would be passed over, and kept with the key.
fn is_one_block(text: &str) -> bool {
    const DASHES: &str = "-----";
    text.starts_with("-----BEGIN ") && text.ends_with(DASHES) && text.matches(DASHES).count() == 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, error: InvalidPrivateKey) {
        let parsed = SamlPrivateKey::parse(Secret::new(text.to_owned()));
        assert_eq!(parsed.err(), Some(error));
    }

    const RSA: &str = include_str!("../tests/rsa-2048.pem");
    const RSA_PKCS1: &str = include_str!("../tests/rsa-2048-pkcs1.pem");

    #[test]
    fn rsa_keys_are_taken_in_both_forms_and_not_shown() {
        for text in [RSA, RSA_PKCS1, &format!("\n{RSA}\r\n \n")] {
            let key = SamlPrivateKey::parse(Secret::new(text.to_owned())).unwrap();
            assert_eq!(key.expose(), text);
            let line = text.lines().nth(1).unwrap();
            assert!(!format!("{key:?}").contains(line));
        }
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in [
            "",
            "key",
            "-----BEGIN PRIVATE KEY-----\n",
            &RSA.replace("PRIVATE KEY", "CERTIFICATE"),
            &RSA.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"),
            &format!("{RSA}{RSA}"),
            &format!("a key\n{RSA}"),
            &format!("{RSA}and whose it is"),
            &format!("{RSA}and whose it is\n-----"),
            &format!("{RSA}another\n-----END PRIVATE KEY-----\n"),
        ] {
            check(text, InvalidPrivateKey::NotPem);
        }
        let elliptic = rcgen::KeyPair::generate().unwrap().serialize_pem();
        check(&elliptic, InvalidPrivateKey::NotRsa);
        check(
            &RSA.replace("PRIVATE KEY", "RSA PRIVATE KEY"),
            InvalidPrivateKey::NotRsa,
        );
    }
}
