//! The signature in the query: a presigned URL.

use std::borrow::Cow;

use super::{Presigned, claim::Claim, clipped};
use crate::{
    MissingPart, RequestHead, SignatureError,
    escape::{self, Plus},
    key::ALGORITHM,
};

/// How long a presigned URL may be good for, in seconds: a week.
///
/// SOURCE: S3 API reference, "Authenticating Requests: Using Query Parameters".
const EXPIRES_SECONDS_MAX: u32 = 604_800;

/// The parameters that make a presigned URL, in the order in which missing ones are told.
pub(super) const NAMES: [&str; 7] = [
    "X-Amz-Algorithm",
    "X-Amz-Credential",
    "X-Amz-Signature",
    "X-Amz-SignedHeaders",
    "X-Amz-Date",
    "X-Amz-Expires",
    "X-Amz-Security-Token",
];

/// A parameter that only signatures of the second version have.
const SECOND_VERSION: &str = "AWSAccessKeyId";

/// Reads the query, if it holds a signature. With `in_header` there is one in the header already.
pub(super) fn claim<'r>(
    head: &RequestHead<'r>,
    in_header: bool,
) -> Result<Option<Claim<'r>>, SignatureError> {
    let parameters = Parameters::parse(head.query)?;
    let [
        algorithm,
        credential,
        signature,
        signed_headers,
        date,
        expires,
        session_token,
    ] = parameters.values;
    let present = [&algorithm, &credential, &signature]
        .into_iter()
        .any(Option::is_some);
    if !present {
        let retired = parameters.second_version && !in_header;
        return if retired {
            Err(SignatureError::RetiredVersion)
        } else {
            Ok(None)
        };
    }
    if in_header {
        return Err(SignatureError::TwoSignatures);
    }
    match (algorithm, credential, signature, signed_headers, date) {
        (Some(algorithm), Some(credential), Some(signature), Some(signed_headers), Some(date)) => {
            if algorithm != ALGORITHM {
                let algorithm = clipped(&algorithm);
                return Err(SignatureError::UnsupportedAlgorithm { algorithm });
            }
            let expires_seconds = expires.map(|text| expires_seconds(&text)).transpose()?;
            let presigned = Some(Presigned { expires_seconds });
            Ok(Some(Claim {
                credential,
                signed_headers,
                signature,
                date,
                session_token,
                presigned,
            }))
        }
        (algorithm, credential, signature, signed_headers, date) => {
            let parts = [
                (algorithm, MissingPart::Algorithm),
                (credential, MissingPart::Credential),
                (signature, MissingPart::Signature),
                (signed_headers, MissingPart::SignedHeaders),
                (date, MissingPart::Date),
            ];
            let missing = parts.into_iter().filter(|(value, _)| value.is_none());
            let missing = missing.map(|(_, part)| part).collect();
            Err(SignatureError::IncompleteQuery { missing })
        }
    }
}

/// The values of [`NAMES`], decoded.
#[derive(Debug, Default)]
struct Parameters<'r> {
    values: [Option<Cow<'r, str>>; NAMES.len()],
    second_version: bool,
}

impl<'r> Parameters<'r> {
    fn parse(query: &'r str) -> Result<Self, SignatureError> {
        let mut parameters = Self::default();
        for parameter in query.split('&') {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            // What is malformed here is refused when the whole query is canonicalised.
            let Ok(name) = escape::decode(name, Plus::Blank) else {
                continue;
            };
            parameters.second_version |= *name == *SECOND_VERSION.as_bytes();
            let known = NAMES.iter().zip(&mut parameters.values);
            for (name, place) in known.filter(|(known, _)| known.as_bytes() == &*name) {
                if place.replace(text(name, value)?).is_some() {
                    return Err(SignatureError::Repeated { name });
                }
            }
        }
        Ok(parameters)
    }
}

fn text<'r>(name: &'static str, value: &'r str) -> Result<Cow<'r, str>, SignatureError> {
    match escape::decode(value, Plus::Blank).map_err(|_| SignatureError::MalformedEscape)? {
        Cow::Borrowed(_) => Ok(Cow::Borrowed(value)),
        Cow::Owned(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Ok(Cow::Owned(text)),
            Err(_) => Err(SignatureError::NotText { name }),
        },
    }
}

fn expires_seconds(text: &str) -> Result<u32, SignatureError> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = text.parse().ok().filter(|_| digits);
    seconds
        .filter(|seconds| (1..=EXPIRES_SECONDS_MAX).contains(seconds))
        .ok_or_else(|| SignatureError::MalformedExpires {
            expires: clipped(text),
        })
}
