//! Answers in their HTTP form.

use http::{HeaderValue, StatusCode, header};
use iamd_api::{Error, ErrorCode, Format, Service, encode_error_as};

use crate::listen::Answer;

/// The body of an operation that was performed.
pub(super) struct Answered(pub(super) Vec<u8>);

/// The answer to a request that a service dealt with.
pub(super) fn of(
    service: Service,
    answered: Result<Answered, Error>,
    request_id: &str,
    format: Format,
) -> Answer {
    let (status, body) = match answered {
        Ok(Answered(body)) => (StatusCode::OK, body),
        Err(error) => {
            let status = StatusCode::from_u16(error.code.status_in(service));
            let body = encode_error_as(service, &error, request_id, format);
            (status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), body)
        }
    };
    let mut answer = Answer::new(body.into());
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(format.content_type()),
    );
    if let Ok(id) = HeaderValue::from_str(request_id) {
        headers.insert("x-amzn-requestid", id);
    }
    answer
}

/// Hands a sealed message about a denial on with the answer: an administrator can have it opened.
///
/// SOURCE: STS API Reference, `DecodeAuthorizationMessage`; AWS puts such messages into the texts
/// of some errors of EC2. Here each denial has one, in a header of its own.
pub(super) fn explain(answer: &mut Answer, message: Option<String>) {
    let message = message.and_then(|message| HeaderValue::try_from(message).ok());
    if let Some(message) = message {
        answer.headers_mut().insert(AUTHORIZATION_MESSAGE, message);
    }
}

const AUTHORIZATION_MESSAGE: &str = "x-iamd-authorization-message";

/// The answer to a request that was signed for a service which this server does not have.
pub(super) fn unknown_service(request_id: &str) -> Answer {
    let text = "This server performs IAM, STS and S3; the request is signed for another service.";
    let error = Error::new(ErrorCode::NotImplemented, text);
    of(Service::Sts, Err(error), request_id, Format::Xml)
}
