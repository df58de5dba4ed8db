//! What travels with a request through `s3s`: who sent it, and what became of it.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicBool, Ordering::Relaxed},
};

use bytes::Bytes;
use http::HeaderMap;
use iamd_api::{Error, OperationRow};
use iamd_auth::{Call, Caller, RequestFacts};
use parking_lot::Mutex;
use serde_json::Value;
use tokio::sync::OwnedSemaphorePermit;

use crate::{
    arrival::{Address, Facts},
    configuration,
    gathering::Gathering,
};

/// The extension of every request that came in by [`Wire::handle`](crate::Wire::handle). The gate
/// denies what lacks it.
///
/// SECURITY: nothing outside this crate can make one, so `s3s` acts for nobody whose signature was
/// not verified here.
#[derive(Clone)]
pub struct Arrived(Arc<Inner>);

struct Inner {
    caller: Caller,
    facts: RequestFacts,
    /// The same, with what the request configures.
    configured: OnceLock<RequestFacts>,
    address: Address,
    shape: Shape,
    trailers: Mutex<Option<Vec<(String, String)>>>,
    state: Mutex<State>,
    is_recorded: AtomicBool,
}

#[derive(Default)]
struct State {
    /// What the gate let the request in for.
    row: Option<&'static OperationRow>,
    /// The first error of the request, which its answer tells whatever `s3s` makes of it.
    error: Option<Error>,
    /// Headers that the answer gets whatever it becomes.
    headers: HeaderMap,
    /// Headers that `s3s` is not to see.
    aside: HeaderMap,
    /// What the gate is to refuse the request for.
    objection: Option<Error>,
    /// What will become of the body, if it is gathered.
    gathering: Option<Gathering>,
    /// The room that the gathered body takes up.
    room: Option<OwnedSemaphorePermit>,
    /// The bytes of the body, if they are kept.
    body: Option<Bytes>,
}

/// What the head says of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Nothing follows.
    Empty,
    /// It follows, as long as it says, if it says so.
    Body,
    /// It is the file of a form, whose length nobody knows before its end.
    File,
}

impl Arrived {
    pub(crate) fn new(caller: Caller, facts: Facts, shape: Shape) -> Self {
        let Facts { facts, address } = facts;
        Self(Arc::new(Inner {
            caller,
            facts,
            configured: OnceLock::new(),
            address,
            shape,
            trailers: Mutex::default(),
            state: Mutex::default(),
            is_recorded: AtomicBool::new(false),
        }))
    }

    /// Who calls, and in which request.
    pub fn call(&self) -> Call<'_> {
        Call {
            caller: &self.0.caller,
            request: self.0.configured.get().unwrap_or(&self.0.facts),
        }
    }

    /// The trailers of the body, names in lower case. `None` until the body was read to its end and
    /// proved to be what was signed.
    pub fn trailers(&self) -> Option<Vec<(String, String)>> {
        self.0.trailers.lock().clone()
    }

    pub(crate) fn address(&self) -> &Address {
        &self.0.address
    }

    pub(crate) fn shape(&self) -> Shape {
        self.0.shape
    }

    pub(crate) fn set_trailers(&self, trailers: Vec<(String, String)>) {
        *self.0.trailers.lock() = Some(trailers);
    }

    /// Notes what went wrong. The first error stays: later ones follow from it.
    pub(crate) fn fail(&self, error: Error) {
        self.0.state.lock().error.get_or_insert(error);
    }

    pub(crate) fn failure(&self) -> Option<Error> {
        self.0.state.lock().error.clone()
    }

    pub(crate) fn let_in_for(&self, row: &'static OperationRow) {
        self.0.state.lock().row = Some(row);
    }

    pub(crate) fn row(&self) -> Option<&'static OperationRow> {
        self.0.state.lock().row
    }

    /// Has the gate refuse the request. Then it is known which operation was asked for, and the
    /// audit is told. The first reason counts.
    pub(crate) fn object(&self, error: Error) {
        self.0.state.lock().objection.get_or_insert(error);
    }

    /// # Errors
    /// What the request is to be refused for.
    pub(crate) fn check_objection(&self) -> Result<(), Error> {
        self.0.state.lock().objection.take().map_or(Ok(()), Err)
    }

    /// Has the bytes of the body kept, for what of them `s3s` does not parse.
    pub(crate) fn keep_body(&self) {
        self.0.state.lock().body = Some(Bytes::new());
    }

    /// The whole body is here.
    pub(crate) fn see(&self, whole: &Bytes) {
        if self.row().is_some_and(configuration::is_shown)
            && let Some((name, value)) = configuration::of(whole)
        {
            let mut facts = self.0.facts.clone();
            if let Value::Object(parameters) = &mut facts.parameters {
                parameters.insert(name, value);
            }
            self.0.configured.get_or_init(|| facts);
        }
        if let Some(body) = &mut self.0.state.lock().body {
            *body = whole.clone();
        }
    }

    /// The bytes of the body; none if they were not kept.
    pub(crate) fn take_body(&self) -> Bytes {
        self.0.state.lock().body.take().unwrap_or_default()
    }

    /// Holds the room of the body as long as the request is in work.
    pub(crate) fn hold_room(&self, room: Option<OwnedSemaphorePermit>) {
        self.0.state.lock().room = room;
    }

    /// Has the body gathered.
    pub(crate) fn gather(&self, gathering: Gathering) {
        self.0.state.lock().gathering = Some(gathering);
    }

    pub(crate) fn take_gathering(&self) -> Option<Gathering> {
        self.0.state.lock().gathering.take()
    }

    /// Has the answer carry a header, be it an error or not.
    pub fn answer_with(&self, name: http::HeaderName, value: http::HeaderValue) {
        self.0.state.lock().headers.insert(name, value);
    }

    pub(crate) fn take_headers(&self) -> HeaderMap {
        std::mem::take(&mut self.0.state.lock().headers)
    }

    /// Keeps headers for the operation.
    pub(crate) fn keep_aside(&self, headers: HeaderMap) {
        self.0.state.lock().aside = headers;
    }

    /// The headers that were kept.
    pub(crate) fn take_aside(&self) -> HeaderMap {
        std::mem::take(&mut self.0.state.lock().aside)
    }

    /// Notes that the audit has an event of this request.
    pub(crate) fn recorded(&self) {
        self.0.is_recorded.store(true, Relaxed);
    }

    pub(crate) fn is_recorded(&self) -> bool {
        self.0.is_recorded.load(Relaxed)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A request of this caller.
    pub(crate) fn arrived(caller: Caller) -> Arrived {
        let facts = crate::arrival::tests::facts("/bucket/key");
        Arrived::new(caller, facts, Shape::Body)
    }

    #[test]
    fn the_first_error_stays() {
        let arrived = arrived(Caller::anonymous());
        assert!(arrived.failure().is_none());
        for code in [
            iamd_api::ErrorCode::IncompleteBody,
            iamd_api::ErrorCode::InternalError,
        ] {
            arrived.fail(Error::new(code, ""));
        }
        let code = arrived.failure().unwrap().code;
        assert_eq!(code, iamd_api::ErrorCode::IncompleteBody);
    }
}
