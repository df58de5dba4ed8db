//! Accounts as JSON, iamd's own documents and those of AWS, as somebody hands them in.

use iamd_ident::Partition;
use iamd_transfer::{Incoming, Target};

/// Reading ends with an account, or with a fault that has words and is no longer than they need.
pub(crate) fn run(data: &[u8]) {
    let target = Target {
        partition: Partition::Aws,
        account: None,
    };
    match Incoming::read(data, &target) {
        Ok(incoming) => {
            let remarks = incoming.remarks().len();
            assert!(remarks <= data.len(), "{remarks} remarks on so little");
        }
        Err(error) => {
            let words = error.to_string();
            assert!(!words.is_empty(), "a fault has words");
            assert!(words.len() < 10_000, "and not too many: {words}");
        }
    }
}
