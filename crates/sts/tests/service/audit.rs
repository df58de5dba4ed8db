//! An audit that seals a message about each denial, as the server does.

use std::sync::Arc;

use iamd_auth::{
    Audit, AuditError, AuditEvent, SignInEvent, TokenKeys, denial_message, seal_message,
};
use iamd_directory::Directory;
use iamd_testkit::SeededRandom;
use parking_lot::Mutex;

/// Keeps the message about the last denial.
#[derive(Clone)]
pub(crate) struct Sealing {
    keys: Directory,
    random: Arc<SeededRandom>,
    last: Arc<Mutex<Option<String>>>,
}

impl Sealing {
    pub(crate) fn new(keys: Directory) -> Self {
        Self {
            keys,
            random: Arc::new(SeededRandom::new(5)),
            last: Arc::default(),
        }
    }

    /// Takes the message about the last denial.
    pub(crate) fn take(&self) -> Option<String> {
        self.last.lock().take()
    }
}

impl Audit for Sealing {
    fn is_writable(&self) -> bool {
        true
    }

    async fn record(&self, event: AuditEvent<'_>) -> Result<(), AuditError> {
        if let (Some(denial), Some(account)) = (event.denial, event.call.caller.account()) {
            let keys = self.keys.sealing_keys().await.unwrap();
            let message = denial_message(denial, event.call);
            let sealed = seal_message(&keys, account, &message, &*self.random);
            *self.last.lock() = Some(sealed.unwrap());
        }
        Ok(())
    }

    async fn record_sign_in(&self, _: SignInEvent<'_>) -> Result<(), AuditError> {
        Ok(())
    }
}
