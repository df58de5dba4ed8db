//! Changes in work, which the end of the program waits for.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A permit for each change that is in work, client or not.
#[derive(Clone)]
pub(super) struct InWork(Arc<Semaphore>);

/// LIMIT: changes in work at once. Requests are limited before that.
const WORK_MAX: u32 = 1 << 20;

impl InWork {
    pub(super) fn none() -> Self {
        Self(Arc::new(Semaphore::new(WORK_MAX as usize)))
    }

    /// To be held while something is changed. `None` once the program ends.
    pub(super) fn begin(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.0).try_acquire_owned().ok()
    }

    /// Waits until nothing is in work.
    pub(super) async fn ended(&self) {
        // Whether the semaphore is closed already makes no difference.
        let _all = self.0.acquire_many(WORK_MAX).await.is_ok();
    }

    /// Lets nothing begin any more.
    pub(super) fn close(&self) {
        self.0.close();
    }
}

impl iamd_s3_wire::Work for InWork {
    fn begin(&self) -> Option<Box<dyn Send + Sync>> {
        Some(Box::new(self.begin()?))
    }
}

impl iamd_console::Work for InWork {
    fn begin(&self) -> Option<iamd_console::AtWork> {
        Some(Box::new(self.begin()?))
    }
}
