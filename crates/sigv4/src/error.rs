//! Each way to be wrong, with AWS's code and text.

use iamd_ident::Timestamp;
use jiff::SignedDuration;

use crate::stamp::format;

/// Why a request is not accepted as signed. `Display` gives the text for the client.
///
/// SECURITY: a variant holds what the client sent and nothing that was computed with a secret.
///
/// SOURCE: the texts and the order of the checks are those that AWS's query services are observed
/// to answer with; where AWS's text is unknown, the variant says so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignatureError {
    /// Nothing claims to be a signature, where one is needed. The caller raises it.
    #[error("Request is missing Authentication Token")]
    MissingToken,

    /// The access key id is unknown or inactive, or the session token is not what belongs to it.
    /// The caller raises it, and tells the cases apart to nobody.
    #[error("The security token included in the request is invalid.")]
    InvalidToken,

    /// The access key id is unknown or inactive. The caller raises it, for S3 alone.
    #[error("The AWS Access Key Id you provided does not exist in our records.")]
    UnknownAccessKey,

    /// The session token was good once. The caller raises it.
    #[error("The security token included in the request is expired")]
    ExpiredToken,

    /// Parts of the `Authorization` header are missing, or the date that belongs to it.
    #[error(
        "{}(Hashed with SHA-256 and encoded with Base64) Authorization={authorization_sha256}",
        of_each(missing, MissingPart::of_header)
    )]
    IncompleteHeader {
        /// What is missing.
        missing: Vec<MissingPart>,
        /// The SHA-256 of the header's value, in Base64.
        authorization_sha256: String,
    },

    /// Parameters of a presigned URL are missing.
    #[error(
        "{}Re-examine the query-string parameters.",
        of_each(missing, MissingPart::of_query)
    )]
    IncompleteQuery {
        /// What is missing.
        missing: Vec<MissingPart>,
    },

    /// Fields of a signed form are missing.
    #[error(
        "Bucket POST must contain a field named '{field}'.  If it is specified, please check the \
         order of the fields."
    )]
    IncompleteForm {
        /// The first field that is missing.
        field: &'static str,
    },

    /// Something in the `Authorization` header is not of the form `key=value`.
    #[error(
        "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 \
         and encoded with Base64): '{authorization_sha256}'."
    )]
    MalformedHeader {
        /// The SHA-256 of the header's value, in Base64.
        authorization_sha256: String,
    },

    /// The `Authorization` header holds no signature of any version (S3 alone; elsewhere it is a
    /// [`SignatureError::MalformedHeader`]).
    #[error("Unsupported Authorization Type")]
    UnsupportedScheme,

    /// A header or parameter that may stand once stands several times. AWS's text is unknown.
    #[error("The request must not contain '{name}' more than once.")]
    Repeated {
        /// The name of the header or parameter.
        name: &'static str,
    },

    /// A header or parameter that has to be text holds other bytes. AWS's text is unknown.
    #[error("The value of '{name}' is not valid UTF-8.")]
    NotText {
        /// The name of the header or parameter.
        name: &'static str,
    },

    /// A signature stands both in the header and in the query.
    #[error(
        "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."
    )]
    TwoSignatures,

    /// There is more of something than the limits of this crate allow. AWS's text is unknown.
    #[error("The signed request has {count} {what}, {max} are the most.")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// How much there is.
        count: usize,
        /// How much there may be.
        max: usize,
    },

    /// The signature is of another algorithm of the fourth version, such as 4A.
    #[error("Unsupported AWS 'algorithm': '{algorithm}' (only AWS4-HMAC-SHA256 for now).")]
    UnsupportedAlgorithm {
        /// What the request says.
        algorithm: String,
    },

    /// The signature is of the second version.
    #[error(
        "The authorization mechanism you have provided is not supported. Please use \
         AWS4-HMAC-SHA256."
    )]
    RetiredVersion,

    /// The date of the request is none.
    #[error(
        "Date must be in ISO-8601 'basic format'. Got '{date}'. See \
         http://en.wikipedia.org/wiki/ISO_8601"
    )]
    MalformedDate {
        /// What the request says.
        date: String,
    },

    /// `X-Amz-Expires` is no number from 1 to 604,800.
    #[error("X-Amz-Expires should be a number of seconds from 1 to 604800, not '{expires}'.")]
    MalformedExpires {
        /// What the request says.
        expires: String,
    },

    /// The credential has not the five parts that it should have.
    #[error(
        "Credential must have exactly 5 slash-delimited elements, e.g. \
         keyid/date/region/service/term, got '{credential}'"
    )]
    MalformedCredential {
        /// What the request says.
        credential: String,
    },

    /// The scope of the credential does not fit the request.
    #[error("{}", joined(faults))]
    WrongScope {
        /// What does not fit.
        faults: Vec<ScopeFault>,
    },

    /// The scope of the credential is for another service than S3.
    #[error("incorrect service \"{service}\". This endpoint belongs to \"s3\".")]
    ForeignService {
        /// The service in the scope.
        service: String,
    },

    /// The signature does not cover the host.
    #[error("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.")]
    HostNotSigned,

    /// The signature does not cover all headers that it has to.
    #[error("There were headers present in the request which were not signed")]
    HeadersNotSigned {
        /// The names of the headers.
        headers: Vec<String>,
    },

    /// A `%` in the path or the query has no two hexadecimal digits after it.
    #[error("Illegal hex character in escape % pattern: %")]
    MalformedEscape,

    /// The signature is too old.
    #[error(
        "Signature expired: {} is now earlier than {} ({} - 15 min.)",
        format(*signed_at), format(shifted(*now, -SKEW)), format(*now)
    )]
    Expired {
        /// When it was made.
        signed_at: Timestamp,
        /// What time it is.
        now: Timestamp,
    },

    /// The signature was made in the future.
    #[error(
        "Signature not yet current: {} is still later than {} ({} + 15 min.)",
        format(*signed_at), format(shifted(*now, SKEW)), format(*now)
    )]
    NotYetCurrent {
        /// When it was made.
        signed_at: Timestamp,
        /// What time it is.
        now: Timestamp,
    },

    /// A presigned URL of a service that goes by `X-Amz-Expires` is past its time.
    #[error("Request has expired")]
    UrlExpired {
        /// For how long it was good.
        expires_seconds: u32,
        /// When it expired.
        expired_at: Timestamp,
        /// What time it is.
        now: Timestamp,
    },

    /// A request that is signed in its header does not say what its body is (S3 alone).
    #[error("Missing required header for this request: x-amz-content-sha256")]
    MissingContentSha256,

    /// What the request says of its body means nothing (S3 alone).
    #[error(
        "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, \
         STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, \
         STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER \
         or a valid sha256 value."
    )]
    MalformedContentSha256 {
        /// What the request says.
        value: String,
    },

    /// The body is not the one that `x-amz-content-sha256` speaks of (S3 alone; elsewhere it is a
    /// [`SignatureError::Mismatch`]).
    #[error("The provided 'x-amz-content-sha256' header does not match what was computed.")]
    PayloadMismatch,

    /// The signature is wrong: another secret, or something that it covers was changed.
    #[error(
        "The request signature we calculated does not match the signature you provided. Check \
         your AWS Secret Access Key and signing method. Consult the service documentation for \
         details."
    )]
    Mismatch,
}

