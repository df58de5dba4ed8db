//! What becomes of imports of which the store does not say how they ended.

use std::sync::Arc;

use futures::executor::block_on;
use iamd_auth::{SystemReason, SystemWork};
use iamd_ident::{Clock, Partition};
use iamd_seal::{MasterKey, Purpose, SealingKeys};
use iamd_store::{CommitError, Memory, Store};
use iamd_testkit::{ManualClock, SeededRandom};

use super::*;
use crate::{AccountQuotas, DirectoryParts};

fn directory() -> (Directory, Store) {
    let master = MasterKey::from_bytes([7; MasterKey::BYTES].into());
    let store = Memory::new(master.checksum_key(Purpose::new("records"))).store();
    let directory = Directory::new(DirectoryParts {
        store: store.clone(),
        keys: SealingKeys::new(master.sealing_key(Purpose::new("secrets"))),
        partition: Partition::Aws,
        clock: Arc::new(ManualClock::default()) as Arc<dyn Clock>,
        random: Arc::new(SeededRandom::new(1)),
        quotas: AccountQuotas::default(),
    });
    (directory, store)
}

fn unavailable() -> ImportError {
    let reason = "the disk failed".to_owned();
    Error::from(CommitError::Unavailable { reason }).into()
}

#[test]
fn what_is_read_afterwards_tells_whether_there_is_an_account() {
    let account = "123456789012".parse().unwrap();
    let (directory, store) = directory();
    let gave_up = || block_on(directory.give_up_import(account, unavailable()));
    assert!(matches!(gave_up(), Err(ImportError::Directory(_))));
    let work = SystemWork::new(SystemReason::Operator);
    let key = directory.fresh_key(account);
    block_on(directory.create_account(&work, account, key)).unwrap();
    gave_up().unwrap();
    let place = keyspace::account(account).unwrap();
    assert!(block_on(store.get(&place)).unwrap().is_some());
    block_on(store.close()).unwrap();
    assert!(matches!(gave_up(), Err(ImportError::InDoubt(_))));
}
