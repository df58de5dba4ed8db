//! What the policies of a user or role are made of, as the records say.

use std::{collections::HashSet, fmt};

use iamd_ident::{AccountId, IdKind, UniqueId};
use iamd_store::Snapshot;

use super::Root;
use crate::{
    Directory, Error, HolderKind, PasswordPolicy, PolicyRef,
    draft::load_from,
    entity::entity_in,
    holder::Holder,
    keyspace,
    records::{GroupRecord, InlineEntry, RoleRecord, UserRecord},
};

/// The policies of a principal, by name.
pub(super) struct Basis {
    /// The principal itself, then its groups.
    pub(super) holders: Vec<Held>,
    pub(super) boundary: Option<PolicyRef>,
    /// Whether its account lets it change its own password; none for roles, which have none.
    pub(super) may_change_password: Option<bool>,
}

/// The policies of one holder, by name.
pub(super) struct Held {
    pub(super) kind: HolderKind,
    pub(super) id: UniqueId,
    pub(super) name: String,
    pub(super) inline: Vec<InlineEntry>,
    pub(super) attached: Vec<PolicyRef>,
}

impl Basis {
    fn of(holder: &impl Holder) -> Self {
        Self {
            holders: vec![Held::of(holder)],
            boundary: holder.permissions_boundary().cloned(),
            may_change_password: None,
        }
    }

    /// The groups and policies that all this hangs on, and the account's password policy; the
    /// principal's own record aside.
    pub(super) fn roots(&self, account: AccountId) -> HashSet<Root> {
        let groups = self.holders.iter().filter_map(|held| match held.kind {
            HolderKind::Group => Some(held.id),
            HolderKind::Role | HolderKind::User => None,
        });
        let attached = self.holders.iter().flat_map(|held| &held.attached);
        let policies = attached
            .chain(&self.boundary)
            .filter_map(|policy| match policy {
                PolicyRef::Customer(id) => Some(*id),
                PolicyRef::Aws(_) => None,
            });
        let entities = groups.chain(policies);
        let password_policy = self
            .may_change_password
            .map(|_| Root::PasswordPolicy(account));
        entities
            .map(|id| Root::Entity((account, id)))
            .chain(password_policy)
            .collect()
    }
}

impl Held {
    fn of<H: Holder>(holder: &H) -> Self {
        Self {
            kind: H::HOLDER,
            id: holder.id(),
            name: holder.name().to_string(),
            inline: holder.inline_policies().to_vec(),
            attached: holder.attached_policies().to_vec(),
        }
    }
}

impl Directory {
    /// What a user or role has of policies, with what a user has by its groups.
    ///
    /// SECURITY: a group that is named and cannot be found might deny. So it is an error, which
    /// denies everything.
    pub(super) async fn basis(
        &self,
        snapshot: &Snapshot,
        account: AccountId,
        id: UniqueId,
    ) -> Result<Option<Basis>, Error> {
        if id.kind() == Some(IdKind::Role) {
            let role = entity_in::<RoleRecord>(snapshot, account, id).await?;
            return Ok(role.as_ref().map(Basis::of));
        }
        let Some(user) = entity_in::<UserRecord>(snapshot, account, id).await? else {
            return Ok(None);
        };
        let mut basis = Basis::of(&user);
        let place = keyspace::password_policy(account);
        let policy = load_from::<PasswordPolicy>(snapshot, &place).await?;
        basis.may_change_password = Some(policy.is_some_and(|policy| policy.users_may_change));
        for group in &user.groups {
            let found = entity_in::<GroupRecord>(snapshot, account, *group).await?;
            let found = found.ok_or_else(|| lost("a group of a user", group))?;
            basis.holders.push(Held::of(&found));
        }
        Ok(Some(basis))
    }
}

/// The error for a record that others name and that is not there.
pub(super) fn lost(what: &'static str, which: &impl fmt::Display) -> Error {
    Error::Corrupt {
        what,
        source: format!("{which} is missing").into(),
    }
}