/// A part that a signature must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingPart {
    /// `X-Amz-Algorithm`, or the first word of the header.
    Algorithm,
    /// `Credential` or `X-Amz-Credential`.
    Credential,
    /// `Signature` or `X-Amz-Signature`.
    Signature,
    /// `SignedHeaders` or `X-Amz-SignedHeaders`.
    SignedHeaders,
    /// `X-Amz-Date`, or for the header `Date` instead.
    Date,
    /// `X-Amz-Expires`, which S3 wants of a presigned URL.
    Expires,
}

/// In what a credential scope does not fit the request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScopeFault {
    /// The region is empty, too long, or not of printable ASCII letters.
    #[error("Credential should be scoped to a valid region, not '{region}'.")]
    Region {
        /// What the request says.
        region: String,
    },
    /// The credential is for another service. Whoever dispatches raises it.
    #[error("Credential should be scoped to correct service: '{expected}'.")]
    Service {
        /// The service that the request went to.
        expected: String,
    },
    /// The scope does not end in `aws4_request`.
    #[error(
        "Credential should be scoped with a valid terminator: 'aws4_request', not '{terminator}'."
    )]
    Terminator {
        /// What the request says.
        terminator: String,
    },
    /// The day of the scope is not the day of the request.
    #[error(
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: \
         '{scope}' != '{date}', from '{stamp}'."
    )]
    Date {
        /// The day in the scope.
        scope: String,
        /// The day of the request.
        date: String,
        /// The moment of the request.
        stamp: String,
    },
}

