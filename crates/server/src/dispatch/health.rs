//! Metrics, and whether the server is well.
//!
//! On a listener of its own `/metrics`, `/healthz` and `/readyz`; where services answer
//! `/_iamd/healthz` and `/_iamd/readyz` alone, for whoever sends requests there only to servers that are
//! ready. No bucket has such a name.
//!
//! SECURITY: nobody is asked who they are. So the services' listener says yes or no, and the other one is
//! for machines of the operator's own.

use http::{HeaderValue, Method, StatusCode, header};

use crate::{
    listen::{Answer, Request},
    metrics,
    service::Service,
};

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Question {
    /// All numbers.
    Metrics,
    /// Whether the program answers at all.
    Health,
    /// Whether it can do what it is for.
    Readiness,
}

/// What is asked of the services' listener at this path.
pub(super) fn among_services(path: &str) -> Option<Question> {
    match path {
        "/_iamd/healthz" => Some(Question::Health),
        "/_iamd/readyz" => Some(Question::Readiness),
        _ => None,
    }
}

/// Answers what is asked of the services' listener.
pub(super) async fn tell(service: &Service, request: &Request, question: Question) -> Answer {
    match question {
        _ if !is_read(request) => method_not_allowed(),
        Question::Health | Question::Metrics => plain(StatusCode::OK, OK),
        Question::Readiness if service.unready().await.is_empty() => plain(StatusCode::OK, OK),
        Question::Readiness => plain(StatusCode::SERVICE_UNAVAILABLE, "not ready\n"),
    }
}

/// Answers a request of the metrics' own listener.
pub(super) async fn answer(service: &Service, request: &Request) -> Answer {
    let question = match request.head.uri.path() {
        "/metrics" => Question::Metrics,
        "/healthz" => Question::Health,
        "/readyz" => Question::Readiness,
        _ => {
            let text = "Here are /metrics, /healthz and /readyz.\n";
            return plain(StatusCode::NOT_FOUND, text.to_owned());
        }
    };
    if !is_read(request) {
        return method_not_allowed();
    }
    match question {
        Question::Health => plain(StatusCode::OK, OK),
        Question::Readiness => {
            let reasons = service.unready().await;
            if reasons.is_empty() {
                return plain(StatusCode::OK, OK);
            }
            let text = format!("not ready\n{}\n", reasons.join("\n"));
            plain(StatusCode::SERVICE_UNAVAILABLE, text)
        }
        Question::Metrics => {
            let mut answer = plain(StatusCode::OK, service.gather().await.text());
            let kind = HeaderValue::from_static(metrics::CONTENT_TYPE);
            answer.headers_mut().insert(header::CONTENT_TYPE, kind);
            answer
        }
    }
}

const OK: &str = "ok\n";

fn is_read(request: &Request) -> bool {
    [Method::GET, Method::HEAD].contains(&request.head.method)
}

fn method_not_allowed() -> Answer {
    let mut answer = plain(StatusCode::METHOD_NOT_ALLOWED, "Ask with GET.\n");
    let allowed = HeaderValue::from_static("GET, HEAD");
    answer.headers_mut().insert(header::ALLOW, allowed);
    answer
}

fn plain(status: StatusCode, text: impl Into<bytes::Bytes>) -> Answer {
    let mut answer = Answer::new(text.into().into());
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, kind);
    let kept = HeaderValue::from_static("no-store");
    headers.insert(header::CACHE_CONTROL, kept);
    answer
}
