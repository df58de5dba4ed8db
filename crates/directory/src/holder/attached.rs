//! Managed policies attached to users, groups and roles.

use iamd_api::Action;
use iamd_auth::Permit;
use iamd_ident::{AccountId, Arn, Path, PolicyName};

use super::{
    Holder,
    policy_use::{Change, PolicyUsage},
};
use crate::{
    Directory, Error, Page, PageRequest, PolicyRef, Quota,
    draft::{Draft, load, transact},
    entity::put_entity,
    keyspace,
    page::cut,
    policies::KnownPolicy,
    records::PolicyRecord,
};

/// LIMIT: managed policies of a user, group or role.
/// SOURCE: IAM User Guide, "IAM and AWS STS quotas".
pub(crate) const ATTACHED_MAX: usize = 10;

/// A managed policy, as lists of attachments name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachedPolicy {
    /// Its name.
    pub name: PolicyName,
    /// Its ARN.
    pub arn: Arn,
}

impl Directory {
    /// Attaches a policy. Attaching it again changes nothing.
    pub(crate) async fn attach<H: Holder, O: Action>(
        &self,
        permit: &Permit<O>,
        name: &H::Name,
        arn: &Arn,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut holder = self
                .draft_permitted::<H, O>(&mut draft, permit, name)
                .await?;
            holder.check_changeable()?;
            let policy = self.attachable::<H>(account, arn).await?;
            if holder.attached_policies().contains(&policy) {
                return Ok(());
            }
            if holder.attached_policies().len() >= ATTACHED_MAX {
                return Err(Error::Quota(Quota::AttachedPolicies(H::HOLDER)));
            }
            let way = PolicyUsage::PermissionsPolicy;
            self.draft_use(
                &mut draft,
                account,
                (&holder, way),
                &policy,
                Change::Begins(arn),
            )
            .await?;
            holder.attached_policies_mut().push(policy);
            put_entity(&mut draft, account, &holder)
        });
        Ok(())
    }

    /// Detaches a policy.
    pub(crate) async fn detach<H: Holder, O: Action>(
        &self,
        permit: &Permit<O>,
        name: &H::Name,
        arn: &Arn,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut holder = self
                .draft_permitted::<H, O>(&mut draft, permit, name)
                .await?;
            holder.check_changeable()?;
            let policy = self.policy_reference(account, arn).await?;
            let attached = holder.attached_policies_mut();
            let Some(index) = attached.iter().position(|known| *known == policy) else {
                return Err(Error::NotAttached {
                    arn: arn.to_string(),
                });
            };
            attached.remove(index);
            let way = PolicyUsage::PermissionsPolicy;
            self.draft_use(&mut draft, account, (&holder, way), &policy, Change::Ends)
                .await?;
            put_entity(&mut draft, account, &holder)
        });
        Ok(())
    }

    /// The managed policies of a holder whose path begins with `prefix`, in the order of their
    /// names without regard to case.
    ///
    /// SOURCE: recorded answers of `ListAttachedRolePolicies`, with `AmazonElastic…` before
    /// `AWSControlTower…`.
    pub(crate) async fn list_attached<H: Holder, O: Action>(
        &self,
        permit: &Permit<O>,
        name: &H::Name,
        prefix: &str,
        page: &PageRequest,
    ) -> Result<Page<AttachedPolicy>, Error> {
        let account = permit.account();
        let holder = self.permitted::<H, O>(permit, name).await?;
        let mut attached = Vec::new();
        for policy in holder.attached_policies() {
            attached.extend(self.attached_policy(account, policy).await?);
        }
        attached.retain(|(path, _)| path.as_str().starts_with(prefix));
        // A policy of the account's may have the name of one of AWS's.
        let name = |(_, policy): &(_, AttachedPolicy)| {
            let AttachedPolicy { name, arn } = policy;
            format!("{} {arn}", name.folded())
        };
        attached.sort_by_cached_key(name);
        let list = format!("attached-{}-policies", H::HOLDER);
        let page = cut(&list, attached, page, name)?;
        Ok(page.map(|(_, policy)| policy))
    }

    /// Plans that a policy is attached to a holder whose list names it already. What the holder may
    /// have is for the caller to know.
    pub(crate) async fn draft_attachment<H: Holder>(
        &self,
        draft: &mut Draft<'_>,
        account: AccountId,
        holder: &H,
        (policy, arn): (&PolicyRef, &Arn),
    ) -> Result<(), Error> {
        let way = PolicyUsage::PermissionsPolicy;
        self.draft_use(draft, account, (holder, way), policy, Change::Begins(arn))
            .await
    }

    /// Plans that a policy is attached no longer to a holder that is about to go.
    pub(crate) async fn draft_detachment<H: Holder>(
        &self,
        draft: &mut Draft<'_>,
        account: AccountId,
        holder: &H,
        policy: &PolicyRef,
    ) -> Result<(), Error> {
        let way = PolicyUsage::PermissionsPolicy;
        self.draft_use(draft, account, (holder, way), policy, Change::Ends)
            .await
    }

    async fn attached_policy(
        &self,
        account: AccountId,
        policy: &PolicyRef,
    ) -> Result<Option<(Path, AttachedPolicy)>, Error> {
        let shown = |path, name, arn| (path, AttachedPolicy { name, arn });
        match policy {
            PolicyRef::Customer(id) => {
                let place = keyspace::policy(account, *id)?;
                let found = load::<PolicyRecord>(self.store(), &place).await?;
                Ok(found.map(|(policy, _)| {
                    let arn = self.policy_arn(account, &policy.path, &policy.name);
                    shown(policy.path, policy.name, arn)
                }))
            }
            PolicyRef::Aws(_) => Ok(self
                .aws_policy(policy)
                .map(|policy| shown(policy.path, policy.name, policy.arn))),
        }
    }

    /// The reference of a policy that a holder may have which is its account's to change.
    async fn attachable<H: Holder>(
        &self,
        account: AccountId,
        arn: &Arn,
    ) -> Result<PolicyRef, Error> {
        match self.find_policy(account, arn).await? {
            Some(KnownPolicy::Aws(policy)) if policy.is_for_service_linked_roles() => {
                Err(Error::NotAttachable {
                    holder: H::HOLDER,
                    arn: arn.to_string(),
                })
            }
            _ => self.policy_reference(account, arn).await,
        }
    }

    /// The reference that an ARN stands for.
    pub(crate) async fn policy_reference(
        &self,
        account: AccountId,
        arn: &Arn,
    ) -> Result<PolicyRef, Error> {
        match self.find_policy(account, arn).await? {
            Some(KnownPolicy::Customer(policy)) => Ok(PolicyRef::Customer(policy.id)),
            Some(KnownPolicy::Aws(policy)) => Ok(policy.reference),
            None => Err(Error::NoSuchPolicy {
                arn: arn.to_string(),
            }),
        }
    }
}
