//! Principals in the form in which requests need them: keys opened, policies compiled and merged.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use iamd_auth::UserFacts;
use iamd_ident::{AccessKeyId, AccountId, Secret, UniqueId, UserName};
use iamd_policy::{Compiled, PolicySet};
use iamd_store::{Committed, Key};
use parking_lot::Mutex;

use crate::{
    AccessKeyStatus, Directory, Error, KeyOwner, PolicyRef, VersionNumber,
    cache::Cache,
    draft::load,
    keyspace,
    records::{AccessKeyRecord, GlobalAccessKeyRecord, UserNameRecord, UserRecord},
};

mod policies;

use policies::Recipe;

/// LIMIT: how many access keys, names and users are kept in memory, a few KiB each.
const ENTRIES_MAX: usize = 100_000;
/// LIMIT: how many compiled versions of policies are kept in memory.
const COMPILED_MAX: usize = 20_000;
/// LIMIT: how many bytes the policies of users may take. A set that many users share counts for each,
/// so that in truth they take less.
const POLICIES_BYTES_MAX: usize = 256 << 20;
/// LIMIT: how many bytes the sets of policies may take that are kept by what they are made of.
const SETS_BYTES_MAX: usize = 256 << 20;
/// About what a set takes beside its index: its key, where its policies come from, and inline
/// policies, which no other set shares.
const SET_BYTES: usize = 2 << 10;

type UserKey = (AccountId, UniqueId);
type PolicyKey = (AccountId, UniqueId);

/// An access key, opened.
pub(crate) struct OpenKey {
    pub(crate) account: AccountId,
    pub(crate) owner: KeyOwner,
    pub(crate) status: AccessKeyStatus,
    pub(crate) secret: Arc<Secret<String>>,
}

/// A user, as it is read again and again.
pub(crate) struct KnownUser {
    pub(crate) record: UserRecord,
    pub(crate) facts: Arc<UserFacts>,
}

/// The policies of a user, ready to be asked.
pub(crate) struct KnownPolicies {
    pub(crate) policies: Arc<PolicySet>,
    /// The revision of the store at which they were these.
    pub(crate) revision: u64,
}

/// What was opened and compiled so far.
pub(crate) struct Principals {
    keys: Cache<AccessKeyId, OpenKey>,
    /// By folded name.
    names: Cache<(AccountId, String), UniqueId>,
    users: Cache<UserKey, KnownUser>,
    policies: Cache<UserKey, KnownPolicies>,
    compiled: Cache<(AccountId, PolicyRef, VersionNumber), Compiled>,
    /// Merged policies by what they are made of, so that none is ever untrue: users with the same
    /// policies share one, and a change that leaves a user's policies as they are leaves theirs.
    sets: Cache<Recipe, PolicySet>,
    /// Which users' entries in `policies` hold a policy. Entries may be stale, never missing; they go
    /// with the next change of the policy, and attaching and detaching it are such changes.
    dependents: Mutex<HashMap<PolicyKey, HashSet<UserKey>>>,
}

impl Principals {
    pub(crate) fn new() -> Self {
        Self {
            keys: Cache::new(ENTRIES_MAX),
            names: Cache::new(ENTRIES_MAX),
            users: Cache::new(ENTRIES_MAX),
            policies: Cache::weighing(POLICIES_BYTES_MAX, |known| set_bytes(&known.policies)),
            compiled: Cache::new(COMPILED_MAX),
            sets: Cache::weighing(SETS_BYTES_MAX, set_bytes),
            dependents: Mutex::new(HashMap::new()),
        }
    }

    /// Drops exactly what a transaction has made untrue.
    pub(crate) fn apply(&self, committed: &Committed) {
        for change in &committed.changes {
            self.forget(&change.key);
        }
    }

    /// Drops everything.
    pub(crate) fn clear(&self) {
        self.keys.clear();
        self.names.clear();
        self.users.clear();
        self.policies.clear();
        self.compiled.clear();
        self.sets.clear();
        self.dependents.lock().clear();
    }

