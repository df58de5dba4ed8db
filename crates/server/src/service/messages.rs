//! Sealed messages about denials, which `DecodeAuthorizationMessage` opens.

use std::sync::Arc;

use iamd_auth::{Call, Denial, TokenKeys, denial_message, seal_message};
use iamd_directory::Directory;
use iamd_ident::Random;

/// Seals what a denial says, so that it may travel in the answer to whoever was denied.
pub(super) struct Messages {
    keys: Directory,
    random: Arc<dyn Random>,
}

impl Messages {
    /// Messages sealed with the keys of this directory.
    ///
    /// SECURITY: `random` makes nonces, and so must not be the source of mere ids.
    pub(super) fn new(keys: Directory, random: Arc<dyn Random>) -> Self {
        Self { keys, random }
    }

    /// The message about a denial, for the account of whoever was denied. There is none for
    /// anonymous callers, who have no account that could open it; and one that cannot be sealed is
    /// left out, because the denial itself stands without it.
    pub(super) async fn seal(&self, denial: &Denial, call: Call<'_>) -> Option<String> {
        let account = call.caller.account()?;
        let keys = self.keys.sealing_keys().await;
        let keys = keys.inspect_err(|error| tracing::warn!(%error, "a denial has no message"));
        let message = denial_message(denial, call);
        let sealed = seal_message(&*keys.ok()?, account, &message, &*self.random);
        let sealed = sealed.inspect_err(|error| tracing::warn!(%error, "a denial has no message"));
        sealed.ok()
    }
}
