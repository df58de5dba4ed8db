//! What S3 answers to whoever is not authenticated: its codes and texts differ from those of the
//! query services, and it adds elements to its errors.

use iamd_ident::Timestamp;

use crate::{BodyError, MissingPart, ScopeFault, SignatureError, error::SKEW, stamp::format};

/// Where a request claims to be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignaturePlace {
    /// In the header `Authorization`.
    Header,
    /// In the query: a presigned URL.
    Query,
    /// In the fields of a form.
    Form,
}

/// An error as S3 words it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {message}")]
pub struct S3Fault {
    /// The code on the wire.
    pub code: &'static str,
    /// The text. SECURITY: it holds what the client sent and nothing that was computed with a
    /// secret.
    pub message: String,
    /// Further elements of the answer: name and text.
    pub details: Vec<(&'static str, String)>,
}

/// The places' names for the credential, before what is wrong with it.
const HEADER_MALFORMED: &str = "The authorization header is malformed; ";
const QUERY_MALFORMED: &str = "Error parsing the X-Amz-Credential parameter; ";

const THREE_COMPONENTS: &str = "The authorization header is malformed; the authorization header \
    requires three components: Credential, SignedHeaders, and Signature.";
const SIX_PARAMETERS: &str = "Query-string authentication version 4 requires the \
    X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and \
    X-Amz-Expires parameters.";
const NO_DATE: &str = "AWS authentication requires a valid Date or x-amz-date header";
const LONG_DATE: &str = "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"";
const CREDENTIAL: &str = "the Credential is mal-formed; expecting \
    \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".";
const ONE_MECHANISM: &str = "Only one auth mechanism allowed; only the X-Amz-Algorithm query \
    parameter, Signature query string parameter or the Authorization header should be specified";
const MISMATCH: &str = "The request signature we calculated does not match the signature you \
    provided. Check your key and signing method.";

const HEADER_CODE: &str = "AuthorizationHeaderMalformed";
const QUERY_CODE: &str = "AuthorizationQueryParametersError";

impl SignatureError {
    /// The error in S3's words, of a signature in `place`, made with the access key
    /// `access_key_id` if that is known.
    ///
    /// SOURCE: S3 API reference, "Error responses", and observed answers.
    pub fn s3_fault(&self, place: SignaturePlace, access_key_id: Option<&str>) -> S3Fault {
        let key = || Vec::from_iter(access_key_id.map(|id| ("AWSAccessKeyId", id.to_owned())));
        match self {
            Self::MissingToken => fault("AccessDenied", "Access Denied"),
            Self::UnknownAccessKey => told("InvalidAccessKeyId", self).with(key()),
            Self::InvalidToken => {
                let message = "The provided token is malformed or otherwise invalid.";
                fault("InvalidToken", message)
            }
            Self::ExpiredToken => fault("ExpiredToken", "The provided token has expired."),
            Self::Mismatch => fault("SignatureDoesNotMatch", MISMATCH).with(key()),
            Self::PayloadMismatch => told("XAmzContentSHA256Mismatch", self),
            Self::HostNotSigned => unsigned_headers("host".to_owned()),
            Self::HeadersNotSigned { headers } => {
                let names: Vec<_> = headers.iter().map(|name| name.to_lowercase()).collect();
                unsigned_headers(names.join(", "))
            }
            Self::MalformedEscape => fault("InvalidURI", "Couldn't parse the specified URI."),
            Self::Expired { .. } | Self::NotYetCurrent { .. } | Self::UrlExpired { .. } => {
                self.time_fault(place)
            }
            Self::MalformedCredential { .. }
            | Self::WrongScope { .. }
            | Self::ForeignService { .. } => self.credential_fault(place),
            _ => self.shape_fault(place),
        }
    }

    /// The signature is too old, or not yet current.
    fn time_fault(&self, place: SignaturePlace) -> S3Fault {
        let now = |now: &Timestamp| ("ServerTime", iso(*now));
        match (self, place) {
            (_, SignaturePlace::Form) => {
                let message = "Invalid according to Policy: Policy expired.";
                fault("AccessDenied", message)
            }
            (
                Self::UrlExpired {
                    expires_seconds,
                    expired_at,
                    now: at,
                },
                _,
            ) => fault("AccessDenied", "Request has expired").with(vec![
                ("X-Amz-Expires", expires_seconds.to_string()),
                ("Expires", iso(*expired_at)),
                now(at),
            ]),
            (Self::NotYetCurrent { signed_at, now: at }, SignaturePlace::Query) => {
                fault("AccessDenied", "Request is not yet valid").with(vec![
                    ("X-Amz-Date", signed_at.as_millisecond().to_string()),
                    now(at),
                ])
            }
            (
                Self::Expired { signed_at, now: at } | Self::NotYetCurrent { signed_at, now: at },
                _,
            ) => {
                let message =
                    "The difference between the request time and the current time is too large.";
                fault("RequestTimeTooSkewed", message).with(vec![
                    ("RequestTime", format(*signed_at)),
                    now(at),
                    ("MaxAllowedSkewMilliseconds", SKEW.as_millis().to_string()),
                ])
            }
            _ => fault("AccessDenied", "Access Denied"),
        }
    }