    fn forget(&self, key: &Key) {
        let first = key
            .segments()
            .next()
            .and_then(|segment| str::from_utf8(segment).ok());
        let (Some(first), table) = (first, key.table()) else {
            return;
        };
        if table == keyspace::ACCESS_KEYS.name() {
            if let Ok(id) = first.parse() {
                self.keys.remove(&id);
            }
            return;
        }
        let Ok(account) = key.scope().parse() else {
            return;
        };
        if table == keyspace::USER_NAMES.name() {
            self.names.remove(&(account, first.to_owned()));
            return;
        }
        let Ok(id) = first.parse() else { return };
        if table == keyspace::USERS.name() {
            // Inline policies and attachments change with the record of their user.
            self.users.remove(&(account, id));
            self.policies.remove(&(account, id));
        } else if table == keyspace::POLICIES.name() {
            for user in self
                .dependents
                .lock()
                .remove(&(account, id))
                .unwrap_or_default()
            {
                self.policies.remove(&user);
            }
        }
    }

    fn depend(&self, user: UserKey, policy: PolicyKey) {
        self.dependents
            .lock()
            .entry(policy)
            .or_default()
            .insert(user);
    }
}

fn set_bytes(set: &PolicySet) -> usize {
    SET_BYTES.saturating_add(set.heap_bytes())
}

impl Directory {
    /// The access key with this id, whatever its status.
    pub(crate) async fn open_key(&self, id: &AccessKeyId) -> Result<Option<Arc<OpenKey>>, Error> {
        let keys = &self.principals().keys;
        if let Some(key) = keys.get(id) {
            return Ok(Some(key));
        }
        let ticket = keys.ticket(id);
        let Some(key) = self.load_key(id).await? else {
            return Ok(None);
        };
        let key = Arc::new(key);
        keys.insert(id.clone(), Arc::clone(&key), ticket);
        Ok(Some(key))
    }

    async fn load_key(&self, id: &AccessKeyId) -> Result<Option<OpenKey>, Error> {
        let global = keyspace::global_access_key(id)?;
        let Some((GlobalAccessKeyRecord { account }, _)) = load(self.store(), &global).await?
        else {
            return Ok(None);
        };
        let place = keyspace::access_key(account, id)?;
        let Some((record, _)) = load::<AccessKeyRecord>(self.store(), &place).await? else {
            return Ok(None);
        };
        let secret = self.open_secret(&place, &record.sealed_secret)?;
        Ok(Some(OpenKey {
            account,
            owner: record.owner,
            status: record.status,
            secret: Arc::new(secret),
        }))
    }

    /// The id of the user that has a name now.
    pub(crate) async fn user_id(
        &self,
        account: AccountId,
        name: &UserName,
    ) -> Result<Option<UniqueId>, Error> {
        let names = &self.principals().names;
        let key = (account, name.folded());
        if let Some(id) = names.get(&key) {
            return Ok(Some(*id));
        }
        let ticket = names.ticket(&key);
        let place = keyspace::user_name(account, name)?;
        let Some((found, _)) = load::<UserNameRecord>(self.store(), &place).await? else {
            return Ok(None);
        };
        names.insert(key, Arc::new(found.id), ticket);
        Ok(Some(found.id))
    }

    /// The user with this id.
    pub(crate) async fn known_user(
        &self,
        account: AccountId,
        id: UniqueId,
    ) -> Result<Option<Arc<KnownUser>>, Error> {
        let users = &self.principals().users;
        if let Some(user) = users.get(&(account, id)) {
            return Ok(Some(user));
        }
        let ticket = users.ticket(&(account, id));
        let place = keyspace::user(account, id)?;
        let Some((record, _)) = load::<UserRecord>(self.store(), &place).await? else {
            return Ok(None);
        };
        let facts = Arc::new(UserFacts {
            account,
            id,
            arn: self.user_arn(account, &record.path, &record.name),
            name: record.name.clone(),
            path: record.path.clone(),
            tags: record.tags.clone(),
        });
        let user = Arc::new(KnownUser { record, facts });
        users.insert((account, id), Arc::clone(&user), ticket);
        Ok(Some(user))
    }
}
