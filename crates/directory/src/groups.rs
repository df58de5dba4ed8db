//! User groups and who is in them.
//!
//! INVARIANT: a membership is an entry under the group, a place in the user's list and one of the
//! group's size, all of one transaction. So a user that is in groups is not deleted, nor a group
//! that has members, and the policies of a user hang on its record and on those of its groups.

use iamd_api::iam::{
    AddUserToGroup, CreateGroup, DeleteGroup, GetGroup, ListGroups, ListGroupsForUser,
    RemoveUserFromGroup, UpdateGroup,
};
use iamd_auth::Permit;
use iamd_ident::{AccountId, Arn, GroupName, IdKind, Path, Timestamp, UniqueId, UserName};

use crate::{
    AccountQuota, Dependents, Directory, Error, Page, PageRequest, Quota, User,
    draft::{Draft, transact},
    entity::{Move, delete_entity, entity, entity_in, put_entity},
    holder::policies_left,
    keyspace,
    page::{Walk, cut},
    records::{GroupRecord, GroupSizeRecord, MembershipRecord, UserRecord},
};

/// LIMIT: groups that a user is in. SOURCE: IAM User Guide, "IAM and AWS STS quotas".
pub(crate) const GROUPS_MAX: usize = 10;

entity!(
    GroupRecord,
    GroupName,
    "group",
    GROUPS,
    GROUP_NAMES,
    NoSuchGroup,
    GroupExists
);

/// A user group, as others see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The id that outlives renaming.
    pub id: UniqueId,
    /// The name of today.
    pub name: GroupName,
    /// The path of today.
    pub path: Path,
    /// The ARN of today.
    pub arn: Arn,
    /// When it was made.
    pub created: Timestamp,
}

/// What a new group is made of.
#[derive(Clone, Debug)]
pub struct NewGroup {
    /// Its name.
    pub name: GroupName,
    /// Its path.
    pub path: Path,
}

/// What becomes of a group.
#[derive(Clone, Debug, Default)]
pub struct GroupUpdate {
    /// The new name, if it changes.
    pub name: Option<GroupName>,
    /// The new path, if it changes.
    pub path: Option<Path>,
}

impl Directory {
    /// Makes a group.
    ///
    /// # Errors
    /// The name is taken.
    pub async fn create_group(
        &self,
        permit: Permit<CreateGroup>,
        new: NewGroup,
    ) -> Result<Group, Error> {
        let account = permit.account();
        let record = GroupRecord {
            id: UniqueId::random(IdKind::Group, self.random()),
            name: new.name,
            path: new.path,
            created: self.clock().now(),
            attached_policies: Vec::new(),
            inline_policies: Vec::new(),
        };
        permit.covers(&self.entity_arn(account, &record))?;
        let _room = self.reserve(account, AccountQuota::Groups).await?;
        transact!(self, |draft| {
            self.draft_new(&mut draft, account, &record).await
        });
        Ok(self.group_of(account, record))
    }

    /// A group by name, with its members in the order of their ids.
    ///
    /// # Errors
    /// There is none, or the marker is not one of this list's.
    pub async fn get_group(
        &self,
        permit: Permit<GetGroup>,
        name: &GroupName,
        page: &PageRequest,
    ) -> Result<(Group, Page<User>), Error> {
        let account = permit.account();
        let group = self.permitted::<GroupRecord, _>(&permit, name).await?;
        let snapshot = self.snapshot().await?;
        let members = keyspace::group_members(account, group.id)?;
        let mut walk = Walk::begin(&snapshot, "group-members", &members, page)?;
        while let Some((key, _)) = walk.next().await? {
            let Some(Ok(id)) = key.name().map(str::parse) else {
                continue;
            };
            let user = entity_in::<UserRecord>(&snapshot, account, id).await?;
            if let Some(user) = user
                && !walk.show(self.user_of(account, user))
            {
                break;
            }
        }
        Ok((self.group_of(account, group), walk.page()))
    }

    /// The groups whose path begins with `prefix`, in the order of their names.
    ///
    /// # Errors
    /// The marker is not one of this list's.
    pub async fn list_groups(
        &self,
        permit: Permit<ListGroups>,
        prefix: &str,
        page: &PageRequest,
    ) -> Result<Page<Group>, Error> {
        let account = permit.account();
        permit.covers(&Arn::iam(
            self.partition(),
            account,
            format_args!("group{prefix}"),
        ))?;
        let listed = self.list_entities(account, "groups", prefix, page).await?;
        Ok(listed.map(|record| self.group_of(account, record)))
    }

    /// Renames a group or moves it to another path. Its id stays; its ARN changes.
    ///
    /// # Errors
    /// There is no such group, or the new name is taken.
    pub async fn update_group(
        &self,
        permit: Permit<UpdateGroup>,
        name: &GroupName,
        update: GroupUpdate,
    ) -> Result<(), Error> {
        let to = Move::from(update);
        self.move_entity::<GroupRecord, _>(&permit, name, to).await
    }

