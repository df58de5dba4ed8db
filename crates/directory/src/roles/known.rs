//! Roles in the form in which requests need them: trust policies compiled.

use std::sync::Arc;

use iamd_auth::RoleFacts;
use iamd_ident::{AccountId, Arn, RoleName, UniqueId};
use iamd_policy::{Document, PolicySet, PolicySource, SourceKind};
use iamd_store::{Committed, Key};

use crate::{
    Directory, Error,
    cache::{Cache, CacheUses},
    draft::{load, parse},
    entity::Entity,
    keyspace,
    named_principals::compile_by_ids,
    records::{NameRecord, RoleRecord, TrustRecord},
};

/// LIMIT: how many names of roles are kept in memory.
const NAMES_MAX: usize = 100_000;
/// LIMIT: how many bytes the roles may take that are kept in memory.
const BYTES_MAX: usize = 256 << 20;
/// About what a role takes in memory beside its trust policy, for each byte of its record.
const BYTES_PER_RECORD_BYTE: usize = 3;

type RoleKey = (AccountId, UniqueId);

/// A role, as it is read again and again.
pub(crate) struct KnownRole {
    pub(crate) record: RoleRecord,
    pub(crate) facts: Arc<RoleFacts>,
    /// The permissions boundary, if one is set.
    pub(crate) boundary: Option<Arn>,
    trust: Option<Arc<PolicySet>>,
    bytes: usize,
}

impl KnownRole {
    /// The trust policy.
    ///
    /// SECURITY: one that cannot be understood any more might deny. So it is an error, which denies
    /// everything.
    pub(crate) fn trust(&self) -> Result<&Arc<PolicySet>, Error> {
        self.trust.as_ref().ok_or_else(|| Error::Corrupt {
            what: "the trust policy of a role",
            source: "it is no policy".into(),
        })
    }
}

/// The roles that were read so far.
pub(crate) struct KnownRoles {
    /// By folded name.
    names: Cache<(AccountId, String), UniqueId>,
    roles: Cache<RoleKey, KnownRole>,
    /// The trust policy of what is no role: it lets nobody in.
    trust_of_none: Arc<PolicySet>,
}

impl KnownRoles {
    pub(crate) fn new() -> Self {
        Self {
            names: Cache::new(NAMES_MAX),
            roles: Cache::weighing(BYTES_MAX, |known| known.bytes),
            trust_of_none: Arc::new(PolicySet::new([])),
        }
    }

    /// How often each cache was of use.
    pub(crate) fn uses(&self) -> [(&'static str, CacheUses); 2] {
        [
            ("role_names", self.names.uses()),
            ("roles", self.roles.uses()),
        ]
    }

    /// The trust policy of what is no role.
    pub(crate) fn trust_of_none(&self) -> &Arc<PolicySet> {
        &self.trust_of_none
    }

    /// Drops exactly what a transaction has made untrue.
    pub(crate) fn apply(&self, committed: &Committed) {
        for change in &committed.changes {
            self.forget(&change.key);
        }
    }

    /// Drops everything.
    pub(crate) fn clear(&self) {
        self.names.clear();
        self.roles.clear();
    }

    fn forget(&self, key: &Key) {
        let (Ok(account), Some(name)) = (key.scope().parse(), key.name()) else {
            return;
        };
        if key.table() == keyspace::ROLE_NAMES.name() {
            self.names.remove(&(account, name.to_owned()));
        } else if key.table() == keyspace::ROLES.name()
            && let Ok(id) = name.parse()
        {
            self.roles.remove(&(account, id));
        }
    }
}

impl Directory {
    /// The role that has a name now.
    pub(crate) async fn find_role(
        &self,
        account: AccountId,
        name: &RoleName,
    ) -> Result<Option<Arc<KnownRole>>, Error> {
        let Some(id) = self.role_id(account, name).await? else {
            return Ok(None);
        };
        self.known_role(account, id).await
    }

    /// The role that has this very ARN: case and path count.
    pub(crate) async fn role_with_arn(
        &self,
        account: AccountId,
        arn: &Arn,
    ) -> Result<Option<Arc<KnownRole>>, Error> {
        let name = arn.resource().rsplit('/').next().unwrap_or_default();
        let Ok(name) = name.parse::<RoleName>() else {
            return Ok(None);
        };
        let role = self.find_role(account, &name).await?;
        Ok(role.filter(|role| role.facts.arn == *arn))
    }

    /// The role with this id.
    pub(crate) async fn known_role(
        &self,
        account: AccountId,
        id: UniqueId,
    ) -> Result<Option<Arc<KnownRole>>, Error> {
        let roles = &self.roles().roles;
        if let Some(role) = roles.get(&(account, id)) {
            return Ok(Some(role));
        }
        let ticket = roles.ticket(&(account, id));
        let place = keyspace::entity(account, RoleRecord::TABLE, id)?;
        let snapshot = self.snapshot().await?;
        let stored = snapshot.get(&place).await;
        let stored = stored.map_err(|error| Error::Store(Box::new(error)))?;
        let Some(stored) = stored else {
            return Ok(None);
        };
        let (record, _) = parse::<RoleRecord>(&stored)?;
        let boundary = record.permissions_boundary.as_ref();
        let boundary = self.boundary_arn_in(&snapshot, account, boundary).await?;
        let known = self.known_role_from(account, record, boundary, stored.value.len());
        let known = Arc::new(known);
        roles.insert((account, id), Arc::clone(&known), ticket);
        Ok(Some(known))
    }

    /// The id of the role that has a name now.
    async fn role_id(
        &self,
        account: AccountId,
        name: &RoleName,
    ) -> Result<Option<UniqueId>, Error> {
        let names = &self.roles().names;
        let key = (account, name.folded());
        if let Some(id) = names.get(&key) {
            return Ok(Some(*id));
        }
        let ticket = names.ticket(&key);
        let place = keyspace::name(account, RoleRecord::NAMES, &key.1)?;
        let Some((found, _)) = load::<NameRecord>(self.store(), &place).await? else {
            return Ok(None);
        };
        names.insert(key, Arc::new(found.id), ticket);
        Ok(Some(found.id))
    }

    fn known_role_from(
        &self,
        account: AccountId,
        record: RoleRecord,
        boundary: Option<Arn>,
        bytes: usize,
    ) -> KnownRole {
        let facts = RoleFacts {
            account,
            id: record.id,
            arn: self.entity_arn(account, &record),
            name: record.name.clone(),
            path: record.path.clone(),
            tags: record.tags.clone(),
        };
        let trust = compile(&record.trust, &facts.arn);
        let trust_bytes = trust.as_deref().map_or(0, PolicySet::heap_bytes);
        KnownRole {
            bytes: (bytes * BYTES_PER_RECORD_BYTE).saturating_add(trust_bytes),
            record,
            facts: Arc::new(facts),
            boundary,
            trust,
        }
    }
}

/// A trust policy by the ids of those whom it names; none if the text is no policy any more.
fn compile(trust: &TrustRecord, arn: &Arn) -> Option<Arc<PolicySet>> {
    let document = Document::parse(&trust.document).ok()?;
    let compiled = compile_by_ids(&document, &trust.principals);
    let source = PolicySource::new(arn.as_str(), SourceKind::Trust);
    let set = PolicySet::new([(source, Arc::new(compiled))]);
    Some(Arc::new(set))
}
