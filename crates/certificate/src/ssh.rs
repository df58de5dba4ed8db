//! SSH public keys.

use std::fmt::Write as _;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use md5::{Digest as _, Md5};
use ssh_key::{
    Mpint, PublicKey as OpenSshKey,
    public::{KeyData, RsaPublicKey},
};
use x509_parser::{prelude::FromDer as _, x509::SubjectPublicKeyInfo};

use crate::{
    pem::{self, Block},
    public_key::{PublicKey, RsaKey},
};

/// LIMIT: bits that a key has at least.
/// SOURCE: IAM API Reference, `UploadSSHPublicKey`.
const BITS_MIN: usize = 2048;

/// How many characters of Base64 stand in a line. SOURCE: RFC 7468.
const LINE: usize = 64;

/// How a public key in PEM format begins. SOURCE: observed: a certificate is no encoding of one.
const PEM_STARTS: [&str; 2] = [
    "-----BEGIN PUBLIC KEY-----",
    "-----BEGIN RSA PUBLIC KEY-----",
];

/// Why a text is not taken for an SSH public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SshKeyError {
    /// It is written neither as `ssh-rsa …` nor as a public key in PEM format.
    #[error("the encoding of the key is not known")]
    UnknownEncoding,
    /// It is not a key, not one of RSA, or one that is too short or too long.
    #[error("the key is not valid")]
    Invalid,
}

/// An RSA key of an SSH user. Two are the same if their numbers are, however they were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SshPublicKey {
    key: RsaKey,
    /// The key as SSH sends it.
    blob: Vec<u8>,
}

impl SshPublicKey {
    /// Reads a key in either encoding.
    ///
    /// # Errors
    /// The encoding is not known, or the key is not valid.
    pub fn parse(text: &str) -> Result<Self, SshKeyError> {
        let text = text.trim();
        let key = if PEM_STARTS.iter().any(|start| text.starts_with(start)) {
            in_pem(text).ok_or(SshKeyError::Invalid)?
        } else if text.starts_with("ssh-rsa") {
            in_ssh(text).ok_or(SshKeyError::Invalid)?
        } else {
            return Err(SshKeyError::UnknownEncoding);
        };
        if key.bits() < BITS_MIN {
            return Err(SshKeyError::Invalid);
        }
        let blob = blob(&key).ok_or(SshKeyError::Invalid)?;
        Ok(Self { key, blob })
    }

    /// The MD5 digest of the key as SSH sends it, in pairs of digits with colons between them.
    ///
    /// SOURCE: IAM API Reference, type `SSHPublicKey`. It is what `ssh-keygen -l -E md5` shows.
    pub fn fingerprint(&self) -> String {
        let digest = Md5::digest(&self.blob);
        let mut text = String::with_capacity(3 * digest.len());
        for byte in &digest {
            let colon = if text.is_empty() { "" } else { ":" };
            // A `String` takes everything.
            let _ = write!(text, "{colon}{byte:02x}");
        }
        text
    }

    /// The key as `ssh-rsa …`, without a comment.
    pub fn to_ssh(&self) -> String {
        format!("ssh-rsa {}", STANDARD.encode(&self.blob))
    }

    /// The key in PEM format: a `PUBLIC KEY`.
    pub fn to_pem(&self) -> String {
        let encoded = STANDARD.encode(self.to_der());
        let mut text = String::from("-----BEGIN PUBLIC KEY-----\n");
        let mut rest = encoded.as_str();
        while !rest.is_empty() {
            let (line, behind) = rest.split_at_checked(LINE).unwrap_or((rest, ""));
            text.push_str(line);
            text.push('\n');
            rest = behind;
        }
        text.push_str("-----END PUBLIC KEY-----\n");
        text
    }

    /// SOURCE: RFC 5280, `SubjectPublicKeyInfo`; RFC 3279, 2.3.1.
    fn to_der(&self) -> Vec<u8> {
        let numbers = [number(&self.key.modulus), number(&self.key.exponent)].concat();
        let mut bits = vec![0];
        bits.extend(part(SEQUENCE, &numbers));
        let whole = [RSA_ALGORITHM.to_vec(), part(BIT_STRING, &bits)].concat();
        part(SEQUENCE, &whole)
    }
}

const SEQUENCE: u8 = 0x30;
const BIT_STRING: u8 = 0x03;
const INTEGER: u8 = 0x02;
/// The algorithm `rsaEncryption`, whose parameters are `NULL`.
const RSA_ALGORITHM: [u8; 15] = [
    0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
];

fn in_ssh(text: &str) -> Option<RsaKey> {
    let parsed = OpenSshKey::from_openssh(text).ok()?;
    let key = parsed.key_data().rsa()?;
    // One key is read: what a second line holds would be passed over.
    if text.contains(['\r', '\n']) {
        return None;
    }
    let numbers = [
        key.n.as_positive_bytes()?.to_vec(),
        key.e.as_positive_bytes()?.to_vec(),
    ];
    let [modulus, exponent] = numbers.map(|bytes| number(&bytes));
    RsaKey::from_der(&part(SEQUENCE, &[modulus, exponent].concat()))
}

fn in_pem(text: &str) -> Option<RsaKey> {
    let blocks = pem::blocks(text, 1).ok()?;
    let [Block { label, der }] = blocks.as_slice() else {
        return None;
    };
    match *label {
        "RSA PUBLIC KEY" => RsaKey::from_der(der.expose()),
        "PUBLIC KEY" => {
            let (rest, info) = SubjectPublicKeyInfo::from_der(der.expose()).ok()?;
            match PublicKey::of(&info) {
                PublicKey::Rsa(key) if rest.is_empty() => Some(key),
                _ => None,
            }
        }
        _ => None,
    }
}

fn blob(key: &RsaKey) -> Option<Vec<u8>> {
    let data = KeyData::Rsa(RsaPublicKey {
        e: Mpint::from_positive_bytes(&key.exponent).ok()?,
        n: Mpint::from_positive_bytes(&key.modulus).ok()?,
    });
    OpenSshKey::new(data, "").to_bytes().ok()
}

/// A number above zero in DER.
fn number(bytes: &[u8]) -> Vec<u8> {
    let needs_zero = bytes.first().is_none_or(|first| first & 0x80 != 0);
    let mut content = if needs_zero { vec![0] } else { Vec::new() };
    content.extend_from_slice(bytes);
    part(INTEGER, &content)
}

/// A part of DER: tag, length, content.
fn part(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let start = length.iter().position(|byte| *byte != 0);
    let digits = start.and_then(|start| length.get(start..)).unwrap_or(&[0]);
    let mut bytes = vec![tag];
    match digits {
        [short] if *short < 0x80 => bytes.push(*short),
        // At most eight digits.
        long => {
            bytes.push(0x80 | u8::try_from(long.len()).unwrap_or_default());
            bytes.extend_from_slice(long);
        }
    }
    bytes.extend_from_slice(content);
    bytes
}
