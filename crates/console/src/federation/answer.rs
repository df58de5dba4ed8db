//! What the federation endpoint answers.

use askama::Template;
use axum::{body::Body, response::Response};
use http::{HeaderValue, Method, StatusCode, header};
use iamd_auth::FederationRefusal;
use serde_json::{Value, json};

use super::{Door, request::RequestFault};
use crate::{
    answer::{composed, empty, html},
    arrived::Arrived,
    page::Page,
    text::FederationTexts,
};

/// Why a request gets nothing.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    /// It is not understood.
    #[error(transparent)]
    Request(#[from] RequestFault),
    /// What it shows is good for nothing.
    #[error(transparent)]
    Refused(#[from] FederationRefusal),
    /// The server is ending, or broke off.
    #[error("The server cannot answer at the moment.")]
    Unavailable(StatusCode),
}

impl From<super::destination::DestinationFault> for Fault {
    fn from(fault: super::destination::DestinationFault) -> Self {
        Self::Request(fault.into())
    }
}

impl Fault {
    fn status(&self) -> StatusCode {
        match self {
            Self::Unavailable(status) => *status,
            Self::Refused(FederationRefusal::Failed(error)) => {
                let status = StatusCode::from_u16(error.code.status());
                status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            }
            Self::Request(_) | Self::Refused(_) => StatusCode::BAD_REQUEST,
        }
    }

    /// A word for programs.
    fn code(&self) -> &'static str {
        use FederationRefusal as Refusal;
        match self {
            Self::Request(RequestFault::Action) => "InvalidAction",
            Self::Request(_) => "InvalidRequest",
            Self::Refused(refusal) => match refusal {
                Refusal::InvalidCredentials => "InvalidCredentials",
                Refusal::ExpiredCredentials => "ExpiredCredentials",
                Refusal::UnfitCredentials => "UnfitCredentials",
                Refusal::DurationOutOfRange
                | Refusal::DurationOfFederatedUser
                | Refusal::DurationOfChain => "InvalidSessionDuration",
                Refusal::InvalidToken => "InvalidSigninToken",
                Refusal::TokenExpired => "ExpiredSigninToken",
                Refusal::Failed(error) => error.code.as_str(),
            },
            Self::Unavailable(_) => "ServiceUnavailable",
        }
    }

    /// The same for people.
    fn sentence(&self, texts: &FederationTexts) -> &'static str {
        match self {
            Self::Refused(FederationRefusal::TokenExpired) => texts.token_expired,
            Self::Refused(FederationRefusal::Failed(_)) | Self::Unavailable(_) => texts.failed,
            Self::Refused(_) => texts.token_invalid,
            Self::Request(RequestFault::Destination(_)) => texts.foreign,
            Self::Request(_) => texts.not_understood,
        }
    }
}

/// Nobody was signed in.
#[derive(Template)]
#[template(path = "federation/refused.html")]
struct RefusedPage {
    page: Page,
    texts: &'static FederationTexts,
    sentence: &'static str,
    message: String,
}

/// Says why a request gets nothing: to programs as JSON, and to people, who come to the console
/// alone, as a page.
pub(super) fn refused<P, A>(arrived: &Arrived<P, A>, door: Door, fault: &Fault) -> Response {
    if door == Door::Console && wants_page(arrived) {
        let texts = &arrived.texts.federation;
        let page = RefusedPage {
            page: Page::bare(arrived.texts, texts.refused),
            texts,
            sentence: fault.sentence(texts),
            message: fault.to_string(),
        };
        return html(fault.status(), &page);
    }
    let body = json!({ "error": fault.code(), "message": fault.to_string() });
    json(fault.status(), &body)
}

/// Browsers name HTML among what they take; programs mostly take anything.
fn wants_page<P, A>(arrived: &Arrived<P, A>) -> bool {
    let accepted = arrived.header(header::ACCEPT);
    accepted.is_some_and(|accepted| accepted.contains("text/html"))
}

/// A JSON object.
pub(super) fn json(status: StatusCode, body: &Value) -> Response {
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = status;
    let kind = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    composed(response)
}

/// Sends a browser on to the console.
///
/// A form is sent on as a form: in its place a GET would need what the form holds, the token among it,
/// in its address, where logs and histories keep it.
pub(super) fn to_console<P, A>(arrived: &Arrived<P, A>, target: &str) -> Response {
    let location = format!("{}{target}", arrived.arrival.console_url);
    let Ok(location) = HeaderValue::try_from(location) else {
        return json(StatusCode::BAD_REQUEST, &Value::Null);
    };
    let mut response = empty(if arrived.method == Method::POST {
        StatusCode::TEMPORARY_REDIRECT
    } else {
        StatusCode::FOUND
    });
    response.headers_mut().insert(header::LOCATION, location);
    composed(response)
}
