//! Principals in the form in which requests need them: keys opened, policies compiled and merged.

use std::{collections::HashSet, sync::Arc};

use iamd_auth::UserFacts;
use iamd_ident::{AccessKeyId, AccountId, Arn, Random, Secret, UniqueId, UserName};
use iamd_policy::{Compiled, PolicySet};
use iamd_seal::ChecksumKey;
use iamd_store::{Committed, Key};
use parking_lot::Mutex;

use crate::{
    AccessKeyStatus, Directory, Error, KeyOwner, PolicyRef, VersionNumber,
    cache::{Cache, CacheUses},
    draft::load,
    entity::entity_in,
    keyspace,
    records::{AccessKeyRecord, GlobalAccessKeyRecord, NameRecord, UserRecord},
};

mod basis;
mod dependents;
mod policies;
mod session;

use dependents::{Dependent, Dependents, Root};
use policies::Recipe;
use session::SessionKey;

/// LIMIT: how many access keys, names and users are kept in memory, a few KiB each.
const ENTRIES_MAX: usize = 100_000;
/// LIMIT: how many compiled versions of policies are kept in memory.
const COMPILED_MAX: usize = 20_000;
/// LIMIT: how many bytes the policies of users and roles may take. A set that many of them share
/// counts for each, so that in truth they take less.
const POLICIES_BYTES_MAX: usize = 256 << 20;
/// LIMIT: how many bytes the policies of sessions may take.
const SESSIONS_BYTES_MAX: usize = 64 << 20;
/// LIMIT: how many bytes the sets of policies may take that are kept by what they are made of.
const SETS_BYTES_MAX: usize = 256 << 20;
/// About what a set takes beside its index: its key, where its policies come from, and inline
/// policies, which no other set shares.
const SET_BYTES: usize = 2 << 10;

/// A user, role, group or policy; the id says which.
type EntityKey = (AccountId, UniqueId);

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
    /// The permissions boundary, if one is set.
    pub(crate) boundary: Option<Arn>,
}

/// The policies of a user or role, ready to be asked.
pub(crate) struct KnownPolicies {
    /// Its own, and those of its groups.
    pub(crate) identity: Arc<PolicySet>,
    /// The permissions boundary, if one is set.
    pub(crate) boundary: Option<Arc<PolicySet>>,
    /// The revision of the store at which they were these.
    pub(crate) revision: u64,
}

/// What was opened and compiled so far.
pub(crate) struct Principals {
    keys: Cache<AccessKeyId, OpenKey>,
    /// By folded name.
    names: Cache<(AccountId, String), UniqueId>,
    users: Cache<EntityKey, KnownUser>,
    policies: Cache<EntityKey, KnownPolicies>,
    /// The policies that sessions were made with, by what they say.
    sessions: Cache<SessionKey, PolicySet>,
    session_keys: ChecksumKey,
    compiled: Cache<(AccountId, PolicyRef, VersionNumber), Compiled>,
    /// Merged policies by what they are made of, so that none is ever untrue: users with the same
    /// policies share one, and a change that leaves a user's policies as they are leaves theirs.
    sets: Cache<Recipe, PolicySet>,
    /// Which entries of `policies` and `sessions` hang on a policy or group, or on what an account
    /// lets all its users do.
    dependents: Mutex<Dependents>,
}

impl Principals {
    pub(crate) fn new(random: &dyn Random) -> Self {
        Self {
            keys: Cache::new(ENTRIES_MAX),
            names: Cache::new(ENTRIES_MAX),
            users: Cache::new(ENTRIES_MAX),
            policies: Cache::weighing(POLICIES_BYTES_MAX, known_bytes),
            sessions: Cache::weighing(SESSIONS_BYTES_MAX, set_bytes),
            session_keys: ChecksumKey::from_bytes(random.bytes().into()),
            compiled: Cache::new(COMPILED_MAX),
            sets: Cache::weighing(SETS_BYTES_MAX, set_bytes),
            dependents: Mutex::default(),
        }
    }

    /// How often each cache was of use.
    pub(crate) fn uses(&self) -> [(&'static str, CacheUses); 7] {
        [
            ("keys", self.keys.uses()),
            ("user_names", self.names.uses()),
            ("users", self.users.uses()),
            ("policies", self.policies.uses()),
            ("session_policies", self.sessions.uses()),
            ("compiled_policies", self.compiled.uses()),
            ("policy_sets", self.sets.uses()),
        ]
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
        self.sessions.clear();
        self.compiled.clear();
        self.sets.clear();
        *self.dependents.lock() = Dependents::default();
    }

    fn forget(&self, key: &Key) {
        if key.table() == keyspace::PASSWORD_POLICY.name() {
            if let Ok(account) = key.scope().parse() {
                self.forget_dependents(&Root::PasswordPolicy(account));
            }
            return;
        }
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
            self.users.remove(&(account, id));
        }
        if [keyspace::USERS.name(), keyspace::ROLES.name()].contains(&table) {
            // Inline policies, attachments, groups and boundaries change with the record.
            self.policies.remove(&(account, id));
        } else if [keyspace::GROUPS.name(), keyspace::POLICIES.name()].contains(&table) {
            self.forget_dependents(&Root::Entity((account, id)));
        }
    }

    fn forget_dependents(&self, root: &Root) {
        let dependents = self.dependents.lock().of(root);
        self.forget_sets(&dependents);
    }

    /// Notes that what is kept for `dependent` hangs on these.
    fn depend(&self, dependent: Dependent, on: &HashSet<Root>) {
        let crowded = self.dependents.lock().add(dependent, on);
        self.forget_sets(&crowded);
    }

    fn forget_sets(&self, of: &HashSet<Dependent>) {
        for dependent in of {
            match dependent {
                Dependent::Principal(principal) => self.policies.remove(principal),
                Dependent::Session(session) => self.sessions.remove(session),
            }
        }
    }
}

fn known_bytes(known: &KnownPolicies) -> usize {
    let boundary = known.boundary.as_deref().map_or(0, set_bytes);
    set_bytes(&known.identity).saturating_add(boundary)
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
        let secret = self.open_text(&place, &record.sealed_secret)?;
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
        let place = keyspace::name(account, keyspace::USER_NAMES, &name.folded())?;
        let Some((found, _)) = load::<NameRecord>(self.store(), &place).await? else {
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
        let snapshot = self.snapshot().await?;
        let Some(record) = entity_in::<UserRecord>(&snapshot, account, id).await? else {
            return Ok(None);
        };
        let boundary = record.permissions_boundary.as_ref();
        let boundary = self.boundary_arn_in(&snapshot, account, boundary).await?;
        let facts = Arc::new(UserFacts {
            account,
            id,
            arn: self.entity_arn(account, &record),
            name: record.name.clone(),
            path: record.path.clone(),
            tags: record.tags.clone(),
        });
        let user = Arc::new(KnownUser {
            record,
            facts,
            boundary,
        });
        users.insert((account, id), Arc::clone(&user), ticket);
        Ok(Some(user))
    }
}