    /// Deletes a group that nothing depends on.
    ///
    /// # Errors
    /// There is no such group, or it still has members or policies.
    pub async fn delete_group(
        &self,
        permit: Permit<DeleteGroup>,
        name: &GroupName,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let group: GroupRecord = self.draft_permitted(&mut draft, &permit, name).await?;
            let size_place = keyspace::group_size(account, group.id)?;
            let size: GroupSizeRecord = draft.read(&size_place).await?.unwrap_or_default();
            if size.members > 0 {
                return Err(Error::InUse(Dependents::Members));
            }
            if let Some(policies) = policies_left(&group) {
                return Err(Error::InUse(policies));
            }
            draft.delete(size_place);
            delete_entity(&mut draft, account, &group)
        });
        Ok(())
    }

    /// Puts a user into a group. Who is in it already stays in it.
    ///
    /// SOURCE: observed, also of the opposite: neither is an error.
    ///
    /// # Errors
    /// There is no such group or user, or the user is in as many groups as it may be.
    pub async fn add_user_to_group(
        &self,
        permit: Permit<AddUserToGroup>,
        group: &GroupName,
        user: &UserName,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            // SOURCE: observed: of two that are missing, AWS names the user.
            let mut user: UserRecord = self.draft_entity(&mut draft, account, user).await?;
            let group: GroupRecord = self.draft_permitted(&mut draft, &permit, group).await?;
            if user.groups.contains(&group.id) {
                return Ok(());
            }
            if user.groups.len() >= GROUPS_MAX {
                return Err(Error::Quota(Quota::GroupsPerUser));
            }
            user.groups.push(group.id);
            put_entity(&mut draft, account, &user)?;
            let added = self.clock().now();
            draft.put(
                keyspace::group_member(account, group.id, user.id)?,
                &MembershipRecord { added },
            )?;
            resize(&mut draft, account, group.id, |members| {
                members.saturating_add(1)
            })
            .await
        });
        Ok(())
    }

    /// Takes a user out of a group. Who is not in it stays out of it.
    ///
    /// # Errors
    /// There is no such user or group.
    pub async fn remove_user_from_group(
        &self,
        permit: Permit<RemoveUserFromGroup>,
        group: &GroupName,
        user: &UserName,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut user: UserRecord = self.draft_entity(&mut draft, account, user).await?;
            let group: GroupRecord = self.draft_permitted(&mut draft, &permit, group).await?;
            let before = user.groups.len();
            user.groups.retain(|id| *id != group.id);
            if user.groups.len() == before {
                return Ok(());
            }
            put_entity(&mut draft, account, &user)?;
            draft.delete(keyspace::group_member(account, group.id, user.id)?);
            resize(&mut draft, account, group.id, |members| {
                members.saturating_sub(1)
            })
            .await
        });
        Ok(())
    }

    /// The groups that a user is in, in the order of their names.
    ///
    /// # Errors
    /// There is no such user, or the marker is not one of this list's.
    pub async fn list_groups_for_user(
        &self,
        permit: Permit<ListGroupsForUser>,
        name: &UserName,
        page: &PageRequest,
    ) -> Result<Page<Group>, Error> {
        let account = permit.account();
        let user = self.permitted::<UserRecord, _>(&permit, name).await?;
        let snapshot = self.snapshot().await?;
        let mut groups = Vec::new();
        for id in user.groups {
            let group = entity_in::<GroupRecord>(&snapshot, account, id).await?;
            groups.extend(group.map(|record| self.group_of(account, record)));
        }
        let by_name = |group: &Group| group.name.folded();
        groups.sort_by_cached_key(by_name);
        cut("groups-for-user", groups, page, by_name)
    }

    /// As others see it.
    pub(crate) fn group_of(&self, account: AccountId, record: GroupRecord) -> Group {
        Group {
            arn: self.entity_arn(account, &record),
            id: record.id,
            name: record.name,
            path: record.path,
            created: record.created,
        }
    }
}

/// Plans that a group has more or fewer members.
async fn resize(
    draft: &mut Draft<'_>,
    account: AccountId,
    group: UniqueId,
    change: impl Fn(u32) -> u32 + Send,
) -> Result<(), Error> {
    let place = keyspace::group_size(account, group)?;
    let size: GroupSizeRecord = draft.read(&place).await?.unwrap_or_default();
    let members = change(size.members);
    draft.put(place, &GroupSizeRecord { members })
}

impl From<GroupUpdate> for Move<GroupName> {
    fn from(update: GroupUpdate) -> Self {
        Self {
            name: update.name,
            path: update.path,
        }
    }
}
