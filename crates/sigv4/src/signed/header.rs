//! The signature in the `Authorization` header.

use std::borrow::Cow;

use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};

use super::{claim::Claim, clipped};
use crate::{MissingPart, RequestHead, SignatureError, key::ALGORITHM};

const CREDENTIAL: &str = "Credential";
const SIGNATURE: &str = "Signature";
const SIGNED_HEADERS: &str = "SignedHeaders";

/// With what a signature of the second version begins.
const SECOND_VERSION: &str = "AWS";

/// Reads the header, if there is one.
pub(super) fn claim<'r>(head: &RequestHead<'r>) -> Result<Option<Claim<'r>>, SignatureError> {
    let Some(value) = head.single("Authorization")? else {
        return Ok(None);
    };
    let malformed = || SignatureError::MalformedHeader {
        authorization_sha256: sha256(value),
    };
    let text = str::from_utf8(value).map_err(|_| malformed())?.trim();
    let (algorithm, rest) = text.split_once([' ', '\t']).unwrap_or((text, ""));
    if algorithm == SECOND_VERSION {
        return Err(SignatureError::RetiredVersion);
    }
    let elements = Elements::parse(rest)?.ok_or_else(malformed)?;
    let amz_date = head.single_text("X-Amz-Date")?;
    let date = match amz_date {
        Some(date) => Some(date),
        None => head.single_text("Date")?,
    };
    let parts = (
        elements.credential,
        elements.signature,
        elements.signed_headers,
        date,
    );
    let (Some(credential), Some(signature), Some(signed_headers), Some(date)) = parts else {
        return Err(SignatureError::IncompleteHeader {
            missing: elements.missing(date),
            authorization_sha256: sha256(value),
        });
    };
    if algorithm != ALGORITHM {
        let algorithm = clipped(algorithm);
        return Err(SignatureError::UnsupportedAlgorithm { algorithm });
    }
    Ok(Some(Claim {
        credential: Cow::Borrowed(credential),
        signed_headers: Cow::Borrowed(signed_headers),
        signature: Cow::Borrowed(signature),
        date: Cow::Borrowed(date),
        session_token: head.single_text("X-Amz-Security-Token")?.map(Cow::Borrowed),
        presigned: None,
    }))
}

/// The elements after the name of the algorithm.
#[derive(Debug, Default)]
struct Elements<'r> {
    credential: Option<&'r str>,
    signature: Option<&'r str>,
    signed_headers: Option<&'r str>,
}

impl<'r> Elements<'r> {
    /// `None` if an element has no equal-sign. Elements with another name are passed over.
    fn parse(text: &'r str) -> Result<Option<Self>, SignatureError> {
        let mut elements = Self::default();
        for element in text
            .split([',', ' ', '\t'])
            .filter(|element| !element.is_empty())
        {
            let Some((name, value)) = element.split_once('=') else {
                return Ok(None);
            };
            let (name, place) = match name {
                CREDENTIAL => (CREDENTIAL, &mut elements.credential),
                SIGNATURE => (SIGNATURE, &mut elements.signature),
                SIGNED_HEADERS => (SIGNED_HEADERS, &mut elements.signed_headers),
                _ => continue,
            };
            if place.replace(value).is_some() {
                return Err(SignatureError::Repeated { name });
            }
        }
        Ok(Some(elements))
    }

    fn missing(&self, date: Option<&str>) -> Vec<MissingPart> {
        let parts = [
            (self.credential, MissingPart::Credential),
            (self.signature, MissingPart::Signature),
            (self.signed_headers, MissingPart::SignedHeaders),
            (date, MissingPart::Date),
        ];
        let missing = parts.iter().filter(|(value, _)| value.is_none());
        missing.map(|(_, part)| *part).collect()
    }
}

/// SECURITY: the header is told back as a hash alone, since it may hold a credential of another kind.
fn sha256(value: &[u8]) -> String {
    BASE64_STANDARD.encode(Sha256::digest(value))
}
