//! Work of the program itself: what nobody knows is swept, what was thrown away is removed.
//!
//! Nobody waits for it, and all of it can be done again from the start.

mod sweep;
mod trash;

use iamd_auth::SystemWork;
use iamd_store::{CommitError, StoreError};

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

/// Nothing is said at the end of the program: the next start goes on.
fn warn(error: &Error) {
    let cause = std::error::Error::source(error);
    if cause.is_some_and(is_closed) {
        return;
    }
    let cause = cause.map(ToString::to_string);
    tracing::warn!(%error, cause, "space is not freed, which is tried again later");
}

/// Whether the store was closed meanwhile.
fn is_closed(cause: &(dyn std::error::Error + 'static)) -> bool {
    matches!(cause.downcast_ref(), Some(StoreError::Closed))
        || matches!(cause.downcast_ref(), Some(CommitError::Closed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(error: &Error, expect: bool) {
        let cause = std::error::Error::source(error);
        assert_eq!(cause.is_some_and(is_closed), expect, "{error:?}");
    }

    #[test]
    fn the_end_of_the_program_is_told_from_trouble() {
        check(&StoreError::Closed.into(), true);
        check(&CommitError::Closed.into(), true);
        let reason = String::new();
        check(&StoreError::Unavailable { reason }.into(), false);
        check(&Error::Io(std::io::ErrorKind::NotFound.into()), false);
        check(&Error::NoSuchKey, false);
    }
}
