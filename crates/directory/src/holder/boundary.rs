//! Permissions boundaries of users and roles.
//!
//! SOURCE: IAM User Guide, "Permissions boundaries for IAM entities": a managed policy, the account's
//! or AWS's, sets the most that a user or role may do.

use iamd_api::Action;
use iamd_auth::Permit;
use iamd_ident::{AccountId, Arn};
use iamd_store::Snapshot;

use super::{
    Bounded,
    policy_use::{Change, PolicyUsage},
};
use crate::{
    Directory, Error, PolicyRef,
    draft::{Draft, load_from, transact},
    entity::put_entity,
    keyspace,
    records::PolicyRecord,
};

impl Directory {
    /// Sets a boundary in the place of the one that is set, or takes it away. Where none is set,
    /// taking it away changes nothing.
    pub(crate) async fn change_boundary<H: Bounded, O: Action>(
        &self,
        permit: &Permit<O>,
        name: &H::Name,
        arn: Option<&Arn>,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut holder = self
                .draft_permitted::<H, O>(&mut draft, permit, name)
                .await?;
            holder.check_changeable()?;
            self.draft_boundary(&mut draft, account, &mut holder, arn)
                .await?;
            put_entity(&mut draft, account, &holder)
        });
        Ok(())
    }

    /// Plans that a holder, which is for the caller to put or delete, has this boundary or none.
    ///
    /// # Errors
    /// There is no such policy.
    pub(crate) async fn draft_boundary<H: Bounded>(
        &self,
        draft: &mut Draft<'_>,
        account: AccountId,
        holder: &mut H,
        arn: Option<&Arn>,
    ) -> Result<(), Error> {
        let way = PolicyUsage::PermissionsBoundary;
        let new = match arn {
            Some(arn) => Some((self.policy_reference(account, arn).await?, arn)),
            None => None,
        };
        let old = holder.permissions_boundary().cloned();
        if old.as_ref() == new.as_ref().map(|(policy, _)| policy) {
            return Ok(());
        }
        if let Some(old) = &old {
            self.draft_use(draft, account, (&*holder, way), old, Change::Ends)
                .await?;
        }
        if let Some((new, arn)) = &new {
            self.draft_use(draft, account, (&*holder, way), new, Change::Begins(arn))
                .await?;
        }
        holder.set_permissions_boundary(new.map(|(policy, _)| policy));
        Ok(())
    }

    /// The ARN of the boundary of a holder that is of the same snapshot.
    ///
    /// SECURITY: what has lost its boundary is not taken for something that has none.
    pub(crate) async fn boundary_arn_in(
        &self,
        snapshot: &Snapshot,
        account: AccountId,
        policy: Option<&PolicyRef>,
    ) -> Result<Option<Arn>, Error> {
        let Some(policy) = policy else {
            return Ok(None);
        };
        let arn = self.arn_of_reference(snapshot, account, policy).await?;
        arn.map(Some).ok_or_else(|| Error::Corrupt {
            what: "a permissions boundary",
            source: format!("the policy {policy} is missing").into(),
        })
    }

    async fn arn_of_reference(
        &self,
        snapshot: &Snapshot,
        account: AccountId,
        policy: &PolicyRef,
    ) -> Result<Option<Arn>, Error> {
        match policy {
            PolicyRef::Customer(id) => {
                let place = keyspace::policy(account, *id)?;
                let found = load_from::<PolicyRecord>(snapshot, &place).await?;
                Ok(found.map(|policy| self.policy_arn(account, &policy.path, &policy.name)))
            }
            PolicyRef::Aws(_) => Ok(self.aws_policy(policy).map(|policy| policy.arn)),
        }
    }
}
