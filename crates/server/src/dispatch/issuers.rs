//! What issuers of web identities say of themselves: to anybody, without a signature.
//!
//! SECURITY: all of it is meant to be known. An issuer that is not there and one of an account that
//! never had one are answered alike, and the id of an issuer tells nothing of its account.

use http::{HeaderValue, Method, StatusCode, header};
use iamd_jwt::{IssuerDocument, key_set};
use serde_json::{Value, json};

use crate::{
    listen::{Answer, Request},
    service::Service,
};

/// How long the documents may be kept. Keys are published for a day before they sign, and for as long
/// as their tokens live.
const KEPT: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// Answers what is asked of an issuer.
pub(super) async fn answer(service: &Service, request: &Request) -> Answer {
    if ![Method::GET, Method::HEAD].contains(&request.head.method) {
        let text = "Issuers answer GET and HEAD.";
        return json_answer(StatusCode::METHOD_NOT_ALLOWED, &json!({ "error": text }));
    }
    match document(service, request.head.uri.path()).await {
        Ok(Some(document)) => {
            let mut answer = json_answer(StatusCode::OK, &document);
            answer.headers_mut().insert(header::CACHE_CONTROL, KEPT);
            answer
        }
        Ok(None) => {
            let text = "There is no such issuer.";
            json_answer(StatusCode::NOT_FOUND, &json!({ "error": text }))
        }
        Err(error) => {
            tracing::error!(%error, "the directory failed");
            let text = "The request failed.";
            json_answer(StatusCode::INTERNAL_SERVER_ERROR, &json!({ "error": text }))
        }
    }
}

async fn document(service: &Service, path: &str) -> Result<Option<Value>, iamd_directory::Error> {
    let Some((issuer, document)) = IssuerDocument::at(path) else {
        return Ok(None);
    };
    let keys = service.directory().published_web_identity_keys(issuer);
    let keys = keys.await?;
    Ok(keys.map(|keys| match document {
        IssuerDocument::Configuration => service.issuers().configuration(issuer),
        IssuerDocument::KeySet => key_set(&keys),
    }))
}

fn json_answer(status: StatusCode, body: &Value) -> Answer {
    let mut answer = Answer::new(body.to_string().into());
    *answer.status_mut() = status;
    let kind = HeaderValue::from_static("application/json");
    answer.headers_mut().insert(header::CONTENT_TYPE, kind);
    answer
}
