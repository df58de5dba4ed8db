//! Managed policies attached to users.

use iamd_api::iam::{
    AttachUserPolicy, DetachUserPolicy, ListAttachedUserPolicies, ListEntitiesForPolicy,
};
use iamd_auth::Permit;
use iamd_ident::{AccountId, Arn, PolicyName, UniqueId, UserName};

use crate::{
    Directory, Error, Page, PageRequest, PolicyRef, Quota,
    draft::{Draft, load, load_from, transact},
    keyspace,
    page::{Walk, cut},
    policies::KnownPolicy,
    records::{AttachmentRecord, AwsPolicyRecord, PolicyRecord, UserRecord},
};

/// LIMIT: managed policies of a user. SOURCE: IAM User Guide, "IAM and AWS STS quotas".
const ATTACHED_MAX: usize = 10;

/// A managed policy, as lists of attachments name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachedPolicy {
    /// Its name.
    pub name: PolicyName,
    /// Its ARN.
    pub arn: Arn,
}

/// A user to whom a policy is attached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachedUser {
    /// The user's id.
    pub id: UniqueId,
    /// The user's name.
    pub name: UserName,
}

/// Whether an attachment comes or goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    Attach,
    Detach,
}

impl Directory {
    /// Attaches a managed policy to a user. Attaching it again changes nothing.
    ///
    /// # Errors
    /// There is no such user or policy, or the user has as many policies as it may have.
    pub async fn attach_user_policy(
        &self,
        permit: Permit<AttachUserPolicy>,
        name: &UserName,
        arn: &Arn,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut user = self.draft_user(&mut draft, account, name).await?;
            permit.covers(&self.user_arn(account, &user.path, &user.name))?;
            let policy = self.attachable(account, arn).await?;
            if user.attached_policies.contains(&policy) {
                return Ok(());
            }
            if user.attached_policies.len() >= ATTACHED_MAX {
                return Err(Error::Quota(Quota::PoliciesPerUser));
            }
            user.attached_policies.push(policy.clone());
            let changed =
                self.draft_attachment(&mut draft, account, &policy, &user, Change::Attach);
            changed.await?.ok_or_else(|| Error::NoSuchPolicy {
                arn: arn.to_string(),
            })
        });
        Ok(())
    }

    /// Detaches a managed policy from a user.
    ///
    /// # Errors
    /// There is no such user, or the policy is not attached to it.
    pub async fn detach_user_policy(
        &self,
        permit: Permit<DetachUserPolicy>,
        name: &UserName,
        arn: &Arn,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut user = self.draft_user(&mut draft, account, name).await?;
            permit.covers(&self.user_arn(account, &user.path, &user.name))?;
            let policy = self.reference(account, arn).await?;
            let attached = user
                .attached_policies
                .iter()
                .position(|known| *known == policy);
            let Some(index) = attached else {
                return Err(Error::NotAttached {
                    arn: arn.to_string(),
                });
            };
            user.attached_policies.remove(index);
            let changed =
                self.draft_attachment(&mut draft, account, &policy, &user, Change::Detach);
            changed.await?.ok_or_else(|| Error::NotAttached {
                arn: arn.to_string(),
            })
        });
        Ok(())
    }

    /// The managed policies of a user whose path begins with `prefix`, in the order of their names.
    ///
    /// # Errors
    /// There is no such user, or the marker is not one of this list's.
    pub async fn list_attached_user_policies(
        &self,
        permit: Permit<ListAttachedUserPolicies>,
        name: &UserName,
        prefix: &str,
        page: &PageRequest,
    ) -> Result<Page<AttachedPolicy>, Error> {
        let account = permit.account();
        let user = self.permitted_user(&permit, name).await?;
        let mut attached = Vec::new();
        for policy in &user.record.attached_policies {
            match policy {
                PolicyRef::Customer(id) => {
                    let place = keyspace::policy(account, *id)?;
                    let record = load::<PolicyRecord>(self.store(), &place).await?;
                    attached.extend(record.map(|(policy, _)| {
                        let arn = self.policy_arn(account, &policy.path, &policy.name);
                        (
                            policy.path,
                            AttachedPolicy {
                                name: policy.name,
                                arn,
                            },
                        )
                    }));
                }
                PolicyRef::Aws(_) => attached.extend(self.aws_policy(policy).map(|policy| {
                    (
                        policy.path,
                        AttachedPolicy {
                            name: policy.name,
                            arn: policy.arn,
                        },
                    )
                })),
            }
        }
        attached.retain(|(path, _)| path.as_str().starts_with(prefix));
        // A policy of the account's may have the name of one of AWS's.
        let name = |(_, policy): &(_, AttachedPolicy)| format!("{} {}", policy.name, policy.arn);
        attached.sort_by_cached_key(name);
        let page = cut("attached-user-policies", attached, page, name)?;
        Ok(page.map(|(_, policy)| policy))
    }

    /// The users to whom a policy is attached and whose path begins with `prefix`, in the order of
    /// their ids.
    ///
    /// # Errors
    /// There is no such policy, or the marker is not one of this list's.
    pub async fn list_entities_for_policy(
        &self,
        permit: Permit<ListEntitiesForPolicy>,
        arn: &Arn,
        prefix: &str,
        page: &PageRequest,
    ) -> Result<Page<AttachedUser>, Error> {
        permit.covers(arn)?;
        let account = permit.account();
        let policy = self.reference(account, arn).await?;
        let entries = keyspace::attached_users(account, &policy)?;
        let snapshot = self.snapshot().await?;
        let mut walk = Walk::begin(&snapshot, "entities-for-policy", &entries, page)?;
        while let Some((key, _)) = walk.next().await? {
            let Some(Ok(id)) = key.name().map(str::parse) else {
                continue;
            };
            let user = load_from::<UserRecord>(&snapshot, &keyspace::user(account, id)?).await?;
            if let Some(user) = user
                && user.path.as_str().starts_with(prefix)
                && !walk.show(AttachedUser {
                    id,
                    name: user.name,
                })
            {
                break;
            }
        }
        Ok(walk.page())
    }

    /// The reference of a policy that users may have.
    async fn attachable(&self, account: AccountId, arn: &Arn) -> Result<PolicyRef, Error> {
        match self.find_policy(account, arn).await? {
            Some(KnownPolicy::Aws(policy)) if policy.is_for_service_linked_roles() => {
                Err(Error::NotAttachable {
                    arn: arn.to_string(),
                })
            }
            _ => self.reference(account, arn).await,
        }
    }

    /// The reference that an ARN stands for.
    async fn reference(&self, account: AccountId, arn: &Arn) -> Result<PolicyRef, Error> {
        match self.find_policy(account, arn).await? {
            Some(KnownPolicy::Customer(policy)) => Ok(PolicyRef::Customer(policy.id)),
            Some(KnownPolicy::Aws(policy)) => Ok(policy.reference),
            None => Err(Error::NoSuchPolicy {
                arn: arn.to_string(),
            }),
        }
    }

    /// Plans what an attachment changes beside the user's list: the policy's count, which guards
    /// its deletion, and the entry of the list by policy. `None` if the policy is gone meanwhile.
    async fn draft_attachment(
        &self,
        draft: &mut Draft<'_>,
        account: AccountId,
        policy: &PolicyRef,
        user: &UserRecord,
        change: Change,
    ) -> Result<Option<()>, Error> {
        let counted = |count: u32| match change {
            Change::Attach => count.saturating_add(1),
            Change::Detach => count.saturating_sub(1),
        };
        match policy {
            PolicyRef::Customer(id) => {
                let place = keyspace::policy(account, *id)?;
                let found = draft.read::<PolicyRecord>(&place).await?;
                let Some(mut record) = found else {
                    return Ok(None);
                };
                record.attachment_count = counted(record.attachment_count);
                draft.put(place, &record)?;
            }
            PolicyRef::Aws(_) => {
                let place = keyspace::aws_policy(account, policy)?;
                let record: AwsPolicyRecord = draft.read(&place).await?.unwrap_or_default();
                let attachment_count = counted(record.attachment_count);
                draft.put(place, &AwsPolicyRecord { attachment_count })?;
            }
        }
        let entry = keyspace::attached_user(account, policy, user.id)?;
        match change {
            Change::Attach => {
                draft.put(
                    entry,
                    &AttachmentRecord {
                        attached: self.clock().now(),
                    },
                )?;
            }
            Change::Detach => draft.delete(entry),
        }
        draft.put(keyspace::user(account, user.id)?, user)?;
        Ok(Some(()))
    }
}
