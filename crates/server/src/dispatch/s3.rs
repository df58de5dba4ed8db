//! Requests for S3: handed to the wire of S3, bodies and answers as streams.

use futures::TryStreamExt;
use http::Response;
use iamd_api::{Error, ErrorCode};
use iamd_s3_wire::Arrival;

use super::{Arrival as Here, tls_facts};
use crate::{
    listen::{Answer, AnswerBody, BodyError, Request},
    service::Service,
};

/// Answers a request for S3.
pub(super) async fn answer(service: &Service, request: Request, here: Here) -> Answer {
    let (method, target) = (request.head.method.clone(), request.head.uri.clone());
    let request_id = here.request_id.clone();
    let arrival = Arrival {
        head: request.head,
        body: Box::pin(request.body.into_stream().map_err(|error| refused(&error))),
        request_id: here.request_id,
        received_at: here.at,
        source_ip: here.origin.client_ip,
        secure_transport: here.origin.is_secure,
        tls: tls_facts(here.origin),
    };
    let wire = service.wire();
    let answer = whole_or_stream(wire.handle(arrival).await);
    service.shelve(answer, || {
        let (error, target) = (refused(&BodyError::NoRoom), (method, target.path()));
        whole_or_stream(wire.refuse_late(target, &request_id, &error))
    })
}

/// The answer to a request that is one too many.
pub(super) fn overloaded(service: &Service, request: &Request, request_id: &str) -> Answer {
    let error = refused(&BodyError::NoPlace);
    whole_or_stream(service.wire().refuse(&request.head, request_id, &error))
}

fn whole_or_stream(answer: iamd_s3_wire::Answer) -> Answer {
    let (head, body) = answer.into_parts();
    let body = match body.bytes() {
        Some(bytes) => AnswerBody::from(bytes),
        None => AnswerBody::stream(body),
    };
    Response::from_parts(head, body)
}

/// SOURCE: S3 API Reference, "Error Responses", RequestTimeout, IncompleteBody, SlowDown.
fn refused(error: &BodyError) -> Error {
    let (code, text) = match error {
        BodyError::TooSlow { .. } => (
            ErrorCode::RequestTimeout,
            "Your socket connection to the server was not read from or written to within the \
             timeout period. Idle connections will be closed.",
        ),
        BodyError::Broken { .. } => (
            ErrorCode::IncompleteBody,
            "You did not provide the number of bytes specified by the Content-Length HTTP header",
        ),
        BodyError::TooLarge { .. } => (
            ErrorCode::EntityTooLarge,
            "Your proposed upload exceeds the maximum allowed size",
        ),
        BodyError::NoRoom | BodyError::NoPlace => {
            (ErrorCode::SlowDown, "Please reduce your request rate.")
        }
    };
    Error::new(code, text)
}
