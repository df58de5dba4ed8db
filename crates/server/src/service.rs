//! The wiring: what makes one service of all the crates below.

use std::sync::Arc;

use bytes::Bytes;
use http::StatusCode;
use http_body_util::Full;

use crate::{
    control::{Answer, Command, Operator, Refusal},
    listen::{self, Handler, Request},
    serve::{OpenError, Parts, Program},
};

/// The service: answers requests and the operator's commands.
#[derive(Debug)]
pub struct Service;

/// Opens the store and makes the service.
///
/// # Errors
/// The store cannot be opened.
pub async fn open(_parts: Parts) -> Result<Arc<Service>, OpenError> {
    Ok(Arc::new(Service))
}

impl Handler for Service {
    async fn handle(&self, _request: Request) -> listen::Answer {
        let mut answer = listen::Answer::new(Full::new(Bytes::new()));
        *answer.status_mut() = StatusCode::NOT_IMPLEMENTED;
        answer
    }
}

impl Operator for Service {
    async fn perform(&self, _command: Command) -> Result<Answer, Refusal> {
        Err(Refusal("this is not built yet".to_owned()))
    }
}

impl Program for Service {
    async fn close(&self) {}
}
