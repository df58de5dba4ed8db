//! Managed policies, and who uses them how.

use std::collections::HashSet;

use iamd_ident::{Arn, Timestamp, UniqueId};
use iamd_policy::{DocumentKind, counted_bytes};
use tokio::task::yield_now;

use super::{
    ImportError,
    planner::{At, Planner, Uses},
};
use crate::{
    HolderKind, PolicyRef, PortableInlinePolicy, PortableList, PortablePolicy,
    holder::ATTACHED_MAX,
    import::RemarkKind,
    keyspace,
    policy_versions::VERSIONS_MAX,
    records::{
        AttachmentRecord, AwsPolicyRecord, InlineEntry, InlinePolicyRecord, PolicyNameRecord,
        PolicyRecord, PolicyVersionRecord, VersionEntry,
    },
};

/// Who holds policies, and since when there is it.
#[derive(Clone, Copy)]
pub(super) struct Holding<'a> {
    pub(super) at: At<'a>,
    pub(super) kind: HolderKind,
    pub(super) id: UniqueId,
    pub(super) since: Timestamp,
}

impl Planner<'_> {
    /// The account's own policies. By now it is known how often each is used.
    pub(super) async fn policies(
        &mut self,
        policies: Vec<PortablePolicy>,
    ) -> Result<(), ImportError> {
        for (index, policy) in policies.into_iter().enumerate() {
            // Others are served meanwhile.
            yield_now().await;
            let name = policy.name.clone();
            let at = At::new(PortableList::Policies, index, &name);
            self.policy(at, policy)?;
        }
        Ok(())
    }

    fn policy(&mut self, at: At<'_>, policy: PortablePolicy) -> Result<(), ImportError> {
        let account = self.account;
        let mut entries: Vec<VersionEntry> = Vec::with_capacity(policy.versions.len());
        for (place, version) in policy.versions.into_iter().enumerate() {
            let member = format!("versions[{place}]");
            if entries
                .last()
                .is_some_and(|last| last.number >= version.number)
            {
                return Err(at.fault(member, "versions stand from the oldest to the newest"));
            }
            let what = format!("version {}", version.number);
            let text = (version.document.as_str(), DocumentKind::Identity);
            self.document(at, (&format!("{member}.document"), &what), text)?;
            let key = keyspace::policy_version(account, policy.id, version.number)?;
            let document = version.document;
            self.put(key, &PolicyVersionRecord { document })?;
            entries.push(VersionEntry {
                number: version.number,
                created: version.created,
            });
        }
        let is_default = |entry: &VersionEntry| entry.number == policy.default_version;
        if !entries.iter().any(is_default) {
            let what = format!("there is no version {}", policy.default_version);
            return Err(at.fault("default_version", what));
        }
        let next = entries.last().map_or(policy.next_version, |last| {
            policy.next_version.max(last.number.next())
        });
        if entries.len() > VERSIONS_MAX {
            self.remark(
                RemarkKind::OverQuota,
                at,
                too_many(entries.len(), "versions", VERSIONS_MAX),
            );
        }
        let uses = self.uses_of(&PolicyRef::Customer(policy.id));
        let name = PolicyNameRecord {
            id: policy.id,
            path: policy.path.clone(),
        };
        self.put(keyspace::policy_name(account, &policy.name)?, &name)?;
        let record = PolicyRecord {
            id: policy.id,
            name: policy.name,
            path: policy.path,
            description: policy.description,
            created: policy.created,
            updated: policy.updated,
            default_version: policy.default_version,
            next_version: next,
            versions: entries,
            attachment_count: uses.attached,
            boundary_count: uses.boundaries,
            tags: policy.tags,
        };
        self.put_bounded(at, keyspace::policy(account, record.id)?, &record)
    }

    /// How often each of AWS's policies is used.
    pub(super) fn aws_policies(&mut self) -> Result<(), ImportError> {
        let is_aws = |(policy, uses): (&PolicyRef, &Uses)| match policy {
            PolicyRef::Aws(_) => Some((policy.clone(), *uses)),
            PolicyRef::Customer(_) => None,
        };
        let used: Vec<_> = self.uses.iter().filter_map(is_aws).collect();
        for (policy, uses) in used {
            let record = AwsPolicyRecord {
                attachment_count: uses.attached,
                boundary_count: uses.boundaries,
            };
            self.put(keyspace::aws_policy(self.account, &policy)?, &record)?;
        }
        Ok(())
    }

    /// The managed policies of a holder.
    pub(super) fn attached(
        &mut self,
        holding: Holding<'_>,
        arns: &[Arn],
    ) -> Result<Vec<PolicyRef>, ImportError> {
        let at = holding.at;
        let mut policies = Vec::with_capacity(arns.len());
        let mut seen = HashSet::new();
        for (place, arn) in arns.iter().enumerate() {
            let member = format!("attached_policies[{place}]");
            let policy = self.policy_reference(at, &member, arn)?;
            if !seen.insert(policy.clone()) {
                return Err(at.fault(member, format!("{arn} is attached twice")));
            }
            self.uses.entry(policy.clone()).or_default().attached += 1;
            self.put_use(holding, keyspace::ATTACHMENTS, &policy)?;
            policies.push(policy);
        }
        if policies.len() > ATTACHED_MAX {
            let said = too_many(policies.len(), "managed policies", ATTACHED_MAX);
            self.remark(RemarkKind::OverQuota, at, said);
        }
        Ok(policies)
    }

    /// The permissions boundary of a holder.
    pub(super) fn boundary(
        &mut self,
        holding: Holding<'_>,
        arn: Option<&Arn>,
    ) -> Result<Option<PolicyRef>, ImportError> {
        let Some(arn) = arn else {
            return Ok(None);
        };
        let policy = self.policy_reference(holding.at, "permissions_boundary", arn)?;
        self.uses.entry(policy.clone()).or_default().boundaries += 1;
        self.put_use(holding, keyspace::BOUNDARIES, &policy)?;
        Ok(Some(policy))
    }

    /// The inline policies of a holder, in the order of their names.
    pub(super) fn inline(
        &mut self,
        holding: Holding<'_>,
        policies: Vec<PortableInlinePolicy>,
    ) -> Result<Vec<InlineEntry>, ImportError> {
        let at = holding.at;
        let mut entries = Vec::with_capacity(policies.len());
        let mut seen = HashSet::new();
        for (place, policy) in policies.into_iter().enumerate() {
            let member = format!("inline_policies[{place}]");
            if !seen.insert(policy.name.clone()) {
                let what = format!("the inline policy {} is there twice", policy.name);
                return Err(at.fault(member, what));
            }
            let what = format!("inline policy {}", policy.name);
            let text = (policy.document.as_str(), DocumentKind::Identity);
            self.document(at, (&format!("{member}.document"), &what), text)?;
            let table = holding.kind.inline_table();
            let key = keyspace::inline_policy(self.account, table, holding.id, &policy.name)?;
            let size = counted_bytes(&policy.document);
            let document = policy.document;
            self.put(key, &InlinePolicyRecord { document })?;
            entries.push(InlineEntry {
                name: policy.name,
                size,
            });
        }
        entries.sort_by(|one, other| one.name.cmp(&other.name));
        let (total, most) = (
            entries.iter().map(|entry| entry.size).sum(),
            holding.kind.inline_bytes_max(),
        );
        if total > most {
            let said = too_many(total, "characters of inline policies", most);
            self.remark(RemarkKind::OverQuota, at, said);
        }
        Ok(entries)
    }

    /// What an ARN of a policy means.
    fn policy_reference(
        &self,
        at: At<'_>,
        member: &str,
        arn: &Arn,
    ) -> Result<PolicyRef, ImportError> {
        if let Some(id) = self.policies.get(arn.as_str()) {
            return Ok(PolicyRef::Customer(*id));
        }
        let known = self.directory.aws_policy_by_arn(arn);
        let known = known.map(|policy| policy.reference);
        known.ok_or_else(|| at.fault(member, format!("there is no policy {arn}")))
    }

    fn put_use(
        &mut self,
        holding: Holding<'_>,
        way: iamd_store::Table,
        policy: &PolicyRef,
    ) -> Result<(), ImportError> {
        let user = (holding.kind, holding.id);
        let key = keyspace::use_of_policy(self.account, way, policy, user)?;
        let attached = holding.since;
        self.put(key, &AttachmentRecord { attached })
    }

    fn uses_of(&self, policy: &PolicyRef) -> Uses {
        self.uses.get(policy).copied().unwrap_or_default()
    }
}

/// What there is to say when something is over a quota.
pub(super) fn too_many(count: usize, what: &str, most: usize) -> String {
    format!("it has {count} {what}, and the quota is {most}: none can be added")
}
