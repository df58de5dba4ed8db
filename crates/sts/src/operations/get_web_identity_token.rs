//! GetWebIdentityToken: a token that tells services which are not the account's who the caller is.

use iamd_api::{
    Error, ErrorCode,
    sts::{GetWebIdentityToken, GetWebIdentityTokenRequest, GetWebIdentityTokenResponse},
};
use iamd_auth::{Call, Perform, Permit, Requirements, Target};
use iamd_directory::Error as Unsigned;
use iamd_ident::Timestamp;
use iamd_jwt::Algorithm;
use serde_json::{Value, json};

use crate::{
    Sts,
    error::{internal, validation},
    session::session_tags,
    web_identity::{Asked, claims},
};

/// How long a token lives if nobody says.
///
/// SOURCE: STS API Reference, `GetWebIdentityToken`, parameter `DurationSeconds`.
const DURATION_SECONDS: i32 = 300;

/// LIMIT: how long a token may be, in characters: as long as those may be that STS itself takes.
/// Nobody recorded where AWS draws the line.
///
/// SOURCE: STS API Reference, `AssumeRoleWithWebIdentity`, parameter `WebIdentityToken`.
const TOKEN_CHARACTERS_MAX: usize = 20_000;

impl Perform<GetWebIdentityToken> for Sts {
    type Input = GetWebIdentityTokenRequest;
    type Output = GetWebIdentityTokenResponse;

    /// SOURCE: service authorization reference of STS: the condition keys, and the action that tags
    /// ask for besides.
    fn requirements(
        &self,
        _call: Call<'_>,
        input: &GetWebIdentityTokenRequest,
    ) -> Result<Requirements, Error> {
        let algorithm = algorithm(&input.signing_algorithm)?;
        let tags = session_tags(&input.tags)?;
        let is_tagged = !tags.is_empty();
        let requirements = Requirements::on(Target::Any)
            .tags(tags)
            .with_texts("sts:identitytokenaudience", input.audience.clone())
            .with_number("sts:durationseconds", duration_seconds(input).into())
            .with_text("sts:signingalgorithm", algorithm.as_str());
        Ok(if is_tagged {
            requirements.also("sts:TagGetWebIdentityToken", Target::Any)
        } else {
            requirements
        })
    }

    async fn run(
        &self,
        permit: Permit<GetWebIdentityToken>,
        call: Call<'_>,
        input: GetWebIdentityTokenRequest,
    ) -> Result<GetWebIdentityTokenResponse, Error> {
        let algorithm = algorithm(&input.signing_algorithm)?;
        let issued_at = call.request.received_at.as_second();
        let ends_at = issued_at.saturating_add(duration_seconds(&input).into());
        let expiration = Timestamp::from_second(ends_at).map_err(|error| internal(&error))?;
        within_session(call, expiration)?;
        let request_tags = session_tags(&input.tags)?;
        let account = permit.account();
        let signer = self
            .directory()
            .web_identity_signer(permit, algorithm)
            .await;
        let signer = signer.map_err(|error| unsigned(&error))?;
        let claims = claims(&Asked {
            issuer: self.issuers().of(&signer.issuer),
            account,
            audience: &input.audience,
            request_tags: &request_tags,
            issued_at,
            ends_at,
            caller: call.caller,
            region: &call.request.region,
            id: self.token_id(),
        });
        let token = signer.key.sign(&claims).map_err(|error| internal(&error))?;
        if token.expose().len() > TOKEN_CHARACTERS_MAX {
            return Err(too_large());
        }
        Ok(GetWebIdentityTokenResponse {
            web_identity_token: Some(token),
            expiration: Some(expiration),
        })
    }

    fn told(&self, output: &GetWebIdentityTokenResponse) -> Option<Value> {
        Some(json!({ "expiration": output.expiration }))
    }
}

fn duration_seconds(input: &GetWebIdentityTokenRequest) -> i32 {
    input.duration_seconds.unwrap_or(DURATION_SECONDS)
}

/// The model says no more than that the name has five characters; the text is the one for values
/// that are not of an enum.
fn algorithm(name: &str) -> Result<Algorithm, Error> {
    Algorithm::named(name).ok_or_else(|| {
        validation(format!(
            "1 validation error detected: Value '{name}' at 'signingAlgorithm' failed to satisfy \
             constraint: Member must satisfy enum value set: [RS256, ES384]"
        ))
    })
}

/// A token never outlives the session that asks for it.
///
/// SOURCE: STS API Reference, `SessionDurationEscalationException`.
fn within_session(call: Call<'_>, ends_at: Timestamp) -> Result<(), Error> {
    let session = call.caller.session();
    if session.is_none_or(|session| ends_at <= session.expires_at) {
        return Ok(());
    }
    let text = "The requested token duration would extend the session beyond its original expiration \
                time.";
    Err(Error::new(
        ErrorCode::SessionDurationEscalationException,
        text,
    ))
}

/// SOURCE: STS API Reference, `OutboundWebIdentityFederationDisabledException`.
fn unsigned(error: &Unsigned) -> Error {
    if matches!(error, Unsigned::WebIdentityFederationDisabled) {
        let text = "The outbound web identity federation feature is not enabled for this account.";
        return Error::new(
            ErrorCode::OutboundWebIdentityFederationDisabledException,
            text,
        );
    }
    internal(error)
}

/// SOURCE: STS API Reference, `JWTPayloadSizeExceededException`.
fn too_large() -> Error {
    let text = "The requested token payload size exceeds the maximum allowed size.";
    Error::new(ErrorCode::JWTPayloadSizeExceededException, text)
}
