//! Answers as they leave: the headers that all have, and the errors.

use base64::{Engine, engine::general_purpose::STANDARD};
use http::{
    HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header, request::Parts,
};
use iamd_api::Error;
use s3s::Body;

use crate::{arrival::Address, error};

/// An answer on its way out.
pub type Answer = Response<Body>;

/// What every answer to a request needs to know of it.
#[derive(Debug, Clone)]
pub(crate) struct Heading {
    pub(crate) method: Method,
    pub(crate) request_id: String,
    /// What error bodies call the resource.
    pub(crate) resource: String,
}

const REQUEST_ID: HeaderName = HeaderName::from_static("x-amz-request-id");
const HOST_ID: HeaderName = HeaderName::from_static("x-amz-id-2");
const XML: HeaderValue = HeaderValue::from_static("application/xml");
const SERVER: HeaderValue = HeaderValue::from_static("AmazonS3");

impl Heading {
    pub(crate) fn of(head: &Parts, request_id: &str, address: &Address) -> Self {
        Self {
            method: head.method.clone(),
            request_id: request_id.to_owned(),
            resource: address.path.clone(),
        }
    }

    /// The answer that tells an error.
    pub(crate) fn refusal(&self, error: &Error) -> Answer {
        let status = error::status(error);
        let has_body = self.method != Method::HEAD && status != StatusCode::NOT_MODIFIED;
        let mut answer = Answer::new(Body::empty());
        if has_body {
            let host_id = self.host_id();
            let body = error::body(error, &self.resource, &self.request_id, &host_id);
            *answer.body_mut() = Body::from(body);
        }
        *answer.status_mut() = status;
        let headers = answer.headers_mut();
        if status != StatusCode::NOT_MODIFIED {
            headers.insert(header::CONTENT_TYPE, XML);
        }
        headers.extend(error::headers(error));
        answer
    }

    /// Gives an answer the headers that every answer of S3 has.
    pub(crate) fn stamp(&self, answer: &mut Answer, further: HeaderMap) {
        let headers = answer.headers_mut();
        headers.extend(further);
        if let Ok(id) = HeaderValue::from_str(&self.request_id) {
            headers.insert(REQUEST_ID, id);
        }
        if let Ok(id) = HeaderValue::from_str(&self.host_id()) {
            headers.insert(HOST_ID, id);
        }
        headers.entry(header::SERVER).or_insert(SERVER);
    }

    /// AWS's tells which of its machines answered. Ours is the request's id in another spelling.
    fn host_id(&self) -> String {
        STANDARD.encode(&self.request_id)
    }
}

/// SECURITY: an uploaded page must be able to do nothing. Where the console may have the same host
/// name, cookies and storage are not separated by the port alone.
pub(crate) fn defuse(answer: &mut Answer, is_apart: bool) {
    let headers = answer.headers_mut();
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    if !is_apart {
        headers.insert(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("sandbox"),
        );
    }
}
