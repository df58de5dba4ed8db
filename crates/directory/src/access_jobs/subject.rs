//! What a report is about: its policies, and the users and roles that they count for.

use iamd_api::Action;
use iamd_auth::Permit;
use iamd_ident::{AccountId, Arn, GroupName, IdKind, PolicyName, RoleName, UniqueId, UserName};
use iamd_policy::Document;
use iamd_store::{Key, KeyRange, Snapshot};

use super::ENTITIES_AT_ONCE;
use crate::{
    Directory, Error, GrantingPolicy, HolderKind, PolicyRef,
    draft::load_from,
    entity::{Entity, entity_in},
    holder::Holder,
    keyspace,
    records::{GroupRecord, InlinePolicyRecord, RoleRecord, UserRecord},
};

/// What a report of access is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccessSubject {
    /// A user, with what its groups give it.
    User(UserName),
    /// A group, without what its members have besides.
    Group(GroupName),
    /// A role.
    Role(RoleName),
    /// A managed policy, AWS's included.
    Policy(Arn),
}

/// A subject as it was found.
pub(crate) struct Subject {
    /// The moment that it was found at.
    pub(super) snapshot: Snapshot,
    pub(crate) documents: Vec<NamedDocument>,
    who: Who,
}

/// Which users and roles a subject is about.
enum Who {
    /// Itself.
    One(UniqueId),
    /// The members of a group.
    Members(UniqueId),
    /// Whoever has a policy, by itself or by a group.
    Holders(PolicyRef),
}

/// A policy that counts for a subject.
pub(crate) struct NamedDocument {
    pub(crate) policy: GrantingPolicy,
    pub(crate) document: Document,
}

impl Directory {
    /// Finds what a permit is for, with its policies.
    ///
    /// SOURCE: IAM API Reference, `GenerateServiceLastAccessedDetails`: other kinds of policies than
    /// those that give permissions to users, groups and roles do not count.
    pub(crate) async fn find_subject<O: Action>(
        &self,
        permit: &Permit<O>,
        subject: &AccessSubject,
    ) -> Result<Subject, Error> {
        let account = permit.account();
        match subject {
            AccessSubject::User(name) => {
                let id = self.permitted::<UserRecord, O>(permit, name).await?.id;
                let snapshot = self.snapshot().await?;
                let user = entity_in::<UserRecord>(&snapshot, account, id).await?;
                let user = user.ok_or_else(|| UserRecord::missing(name))?;
                let mut documents = Documents::new(self, &snapshot, account);
                documents.add(&user).await?;
                for group in &user.groups {
                    // One that was left meanwhile gives nothing.
                    if let Some(group) =
                        entity_in::<GroupRecord>(&snapshot, account, *group).await?
                    {
                        documents.add(&group).await?;
                    }
                }
                let documents = documents.found();
                Ok(Subject::new(snapshot, documents, Who::One(id)))
            }
            AccessSubject::Group(name) => {
                let id = self.permitted::<GroupRecord, O>(permit, name).await?.id;
                self.found_alone::<GroupRecord>(account, name, id, Who::Members(id))
                    .await
            }
            AccessSubject::Role(name) => {
                let id = self.permitted::<RoleRecord, O>(permit, name).await?.id;
                self.found_alone::<RoleRecord>(account, name, id, Who::One(id))
                    .await
            }
            AccessSubject::Policy(arn) => {
                permit.covers(arn)?;
                let policy = self.policy_reference(account, arn).await?;
                let snapshot = self.snapshot().await?;
                let mut documents = Documents::new(self, &snapshot, account);
                documents.add_managed(&policy).await?;
                let documents = documents.found();
                Ok(Subject::new(snapshot, documents, Who::Holders(policy)))
            }
        }
    }

    async fn found_alone<H: Holder>(
        &self,
        account: AccountId,
        name: &H::Name,
        id: UniqueId,
        who: Who,
    ) -> Result<Subject, Error> {
        let snapshot = self.snapshot().await?;
        let holder = entity_in::<H>(&snapshot, account, id).await?;
        let holder = holder.ok_or_else(|| H::missing(name))?;
        let mut documents = Documents::new(self, &snapshot, account);
        documents.add(&holder).await?;
        let documents = documents.found();
        Ok(Subject::new(snapshot, documents, who))
    }

