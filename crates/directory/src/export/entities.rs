//! Users, groups, roles, instance profiles and policies.

use iamd_ident::Arn;
use iamd_store::Stored;

use super::Exporter;
use crate::{
    Error, KeyOwner, PolicyRef, PortableGroup, PortableInlinePolicy, PortableInstanceProfile,
    PortablePolicy, PortableRole, PortableUser, PortableVersion,
    draft::parse,
    holder::Holder,
    keyspace,
    records::{
        GroupRecord, InlinePolicyRecord, InstanceProfileRecord, PolicyNameRecord, PolicyRecord,
        PolicyVersionRecord, RoleRecord, UserRecord,
    },
};

impl Exporter {
    pub(super) async fn user(&self, stored: &Stored) -> Result<PortableUser, Error> {
        let record: UserRecord = self.named(stored).await?;
        let owner = KeyOwner::User(record.id);
        let mut groups = Vec::with_capacity(record.groups.len());
        for id in &record.groups {
            let place = keyspace::entity(self.account, keyspace::GROUPS, *id)?;
            groups.push(self.whole::<GroupRecord>(&place).await?.name);
        }
        Ok(PortableUser {
            groups,
            attached_policies: self.attached(&record).await?,
            inline_policies: self.inline(&record).await?,
            permissions_boundary: self.boundary(&record).await?,
            access_keys: self.access_keys(&record.access_keys).await?,
            password: self.password(owner, record.password.as_ref()).await?,
            password_last_used: self.password_last_used(owner).await?,
            signing_certificates: self
                .signing_certificates(&record.signing_certificates)
                .await?,
            ssh_public_keys: self.ssh_public_keys(&record.ssh_public_keys).await?,
            service_credentials: self
                .service_credentials(&record.service_credentials)
                .await?,
            id: record.id,
            name: record.name,
            path: record.path,
            created: record.created,
            tags: record.tags,
        })
    }

    pub(super) async fn group(&self, stored: &Stored) -> Result<PortableGroup, Error> {
        let record: GroupRecord = self.named(stored).await?;
        Ok(PortableGroup {
            attached_policies: self.attached(&record).await?,
            inline_policies: self.inline(&record).await?,
            id: record.id,
            name: record.name,
            path: record.path,
            created: record.created,
        })
    }

    pub(super) async fn role(&self, stored: &Stored) -> Result<PortableRole, Error> {
        let record: RoleRecord = self.named(stored).await?;
        let used = keyspace::role_last_used(self.account, record.id)?;
        let trust = &record.trust;
        Ok(PortableRole {
            trust_policy: self
                .text_with_names(&trust.document, &trust.principals)
                .await?,
            attached_policies: self.attached(&record).await?,
            inline_policies: self.inline(&record).await?,
            permissions_boundary: self.boundary(&record).await?,
            last_used: self.last_use(&used).await?,
            id: record.id,
            name: record.name,
            path: record.path,
            created: record.created,
            description: record.description,
            max_session_seconds: record.max_session_seconds,
            tags: record.tags,
            service: record.service,
        })
    }

    pub(super) async fn instance_profile(
        &self,
        stored: &Stored,
    ) -> Result<PortableInstanceProfile, Error> {
        let record: InstanceProfileRecord = self.named(stored).await?;
        let role = match record.role {
            Some(id) => {
                let place = keyspace::entity(self.account, keyspace::ROLES, id)?;
                Some(self.whole::<RoleRecord>(&place).await?.name)
            }
            None => None,
        };
        Ok(PortableInstanceProfile {
            id: record.id,
            name: record.name,
            path: record.path,
            created: record.created,
            tags: record.tags,
            role,
        })
    }

    pub(super) async fn policy(&self, stored: &Stored) -> Result<PortablePolicy, Error> {
        let (name, _) = parse::<PolicyNameRecord>(stored)?;
        let place = keyspace::policy(self.account, name.id)?;
        let record: PolicyRecord = self.whole(&place).await?;
        let mut versions = Vec::with_capacity(record.versions.len());
        for version in &record.versions {
            let place = keyspace::policy_version(self.account, record.id, version.number)?;
            versions.push(PortableVersion {
                number: version.number,
                created: version.created,
                document: self.whole::<PolicyVersionRecord>(&place).await?.document,
            });
        }
        Ok(PortablePolicy {
            id: record.id,
            name: record.name,
            path: record.path,
            description: record.description,
            created: record.created,
            updated: record.updated,
            default_version: record.default_version,
            next_version: record.next_version,
            versions,
            tags: record.tags,
        })
    }

    async fn attached<H: Holder>(&self, holder: &H) -> Result<Vec<Arn>, Error> {
        let mut arns = Vec::with_capacity(holder.attached_policies().len());
        for policy in holder.attached_policies() {
            arns.push(self.policy_arn(policy).await?);
        }
        Ok(arns)
    }

    async fn boundary<H: Holder>(&self, holder: &H) -> Result<Option<Arn>, Error> {
        match holder.permissions_boundary() {
            Some(policy) => self.policy_arn(policy).await.map(Some),
            None => Ok(None),
        }
    }

    async fn policy_arn(&self, policy: &PolicyRef) -> Result<Arn, Error> {
        let (snapshot, account) = (&self.snapshot, self.account);
        let found = self
            .directory
            .default_version(snapshot, account, policy)
            .await;
        found.map(|(arn, _, _)| arn)
    }

    async fn inline<H: Holder>(&self, holder: &H) -> Result<Vec<PortableInlinePolicy>, Error> {
        let table = H::HOLDER.inline_table();
        let mut policies = Vec::with_capacity(holder.inline_policies().len());
        for entry in holder.inline_policies() {
            let place = keyspace::inline_policy(self.account, table, holder.id(), &entry.name)?;
            policies.push(PortableInlinePolicy {
                name: entry.name.clone(),
                document: self.whole::<InlinePolicyRecord>(&place).await?.document,
            });
        }
        Ok(policies)
    }
}
