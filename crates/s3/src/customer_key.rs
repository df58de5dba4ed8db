//! Keys that callers bring to encrypt what they keep here (SSE-C).

use std::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use iamd_api::{Error, ErrorCode};
use iamd_auth::Call;
use iamd_directory::Bucket;
use md5::{Digest as _, Md5};
use zeroize::Zeroizing;

use crate::error::{invalid_argument, invalid_request};

/// The headers that bring a key.
#[derive(Clone, Default)]
pub struct CustomerKeyHeaders {
    /// `…-customer-algorithm`.
    pub algorithm: Option<String>,
    /// `…-customer-key`: Base64.
    pub key: Option<Zeroizing<String>>,
    /// `…-customer-key-MD5`: Base64.
    pub md5: Option<String>,
}

impl fmt::Debug for CustomerKeyHeaders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CustomerKeyHeaders(…)")
    }
}

/// A key that came over and is what its MD5 says.
#[derive(Clone, Debug)]
pub struct CustomerKey {
    key: iamd_objects::CustomerKey,
    md5: String,
}

/// The one algorithm that there is.
const AES256: &str = "AES256";

/// What S3 names in the errors, whichever header is wrong.
const NAME: &str = "x-amz-server-side-encryption";

impl CustomerKey {
    /// The key that headers bring, if they bring one.
    ///
    /// # Errors
    /// A header is missing or wrong. The texts are S3's.
    pub fn of(headers: &CustomerKeyHeaders) -> Result<Option<Self>, Error> {
        let refused = |text: &str| Err(invalid_argument(text, NAME, "null"));
        let (algorithm, key) = match (&headers.algorithm, &headers.key) {
            (None, None) if headers.md5.is_none() => return Ok(None),
            (None, _) => return refused(NO_ALGORITHM),
            (Some(_), None) => return refused(NO_KEY),
            (Some(algorithm), Some(key)) => (algorithm, key),
        };
        if algorithm != AES256 {
            let code = ErrorCode::InvalidEncryptionAlgorithmError;
            return Err(Error::new(code, NOT_AES256)
                .with("ArgumentName", NAME)
                .with("ArgumentValue", algorithm));
        }
        let Some(key) = decoded(key) else {
            return refused(NO_SUCH_KEY);
        };
        let md5 = STANDARD.encode(Md5::digest(key.as_slice()));
        match &headers.md5 {
            None => refused(NO_MD5),
            Some(said) if *said != md5 => refused(OTHER_MD5),
            Some(_) => Ok(Some(Self {
                key: iamd_objects::CustomerKey::new(key),
                md5,
            })),
        }
    }

    pub(crate) fn key(&self) -> &iamd_objects::CustomerKey {
        &self.key
    }

    /// The MD5 of the key in Base64, which answers show.
    pub(crate) fn md5(&self) -> &str {
        &self.md5
    }

    /// Checks that nobody on the way saw the key: S3 asks for HTTPS. What does not leave the
    /// machine is as good, so that a development server needs no certificate.
    pub(crate) fn check_transport(call: Call<'_>) -> Result<(), Error> {
        let request = call.request;
        if request.secure_transport || request.source_ip.is_loopback() {
            return Ok(());
        }
        Err(invalid_request(NOT_SECURE))
    }

    /// Checks that the bucket takes objects that it cannot read itself.
    ///
    /// SOURCE: S3 User Guide, "Blocking or unblocking SSE-C for a general purpose bucket".
    pub(crate) fn check_bucket(bucket: &Bucket) -> Result<(), Error> {
        let blocked = &bucket.settings.encryption.blocked;
        if blocked.iter().any(|kind| kind == "SSE-C") {
            return Err(Error::new(ErrorCode::AccessDenied, "Access Denied"));
        }
        Ok(())
    }
}

fn decoded(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    // What decoding 44 characters may need, and some more.
    let mut bytes = Zeroizing::new([0_u8; 36]);
    let length = STANDARD.decode_slice(text, bytes.as_mut_slice()).ok()?;
    let key = bytes.get(..length)?.try_into().ok()?;
    Some(Zeroizing::new(key))
}

const NO_ALGORITHM: &str = "Requests specifying Server Side Encryption with Customer provided \
                            keys must provide a valid encryption algorithm.";
const NO_KEY: &str = "Requests specifying Server Side Encryption with Customer provided keys must \
                      provide an appropriate secret key.";
const NO_MD5: &str = "Requests specifying Server Side Encryption with Customer provided keys must \
                      provide the client calculated MD5 of the secret key.";
const NO_SUCH_KEY: &str = "The secret key was invalid for the specified algorithm.";
const OTHER_MD5: &str =
    "The calculated MD5 hash of the key did not match the hash that was provided.";
const NOT_AES256: &str =
    "The Encryption request you specified is not valid. Supported value: AES256.";
const NOT_SECURE: &str = "Requests specifying Server Side Encryption with Customer provided keys \
                          must be made over a secure connection.";

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(algorithm: &str, key: &str, md5: &str) -> CustomerKeyHeaders {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        CustomerKeyHeaders {
            algorithm: given(algorithm),
            key: given(key).map(Zeroizing::new),
            md5: given(md5),
        }
    }

    #[track_caller]
    fn check(headers: &CustomerKeyHeaders, expect: Result<bool, &str>) {
        let seen = CustomerKey::of(headers);
        let text = seen.as_ref().map_err(|error| error.message.as_str());
        assert_eq!(text.map(Option::is_some), expect);
    }

    #[test]
    fn a_key_is_whole_or_refused() {
        let key = STANDARD.encode([7; 32]);
        let md5 = STANDARD.encode(Md5::digest([7; 32]));
        check(&headers("", "", ""), Ok(false));
        check(&headers(AES256, &key, &md5), Ok(true));
        check(&headers("", &key, &md5), Err(NO_ALGORITHM));
        check(&headers("", "", &md5), Err(NO_ALGORITHM));
        check(&headers(AES256, "", &md5), Err(NO_KEY));
        check(&headers("AES128", &key, &md5), Err(NOT_AES256));
        check(&headers(AES256, &key, ""), Err(NO_MD5));
        check(
            &headers(AES256, &key, &STANDARD.encode([0; 16])),
            Err(OTHER_MD5),
        );
        for wrong in [
            STANDARD.encode([7; 31]),
            STANDARD.encode([7; 33]),
            "=".repeat(44),
        ] {
            check(&headers(AES256, &wrong, &md5), Err(NO_SUCH_KEY));
        }
        check(&headers(AES256, &"A".repeat(4096), &md5), Err(NO_SUCH_KEY));
    }

    #[test]
    fn keys_are_not_shown() {
        let key = STANDARD.encode([7; 32]);
        let md5 = STANDARD.encode(Md5::digest([7; 32]));
        let headers = headers(AES256, &key, &md5);
        assert!(!format!("{headers:?}").contains(&key));
        let made = CustomerKey::of(&headers).unwrap().unwrap();
        assert!(!format!("{made:?}").contains("7, 7"));
        assert_eq!(made.md5(), md5);
    }
}
