//! What handlers answer.

use askama::Template;
use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};

use crate::{link, visible::fit_for_html};

/// What a handler gives: an answer, or the one that stopped it.
pub(crate) type Answer = Result<Response, Stop>;

/// An answer that ends a handler early: a page that says why, or the way to sign in.
#[derive(Debug)]
pub(crate) struct Stop(Box<Response>);

impl From<Response> for Stop {
    fn from(response: Response) -> Self {
        Self(Box::new(response))
    }
}

impl IntoResponse for Stop {
    fn into_response(self) -> Response {
        *self.0
    }
}

/// Marks an answer that a page made, as opposed to one that the router made.
#[derive(Clone, Copy)]
pub(crate) struct Composed;

/// A page.
pub(crate) fn html(status: StatusCode, template: &impl Template) -> Response {
    let text = match template.render() {
        Ok(text) => fit_for_html(text),
        Err(error) => {
            tracing::error!(%error, "a page cannot be rendered");
            return empty(StatusCode::INTERNAL_SERVER_ERROR);
        }
    };
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, html);
    composed(response)
}

/// The way to a page of this console.
///
/// SECURITY: `path` begins with one slash, or it is the way home: no answer leads elsewhere.
pub(crate) fn see_other(path: &str) -> Response {
    let path = HeaderValue::from_str(link::own(path).unwrap_or("/"));
    let path = path.unwrap_or(HeaderValue::from_static("/"));
    let mut response = empty(StatusCode::SEE_OTHER);
    response.headers_mut().insert(header::LOCATION, path);
    composed(response)
}

/// An answer with a body of its own kind, such as a file: nothing is put in its place.
pub(crate) fn composed(mut response: Response) -> Response {
    response.extensions_mut().insert(Composed);
    response
}

/// An answer in whose place a page is put that tells of its status.
pub(crate) fn empty(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