    /// The credential is malformed, or its scope does not fit.
    fn credential_fault(&self, place: SignaturePlace) -> S3Fault {
        let first = match self {
            Self::WrongScope { faults } => faults.first(),
            _ => None,
        };
        let what = match (first, self) {
            (Some(fault), _) => fault.s3_text(place),
            (None, Self::ForeignService { .. }) => self.to_string(),
            (None, _) => CREDENTIAL.to_owned(),
        };
        match (place, first) {
            (SignaturePlace::Header, _) => fault(HEADER_CODE, format!("{HEADER_MALFORMED}{what}")),
            // The day is not a fault of the credential alone.
            (SignaturePlace::Query, Some(ScopeFault::Date { .. })) => fault(QUERY_CODE, what),
            (SignaturePlace::Query, _) => fault(QUERY_CODE, format!("{QUERY_MALFORMED}{what}")),
            (SignaturePlace::Form, _) => fault("InvalidArgument", what),
        }
    }

    /// The signature is incomplete, malformed, or of another kind.
    fn shape_fault(&self, place: SignaturePlace) -> S3Fault {
        let argument = |name: &str| vec![("ArgumentName", name.to_owned())];
        match (self, place) {
            (Self::TwoSignatures, _) => {
                fault("InvalidArgument", ONE_MECHANISM).with(argument("Authorization"))
            }
            (Self::UnsupportedScheme, _) => {
                told("InvalidArgument", self).with(argument("Authorization"))
            }
            (Self::IncompleteForm { field }, _) => {
                told("InvalidArgument", self).with(argument(field))
            }
            (Self::MalformedContentSha256 { value }, _) => {
                let mut details = argument("x-amz-content-sha256");
                details.push(("ArgumentValue", value.clone()));
                told("InvalidArgument", self).with(details)
            }
            (Self::IncompleteHeader { missing, .. }, _) if *missing == [MissingPart::Date] => {
                fault("AccessDenied", NO_DATE)
            }
            (Self::IncompleteHeader { .. } | Self::MalformedHeader { .. }, _) => {
                fault(HEADER_CODE, THREE_COMPONENTS)
            }
            (Self::IncompleteQuery { .. }, _) => fault(QUERY_CODE, SIX_PARAMETERS),
            (Self::MalformedDate { .. }, SignaturePlace::Header) => fault("AccessDenied", NO_DATE),
            (Self::MalformedDate { .. }, SignaturePlace::Query) => fault(QUERY_CODE, LONG_DATE),
            (Self::MalformedDate { .. }, SignaturePlace::Form) => {
                fault("InvalidArgument", LONG_DATE).with(argument("x-amz-date"))
            }
            (Self::MalformedExpires { expires }, _) => fault(QUERY_CODE, expires_text(expires)),
            (Self::UnsupportedAlgorithm { .. }, SignaturePlace::Query) => {
                let message = "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"";
                fault(QUERY_CODE, message)
            }
            // The versions that are not spoken, a missing header, limits; their texts are S3's.
            _ => told("InvalidRequest", self),
        }
    }
}

impl BodyError {
    /// The error in S3's words.
    pub fn s3_fault(&self) -> S3Fault {
        S3Fault {
            code: self.code(),
            message: self.to_string(),
            details: self.details(),
        }
    }
}

impl ScopeFault {
    fn s3_text(&self, place: SignaturePlace) -> String {
        match self {
            Self::Region { region } if region.is_empty() => {
                "a non-empty region must be provided in the credential.".to_owned()
            }
            Self::Region { region } => format!("the region '{region}' is wrong"),
            Self::Service { expected } => {
                format!("incorrect service. This endpoint belongs to \"{expected}\".")
            }
            Self::Terminator { terminator } => {
                format!("incorrect terminal \"{terminator}\". This endpoint uses \"aws4_request\".")
            }
            Self::Date { scope, date, .. } if place == SignaturePlace::Query => format!(
                "Invalid credential date \"{scope}\". This date is not the same as X-Amz-Date: \
                 \"{date}\"."
            ),
            Self::Date { .. } => {
                "Invalid credential date. Date is not the same as X-Amz-Date.".to_owned()
            }
        }
    }
}

impl S3Fault {
    fn with(self, details: Vec<(&'static str, String)>) -> Self {
        Self { details, ..self }
    }
}

fn fault(code: &'static str, message: impl Into<String>) -> S3Fault {
    S3Fault {
        code,
        message: message.into(),
        details: Vec::new(),
    }
}

/// An error whose own text is S3's.
fn told(code: &'static str, error: &SignatureError) -> S3Fault {
    fault(code, error.to_string())
}

fn unsigned_headers(names: String) -> S3Fault {
    let message = "There were headers present in the request which were not signed";
    fault("AccessDenied", message).with(vec![("HeadersNotSigned", names)])
}

/// What is wrong with a value of `X-Amz-Expires`. That none at all is no time either, S3 words as
/// it words a negative one here.
fn expires_text(expires: &str) -> &'static str {
    let (digits, is_negative) = match expires.strip_prefix('-') {
        Some(digits) => (digits, true),
        None => (expires, false),
    };
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_zero = digits.bytes().all(|byte| byte == b'0');
    match (is_number, is_negative || is_zero) {
        (false, _) => "X-Amz-Expires should be a number",
        (true, true) => "X-Amz-Expires must be non-negative",
        (true, false) => {
            "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires \
             must be less than 604800 seconds"
        }
    }
}

fn iso(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
