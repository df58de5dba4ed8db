//! What S3 asks of a head, beyond what every service asks.

use iamd_ident::Timestamp;

use super::{Signed, clipped, header, is_amz_header, query};
use crate::{
    BodyError, BodyProof, MissingPart, PayloadHash, RequestHead, SignatureError, SignaturePlace,
    SigningKey,
    body::chain::Chain,
    escape::{self, Plus},
    key::ALGORITHM,
};

/// The service in the scopes of S3.
const SERVICE: &str = "s3";

/// The parameters of a signature of the second version that nothing else of S3 has.
const SECOND_VERSION: [&str; 2] = ["Signature", "AWSAccessKeyId"];

/// The head of a request to S3 whose signature was right, and the key that it was made with.
#[derive(Debug)]
pub struct ProvenHead<'s> {
    head: RequestHead<'s>,
    payload: PayloadHash,
    /// What the signatures of chunks follow, where chunks are signed.
    chain: Option<Chain>,
}

const CONTENT_SHA256: &str = "x-amz-content-sha256";

impl<'r> Signed<'r> {
    /// As [`Signed::parse`], by the rules of S3. The signature is for the service `s3` and says
    /// what the body is; a presigned URL says for how long it is good.
    ///
    /// # Errors
    /// What claims to be a signature is malformed, of another version, or covers too little.
    ///
    /// SOURCE: S3 API reference, "Authenticating Requests (AWS Signature Version 4)"; what is
    /// refused first when several things are wrong follows observed answers.
    pub fn parse_s3(head: &RequestHead<'r>) -> Result<Option<Self>, SignatureError> {
        let Some(place) = place(head)? else {
            return Ok(None);
        };
        let claim = match place {
            SignaturePlace::Header => {
                check_scheme(head)?;
                check_content_sha256(head, true)?;
                header::claim(head)?
            }
            SignaturePlace::Query | SignaturePlace::Form => {
                check_content_sha256(head, false)?;
                query::claim(head, false)?
            }
        };
        let claim = claim.ok_or_else(|| SignatureError::IncompleteQuery {
            missing: vec![MissingPart::Algorithm],
        })?;
        let is_endless = claim
            .presigned
            .is_some_and(|presigned| presigned.expires_seconds.is_none());
        if is_endless {
            let missing = vec![MissingPart::Expires];
            return Err(SignatureError::IncompleteQuery { missing });
        }
        let signed = Self::check(*head, claim, must_be_signed)?;
        let service = signed.scope().service;
        if service != SERVICE {
            let service = clipped(service);
            return Err(SignatureError::ForeignService { service });
        }
        Ok(Some(signed))
    }

    /// As [`Signed::verify`], with what the request says of its body.
    ///
    /// # Errors
    /// Those of [`Signed::verify`].
    pub fn verify_s3(
        &self,
        key: &SigningKey,
        now: Timestamp,
    ) -> Result<ProvenHead<'_>, SignatureError> {
        let payload = self.declared_payload();
        let payload = payload.ok_or(SignatureError::PayloadMismatch)?;
        self.verify(key, payload, now)?;
        let seed = self.signature.filter(|_| payload.has_signed_chunks());
        let chain = |seed| Chain::new(key.clone(), &self.stamp.text, self.scope(), &seed);
        Ok(ProvenHead {
            head: self.head,
            payload,
            chain: seed.map(chain),
        })
    }
}

impl ProvenHead<'_> {
    /// What the signature says that the body is.
    pub fn payload(&self) -> PayloadHash {
        self.payload
    }

    /// What proves the body.
    ///
    /// # Errors
    /// The head contradicts itself about the body.
    pub fn body(self) -> Result<BodyProof, BodyError> {
        BodyProof::new(&self.head, self.payload, self.chain)
    }
}

/// Where the request claims to be signed.
///
/// SECURITY: whatever belongs to a signature in the query is refused beside one in the header, even
/// where it alone would make none: nobody is to wonder which of the two counts.
fn place(head: &RequestHead<'_>) -> Result<Option<SignaturePlace>, SignatureError> {
    let in_header = head.values("Authorization").next().is_some();
    let (fourth, second) = versions_in_query(head.query);
    match (in_header, fourth, second) {
        (true, false, false) => Ok(Some(SignaturePlace::Header)),
        (true, _, _) | (false, true, true) => Err(SignatureError::TwoSignatures),
        (false, false, true) => Err(SignatureError::RetiredVersion),
        (false, true, false) => Ok(Some(SignaturePlace::Query)),
        (false, false, false) => Ok(None),
    }
}

/// Whether the query has parameters of signatures of the fourth version, and of the second.
fn versions_in_query(query: &str) -> (bool, bool) {
    let (mut fourth, mut second) = (false, false);
    for parameter in query.split('&') {
        let (name, _) = parameter.split_once('=').unwrap_or((parameter, ""));
        // What is malformed here is refused by whoever reads the whole query.
        let Ok(name) = escape::decode(name, Plus::Blank) else {
            continue;
        };
        let is_named = |known: &str| known.as_bytes() == &*name;
        fourth |= query::NAMES.iter().any(|known| is_named(known));
        second |= SECOND_VERSION.iter().any(|known| is_named(known));
    }
    (fourth, second)
}

/// The first word of the header tells which version of signatures it holds.
fn check_scheme(head: &RequestHead<'_>) -> Result<(), SignatureError> {
    let value = head.single("Authorization")?.unwrap_or_default();
    let value = value.trim_ascii();
    let mut words = value.split(|byte| matches!(byte, b' ' | b'\t'));
    let scheme = words.next().unwrap_or_default();
    // The fourth version is spoken in one of its two algorithms alone.
    if scheme == ALGORITHM.as_bytes() {
        Ok(())
    } else if scheme == b"AWS" || scheme.starts_with(b"AWS4-ECDSA-") {
        Err(SignatureError::RetiredVersion)
    } else {
        Err(SignatureError::UnsupportedScheme)
    }
}

fn check_content_sha256(head: &RequestHead<'_>, is_required: bool) -> Result<(), SignatureError> {
    let Some(value) = head.single(CONTENT_SHA256)? else {
        return if is_required {
            Err(SignatureError::MissingContentSha256)
        } else {
            Ok(())
        };
    };
    let known = PayloadHash::parse(value.trim_ascii());
    known.map(drop).ok_or_else(|| {
        let value = clipped(&String::from_utf8_lossy(value));
        SignatureError::MalformedContentSha256 { value }
    })
}

/// Which headers must be signed beside the host. What is said of the body is part of what is signed
/// whether its header is listed or not.
///
/// SOURCE: observed of S3.
fn must_be_signed(name: &str) -> bool {
    if name.eq_ignore_ascii_case(CONTENT_SHA256) {
        return false;
    }
    name.eq_ignore_ascii_case("content-md5") || is_amz_header(name)
}
