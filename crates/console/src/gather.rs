//! Bodies of forms in memory: how large, and who counts them.

use axum::body::{Body, Bytes};
use futures::future::BoxFuture;
use http::{HeaderMap, StatusCode, header};

/// Whoever gathers the bodies of forms. It sees to it that all of them together take up no more
/// memory than they may, and that each of them comes in time.
pub trait Gather: Send + Sync + 'static {
    /// Reads a body to its end. The memory that it takes up is counted until the bytes are dropped.
    fn gather(&self, body: Body, bytes_max: u64) -> BoxFuture<'_, Result<Bytes, NotGathered>>;
}

/// A body was not gathered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotGathered {
    /// It is larger than the form may be.
    #[error("the form is too large")]
    TooLarge,
    /// It did not come in time.
    #[error("the form took too long")]
    TooSlow,
    /// All bodies together are as large as they may be.
    #[error("there is no room for the form now")]
    NoRoom,
    /// It broke off.
    #[error("the form broke off")]
    Broken,
}

impl NotGathered {
    /// The status of the page that says so.
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::NoRoom => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken => StatusCode::BAD_REQUEST,
        }
    }
}

/// Gathers the body of a form. Of one that is announced too large nothing is read.
pub(crate) async fn gathered(
    bodies: &dyn Gather,
    headers: &HeaderMap,
    body: Body,
    bytes_max: u64,
) -> Result<Bytes, NotGathered> {
    if announced(headers).is_some_and(|bytes| bytes > bytes_max) {
        return Err(NotGathered::TooLarge);
    }
    bodies.gather(body, bytes_max).await
}

fn announced(headers: &HeaderMap) -> Option<u64> {
    let length = headers.get(header::CONTENT_LENGTH)?;
    length.to_str().ok()?.parse().ok()
}
