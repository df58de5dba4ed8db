//! The entries of managed policies.

use super::{AuthorizationDetail, PolicyDetail, Reader};
use crate::{
    AttachedPolicy, Error, Page, PageRequest, PolicyRef, PolicyVersion,
    draft::{load_from, parse},
    keyspace,
    page::Walk,
    records::{AwsPolicyRecord, PolicyNameRecord, PolicyRecord, PolicyVersionRecord},
};

impl Reader<'_> {
    /// All of the account's own, used or not.
    pub(super) async fn local_policies(
        &mut self,
        page: &PageRequest,
    ) -> Result<Page<AuthorizationDetail>, Error> {
        let snapshot = self.snapshot;
        let names = keyspace::policy_names(self.account);
        let mut walk = Walk::begin(snapshot, "policies", &names, page)?;
        while let Some((_, stored)) = walk.next().await? {
            let (name, _) = parse::<PolicyNameRecord>(&stored)?;
            let place = keyspace::policy(self.account, name.id)?;
            let Some(policy) = load_from::<PolicyRecord>(snapshot, &place).await? else {
                continue;
            };
            if !walk.has_room() {
                walk.leave_over();
                break;
            }
            walk.show(self.local_policy(policy).await?);
            if self.is_full() {
                return Ok(walk.page_so_far());
            }
        }
        Ok(walk.page())
    }

    /// Those of AWS's that are attached to something or are the boundary of something.
    pub(super) async fn aws_policies(
        &mut self,
        page: &PageRequest,
    ) -> Result<Page<AuthorizationDetail>, Error> {
        let names = keyspace::aws_policies(self.account);
        let mut walk = Walk::begin(self.snapshot, "aws-policies", &names, page)?;
        while let Some((key, stored)) = walk.next().await? {
            let (used, _) = parse::<AwsPolicyRecord>(&stored)?;
            let path_and_name = key.name().and_then(|name| name.strip_prefix("aws"));
            let reference = path_and_name.map(|name| PolicyRef::Aws(name.into()));
            let policy = reference.and_then(|reference| self.directory.aws_policy(&reference));
            let Some(policy) = policy.filter(|_| used.attachment_count + used.boundary_count > 0)
            else {
                continue;
            };
            if !walk.has_room() {
                walk.leave_over();
                break;
            }
            let versions = policy.versions_with_documents();
            walk.show(self.detail(policy.into_policy(&used), versions));
            if self.is_full() {
                return Ok(walk.page_so_far());
            }
            tokio::task::yield_now().await;
        }
        Ok(walk.page())
    }

    /// How an attached policy is called.
    pub(super) async fn attached_policy(
        &mut self,
        policy: &PolicyRef,
    ) -> Result<Option<AttachedPolicy>, Error> {
        if let Some(known) = self.attached.get(policy) {
            return Ok(known.clone());
        }
        let found = match policy {
            PolicyRef::Customer(id) => {
                let place = keyspace::policy(self.account, *id)?;
                let record = load_from::<PolicyRecord>(self.snapshot, &place).await?;
                record.map(|record| AttachedPolicy {
                    arn: self
                        .directory
                        .policy_arn(self.account, &record.path, &record.name),
                    name: record.name,
                })
            }
            PolicyRef::Aws(_) => {
                let known = self.directory.aws_policy(policy);
                known.map(|known| AttachedPolicy {
                    arn: known.arn,
                    name: known.name,
                })
            }
        };
        self.attached.insert(policy.clone(), found.clone());
        Ok(found)
    }

    async fn local_policy(&mut self, record: PolicyRecord) -> Result<AuthorizationDetail, Error> {
        let mut versions = Vec::with_capacity(record.versions.len());
        for entry in record.versions.iter().rev() {
            let place = keyspace::policy_version(self.account, record.id, entry.number)?;
            let found = load_from::<PolicyVersionRecord>(self.snapshot, &place).await?;
            versions.push(PolicyVersion {
                number: entry.number,
                is_default: entry.number == record.default_version,
                created: entry.created,
                document: found.map(|found| found.document),
            });
        }
        let policy = self.directory.policy_of(self.account, record);
        Ok(self.detail(policy, versions))
    }

    fn detail(
        &mut self,
        policy: crate::Policy,
        versions: Vec<PolicyVersion>,
    ) -> AuthorizationDetail {
        for document in versions
            .iter()
            .filter_map(|version| version.document.as_ref())
        {
            self.take(document);
        }
        AuthorizationDetail::Policy(Box::new(PolicyDetail { policy, versions }))
    }
}
