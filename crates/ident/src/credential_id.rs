//! Ids of credentials that have a form of their own.

use std::{fmt, str::FromStr};

use crate::{IdKind, Random, UniqueId, name::serde_as_text};

/// The text cannot be the id of a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the id of a credential has 1 to 128 letters, digits and underscores")]
pub struct InvalidCredentialId;

macro_rules! credential_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Box<str>);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidCredentialId;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
                if (1..=128).contains(&text.len()) && text.bytes().all(is_word) {
                    Ok(Self(text.into()))
                } else {
                    Err(InvalidCredentialId)
                }
            }
        }

        impl FromStr for $name {
            type Err = InvalidCredentialId;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.to_owned().try_into()
            }
        }

        serde_as_text!($name);
    };
}

credential_id!(
    /// The id of a signing certificate: 32 characters that are told by the certificate.
    ///
    /// SOURCE: observed: the SHA-1 digest of the certificate in Base32.
    SigningCertificateId
);
credential_id!(
    /// The id of an SSH public key: `APKA` and sixteen random characters.
    ///
    /// SOURCE: observed: one character less than other unique ids.
    SshPublicKeyId
);

const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

impl SigningCertificateId {
    /// The id of the certificate that has this SHA-1 digest.
    pub fn of_digest(digest: &[u8; 20]) -> Self {
        let groups = digest.chunks(5).map(|group| {
            group
                .iter()
                .fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte))
        });
        let characters = groups.flat_map(|bits| {
            (0..8).rev().map(move |place| {
                let five = usize::try_from(bits >> (place * 5) & 31).unwrap_or(0);
                char::from(BASE32.get(five).copied().unwrap_or(b'A'))
            })
        });
        Self(characters.collect::<String>().into())
    }
}

impl SshPublicKeyId {
    const LENGTH: usize = 20;

    /// A fresh id.
    pub fn random(random: &dyn Random) -> Self {
        let id = UniqueId::random(IdKind::PublicKey, random);
        Self(
            id.as_str()
                .chars()
                .take(Self::LENGTH)
                .collect::<String>()
                .into(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SOURCE: RFC 4648 for Base32; the digest is that of the empty text.
    #[test]
    fn the_id_of_a_certificate_is_its_digest() {
        let digest = [
            0xda, 0x39, 0xa3, 0xee, 0x5e, 0x6b, 0x4b, 0x0d, 0x32, 0x55, 0xbf, 0xef, 0x95, 0x60,
            0x18, 0x90, 0xaf, 0xd8, 0x07, 0x09,
        ];
        let id = SigningCertificateId::of_digest(&digest);
        assert_eq!(id.as_str(), "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ");
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[test]
    fn fresh_ids_have_twenty_characters() {
        struct Fixed;
        impl Random for Fixed {
            fn fill(&self, bytes: &mut [u8]) {
                bytes.fill(9);
            }
        }
        let id = SshPublicKeyId::random(&Fixed);
        assert!(id.as_str().starts_with("APKA") && id.as_str().len() == 20);
        assert_eq!(id.as_str().parse(), Ok(id));
    }

    #[test]
    fn ids_are_words() {
        for text in ["", "a-b", "a b", "ä", &"a".repeat(129)] {
            assert_eq!(
                text.parse::<SshPublicKeyId>(),
                Err(InvalidCredentialId),
                "{text}"
            );
        }
    }
}