/// By how much the clocks of client and server may differ, either way.
pub(crate) const SKEW: SignedDuration = SignedDuration::from_mins(15);

const INCOMPLETE_SIGNATURE: (&str, u16) = ("IncompleteSignature", 400);
const SIGNATURE_DOES_NOT_MATCH: (&str, u16) = ("SignatureDoesNotMatch", 403);

impl SignatureError {
    /// The scope is for another service than `expected`, to which the request went.
    pub fn wrong_service(expected: &str) -> Self {
        let expected = expected.to_owned();
        Self::WrongScope {
            faults: vec![ScopeFault::Service { expected }],
        }
    }

    /// AWS's code on the wire, for IAM and STS (for S3 see [`SignatureError::s3_fault`]): `SignatureDoesNotMatch`.
    pub fn code(&self) -> &'static str {
        self.code_and_status().0
    }

    /// The HTTP status of the answer.
    pub fn status(&self) -> u16 {
        self.code_and_status().1
    }

    /// SOURCE: IAM API reference, "Common Error Types", and observed answers.
    fn code_and_status(&self) -> (&'static str, u16) {
        match self {
            Self::MissingToken => ("MissingAuthenticationToken", 403),
            Self::InvalidToken | Self::UnknownAccessKey => ("InvalidClientTokenId", 403),
            Self::ExpiredToken => ("ExpiredToken", 403),
            Self::IncompleteHeader { .. }
            | Self::IncompleteQuery { .. }
            | Self::IncompleteForm { .. }
            | Self::MalformedHeader { .. }
            | Self::UnsupportedScheme
            | Self::Repeated { .. }
            | Self::NotText { .. }
            | Self::TooMany { .. }
            | Self::UnsupportedAlgorithm { .. }
            | Self::RetiredVersion
            | Self::MalformedDate { .. }
            | Self::MalformedExpires { .. }
            | Self::MalformedCredential { .. }
            | Self::MissingContentSha256
            | Self::MalformedContentSha256 { .. } => INCOMPLETE_SIGNATURE,
            Self::MalformedEscape => ("MalformedQueryString", 404),
            Self::HeadersNotSigned { .. } | Self::UrlExpired { .. } => ("AccessDenied", 403),
            Self::PayloadMismatch => ("XAmzContentSHA256Mismatch", 400),
            Self::TwoSignatures
            | Self::WrongScope { .. }
            | Self::ForeignService { .. }
            | Self::HostNotSigned
            | Self::Expired { .. }
            | Self::NotYetCurrent { .. }
            | Self::Mismatch => SIGNATURE_DOES_NOT_MATCH,
        }
    }
}

impl MissingPart {
    fn of_header(self) -> &'static str {
        match self {
            Self::Algorithm | Self::Expires => "",
            Self::Credential => "Authorization header requires 'Credential' parameter. ",
            Self::Signature => "Authorization header requires 'Signature' parameter. ",
            Self::SignedHeaders => "Authorization header requires 'SignedHeaders' parameter. ",
            Self::Date => {
                "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' \
                 header. "
            }
        }
    }

    fn of_query(self) -> &'static str {
        match self {
            Self::Algorithm => "AWS query-string parameters must include 'X-Amz-Algorithm'. ",
            Self::Credential => "AWS query-string parameters must include 'X-Amz-Credential'. ",
            Self::Signature => "AWS query-string parameters must include 'X-Amz-Signature'. ",
            Self::SignedHeaders => {
                "AWS query-string parameters must include 'X-Amz-SignedHeaders'. "
            }
            Self::Date => "AWS query-string parameters must include 'X-Amz-Date'. ",
            Self::Expires => "AWS query-string parameters must include 'X-Amz-Expires'. ",
        }
    }
}

fn of_each(missing: &[MissingPart], sentence: fn(MissingPart) -> &'static str) -> String {
    missing.iter().map(|part| sentence(*part)).collect()
}

fn joined(faults: &[ScopeFault]) -> String {
    let sentences: Vec<_> = faults.iter().map(ToString::to_string).collect();
    sentences.join(" ")
}

fn shifted(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.saturating_add(by).unwrap_or(at)
}
