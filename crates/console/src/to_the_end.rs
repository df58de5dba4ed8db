//! Work that goes on when the browser goes away.

use std::future::Future;

use http::StatusCode;

use crate::console::Backend;

/// Has `work` run to its end, whatever becomes of the browser: what is written and its event in the
/// audit belong together, and nobody gets out of a count by hanging up.
///
/// # Errors
/// The program is ending, or the work broke off: the status of the page that says so.
pub(crate) async fn to_the_end<P, A, T: Send + 'static>(
    backend: &Backend<P, A>,
    work: impl Future<Output = T> + Send + 'static,
) -> Result<T, StatusCode> {
    let at_work = backend.work.begin();
    let at_work = at_work.ok_or(StatusCode::SERVICE_UNAVAILABLE)?;
    let task = tokio::spawn(async move {
        let _at_work = at_work;
        work.await
    });
    task.await.map_err(|error| {
        tracing::error!(%error, "work for the console broke off");
        StatusCode::INTERNAL_SERVER_ERROR
    })
}
