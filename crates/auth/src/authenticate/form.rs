//! From a form that a browser sent to a caller.

use iamd_api::{Error, ErrorCode, Service};
use iamd_ident::Timestamp;
use iamd_sigv4::{FormFields, SignatureError, SignaturePlace, SignedForm};

use super::{
    AuthenticationError, Authenticator,
    form_policy::FormPolicy,
    key::{Claim, Use},
    s3::age_milliseconds,
};
use crate::{Caller, Credentials, SignatureFacts, SignatureKind, TokenKeys};

/// A form that uploads an object, but for the object.
#[derive(Clone, Copy, Debug)]
pub struct Form<'f> {
    /// The bucket that the form was sent to.
    pub bucket: &'f str,
    /// The fields before the file. SECURITY: `key` as it will be used: with the name of the file in
    /// the place of `${filename}`.
    pub fields: FormFields<'f>,
}

/// Who sent a form, and how long its file may be.
#[derive(Clone, Debug)]
pub struct FormAuthenticated {
    /// Who it is: nobody in particular, if nothing claims to be signed.
    pub caller: Caller,
    /// The region of the signature, which may be any.
    pub region: Option<String>,
    /// How the form was signed.
    pub signature: Option<SignatureFacts>,
    /// How long the file may be.
    pub length: LengthRange,
}

/// How long the file of a form may be, in bytes; both ends are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LengthRange {
    /// The least.
    pub min: u64,
    /// The most.
    pub max: u64,
}

impl Authenticator {
    /// Finds out who signed a form, whether its policy allows what the form wants, and notes that
    /// the key or role was used. A form that does not claim to be signed is an anonymous caller's.
    ///
    /// The policy's conditions on the length of the file are left to the caller of this function,
    /// who reads the file: see [`LengthRange`].
    ///
    /// # Errors
    /// See [`AuthenticationError`]; those of the signature are in S3's words.
    pub async fn authenticate_form(
        &self,
        ports: &(impl Credentials + TokenKeys),
        form: &Form<'_>,
        now: Timestamp,
    ) -> Result<FormAuthenticated, AuthenticationError> {
        let place = SignaturePlace::Form;
        let parsed = SignedForm::parse(&form.fields);
        let Some(signed) = parsed.map_err(|error| self.in_s3_words(&error, place, None))? else {
            return Ok(FormAuthenticated {
                caller: Caller::anonymous(),
                region: None,
                signature: None,
                length: LengthRange::ANY,
            });
        };
        let key_id = signed.access_key_id();
        let in_words = |error: SignatureError| self.in_s3_words(&error, place, Some(key_id));
        let claim = Claim {
            access_key_id: key_id,
            session_token: signed.session_token(),
        };
        let key = self.key(ports, claim, now).await;
        let key = key.map_err(|error| self.of_s3(error, place, key_id))?;
        let verified = self
            .signing_keys_of(&key)
            .verify_form(&signed, key.secret(), now);
        verified.map_err(in_words)?;
        let policy = FormPolicy::parse(signed.policy());
        let length = policy.and_then(|policy| policy.check(form, now));
        let length = length.map_err(AuthenticationError::from);
        let length = length.inspect_err(|error| self.count(error))?;
        let region = signed.scope().region.to_owned();
        let key_use = Use {
            at: now,
            region: region.clone(),
            service: Service::S3,
        };
        let caller = self.caller(ports, key, key_use).await;
        let caller = caller.map_err(|error| self.of_s3(error, place, key_id))?;
        Ok(FormAuthenticated {
            caller,
            region: Some(region),
            signature: Some(SignatureFacts {
                kind: SignatureKind::Form,
                age_milliseconds: age_milliseconds(signed.signed_at(), now),
                content_sha256: None,
            }),
            length,
        })
    }
}

impl LengthRange {
    /// Of a form that says nothing of the length.
    pub const ANY: Self = Self {
        min: 0,
        max: u64::MAX,
    };

    /// Whether a file that has `length` bytes so far may go on. To be asked as bytes come, so that
    /// nobody has to read what is refused in the end.
    ///
    /// # Errors
    /// It is too long.
    pub fn check_so_far(&self, length: u64) -> Result<(), Error> {
        if length <= self.max {
            return Ok(());
        }
        let message = "Your proposed upload exceeds the maximum allowed size";
        Err(Error::new(ErrorCode::EntityTooLarge, message)
            .with("ProposedSize", length.to_string())
            .with("MaxSizeAllowed", self.max.to_string()))
    }

    /// Whether a file of `length` bytes is allowed.
    ///
    /// # Errors
    /// It is too long or too short.
    pub fn check(&self, length: u64) -> Result<(), Error> {
        self.check_so_far(length)?;
        if length >= self.min {
            return Ok(());
        }
        let message = "Your proposed upload is smaller than the minimum allowed size";
        Err(Error::new(ErrorCode::EntityTooSmall, message)
            .with("ProposedSize", length.to_string())
            .with("MinSizeAllowed", self.min.to_string()))
    }
}
