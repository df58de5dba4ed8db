//! Who rotates keys now, and what is remembered of rotations.

use iamd_seal::{KeyPurpose, SealingKeys};
use tokio::sync::Mutex;

/// Who rotates keys now, what was retired a moment ago, and what was given up.
#[derive(Debug, Default)]
pub(in crate::service) struct Rotations {
    /// Held by whoever rotates keys.
    pub(super) turn: Mutex<()>,
    /// The keys that sealed, as they were before they were retired, in the order of time.
    retired: parking_lot::Mutex<Vec<(KeyPurpose, SealingKeys)>>,
    /// Purposes with records that cannot be read. They stay so until somebody mends them: another
    /// rotation tries once more, and so does another start.
    given_up: parking_lot::Mutex<Vec<KeyPurpose>>,
}

impl Rotations {
    /// The keys of a purpose that seals, and those that still open for a moment.
    pub(super) fn with_retired(&self, purpose: KeyPurpose, mut keys: SealingKeys) -> SealingKeys {
        let retired = self.retired.lock();
        for (_, former) in retired.iter().filter(|(of, _)| *of == purpose) {
            former.keys().cloned().for_each(|key| keys.add_old(key));
        }
        keys
    }

    /// Keeps keys that were retired, until they are forgotten.
    pub(super) fn keep_for_a_moment(&self, former: Option<(KeyPurpose, SealingKeys)>) {
        self.retired.lock().extend(former);
    }

    /// Forgets what was retired first.
    pub(super) fn forget(&self, purpose: KeyPurpose) {
        let mut retired = self.retired.lock();
        if let Some(first) = retired.iter().position(|(of, _)| *of == purpose) {
            retired.remove(first);
        }
    }

    pub(super) fn is_given_up(&self, purpose: KeyPurpose) -> bool {
        self.given_up.lock().contains(&purpose)
    }

    /// Nobody goes on with this by themselves any more.
    pub(super) fn give_up(&self, purpose: KeyPurpose) {
        self.given_up.lock().push(purpose);
    }

    /// What was given up is gone on with again.
    pub(super) fn take_up(&self, purposes: &[KeyPurpose]) {
        self.given_up
            .lock()
            .retain(|given_up| !purposes.contains(given_up));
    }
}
