//! What development mode offers to tests, and nobody else: a fresh server, and a clock that moves.
//!
//! SECURITY: only a server in development mode has these, and only for requests with a header that
//! no page of another origin can send without asking first, and with a host that is a name of this
//! server: a page whose own name was made to lead here is of no other origin.

use std::net::IpAddr;

use http::{HeaderValue, Method, StatusCode, header, uri::Authority};
use iamd_ident::Timestamp;
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::json;

use crate::{
    listen::{Answer, Request},
    service::Service,
};

const HEADER: &str = "x-iamd-dev";
const RESET: &str = "/_iamd/reset";
const CLOCK: &str = "/_iamd/clock";

/// What a test asks of the clock.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
enum Move {
    Now(Timestamp),
    AdvanceSeconds(i64),
}

/// Whether the request is one of development mode's.
pub(super) fn is_for(service: &Service, request: &Request) -> bool {
    let asked = request
        .head
        .headers
        .get(HEADER)
        .is_some_and(|value| value == "1");
    asked
        && is_own_host(service, request)
        && service.dev_clock().is_some()
        && [RESET, CLOCK].contains(&request.head.uri.path())
}

/// Whether the host that the client names is an address, `localhost`, or the server's domain.
fn is_own_host(service: &Service, request: &Request) -> bool {
    let Some(host) = request
        .head
        .headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
    else {
        return true;
    };
    let Ok(authority) = host.parse::<Authority>() else {
        return false;
    };
    let name = authority.host().trim_matches(['[', ']']);
    name.parse::<IpAddr>().is_ok()
        || name.eq_ignore_ascii_case("localhost")
        || service
            .domain()
            .is_some_and(|domain| name.eq_ignore_ascii_case(domain))
}

/// Answers one of development mode's requests.
pub(super) async fn answer(service: &Service, request: Request) -> Answer {
    let path = request.head.uri.path();
    match (&request.head.method, path) {
        (&Method::POST, RESET) => match service.reset().await {
            Ok(()) => json(StatusCode::OK, &json!({ "reset": true })),
            Err(error) => json(
                StatusCode::INTERNAL_SERVER_ERROR,
                &json!({ "error": error.to_string() }),
            ),
        },
        (&Method::GET, CLOCK) => now(service),
        (&Method::POST, CLOCK) => {
            let body = request.body.read().await.unwrap_or_default();
            match serde_json::from_slice(&body) {
                Ok(change) => {
                    set_clock(service, &change);
                    now(service)
                }
                Err(error) => json(
                    StatusCode::BAD_REQUEST,
                    &json!({ "error": error.to_string() }),
                ),
            }
        }
        _ => json(
            StatusCode::METHOD_NOT_ALLOWED,
            &json!({ "error": "use POST" }),
        ),
    }
}

fn set_clock(service: &Service, change: &Move) {
    let Some(clock) = service.dev_clock() else {
        return;
    };
    match *change {
        Move::Now(now) => clock.set(now),
        Move::AdvanceSeconds(seconds) => clock.advance(SignedDuration::from_secs(seconds)),
    }
}

fn now(service: &Service) -> Answer {
    let now = service
        .clock()
        .now()
        .strftime("%Y-%m-%dT%H:%M:%SZ")
        .to_string();
    json(StatusCode::OK, &json!({ "now": now }))
}

fn json(status: StatusCode, body: &serde_json::Value) -> Answer {
    let mut answer = Answer::new(format!("{body}\n").into());
    *answer.status_mut() = status;
    let kind = HeaderValue::from_static("application/json");
    answer.headers_mut().insert(header::CONTENT_TYPE, kind);
    answer
}
