//! Managed policies: the account's own, and AWS's beside them.

mod list;

use iamd_api::iam::{CreatePolicy, DeletePolicy, GetPolicy};
use iamd_auth::Permit;
use iamd_ident::{AccountId, Arn, IdKind, Path, PolicyName, Tag, Timestamp, UniqueId};
use iamd_store::Snapshot;
pub use list::PolicyFilter;

use crate::{
    AccountQuota, Dependents, Directory, Error, PolicyText, Quota, VersionNumber,
    aws_policies::AwsPolicy,
    draft::{Draft, load, load_from, transact},
    keyspace,
    records::{AwsPolicyRecord, PolicyNameRecord, PolicyRecord, PolicyVersionRecord, VersionEntry},
};

/// LIMIT: tags of a policy. SOURCE: IAM User Guide, "IAM and AWS STS quotas".
pub(crate) const TAGS_MAX: usize = 50;

/// A managed policy, as others see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Its name.
    pub name: PolicyName,
    /// The id, which begins with `ANPA`.
    pub id: String,
    /// Its ARN; the account segment of AWS's policies is `aws`.
    pub arn: Arn,
    /// Its path.
    pub path: Path,
    /// What its maker wrote about it.
    pub description: Option<String>,
    /// The version that counts.
    pub default_version: VersionNumber,
    /// To how many entities of the account it is attached.
    pub attachment_count: u32,
    /// Of how many users and roles of the account it is the permissions boundary.
    pub boundary_count: u32,
    /// When it was made.
    pub created: Timestamp,
    /// When its versions were changed last.
    pub updated: Timestamp,
    /// Its tags.
    pub tags: Vec<Tag>,
}

/// What a new policy is made of.
#[derive(Clone, Debug)]
pub struct NewPolicy {
    /// Its name.
    pub name: PolicyName,
    /// Its path.
    pub path: Path,
    /// What its maker writes about it.
    pub description: Option<String>,
    /// Its first version.
    pub document: PolicyText,
    /// Its tags, no two with the very same key.
    pub tags: Vec<Tag>,
}

/// A policy that an ARN was found to name.
pub(crate) enum KnownPolicy {
    Customer(Box<PolicyRecord>),
    Aws(Box<AwsPolicy>),
}

impl Directory {
    /// Makes a managed policy with its first version.
    ///
    /// # Errors
    /// The name is taken, or the policy would have too many tags.
    pub async fn create_policy(
        &self,
        permit: Permit<CreatePolicy>,
        new: NewPolicy,
    ) -> Result<Policy, Error> {
        let account = permit.account();
        permit.covers(&self.policy_arn(account, &new.path, &new.name))?;
        if new.tags.len() > TAGS_MAX {
            return Err(Error::Quota(Quota::TagsPerPolicy));
        }
        let created = self.clock().now();
        let first = VersionNumber::FIRST;
        let record = PolicyRecord {
            id: UniqueId::random(IdKind::ManagedPolicy, self.random()),
            name: new.name,
            path: new.path,
            description: new.description,
            created,
            updated: created,
            default_version: first,
            next_version: first.next(),
            versions: vec![VersionEntry {
                number: first,
                created,
            }],
            attachment_count: 0,
            boundary_count: 0,
            tags: new.tags,
        };
        let name_place = keyspace::policy_name(account, &record.name)?;
        let version = PolicyVersionRecord {
            document: new.document.into_text(),
        };
        let _room = self.reserve(account, AccountQuota::Policies).await?;
        transact!(self, |draft| {
            if draft.read::<PolicyNameRecord>(&name_place).await?.is_some() {
                return Err(Error::PolicyExists(record.name.clone()));
            }
            let name = PolicyNameRecord {
                id: record.id,
                path: record.path.clone(),
            };
            draft.put(name_place.clone(), &name)?;
            draft.put(
                keyspace::policy_version(account, record.id, first)?,
                &version,
            )?;
            draft.put(keyspace::policy(account, record.id)?, &record)
        });
        Ok(self.policy_of(account, record))
    }

    /// A managed policy by its ARN, the account's own or AWS's.
    ///
    /// # Errors
    /// There is none.
    pub async fn get_policy(&self, permit: Permit<GetPolicy>, arn: &Arn) -> Result<Policy, Error> {
        permit.covers(arn)?;
        let account = permit.account();
        match self.find_policy(account, arn).await? {
            Some(KnownPolicy::Customer(record)) => Ok(self.policy_of(account, *record)),
            Some(KnownPolicy::Aws(policy)) => {
                let place = keyspace::aws_policy(account, &policy.reference)?;
                let used = load::<AwsPolicyRecord>(self.store(), &place).await?;
                let used = used.map(|(used, _)| used).unwrap_or_default();
                Ok(policy.into_policy(&used))
            }
            None => Err(Error::NoSuchPolicy {
                arn: arn.to_string(),
            }),
        }
    }

