//! Principals in the form in which requests need them: keys opened, policies compiled and merged.

use std::{
    collections::{HashMap, HashSet},
    fmt,
    sync::Arc,
};

use iamd_auth::UserFacts;
use iamd_ident::{AccessKeyId, AccountId, Secret, UniqueId, UserName};
use iamd_policy::{Compiled, Document, PolicySource, PrincipalPolicies, SourceKind};
use iamd_store::{Committed, Key, Snapshot};
use parking_lot::Mutex;

use crate::{
    AccessKeyStatus, Directory, Error, KeyOwner, PolicyRef, VersionNumber,
    cache::Cache,
    draft::{load, load_from},
    keyspace,
    records::{
        AccessKeyRecord, GlobalAccessKeyRecord, InlinePolicyRecord, PolicyRecord,
        PolicyVersionRecord, UserNameRecord, UserRecord,
    },
};

/// LIMIT: how many access keys and principals are kept in memory, a few KiB each.
const ENTRIES_MAX: usize = 100_000;
/// LIMIT: how many compiled versions of policies are kept in memory.
const COMPILED_MAX: usize = 20_000;

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
    pub(crate) policies: Arc<PrincipalPolicies>,
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
            policies: Cache::new(ENTRIES_MAX),
            compiled: Cache::new(COMPILED_MAX),
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

    /// The policies of the user with this id, compiled and merged.
    pub(crate) async fn known_policies(
        &self,
        account: AccountId,
        id: UniqueId,
    ) -> Result<Option<Arc<KnownPolicies>>, Error> {
        let known = &self.principals().policies;
        if let Some(policies) = known.get(&(account, id)) {
            return Ok(Some(policies));
        }
        let ticket = known.ticket(&(account, id));
        let place = keyspace::user(account, id)?;
        let Some((record, _)) = load::<UserRecord>(self.store(), &place).await? else {
            return Ok(None);
        };
        for policy in &record.attached_policies {
            if let PolicyRef::Customer(policy) = policy {
                self.principals().depend((account, id), (account, *policy));
            }
        }
        // INVARIANT: all is of one moment, so that nobody is decided about by policies that never
        // counted together. What depends on a policy is known before that moment, so that no later
        // change of it goes by unnoticed; and if the user got other policies just before, then that
        // change of the user drops this entry before any later change is told.
        let snapshot = self.snapshot().await?;
        let Some(record) = load_from::<UserRecord>(&snapshot, &place).await? else {
            return Ok(None);
        };
        let policies = Arc::new(KnownPolicies {
            policies: Arc::new(self.compile_policies(&snapshot, account, &record).await?),
            revision: snapshot.revision().number(),
        });
        known.insert((account, id), Arc::clone(&policies), ticket);
        Ok(Some(policies))
    }

    /// SECURITY: a policy that is named and cannot be found might deny. So it is an error, which
    /// denies everything.
    async fn compile_policies(
        &self,
        snapshot: &Snapshot,
        account: AccountId,
        user: &UserRecord,
    ) -> Result<PrincipalPolicies, Error> {
        let mut policies = Vec::new();
        for entry in &user.inline_policies {
            let place = keyspace::user_policy(account, user.id, &entry.name)?;
            let inline = load_from::<InlinePolicyRecord>(snapshot, &place).await?;
            let inline = inline.ok_or_else(|| lost("an inline policy", &place))?;
            let source = PolicySource::new(entry.name.as_str(), SourceKind::UserInline);
            policies.push((source, Arc::new(compile(&inline.document)?)));
        }
        for policy in &user.attached_policies {
            policies.push(self.compile_attached(snapshot, account, policy).await?);
        }
        Ok(PrincipalPolicies::new(policies))
    }

    async fn compile_attached(
        &self,
        snapshot: &Snapshot,
        account: AccountId,
        policy: &PolicyRef,
    ) -> Result<(PolicySource, Arc<Compiled>), Error> {
        let missing = || lost("an attached policy", policy);
        let (arn, version) = match policy {
            PolicyRef::Customer(id) => {
                let place = keyspace::policy(account, *id)?;
                let record = load_from::<PolicyRecord>(snapshot, &place).await?;
                let record = record.ok_or_else(missing)?;
                (
                    self.policy_arn(account, &record.path, &record.name),
                    record.default_version,
                )
            }
            PolicyRef::Aws(_) => {
                let known = self.aws_policy(policy).ok_or_else(missing)?;
                (known.arn, known.default_version)
            }
        };
        let kind = match policy {
            PolicyRef::Customer(_) => SourceKind::CustomerManaged,
            PolicyRef::Aws(_) => SourceKind::AwsManaged,
        };
        let source = PolicySource::new(arn.as_str(), kind);
        let compiled = &self.principals().compiled;
        let key = (account, policy.clone(), version);
        if let Some(known) = compiled.get(&key) {
            return Ok((source, known));
        }
        let ticket = compiled.ticket(&key);
        let document = self
            .version_document(snapshot, account, policy, version)
            .await?;
        let fresh = Arc::new(compile(&document.ok_or_else(missing)?)?);
        compiled.insert(key, Arc::clone(&fresh), ticket);
        Ok((source, fresh))
    }

    /// The text of a policy's version.
    pub(crate) async fn version_document(
        &self,
        snapshot: &Snapshot,
        account: AccountId,
        policy: &PolicyRef,
        version: VersionNumber,
    ) -> Result<Option<String>, Error> {
        match policy {
            PolicyRef::Customer(id) => {
                let place = keyspace::policy_version(account, *id, version)?;
                let record = load_from::<PolicyVersionRecord>(snapshot, &place).await?;
                Ok(record.map(|record| record.document))
            }
            PolicyRef::Aws(_) => Ok(self.aws_policy_document(policy, version)),
        }
    }
}

/// The error for a record that others name and that is not there.
fn lost(what: &'static str, which: &impl fmt::Display) -> Error {
    Error::Corrupt {
        what,
        source: format!("{which} is missing").into(),
    }
}

/// Compiles a document that was valid when it was saved.
fn compile(document: &str) -> Result<Compiled, Error> {
    let document = Document::parse(document).map_err(|error| Error::Corrupt {
        what: "a policy document",
        source: Box::new(error),
    })?;
    Ok(Compiled::new(&document))
}
