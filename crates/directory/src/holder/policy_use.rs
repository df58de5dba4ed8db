//! Where managed policies are used: how often, and by whom.

use iamd_api::iam::ListEntitiesForPolicy;
use iamd_auth::Permit;
use iamd_ident::{AccountId, Arn, UniqueId};
use iamd_store::{Snapshot, Table};

use super::{Holder, HolderKind};
use crate::{
    Directory, Error, Page, PageRequest, PolicyRef,
    draft::Draft,
    entity::entity_in,
    keyspace,
    page::{Walk, read_marker, write_marker},
    records::{
        AttachmentRecord, AwsPolicyRecord, GroupRecord, PolicyRecord, RoleRecord, UserRecord,
    },
};

/// The ways in which a managed policy is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyUsage {
    /// It is attached, and gives permissions.
    PermissionsPolicy,
    /// It is a permissions boundary, and limits them.
    PermissionsBoundary,
}

impl PolicyUsage {
    /// Where it is written down who uses a policy like that.
    const fn table(self) -> Table {
        match self {
            Self::PermissionsPolicy => keyspace::ATTACHMENTS,
            Self::PermissionsBoundary => keyspace::BOUNDARIES,
        }
    }
}

/// A user, group or role that uses a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyEntity {
    /// What it is.
    pub kind: HolderKind,
    /// Its id.
    pub id: UniqueId,
    /// Its name.
    pub name: String,
}

/// Which users of a policy a list shows.
#[derive(Clone, Debug)]
pub struct EntityFilter {
    /// Of which kind, if not of all.
    pub kind: Option<HolderKind>,
    /// How they use the policy, if not in any way.
    pub usage: Option<PolicyUsage>,
    /// What their paths begin with.
    pub path_prefix: String,
}

/// Whether a use of a policy begins or ends.
#[derive(Clone, Copy)]
pub(super) enum Change<'a> {
    /// It begins, of the policy that has this ARN.
    Begins(&'a Arn),
    Ends,
}

/// The lists that `ListEntitiesForPolicy` is made of, in their order; names begin their markers.
const LISTS: [(&str, PolicyUsage, HolderKind); 5] = {
    use {HolderKind as Kind, PolicyUsage as Usage};
    [
        ("attached-groups", Usage::PermissionsPolicy, Kind::Group),
        ("attached-roles", Usage::PermissionsPolicy, Kind::Role),
        ("attached-users", Usage::PermissionsPolicy, Kind::User),
        ("bounded-roles", Usage::PermissionsBoundary, Kind::Role),
        ("bounded-users", Usage::PermissionsBoundary, Kind::User),
    ]
};

impl Directory {
    /// The users, groups and roles that use a policy: groups before roles before users, of each kind
    /// in the order of their ids, and those behind that it is only the boundary of.
    ///
    /// # Errors
    /// There is no such policy, or the marker is not one of this list's.
    pub async fn list_entities_for_policy(
        &self,
        permit: Permit<ListEntitiesForPolicy>,
        arn: &Arn,
        filter: &EntityFilter,
        page: &PageRequest,
    ) -> Result<Page<PolicyEntity>, Error> {
        permit.covers(arn)?;
        let account = permit.account();
        let policy = self.policy_reference(account, arn).await?;
        let mut lists = LISTS
            .iter()
            .filter(|(_, usage, kind)| {
                filter.usage.is_none_or(|only| only == *usage)
                    && filter.kind.is_none_or(|only| only == *kind)
            })
            .collect::<Vec<_>>()
            .into_iter()
            .peekable();
        let mut after = None;
        if let Some(marker) = &page.marker {
            let of = |list: &str| read_marker(list, marker).ok();
            while lists.next_if(|(list, ..)| of(list).is_none()).is_some() {}
            let list = lists.peek().ok_or(Error::InvalidMarker)?;
            after = of(list.0).filter(|name| !name.is_empty());
        }
        let snapshot = self.snapshot().await?;
        let mut items = Vec::new();
        for (list, usage, kind) in lists {
            let rest = PageRequest {
                marker: after.take().map(|name| write_marker(list, &name)),
                items_max: page.items_max.saturating_sub(items.len()),
            };
            if rest.items_max == 0 {
                // The page is full, and a list is still to come.
                let next = Some(write_marker(list, ""));
                return Ok(Page { items, next });
            }
            let list = (*list, *usage, *kind);
            let found = self.list_users_of(&snapshot, (account, &policy), list, filter, &rest);
            let found = found.await?;
            items.extend(found.items);
            if found.next.is_some() {
                return Ok(Page {
                    items,
                    next: found.next,
                });
            }
        }
        Ok(Page { items, next: None })
    }

