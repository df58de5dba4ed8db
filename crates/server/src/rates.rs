//! How often a principal or an address may ask.
//!
//! ```text
//! request ─ address? ─ failures of the address? ─ authenticate ─ principal? ─ operation
//!                            ▲                        │ nobody
//!                            └────────────────────────┘
//! ```
//!
//! Two of the three checks come before anything is computed, so that whoever asks too often costs
//! little. An address is what one customer of a provider has (see [`Network`]); behind trusted proxies
//! it is the client's. A principal is a user, a role with all its sessions, or a root user with all
//! that it federates, so that nobody gets a larger share by asking for more sessions.
//!
//! Nothing here takes a lock or grows ([`buckets`]).

pub(crate) mod buckets;

use std::{
    hash::{BuildHasher, RandomState},
    net::IpAddr,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Instant,
};

use iamd_auth::{Caller, Network, Pace, Principal};
use iamd_ident::{AccountId, UniqueId};

use self::buckets::{Buckets, Rate};
use crate::config;

/// Who asks, as far as rates tell callers apart.
type Asker = (AccountId, Option<UniqueId>);

/// Why a request is turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TooOften {
    /// The address asks too often.
    Address,
    /// Too many requests of the address proved nothing.
    Failures,
}

/// The rates of all principals and addresses.
#[derive(Debug)]
pub(crate) struct Rates {
    /// What moments are counted from.
    began: Instant,
    /// Seeded at random, so that nobody can aim at the bucket of another.
    hasher: RandomState,
    principals: Buckets,
    addresses: Buckets,
    failures: Buckets,
    refused: [AtomicU64; REASONS.len()],
}

/// Why requests are turned away, as labels of numbers write it.
const REASONS: [&str; 3] = [
    "throttled_address",
    "throttled_failures",
    "throttled_principal",
];

/// The place of the last of them.
const PRINCIPAL: usize = 2;

impl Rates {
    /// The rates that a configuration asks for, with nobody having asked.
    pub(crate) fn new(rates: &config::Rates) -> Self {
        let buckets = |per_second, burst| Buckets::new(Rate::new(per_second, burst));
        Self {
            began: Instant::now(),
            hasher: RandomState::new(),
            principals: buckets(rates.principal_per_second, rates.principal_burst),
            addresses: buckets(rates.address_per_second, rates.address_burst),
            failures: buckets(rates.failures_per_second, rates.failures_burst),
            refused: <_>::default(),
        }
    }

    /// Lets a request from `address` in, which came `now`, or says why not.
    ///
    /// # Errors
    /// It asks too often, or too much of what it asks proves nothing.
    pub(crate) fn admit(&self, address: IpAddr, now: Instant) -> Result<(), TooOften> {
        if self.addresses.are_off() && self.failures.are_off() {
            return Ok(());
        }
        let (address, now) = (self.hash(Network::of(address)), self.moment(now));
        let refused = if !self.failures.has_room(address, now) {
            TooOften::Failures
        } else if !self.addresses.take(address, now) {
            TooOften::Address
        } else {
            return Ok(());
        };
        self.count(refused as usize);
        Err(refused)
    }

    /// How many were turned away, by reason.
    pub(crate) fn refused(&self) -> impl Iterator<Item = (&'static str, u64)> {
        let counts = self.refused.iter().map(|count| count.load(Relaxed));
        REASONS.into_iter().zip(counts)
    }

    fn count(&self, reason: usize) {
        if let Some(count) = self.refused.get(reason) {
            count.fetch_add(1, Relaxed);
        }
    }

    fn moment(&self, now: Instant) -> u64 {
        let since = now.saturating_duration_since(self.began);
        u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
    }

    fn hash(&self, of: impl std::hash::Hash) -> u64 {
        self.hasher.hash_one(of)
    }
}

impl Pace for Rates {
    fn admits(&self, caller: &Caller) -> bool {
        if self.principals.are_off() {
            return true;
        }
        let asker = asker(caller.principal());
        let admitted = asker.is_none_or(|asker| {
            let now = self.moment(Instant::now());
            self.principals.take(self.hash(asker), now)
        });
        if !admitted {
            self.count(PRINCIPAL);
        }
        admitted
    }

    fn note_unproved(&self, address: IpAddr) {
        if !self.failures.are_off() {
            let now = self.moment(Instant::now());
            self.failures.take(self.hash(Network::of(address)), now);
        }
    }
}

/// Who asks; nobody in particular has an address alone.
fn asker(principal: &Principal) -> Option<Asker> {
    match principal {
        Principal::RootUser(root) => Some((root.account, None)),
        Principal::User(user) => Some((user.account, Some(user.id))),
        Principal::RoleSession(session) => Some((session.role.account, Some(session.role.id))),
        Principal::FederatedUser(user) => {
            Some((user.account, user.issuer.as_ref().map(|issuer| issuer.id)))
        }
        Principal::Anonymous => None,
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::Arc, time::Duration};

    use iamd_auth::RootUserFacts;

    use super::*;

    fn rates(per_second: u64, burst: u64) -> Rates {
        Rates::new(&config::Rates {
            principal_per_second: per_second,
            principal_burst: burst,
            address_per_second: per_second,
            address_burst: burst,
            failures_per_second: per_second,
            failures_burst: burst,
        })
    }

    fn root(account: u64) -> Caller {
        let account = AccountId::new(account).unwrap();
        let arn = format!("arn:aws:iam::{account}:root").parse().unwrap();
        let facts = Arc::new(RootUserFacts { account, arn });
        Caller::new(
            Principal::RootUser(facts),
            "AKIATEST00000000TEST".parse().unwrap(),
        )
    }

    #[test]
    fn one_address_has_its_share_and_others_theirs() {
        let rates = rates(1, 3);
        let now = rates.began;
        let (one, other) = ([192, 0, 2, 1].into(), [192, 0, 2, 2].into());
        for _ in 0..3 {
            assert_eq!(rates.admit(one, now), Ok(()));
        }
        assert_eq!(rates.admit(one, now), Err(TooOften::Address));
        assert_eq!(rates.admit(other, now), Ok(()));
        assert_eq!(rates.admit(one, now + Duration::from_secs(1)), Ok(()));
    }

    #[test]
    fn an_address_that_proves_nothing_is_not_looked_at() {
        let rates = rates(1, 3);
        let address: IpAddr = [192, 0, 2, 1].into();
        (0..3).for_each(|_| rates.note_unproved(address));
        assert_eq!(
            rates.admit(address, Instant::now()),
            Err(TooOften::Failures)
        );
    }

    #[test]
    fn a_principal_has_its_share_wherever_it_is() {
        let rates = rates(1, 2);
        let admitted = (0..5).filter(|_| rates.admits(&root(1))).count();
        assert!((2..5).contains(&admitted), "{admitted}");
        assert!(rates.admits(&root(2)));
    }

    #[test]
    fn nothing_is_bounded_where_no_rate_is_wanted() {
        let rates = rates(0, 0);
        let address: IpAddr = [192, 0, 2, 1].into();
        for _ in 0..1000 {
            rates.note_unproved(address);
            assert_eq!(rates.admit(address, rates.began), Ok(()));
            assert!(rates.admits(&root(1)));
        }
    }
}
