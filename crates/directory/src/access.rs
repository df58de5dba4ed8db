//! Which operations users and roles tried to perform, and when last: what is not written down yet,
//! and where the rest lies.
//!
//! Attempts are noted in memory, by the guard that every operation runs through, and written down with
//! the last uses of keys, one record for each user or role.

use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
};

use iamd_auth::{Access, AccessedBy};
use iamd_ident::Timestamp;
use iamd_store::{CommitError, Expect, Key, Txn};
use parking_lot::Mutex;

use crate::{
    Directory, Error,
    draft::load,
    entity::Entity,
    keyspace,
    last_use::{is_tracked, kept_region},
    records::{AccessesRecord, AttemptRecord, RoleRecord, UserRecord, encode},
};

const SHARDS: usize = 64;

/// LIMIT: how many users and roles one transaction writes down, with a check for each. Whoever tried
/// everything that there is takes some forty KiB.
const BATCH: usize = 20;

/// The last attempt at each action of each user and role since the last flush. Readers look here
/// first, so that an attempt is seen by the very next request.
///
/// LIMIT: a principal has at most one entry for each row of the operation tables, and what was
/// written down has none.
pub(crate) struct Accesses {
    shards: Box<[Shard]>,
    hasher: RandomState,
    /// One flush at a time: of two, the slower could write an older attempt over a newer one.
    flushing: tokio::sync::Mutex<()>,
}

/// The attempts of some users and roles, of each in the order of the actions.
type Shard = Mutex<HashMap<AccessedBy, Vec<Attempt>>>;

/// The last attempt at an action.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Attempt {
    action: &'static str,
    at: Timestamp,
    region: Box<str>,
}

impl Default for Accesses {
    fn default() -> Self {
        Self {
            shards: (0..SHARDS).map(|_| Mutex::default()).collect(),
            hasher: RandomState::new(),
            flushing: tokio::sync::Mutex::default(),
        }
    }
}

impl Accesses {
    /// Notes an attempt. This stands before every operation: what is known already costs a lock that
    /// few share and a search among the actions of the principal, and allocates nothing.
    pub(crate) fn record(&self, by: AccessedBy, access: Access<'_>) {
        let access = Access {
            region: kept_region(access.region),
            ..access
        };
        let Some(shard) = self.shard(by) else { return };
        let mut shard = shard.lock();
        let attempts = shard.entry(by).or_default();
        match attempts.binary_search_by(|known| known.action.cmp(access.action)) {
            Ok(place) => {
                if let Some(known) = attempts.get_mut(place) {
                    known.renew(access);
                }
            }
            Err(place) => attempts.insert(
                place,
                Attempt {
                    action: access.action,
                    at: access.at,
                    region: access.region.into(),
                },
            ),
        }
    }

    pub(crate) fn clear(&self) {
        for shard in &self.shards {
            shard.lock().clear();
        }
    }

    fn of(&self, by: AccessedBy) -> Vec<Attempt> {
        let attempts = self.shard(by).map(|shard| shard.lock().get(&by).cloned());
        attempts.flatten().unwrap_or_default()
    }

    /// Forgets what was written down, unless something came meanwhile.
    fn written(&self, by: AccessedBy, attempts: &[Attempt]) {
        let Some(shard) = self.shard(by) else { return };
        let mut shard = shard.lock();
        if shard.get(&by).is_some_and(|known| known == attempts) {
            shard.remove(&by);
        }
    }

    fn shard(&self, by: AccessedBy) -> Option<&Shard> {
        let place = usize::try_from(self.hasher.hash_one(by) % SHARDS as u64).ok()?;
        self.shards.get(place)
    }
}

impl Attempt {
    fn renew(&mut self, access: Access<'_>) {
        if access.at < self.at {
            return;
        }
        self.at = access.at;
        if *self.region != *access.region {
            self.region = access.region.into();
        }
    }
}

/// All that is known of the attempts of one user or role, as far as reports tell it.
#[derive(Clone, Debug, Default)]
pub(crate) struct AccessHistory {
    /// The last attempt at each action, in the order of the actions.
    attempts: Vec<AttemptRecord>,
}

impl AccessHistory {
    /// The last attempt at an action, such as `iam:CreateUser`.
    pub(crate) fn action(&self, action: &str) -> Option<&AttemptRecord> {
        let attempts = &self.attempts;
        let place = attempts.binary_search_by(|known| known.action.as_str().cmp(action));
        attempts.get(place.ok()?)
    }

