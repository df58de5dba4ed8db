//! Which reports are to be made, in memory: what wakes whoever makes them.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use iamd_ident::AccountId;
use parking_lot::Mutex;
use tokio::sync::Notify;

/// The reports that were asked for and are not made, and those of whose end nobody was told.
#[derive(Default)]
pub(crate) struct ReportRequests {
    /// In the store as well: there, an account is found only by looking at all.
    wanted: Mutex<BTreeSet<AccountId>>,
    woken: Arc<Notify>,
    /// The last report of each account that this program made, until somebody knows that it is
    /// complete. Of what an earlier program made somebody knew, or nobody waits for it any more.
    untold: Mutex<HashMap<AccountId, u64>>,
}

/// Tells when a report is to be made.
#[derive(Clone, Debug)]
pub struct WantedReports(Arc<Notify>);

impl WantedReports {
    /// Waits until a report is to be made that nobody waited for before.
    pub async fn changed(&self) {
        self.0.notified().await;
    }
}

impl ReportRequests {
    pub(crate) fn want(&self, account: AccountId) {
        self.wanted.lock().insert(account);
        self.woken.notify_one();
    }

    pub(super) fn take(&self) -> Option<AccountId> {
        self.wanted.lock().pop_first()
    }

    /// Keeps what could not be made for the next time, and wakes nobody for it.
    pub(super) fn put_back(&self, accounts: Vec<AccountId>) {
        self.wanted.lock().extend(accounts);
    }

    pub(super) fn made(&self, account: AccountId, number: u64) {
        self.untold.lock().insert(account, number);
    }

    pub(super) fn told(&self, account: AccountId, number: u64) {
        let mut untold = self.untold.lock();
        if untold.get(&account) == Some(&number) {
            untold.remove(&account);
        }
    }

    pub(super) fn is_untold(&self, account: AccountId, number: u64) -> bool {
        self.untold.lock().get(&account) == Some(&number)
    }

    pub(super) fn wanted(&self) -> WantedReports {
        WantedReports(Arc::clone(&self.woken))
    }

    pub(crate) fn clear(&self) {
        self.wanted.lock().clear();
        self.untold.lock().clear();
    }
}
