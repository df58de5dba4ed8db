//! Requests that are turned away before anybody looks at what they ask for.

use iamd_api::{Error, ErrorCode, Format, Service as Api};
use iamd_ident::random_uuid;

use super::{answer, console, route::Route, s3};
use crate::{
    listen::{Answer, BodyError, NoRoom, Request, too_many_requests},
    metrics::Reason,
    service::Service,
};

impl Service {
    /// Answers a request of an address that asks too often.
    pub(super) fn turn_away(&self, request: Request, route: Route) -> Answer {
        match self.throttled(&request, route) {
            Some(answer) => answer,
            None => console::refused(self, request, route),
        }
    }

    /// The answer that has a client of a service ask again later; none if people ask.
    pub(super) fn throttled(&self, request: &Request, route: Route) -> Option<Answer> {
        let id = random_uuid(self.ids());
        let service = match route {
            Route::Console | Route::Federation => return None,
            Route::Issuer | Route::Metrics | Route::Health(_) => return Some(too_many_requests()),
            Route::Service(Api::S3) => return Some(s3::overloaded(self, request, &id)),
            Route::Service(service) => service,
            Route::Unknown => Api::Sts,
        };
        Some(answer::of(service, Err(throttling()), &id, Format::Xml))
    }

    /// Has a large answer take up the room that it needs; if there is none, another one is given.
    pub(super) fn shelve(&self, mut answer: Answer, refused: impl FnOnce() -> Answer) -> Answer {
        if let Err(NoRoom) = self.parts().terms.shelf().put(&mut answer) {
            self.performed().refused(Reason::NoRoom);
            return refused();
        }
        answer
    }

    /// Counts a request that is turned away before anybody writes it down.
    pub(super) fn invalid<T>(&self, looked_at: Result<T, Error>) -> Result<T, Error> {
        looked_at.inspect_err(|_| self.performed().refused(Reason::Invalid))
    }
}

/// SOURCE: IAM API Reference, "Common Errors", Throttling, whose text is "Rate exceeded" as clients
/// report; botocore and the other SDKs try again after it.
pub(super) fn throttling() -> Error {
    Error::new(ErrorCode::Throttling, "Rate exceeded")
}

/// Why a body that does not come has its request turned away.
pub(super) fn reason(error: &BodyError) -> Reason {
    match error {
        BodyError::TooLarge { .. } => Reason::TooLarge,
        BodyError::NoRoom | BodyError::NoPlace => Reason::Overloaded,
        BodyError::TooSlow { .. } | BodyError::Broken { .. } => Reason::TooSlow,
    }
}

/// SOURCE: IAM API Reference, "Common Errors", for a body that does not come; the texts are ours.
pub(super) fn refused_body(error: &BodyError) -> Error {
    let code = match error {
        BodyError::TooLarge { .. } => ErrorCode::RequestEntityTooLarge,
        BodyError::NoRoom | BodyError::NoPlace => ErrorCode::Throttling,
        BodyError::TooSlow { .. } | BodyError::Broken { .. } => ErrorCode::MalformedInput,
    };
    Error::new(code, error.to_string())
}
