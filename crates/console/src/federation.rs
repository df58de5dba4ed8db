//! The federation endpoint: programs exchange temporary credentials for a sign-in token, and
//! browsers bring one and get a console session.
//!
//! SOURCE: IAM User Guide, "Enable custom identity broker access to the AWS console".
//!
//! SECURITY: nothing here takes a token of a form, since programs and pages of other sites send
//! people here. Whoever is sent gets the session of whoever sent them, and nothing else happens.

mod address;
mod answer;
pub(crate) mod destination;
mod issuer;
mod login;
mod request;

use axum::{
    body::{Body, Bytes},
    response::Response,
};
use http::{Method, StatusCode, header};
use iamd_auth::{Audit, ConsolePorts, FederationCredentials, issue_signin_token};
use serde_json::Value;

use self::{
    answer::Fault,
    destination::Destination,
    request::{Action, FORM_BYTES_MAX, FederationRequest, Parameters, RequestFault, TokenRequest},
};
use crate::{
    arrived::Arrived,
    gather::{NotGathered, gathered},
};

/// Through which door a request came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Door {
    /// The console's own: here browsers get their cookie.
    Console,
    /// Another one, whose origin the console does not share.
    Elsewhere,
}

/// The path of the endpoint.
const PATH: &str = "/federation";

/// Where else browsers are sent to be signed out.
///
/// SOURCE: programs that open AWS's console: `https://signin.aws.amazon.com/oauth?Action=logout`.
const LOGOUT_PATH: &str = "/oauth";

/// Whether a request at the console's door is for the endpoint.
pub(crate) fn is_for<P, A>(arrived: &Arrived<P, A>) -> bool {
    [PATH, LOGOUT_PATH].contains(&arrived.path.as_str())
}

/// Answers a request for the endpoint.
pub(crate) async fn answer<P: ConsolePorts, A: Audit>(
    arrived: Arrived<P, A>,
    body: Body,
    door: Door,
) -> Response {
    if ![Method::GET, Method::POST].contains(&arrived.method) {
        return answer::refused(&arrived, door, &RequestFault::Body.into());
    }
    if door == Door::Elsewhere && !is_for(&arrived) {
        let host = arrived.header(header::HOST);
        let domain = arrived.backend.domain.as_deref();
        let page = Destination::of_signing_in(&arrived.target, host, domain);
        return answer::to_console(&arrived, page.as_str());
    }
    let answered = match parameters(&arrived, body).await {
        Ok(parameters) => answered(&arrived, &parameters, door).await,
        Err(fault) => Err(fault),
    };
    answered.unwrap_or_else(|fault| answer::refused(&arrived, door, &fault))
}

async fn parameters<P, A>(arrived: &Arrived<P, A>, body: Body) -> Result<Parameters, Fault> {
    let form = if arrived.method == Method::POST {
        let bodies = &*arrived.backend.bodies;
        let form = gathered(bodies, &arrived.headers, body, FORM_BYTES_MAX).await;
        form.map_err(|error| match error {
            NotGathered::NoRoom => Fault::Unavailable(error.status()),
            NotGathered::TooLarge | NotGathered::TooSlow | NotGathered::Broken => {
                RequestFault::Body.into()
            }
        })?
    } else {
        Bytes::new()
    };
    Ok(Parameters::of(query(arrived), &form))
}

fn query<P, A>(arrived: &Arrived<P, A>) -> &str {
    let query = arrived.target.split_once('?');
    query.map_or("", |(_, query)| query)
}

async fn answered<P: ConsolePorts, A: Audit>(
    arrived: &Arrived<P, A>,
    parameters: &Parameters,
    door: Door,
) -> Result<Response, Fault> {
    // Browsers bring their tokens where they get their cookies.
    if door == Door::Elsewhere && parameters.action()? != Action::GetSigninToken {
        let target = format!("{PATH}?{}", query(arrived));
        return Ok(answer::to_console(arrived, target.trim_end_matches('?')));
    }
    match parameters.request()? {
        FederationRequest::GetSigninToken(asked) => signin_token(arrived, &asked).await,
        FederationRequest::Login(asked) => login::login(arrived, asked).await,
        FederationRequest::Logout { redirect_uri } => {
            login::logout(arrived, redirect_uri.as_deref()).await
        }
    }
}

async fn signin_token<P: ConsolePorts, A: Audit>(
    arrived: &Arrived<P, A>,
    asked: &TokenRequest,
) -> Result<Response, Fault> {
    let credentials = FederationCredentials {
        access_key_id: &asked.access_key_id,
        secret_access_key: &asked.secret_access_key,
        session_token: &asked.session_token,
    };
    let (backend, facts) = (&arrived.backend, arrived.facts(Value::Null));
    let issued = issue_signin_token(
        &backend.guard,
        &*backend.random,
        credentials,
        asked.session_duration_seconds,
        &facts,
    );
    let token = issued.await?;
    let body = serde_json::json!({ "SigninToken": token.expose() });
    Ok(answer::json(StatusCode::OK, &body))
}
