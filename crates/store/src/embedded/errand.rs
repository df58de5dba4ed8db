//! What the writer does besides transactions.

use iamd_seal::ChecksumKeys;
use tokio::sync::oneshot;

use crate::{CommitError, Hold, Key};

/// Something that has its place among the transactions: all that were taken before are durable when
/// it is done, and none that came later has begun.
pub(super) enum Errand {
    /// Take other keys for checksums.
    UseKeys {
        keys: ChecksumKeys,
        answer: oneshot::Sender<Result<(), CommitError>>,
    },
    /// Put these records under the current key, and with the last ones what is no record.
    Renew {
        keys: Vec<Key>,
        is_last: bool,
        answer: oneshot::Sender<Result<u64, CommitError>>,
    },
    /// Rest for a while.
    Hold {
        answer: oneshot::Sender<Result<Hold, CommitError>>,
    },
}

/// Answers the one who waits, if it still does.
pub(super) fn answer<T>(
    to: oneshot::Sender<Result<T, CommitError>>,
    outcome: Result<T, CommitError>,
) {
    let _ = to.send(outcome);
}