    /// The last attempt at any action of a service, by its namespace; of two at the same time, the
    /// first in the order of the actions.
    pub(crate) fn service(&self, namespace: &str) -> Option<&AttemptRecord> {
        let of_service = self.attempts.iter().filter(|attempt| {
            let rest = attempt.action.strip_prefix(namespace);
            rest.is_some_and(|rest| rest.starts_with(':'))
        });
        of_service.reduce(|last, next| if next.at > last.at { next } else { last })
    }

    fn add(&mut self, attempt: &Attempt) {
        let attempts = &mut self.attempts;
        let place = attempts.binary_search_by(|known| known.action.as_str().cmp(attempt.action));
        let record = AttemptRecord {
            action: attempt.action.to_owned(),
            at: attempt.at,
            region: attempt.region.to_string(),
        };
        match place {
            Ok(place) => {
                if let Some(known) = attempts.get_mut(place)
                    && known.at <= record.at
                {
                    *known = record;
                }
            }
            Err(place) => attempts.insert(place, record),
        }
    }

    fn forget_old(&mut self, now: Timestamp) {
        self.attempts.retain(|attempt| is_tracked(attempt.at, now));
    }
}

impl Directory {
    /// What a user or role tried to do in the time that reports tell of, whether it is written down or
    /// not.
    pub(crate) async fn access_history(&self, by: AccessedBy) -> Result<AccessHistory, Error> {
        // In this order: what is written down meanwhile is found twice, and never missed.
        let pending = self.accesses().of(by);
        let mut history = self.written_history(by).await?;
        for attempt in &pending {
            history.add(attempt);
        }
        history.forget_old(self.clock().now());
        Ok(history)
    }

    /// Writes down the attempts that are only in memory. Called with the last uses.
    ///
    /// # Errors
    /// The store cannot read or write. What was not written stays in memory.
    pub(crate) async fn flush_accesses(&self) -> Result<(), Error> {
        let accesses = self.accesses();
        let _alone = accesses.flushing.lock().await;
        let mut failed = None;
        for shard in &accesses.shards {
            let principals: Vec<AccessedBy> = shard.lock().keys().copied().collect();
            for batch in principals.chunks(BATCH) {
                if let Err(error) = self.flush_batch(batch).await {
                    // What cannot be read must not keep the others from being written down.
                    failed = Some(error);
                }
            }
        }
        failed.map_or(Ok(()), Err)
    }

    async fn flush_batch(&self, principals: &[AccessedBy]) -> Result<(), Error> {
        let now = self.clock().now();
        let mut txn = Txn::new();
        let mut planned = Vec::with_capacity(principals.len());
        let mut failed = None;
        for by in principals {
            let attempts = self.accesses().of(*by);
            match self.planned_history(*by, &attempts, now).await {
                // Who goes meanwhile makes this a conflict, and the next flush knows.
                Ok(Some((owner, place, bytes))) => {
                    txn = txn.check(owner, Expect::Present).put(place, bytes);
                }
                // Who is gone has no access data.
                Ok(None) => {}
                Err(error) => {
                    failed = Some(error);
                    continue;
                }
            }
            planned.push((*by, attempts));
        }
        match self.store().commit(txn).await {
            Ok(_) => {
                for (by, attempts) in &planned {
                    self.accesses().written(*by, attempts);
                }
            }
            Err(CommitError::Conflict { .. }) => {}
            Err(error) => return Err(Error::Store(Box::new(error))),
        }
        failed.map_or(Ok(()), Err)
    }

    /// The record of whoever tried, where what it tried is to lie, and that; none if it is gone.
    async fn planned_history(
        &self,
        by: AccessedBy,
        attempts: &[Attempt],
        now: Timestamp,
    ) -> Result<Option<(Key, Key, Vec<u8>)>, Error> {
        let (account, id) = (by.account(), by.id());
        let owner = match by {
            AccessedBy::User(..) => {
                let known = self.known_user(account, id).await?;
                known.map(|_| keyspace::entity(account, UserRecord::TABLE, id))
            }
            AccessedBy::Role(..) => {
                let known = self.known_role(account, id).await?;
                known.map(|_| keyspace::entity(account, RoleRecord::TABLE, id))
            }
        };
        let Some(owner) = owner.transpose()? else {
            return Ok(None);
        };
        let mut history = self.written_history(by).await?;
        for attempt in attempts {
            history.add(attempt);
        }
        history.forget_old(now);
        let record = AccessesRecord {
            attempts: history.attempts,
        };
        let bytes = encode(&record).map_err(|error| Error::Corrupt {
            what: "the accesses of a principal",
            source: error.into(),
        })?;
        Ok(Some((owner, keyspace::accesses(account, id)?, bytes)))
    }

