//! Managed policies: the account's own, and AWS's beside them.

use iamd_api::iam::{CreatePolicy, DeletePolicy, GetPolicy, ListPolicies};
use iamd_auth::Permit;
use iamd_ident::{AccountId, Arn, IdKind, Path, PolicyName, Tag, Timestamp, UniqueId};
use iamd_store::{KeyRange, SCAN_RECORDS_MAX};

use crate::{
    Dependents, Directory, Error, Page, PageRequest, PolicyText, Quota, VersionNumber,
    aws_policies::AwsPolicy,
    draft::{Draft, load, load_from, parse, transact},
    keyspace,
    page::{Walk, read_marker, write_marker},
    records::{AwsPolicyRecord, PolicyNameRecord, PolicyRecord, PolicyVersionRecord, VersionEntry},
};

/// LIMIT: tags of a policy. SOURCE: IAM User Guide, "IAM and AWS STS quotas".
pub(crate) const TAGS_MAX: usize = 50;

const CUSTOMER_LIST: &str = "policies";
const AWS_LIST: &str = "aws-policies";

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

/// Which managed policies a list shows.
#[derive(Clone, Debug)]
pub struct PolicyFilter {
    /// Whether it shows the account's own.
    pub customers: bool,
    /// Whether it shows AWS's.
    pub aws: bool,
    /// Whether it shows only those that are attached to something.
    pub only_attached: bool,
    /// What their paths begin with.
    pub path_prefix: String,
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
            tags: new.tags,
        };
        let name_place = keyspace::policy_name(account, &record.name)?;
        let version = PolicyVersionRecord {
            document: new.document.into_text(),
        };
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
                let attached = load::<AwsPolicyRecord>(self.store(), &place).await?;
                let count = attached.map_or(0, |(attached, _)| attached.attachment_count);
                Ok(policy.into_policy(count))
            }
            None => Err(Error::NoSuchPolicy {
                arn: arn.to_string(),
            }),
        }
    }

    /// The managed policies that fit, the account's own by name, then AWS's by path and name.
    ///
    /// # Errors
    /// The marker is not one of this list's.
    pub async fn list_policies(
        &self,
        permit: Permit<ListPolicies>,
        filter: &PolicyFilter,
        page: &PageRequest,
    ) -> Result<Page<Policy>, Error> {
        let account = permit.account();
        let prefix = &filter.path_prefix;
        permit.covers(&Arn::iam(
            self.partition(),
            account,
            format_args!("policy{prefix}"),
        ))?;
        let among_aws = page
            .marker
            .as_deref()
            .is_some_and(|marker| read_marker(AWS_LIST, marker).is_ok());
        let of_a_list_shown = if among_aws {
            filter.aws
        } else {
            filter.customers
        };
        if page.marker.is_some() && !of_a_list_shown {
            return Err(Error::InvalidMarker);
        }
        let mut listed = Page {
            items: Vec::new(),
            next: None,
        };
        if filter.customers && !among_aws {
            listed = self.list_customer_policies(account, filter, page).await?;
        }
        if !filter.aws || listed.next.is_some() {
            return Ok(listed);
        }
        let rest = PageRequest {
            marker: page.marker.clone().filter(|_| among_aws),
            items_max: page.items_max - listed.items.len(),
        };
        if rest.items_max == 0 {
            // The page is full, and all of AWS's policies are still to come.
            listed.next = Some(write_marker(AWS_LIST, ""));
            return Ok(listed);
        }
        let aws = self.list_aws_policies(account, filter, &rest).await?;
        listed.items.extend(aws.items);
        listed.next = aws.next;
        Ok(listed)
    }

    /// Deletes a policy that is attached to nothing and has no version but its default one.
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
            if policy.attachment_count > 0 {
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
        let Some(name) = self.customer_policy_name(account, arn) else {
            return Ok(None);
        };
        let place = keyspace::policy_name(account, &name)?;
        let Some((found, _)) = load::<PolicyNameRecord>(self.store(), &place).await? else {
            return Ok(None);
        };
        let place = keyspace::policy(account, found.id)?;
        let policy = load::<PolicyRecord>(self.store(), &place).await?;
        let named = policy
            .map(|(policy, _)| policy)
            .filter(|policy| self.arn_of(account, policy) == *arn);
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

    async fn list_customer_policies(
        &self,
        account: AccountId,
        filter: &PolicyFilter,
        page: &PageRequest,
    ) -> Result<Page<Policy>, Error> {
        let snapshot = self.snapshot().await?;
        let names = keyspace::policy_names(account);
        let mut walk = Walk::begin(&snapshot, CUSTOMER_LIST, &names, page)?;
        while let Some((_, stored)) = walk.next().await? {
            let (name, _) = parse::<PolicyNameRecord>(&stored)?;
            if !name.path.as_str().starts_with(&filter.path_prefix) {
                continue;
            }
            let place = keyspace::policy(account, name.id)?;
            if let Some(record) = load_from::<PolicyRecord>(&snapshot, &place).await?
                && (record.attachment_count > 0 || !filter.only_attached)
                && !walk.show(self.policy_of(account, record))
            {
                break;
            }
        }
        Ok(walk.page())
    }

    async fn list_aws_policies(
        &self,
        account: AccountId,
        filter: &PolicyFilter,
        page: &PageRequest,
    ) -> Result<Page<Policy>, Error> {
        let attached = self.attached_aws_policies(account).await?;
        let after = page
            .marker
            .as_deref()
            .map(|marker| read_marker(AWS_LIST, marker));
        let after = after.transpose()?.unwrap_or_default();
        let mut items: Vec<Policy> = Vec::new();
        for policy in self.all_aws_policies() {
            let name = policy.reference.to_string();
            let count = attached.iter().find(|(attached, _)| *attached == name);
            let count = count.map_or(0, |(_, count)| *count);
            let fits = name > after
                && policy.path.as_str().starts_with(&filter.path_prefix)
                && (count > 0 || !filter.only_attached);
            if !fits {
                continue;
            }
            if items.len() == page.items_max {
                let last = items
                    .last()
                    .map(|last| format!("aws{}{}", last.path, last.name));
                let next = last.map(|last| write_marker(AWS_LIST, &last));
                return Ok(Page { items, next });
            }
            items.push(policy.into_policy(count));
        }
        Ok(Page { items, next: None })
    }

    /// How often each of AWS's policies is attached in the account. At most some hundreds.
    async fn attached_aws_policies(&self, account: AccountId) -> Result<Vec<(String, u32)>, Error> {
        let range = KeyRange::under(&keyspace::aws_policies(account));
        let records = self.store().scan(&range, SCAN_RECORDS_MAX).await;
        let records = records.map_err(|error| Error::Store(Box::new(error)))?;
        let count = |(key, stored): &(iamd_store::Key, _)| {
            let (record, _) = parse::<AwsPolicyRecord>(stored)?;
            Ok((
                key.name().unwrap_or_default().to_owned(),
                record.attachment_count,
            ))
        };
        records.iter().map(count).collect()
    }

    fn policy_of(&self, account: AccountId, record: PolicyRecord) -> Policy {
        Policy {
            arn: self.arn_of(account, &record),
            id: record.id.to_string(),
            name: record.name,
            path: record.path,
            description: record.description,
            default_version: record.default_version,
            attachment_count: record.attachment_count,
            created: record.created,
            updated: record.updated,
            tags: record.tags,
        }
    }
}
