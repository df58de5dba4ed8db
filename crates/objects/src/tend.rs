//! Work of the program itself: what nobody knows is swept, what was thrown away is removed.
//!
//! Nobody waits for it, and all of it can be done again from the start.

mod sweep;
mod trash;

use iamd_auth::SystemWork;

use crate::{Error, Objects};

impl Objects {
    /// Cleans up behind former runs, then removes what is thrown away, for as long as the program
    /// runs. Never returns.
    pub async fn tend(&self, work: &SystemWork) {
        if let Err(error) = self.sweep(work).await {
            warn(&error);
        }
        loop {
            if let Err(error) = self.empty_trash(work).await {
                warn(&error);
            }
            self.woken().await;
        }
    }

    /// Cleans up behind former runs and removes what is thrown away, once.
    ///
    /// # Errors
    /// The index or the blobs cannot be read and written.
    pub async fn clean_up(&self, work: &SystemWork) -> Result<(), Error> {
        self.sweep(work).await?;
        self.empty_trash(work).await
    }
}

fn warn(error: &Error) {
    let cause = std::error::Error::source(error).map(ToString::to_string);
    tracing::warn!(%error, cause, "space is not freed, which is tried again later");
}