    /// The users and roles that a subject is about, users first, each once.
    ///
    /// LIMIT: all ids are in memory, some twenty bytes each; the quotas of the account bound them.
    pub(super) async fn entities_of(
        &self,
        subject: &Subject,
        account: AccountId,
    ) -> Result<Vec<UniqueId>, Error> {
        let snapshot = &subject.snapshot;
        let mut ids = Vec::new();
        match &subject.who {
            Who::One(id) => ids.push(*id),
            Who::Members(group) => {
                let members = keyspace::group_members(account, *group)?;
                add_ids(snapshot, &members, &mut ids).await?;
            }
            Who::Holders(policy) => {
                let holders =
                    |kind| keyspace::users_of_policy(account, keyspace::ATTACHMENTS, policy, kind);
                add_ids(snapshot, &holders(HolderKind::User)?, &mut ids).await?;
                add_ids(snapshot, &holders(HolderKind::Role)?, &mut ids).await?;
                let mut groups = Vec::new();
                add_ids(snapshot, &holders(HolderKind::Group)?, &mut groups).await?;
                for group in groups {
                    let members = keyspace::group_members(account, group)?;
                    add_ids(snapshot, &members, &mut ids).await?;
                }
            }
        }
        ids.sort_unstable_by_key(|id| (id.kind() != Some(IdKind::User), *id));
        ids.dedup();
        Ok(ids)
    }
}

impl Subject {
    fn new(snapshot: Snapshot, documents: Vec<NamedDocument>, who: Who) -> Self {
        Self {
            snapshot,
            documents,
            who,
        }
    }
}

/// Adds the ids that the keys under a prefix end with.
async fn add_ids(snapshot: &Snapshot, under: &Key, ids: &mut Vec<UniqueId>) -> Result<(), Error> {
    let mut range = KeyRange::under(under);
    loop {
        let page = snapshot.scan(&range, ENTITIES_AT_ONCE).await;
        let page = page.map_err(|error| Error::Store(Box::new(error)))?;
        let Some((last, _)) = page.last() else {
            return Ok(());
        };
        range = range.after(last);
        let names = page.iter().filter_map(|(key, _)| key.name());
        ids.extend(names.filter_map(|name| name.parse::<UniqueId>().ok()));
        tokio::task::yield_now().await;
    }
}

/// The policies of a subject, in the making.
struct Documents<'a> {
    directory: &'a Directory,
    snapshot: &'a Snapshot,
    account: AccountId,
    /// Managed policies that were found already, of which a user may have one by a group too.
    known: Vec<PolicyRef>,
    managed: Vec<NamedDocument>,
    inline: Vec<NamedDocument>,
}

impl<'a> Documents<'a> {
    fn new(directory: &'a Directory, snapshot: &'a Snapshot, account: AccountId) -> Self {
        Self {
            directory,
            snapshot,
            account,
            known: Vec::new(),
            managed: Vec::new(),
            inline: Vec::new(),
        }
    }

    /// Managed policies before inline ones, those of the subject itself before those of its groups.
    fn found(self) -> Vec<NamedDocument> {
        let mut documents = self.managed;
        documents.extend(self.inline);
        documents
    }

    async fn add<H: Holder>(&mut self, holder: &H) -> Result<(), Error> {
        for policy in holder.attached_policies() {
            self.add_managed(policy).await?;
        }
        for entry in holder.inline_policies() {
            let table = H::HOLDER.inline_table();
            let place = keyspace::inline_policy(self.account, table, holder.id(), &entry.name)?;
            let record = load_from::<InlinePolicyRecord>(self.snapshot, &place).await?;
            let record = record.ok_or_else(|| lost("an inline policy", &place))?;
            self.inline.push(NamedDocument {
                policy: GrantingPolicy::Inline {
                    name: entry.name.clone(),
                    holder: H::HOLDER,
                    holder_name: holder.name().to_string(),
                },
                document: parse(&record.document)?,
            });
        }
        Ok(())
    }

    async fn add_managed(&mut self, policy: &PolicyRef) -> Result<(), Error> {
        if self.known.contains(policy) {
            return Ok(());
        }
        self.known.push(policy.clone());
        let (directory, snapshot, account) = (self.directory, self.snapshot, self.account);
        let (arn, version, _) = directory.default_version(snapshot, account, policy).await?;
        let text = directory.version_document(snapshot, account, policy, version);
        let missing = || lost("a version of a managed policy", policy);
        let text = text.await?.ok_or_else(missing)?;
        let name = arn.resource().rsplit('/').next().unwrap_or_default();
        self.managed.push(NamedDocument {
            policy: GrantingPolicy::Managed {
                name: PolicyName::try_from(name.to_owned()).map_err(|_| missing())?,
                arn,
            },
            document: parse(&text)?,
        });
        Ok(())
    }
}

fn parse(text: &str) -> Result<Document, Error> {
    Document::parse(text).map_err(|error| Error::Corrupt {
        what: "a policy document",
        source: Box::new(error),
    })
}

fn lost(what: &'static str, which: &impl std::fmt::Display) -> Error {
    Error::Corrupt {
        what,
        source: format!("{which} is missing").into(),
    }
}
