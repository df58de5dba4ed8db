//! What answers on the console's address until there is a console.

use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};
use http_body_util::Full;

use crate::listen::{Answer, Handler, Request};

/// Says that the console is still to come.
pub(super) struct ComingConsole;

impl Handler for ComingConsole {
    async fn handle(&self, _request: Request) -> Answer {
        const TEXT: &[u8] = b"This version of iamd has no console yet.\n";
        let mut answer = Answer::new(Full::new(Bytes::from_static(TEXT)));
        *answer.status_mut() = StatusCode::NOT_FOUND;
        let plain = HeaderValue::from_static("text/plain; charset=utf-8");
        answer.headers_mut().insert(header::CONTENT_TYPE, plain);
        answer
    }
}
