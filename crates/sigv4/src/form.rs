//! A form that a browser uploads an object with: its policy is what is signed.

use std::{borrow::Cow, fmt};

use iamd_ident::Timestamp;
use jiff::SignedDuration;
use subtle::ConstantTimeEq;

use crate::{
    Scope, SignatureError, SigningKey, hex,
    key::ALGORITHM,
    signed::{Credential, clipped},
    stamp::Stamp,
};

/// The fields of a form that stand before the file, in their order. The case of names does not
/// matter.
#[derive(Clone, Copy)]
pub struct FormFields<'f>(&'f [(&'f str, &'f str)]);

/// A form with a signature that is well-formed, and not yet proved.
///
/// INVARIANT: no field of the signature stands there twice, and the scope is for the day of the
/// form and for S3.
///
/// SOURCE: S3 API reference, "Authenticating Requests in Browser-Based Uploads Using POST".
#[derive(Clone)]
pub struct SignedForm<'f> {
    policy: &'f str,
    credential: Credential<'f>,
    stamp: Stamp<'f>,
    signature: Option<[u8; 32]>,
    session_token: Option<&'f str>,
}

const POLICY: &str = "policy";
const ALGORITHM_FIELD: &str = "x-amz-algorithm";
const CREDENTIAL: &str = "x-amz-credential";
const DATE: &str = "x-amz-date";
const SIGNATURE: &str = "x-amz-signature";
const SESSION_TOKEN: &str = "x-amz-security-token";

/// The fields of a signature, in the order in which missing ones are told.
const REQUIRED: [&str; 5] = [POLICY, ALGORITHM_FIELD, CREDENTIAL, DATE, SIGNATURE];

/// The fields of a signature of the second version that no other form has.
const SECOND_VERSION: [&str; 2] = ["AWSAccessKeyId", "signature"];

/// How long a signing key is good for, and so a form.
///
/// SOURCE: S3 API reference, "Calculating a Signature": seven days.
const LIFETIME: SignedDuration = SignedDuration::from_hours(7 * 24);

impl<'f> FormFields<'f> {
    /// The fields, as pairs of name and value.
    pub fn new(fields: &'f [(&'f str, &'f str)]) -> Self {
        Self(fields)
    }

    /// All of them, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&'f str, &'f str)> {
        self.0.iter().copied()
    }

    /// The value of the field `name`; of the first one if there are several.
    pub fn value(&self, name: &str) -> Option<&'f str> {
        self.values(name).next()
    }

    /// The values of the fields with the name `name`.
    pub fn values(&self, name: &str) -> impl Iterator<Item = &'f str> {
        let fields = self
            .iter()
            .filter(|(field, _)| field.eq_ignore_ascii_case(name));
        fields.map(|(_, value)| value)
    }

    fn single(&self, name: &'static str) -> Result<Option<&'f str>, SignatureError> {
        let mut values = self.values(name);
        let first = values.next();
        match values.next() {
            None => Ok(first),
            Some(_) => Err(SignatureError::Repeated { name }),
        }
    }
}

/// SECURITY: values are left out, since they hold signatures and session tokens.
impl fmt::Debug for FormFields<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.iter().map(|(name, _)| name))
            .finish()
    }
}

impl<'f> SignedForm<'f> {
    /// Reads the signature of a form; `None` if it has nothing of one.
    ///
    /// # Errors
    /// What claims to be a signature is incomplete, malformed, or of another version.
    pub fn parse(fields: &FormFields<'f>) -> Result<Option<Self>, SignatureError> {
        let mut second = SECOND_VERSION.iter();
        if second.any(|name| fields.value(name).is_some()) {
            return Err(SignatureError::RetiredVersion);
        }
        let session_token = fields.single(SESSION_TOKEN)?;
        let mut values = [None; REQUIRED.len()];
        for (name, value) in REQUIRED.into_iter().zip(&mut values) {
            *value = fields.single(name)?;
        }
        if session_token.is_none() && values.iter().all(Option::is_none) {
            return Ok(None);
        }
        let mut named = REQUIRED.into_iter().zip(values);
        if let Some((field, _)) = named.find(|(_, value)| value.is_none()) {
            return Err(SignatureError::IncompleteForm { field });
        }
        let form = Self::check(values.map(Option::unwrap_or_default))?;
        Ok(Some(Self {
            session_token,
            ..form
        }))
    }

    /// Checks what can be checked without the secret, of the values of [`REQUIRED`].
    fn check(values: [&'f str; REQUIRED.len()]) -> Result<Self, SignatureError> {
        let [policy, algorithm, credential, date, signature] = values;
        if algorithm != ALGORITHM {
            let algorithm = clipped(algorithm);
            return Err(SignatureError::UnsupportedAlgorithm { algorithm });
        }
        let stamp = Stamp::parse(Cow::Borrowed(date));
        let stamp = stamp.ok_or_else(|| SignatureError::MalformedDate {
            date: clipped(date),
        })?;
        let credential = Credential::parse(Cow::Borrowed(credential))?;
        credential.check(&stamp)?;
        if credential.service != "s3" {
            let service = clipped(&credential.service);
            return Err(SignatureError::ForeignService { service });
        }
        Ok(Self {
            policy,
            credential,
            stamp,
            signature: hex::decode(signature.as_bytes()),
            session_token: None,
        })
    }

    /// The id of the access key that the form says it is signed with.
    pub fn access_key_id(&self) -> &str {
        &self.credential.access_key_id
    }

    /// For which day, region and service the signing key was derived.
    pub fn scope(&self) -> Scope<'_> {
        self.credential.scope()
    }

    /// The session token. It is proof of nothing before the signature is verified.
    pub fn session_token(&self) -> Option<&str> {
        self.session_token
    }

    /// When the form was signed, as it says, to the second.
    pub fn signed_at(&self) -> Timestamp {
        self.stamp.at
    }

    /// The policy, in Base64, as it was signed. It says what the form may be used for.
    pub fn policy(&self) -> &'f str {
        self.policy
    }

    /// Whether the policy was signed with `key`, lately enough for `now`. When a form expires is up
    /// to its policy.
    ///
    /// # Errors
    /// The signature is wrong or older than a signing key may be.
    pub fn verify(&self, key: &SigningKey, now: Timestamp) -> Result<(), SignatureError> {
        let signed_at = self.stamp.at;
        if now.duration_since(signed_at) > LIFETIME {
            return Err(SignatureError::Expired { signed_at, now });
        }
        let expected = key.mac([self.policy]);
        let provided = self.signature.ok_or(SignatureError::Mismatch)?;
        // SECURITY: in constant time, or the signature could be guessed byte by byte.
        if bool::from(expected.as_slice().ct_eq(&provided)) {
            Ok(())
        } else {
            Err(SignatureError::Mismatch)
        }
    }
}

/// SECURITY: neither the signature nor the session token is shown.
impl fmt::Debug for SignedForm<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedForm")
            .field("access_key_id", &self.access_key_id())
            .field("scope", &self.scope())
            .field("signed_at", &self.stamp.at)
            .finish_non_exhaustive()
    }
}
