//! Inline policies of users.

use iamd_api::iam::{DeleteUserPolicy, GetUserPolicy, ListUserPolicies, PutUserPolicy};
use iamd_auth::Permit;
use iamd_ident::{PolicyName, UserName};

use crate::{
    Directory, Error, Page, PageRequest, PolicyText, Quota,
    draft::{load, transact},
    keyspace,
    page::cut,
    records::{InlineEntry, InlinePolicyRecord},
};

/// LIMIT: characters without white space of all inline policies of a user together.
/// SOURCE: IAM User Guide, "IAM and AWS STS quotas".
const SIZE_MAX: usize = 2_048;

impl Directory {
    /// Writes an inline policy of a user, new or in the place of its namesake.
    ///
    /// # Errors
    /// There is no such user, or its policies would be too long together.
    pub async fn put_user_policy(
        &self,
        permit: Permit<PutUserPolicy>,
        name: &UserName,
        policy: &PolicyName,
        document: PolicyText,
    ) -> Result<(), Error> {
        let account = permit.account();
        let size = document.size();
        let record = InlinePolicyRecord {
            document: document.into_text(),
        };
        transact!(self, |draft| {
            let mut user = self.draft_user(&mut draft, account, name).await?;
            permit.covers(&self.user_arn(account, &user.path, &user.name))?;
            user.inline_policies.retain(|entry| entry.name != *policy);
            user.inline_policies.push(InlineEntry {
                name: policy.clone(),
                size,
            });
            user.inline_policies
                .sort_by(|one, other| one.name.cmp(&other.name));
            let total: usize = user.inline_policies.iter().map(|entry| entry.size).sum();
            if total > SIZE_MAX {
                return Err(Error::Quota(Quota::UserPolicySize(user.name)));
            }
            draft.put(keyspace::user_policy(account, user.id, policy)?, &record)?;
            draft.put(keyspace::user(account, user.id)?, &user)
        });
        Ok(())
    }

    /// The text of an inline policy of a user.
    ///
    /// # Errors
    /// There is no such user or policy.
    pub async fn get_user_policy(
        &self,
        permit: Permit<GetUserPolicy>,
        name: &UserName,
        policy: &PolicyName,
    ) -> Result<String, Error> {
        let account = permit.account();
        let user = self.permitted_user(&permit, name).await?;
        let place = keyspace::user_policy(account, user.facts.id, policy)?;
        let record = load::<InlinePolicyRecord>(self.store(), &place).await?;
        let record = record.ok_or_else(|| Error::NoSuchInlinePolicy(policy.clone()))?;
        Ok(record.0.document)
    }

    /// The names of the inline policies of a user, in their order.
    ///
    /// # Errors
    /// There is no such user, or the marker is not one of this list's.
    pub async fn list_user_policies(
        &self,
        permit: Permit<ListUserPolicies>,
        name: &UserName,
        page: &PageRequest,
    ) -> Result<Page<PolicyName>, Error> {
        let user = self.permitted_user(&permit, name).await?;
        let names = user
            .record
            .inline_policies
            .iter()
            .map(|entry| entry.name.clone());
        cut("user-policies", names, page, ToString::to_string)
    }

    /// Deletes an inline policy of a user.
    ///
    /// # Errors
    /// There is no such user or policy.
    pub async fn delete_user_policy(
        &self,
        permit: Permit<DeleteUserPolicy>,
        name: &UserName,
        policy: &PolicyName,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut user = self.draft_user(&mut draft, account, name).await?;
            permit.covers(&self.user_arn(account, &user.path, &user.name))?;
            let before = user.inline_policies.len();
            user.inline_policies.retain(|entry| entry.name != *policy);
            if user.inline_policies.len() == before {
                return Err(Error::NoSuchInlinePolicy(policy.clone()));
            }
            draft.delete(keyspace::user_policy(account, user.id, policy)?);
            draft.put(keyspace::user(account, user.id)?, &user)
        });
        Ok(())
    }
}