    async fn written_history(&self, by: AccessedBy) -> Result<AccessHistory, Error> {
        let place = keyspace::accesses(by.account(), by.id())?;
        let record = load::<AccessesRecord>(self.store(), &place).await?;
        let attempts = record.map(|(record, _)| record.attempts);
        Ok(AccessHistory {
            attempts: attempts.unwrap_or_default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use iamd_ident::{AccountId, IdKind, UniqueId};
    use iamd_testkit::SeededRandom;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn access(action: &'static str, second: i64, region: &'static str) -> Access<'static> {
        Access {
            action,
            at: at(second),
            region,
        }
    }

    fn bob() -> AccessedBy {
        let account: AccountId = "123456789012".parse().unwrap();
        AccessedBy::User(
            account,
            UniqueId::random(IdKind::User, &SeededRandom::new(1)),
        )
    }

    #[track_caller]
    fn check(accesses: &Accesses, expect: &[(&str, i64, &str)]) {
        let found: Vec<_> = accesses.of(bob());
        let found: Vec<_> = found
            .iter()
            .map(|attempt| (attempt.action, attempt.at.as_second(), &*attempt.region))
            .collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn the_last_attempt_at_each_action_counts() {
        let accesses = Accesses::default();
        check(&accesses, &[]);
        for access in [
            access("s3:GetObject", 3, "eu-west-1"),
            access("iam:GetUser", 1, "us-west-2"),
            access("iam:GetUser", 5, "us-east-1"),
            access("iam:GetUser", 4, "us-west-2"),
        ] {
            accesses.record(bob(), access);
        }
        let expect = [
            ("iam:GetUser", 5, "us-east-1"),
            ("s3:GetObject", 3, "eu-west-1"),
        ];
        check(&accesses, &expect);
    }

    #[test]
    fn no_more_is_kept_of_a_region_than_regions_have() {
        let accesses = Accesses::default();
        let long = format!("{}é", "x".repeat(63));
        let longer = "x".repeat(65);
        for (region, kept) in [
            (long.as_str(), 63),
            (longer.as_str(), 64),
            ("", 0),
            ("us-west-2", 9),
            ("us-west-2=cmd|'/C calc'!A1", 9),
            ("=cmd|'/C calc'!A1", 0),
            ("-A1", 0),
            ("+1", 0),
        ] {
            let access = Access {
                action: "iam:GetUser",
                at: at(1),
                region,
            };
            accesses.record(bob(), access);
            assert_eq!(accesses.of(bob())[0].region.len(), kept);
        }
    }

    #[test]
    fn what_comes_while_it_is_written_down_stays() {
        let accesses = Accesses::default();
        accesses.record(bob(), access("iam:GetUser", 1, "us-west-2"));
        let planned = accesses.of(bob());
        accesses.record(bob(), access("iam:GetUser", 2, "us-west-2"));
        accesses.written(bob(), &planned);
        check(&accesses, &[("iam:GetUser", 2, "us-west-2")]);
        accesses.written(bob(), &accesses.of(bob()));
        check(&accesses, &[]);
    }

    #[test]
    fn a_service_is_told_by_its_last_action() {
        let mut history = AccessHistory::default();
        for (action, second) in [("iam:GetUser", 2), ("iam:ListUsers", 7), ("iamx:Get", 9)] {
            history.add(&Attempt {
                action,
                at: at(second),
                region: "us-west-2".into(),
            });
        }
        let last = |namespace: &str| history.service(namespace).map(|last| last.action.clone());
        assert_eq!(last("iam"), Some("iam:ListUsers".to_owned()));
        assert_eq!(last("s3"), None);
        assert_eq!(history.action("iam:GetUser").unwrap().at, at(2));
        assert!(history.action("iam:GetRole").is_none());
        history.forget_old(at(2 + 400 * 24 * 60 * 60 + 1));
        assert!(history.action("iam:GetUser").is_none());
        assert!(history.action("iam:ListUsers").is_some());
    }
}
