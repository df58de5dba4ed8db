//! What answers on the console's address until there is a console.

use http::{HeaderValue, StatusCode, header};

use crate::listen::{Answer, Handler, Request};

/// Says that the console is still to come.
pub(super) struct ComingConsole;

impl Handler for ComingConsole {
    async fn handle(&self, _request: Request) -> Answer {
        const TEXT: &[u8] = b"This version of iamd has no console yet.\n";
        let mut answer = Answer::new(TEXT.into());
        *answer.status_mut() = StatusCode::NOT_FOUND;
        let plain = HeaderValue::from_static("text/plain; charset=utf-8");
        answer.headers_mut().insert(header::CONTENT_TYPE, plain);
        answer
    }
}