    async fn list_users_of(
        &self,
        snapshot: &Snapshot,
        (account, policy): (AccountId, &PolicyRef),
        (list, usage, kind): (&'static str, PolicyUsage, HolderKind),
        filter: &EntityFilter,
        page: &PageRequest,
    ) -> Result<Page<PolicyEntity>, Error> {
        let entries = keyspace::users_of_policy(account, usage.table(), policy, kind)?;
        // Who has the policy attached as well was shown before, if attachments are shown.
        let is_repeated = |attached: &[PolicyRef]| {
            usage == PolicyUsage::PermissionsBoundary
                && filter.usage.is_none()
                && attached.contains(policy)
        };
        let mut walk = Walk::begin(snapshot, list, &entries, page)?;
        while let Some((key, _)) = walk.next().await? {
            let Some(Ok(id)) = key.name().map(str::parse) else {
                continue;
            };
            let user = match kind {
                HolderKind::Group => seen::<GroupRecord>(snapshot, account, id).await?,
                HolderKind::Role => seen::<RoleRecord>(snapshot, account, id).await?,
                HolderKind::User => seen::<UserRecord>(snapshot, account, id).await?,
            };
            if let Some(user) = user
                && user.path.starts_with(&filter.path_prefix)
                && !is_repeated(&user.attached)
                && !walk.show(user.entity)
            {
                break;
            }
        }
        Ok(walk.page())
    }

    /// Plans what the beginning or end of a use changes beside the holder's record: the policy's
    /// count, which guards its deletion, and the entry of the list by policy.
    pub(super) async fn draft_use<H: Holder>(
        &self,
        draft: &mut Draft<'_>,
        account: AccountId,
        (holder, usage): (&H, PolicyUsage),
        policy: &PolicyRef,
        change: Change<'_>,
    ) -> Result<(), Error> {
        match policy {
            PolicyRef::Customer(id) => {
                let place = keyspace::policy(account, *id)?;
                match (draft.read::<PolicyRecord>(&place).await?, change) {
                    (Some(mut record), _) => {
                        change.count(match usage {
                            PolicyUsage::PermissionsPolicy => &mut record.attachment_count,
                            PolicyUsage::PermissionsBoundary => &mut record.boundary_count,
                        });
                        draft.put(place, &record)?;
                    }
                    (None, Change::Begins(arn)) => {
                        return Err(Error::NoSuchPolicy {
                            arn: arn.to_string(),
                        });
                    }
                    // What is gone needs no count.
                    (None, Change::Ends) => {}
                }
            }
            PolicyRef::Aws(_) => {
                let place = keyspace::aws_policy(account, policy)?;
                let mut record: AwsPolicyRecord = draft.read(&place).await?.unwrap_or_default();
                change.count(match usage {
                    PolicyUsage::PermissionsPolicy => &mut record.attachment_count,
                    PolicyUsage::PermissionsBoundary => &mut record.boundary_count,
                });
                draft.put(place, &record)?;
            }
        }
        let user = (H::HOLDER, holder.id());
        let entry = keyspace::use_of_policy(account, usage.table(), policy, user)?;
        match change {
            Change::Begins(_) => {
                let attached = self.clock().now();
                draft.put(entry, &AttachmentRecord { attached })?;
            }
            Change::Ends => draft.delete(entry),
        }
        Ok(())
    }
}

impl Change<'_> {
    fn count(self, count: &mut u32) {
        *count = match self {
            Self::Begins(_) => count.saturating_add(1),
            Self::Ends => count.saturating_sub(1),
        };
    }
}

/// What a list needs to know of a holder.
struct Seen {
    path: String,
    attached: Vec<PolicyRef>,
    entity: PolicyEntity,
}

async fn seen<H: Holder>(
    snapshot: &Snapshot,
    account: AccountId,
    id: UniqueId,
) -> Result<Option<Seen>, Error> {
    let holder = entity_in::<H>(snapshot, account, id).await?;
    Ok(holder.map(|holder| Seen {
        path: holder.path().to_string(),
        attached: holder.attached_policies().to_vec(),
        entity: PolicyEntity {
            kind: H::HOLDER,
            id,
            name: holder.name().to_string(),
        },
    }))
}