    /// Deletes a policy that is attached to nothing, is nobody's boundary and has no version but its
    /// default one.
    ///
    /// # Errors
    /// There is no such policy, something depends on it, or it is not the account's.
    pub async fn delete_policy(
        &self,
        permit: Permit<DeletePolicy>,
        arn: &Arn,
    ) -> Result<(), Error> {
        permit.covers(arn)?;
        let account = permit.account();
        transact!(self, |draft| {
            let policy = self.draft_policy(&mut draft, account, arn).await?;
            if policy.attachment_count > 0 || policy.boundary_count > 0 {
                return Err(Error::InUse(Dependents::Attachments));
            }
            if policy.versions.len() > 1 {
                return Err(Error::InUse(Dependents::PolicyVersions));
            }
            for version in &policy.versions {
                draft.delete(keyspace::policy_version(
                    account,
                    policy.id,
                    version.number,
                )?);
            }
            draft.delete(keyspace::policy_name(account, &policy.name)?);
            draft.delete(keyspace::policy(account, policy.id)?);
            Ok(())
        });
        Ok(())
    }

    /// The policy that an ARN names now.
    pub(crate) async fn find_policy(
        &self,
        account: AccountId,
        arn: &Arn,
    ) -> Result<Option<KnownPolicy>, Error> {
        if let Some(policy) = self.aws_policy_by_arn(arn) {
            return Ok(Some(KnownPolicy::Aws(Box::new(policy))));
        }
        let snapshot = self.snapshot().await?;
        self.find_policy_in(&snapshot, account, arn).await
    }

    /// The policy that an ARN names in a snapshot.
    pub(crate) async fn find_policy_in(
        &self,
        snapshot: &Snapshot,
        account: AccountId,
        arn: &Arn,
    ) -> Result<Option<KnownPolicy>, Error> {
        if let Some(policy) = self.aws_policy_by_arn(arn) {
            return Ok(Some(KnownPolicy::Aws(Box::new(policy))));
        }
        let Some(name) = self.customer_policy_name(account, arn) else {
            return Ok(None);
        };
        let place = keyspace::policy_name(account, &name)?;
        let Some(found) = load_from::<PolicyNameRecord>(snapshot, &place).await? else {
            return Ok(None);
        };
        let place = keyspace::policy(account, found.id)?;
        let policy = load_from::<PolicyRecord>(snapshot, &place).await?;
        let named = policy.filter(|policy| self.arn_of(account, policy) == *arn);
        Ok(named.map(|policy| KnownPolicy::Customer(Box::new(policy))))
    }

    /// A policy of the account that is going to be changed.
    pub(crate) async fn draft_policy(
        &self,
        draft: &mut Draft<'_>,
        account: AccountId,
        arn: &Arn,
    ) -> Result<PolicyRecord, Error> {
        if arn.account_id() != Some(account) {
            return Err(Error::ForeignPolicy {
                arn: arn.to_string(),
            });
        }
        let missing = || Error::NoSuchPolicy {
            arn: arn.to_string(),
        };
        let name = self
            .customer_policy_name(account, arn)
            .ok_or_else(missing)?;
        let place = keyspace::policy_name(account, &name)?;
        let found: PolicyNameRecord = draft.read(&place).await?.ok_or_else(missing)?;
        let place = keyspace::policy(account, found.id)?;
        let policy: PolicyRecord = draft.read(&place).await?.ok_or_else(missing)?;
        if self.arn_of(account, &policy) == *arn {
            Ok(policy)
        } else {
            Err(missing())
        }
    }

    fn arn_of(&self, account: AccountId, policy: &PolicyRecord) -> Arn {
        self.policy_arn(account, &policy.path, &policy.name)
    }

    /// The name in the ARN of a policy of the account.
    fn customer_policy_name(&self, account: AccountId, arn: &Arn) -> Option<PolicyName> {
        let ours = arn.partition() == self.partition().as_str()
            && arn.service() == "iam"
            && arn.account_id() == Some(account);
        let (kind, name) = arn.resource().rsplit_once('/')?;
        let policy = kind == "policy" || kind.starts_with("policy/");
        if ours && policy {
            name.parse().ok()
        } else {
            None
        }
    }

    /// As others see it.
    pub(crate) fn policy_of(&self, account: AccountId, record: PolicyRecord) -> Policy {
        Policy {
            arn: self.arn_of(account, &record),
            id: record.id.to_string(),
            name: record.name,
            path: record.path,
            description: record.description,
            default_version: record.default_version,
            attachment_count: record.attachment_count,
            boundary_count: record.boundary_count,
            created: record.created,
            updated: record.updated,
            tags: record.tags,
        }
    }
}
