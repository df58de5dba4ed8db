//! The entries of users, roles and groups.

use iamd_ident::GroupName;
use iamd_store::Snapshot;

use super::{AuthorizationDetail, GroupDetail, HeldPolicies, Reader, RoleDetail, UserDetail};
use crate::{
    Error, InstanceProfile, Page, PageRequest, Role, User,
    draft::{load_from, parse},
    entity::{Entity, entity_in},
    holder::Holder,
    keyspace,
    page::Walk,
    records::{
        GroupRecord, InlinePolicyRecord, InstanceProfileRecord, NameRecord, RoleRecord, UserRecord,
    },
};

/// Walks over all holders of a kind by name, and shows what `$detail` makes of each.
macro_rules! walk_holders {
    ($reader:ident, $record:ty, $list:literal, $page:ident, $detail:ident) => {{
        let snapshot: &Snapshot = $reader.snapshot;
        let names = keyspace::names($reader.account, <$record as Entity>::NAMES);
        let mut walk = Walk::begin(snapshot, $list, &names, $page)?;
        while let Some((_, stored)) = walk.next().await? {
            let (name, _) = parse::<NameRecord>(&stored)?;
            let holder = entity_in::<$record>(snapshot, $reader.account, name.id).await?;
            let Some(holder) = holder else {
                continue;
            };
            if !walk.has_room() {
                walk.leave_over();
                break;
            }
            walk.show($reader.$detail(holder).await?);
            if $reader.is_full() {
                return Ok(walk.page_so_far());
            }
        }
        Ok(walk.page())
    }};
}

impl Reader<'_> {
    pub(super) async fn users(
        &mut self,
        page: &PageRequest,
    ) -> Result<Page<AuthorizationDetail>, Error> {
        walk_holders!(self, UserRecord, "users", page, user)
    }

    pub(super) async fn roles(
        &mut self,
        page: &PageRequest,
    ) -> Result<Page<AuthorizationDetail>, Error> {
        walk_holders!(self, RoleRecord, "roles", page, role)
    }

    pub(super) async fn groups(
        &mut self,
        page: &PageRequest,
    ) -> Result<Page<AuthorizationDetail>, Error> {
        walk_holders!(self, GroupRecord, "groups", page, group)
    }

    async fn user(&mut self, record: UserRecord) -> Result<AuthorizationDetail, Error> {
        let policies = self.held(&record).await?;
        let mut groups = Vec::with_capacity(record.groups.len());
        for id in &record.groups {
            groups.extend(self.group_name(*id).await?);
        }
        groups.sort_by_cached_key(GroupName::folded);
        let boundary = record.permissions_boundary.clone();
        let boundary =
            self.directory
                .boundary_arn_in(self.snapshot, self.account, boundary.as_ref());
        let user = User {
            permissions_boundary: boundary.await?,
            ..self.directory.user_of(self.account, record)
        };
        Ok(AuthorizationDetail::User(Box::new(UserDetail {
            user,
            groups,
            policies,
        })))
    }

    async fn role(&mut self, record: RoleRecord) -> Result<AuthorizationDetail, Error> {
        let (directory, account) = (self.directory, self.account);
        let policies = self.held(&record).await?;
        let boundary = record.permissions_boundary.clone();
        let boundary = directory.boundary_arn_in(self.snapshot, account, boundary.as_ref());
        let profiles = record.instance_profiles.clone();
        let role = Role {
            permissions_boundary: boundary.await?,
            last_used: directory.role_last_used(account, record.id).await?,
            ..directory.role_of(account, record).await?
        };
        self.take(&role.trust_policy);
        let mut instance_profiles = Vec::with_capacity(profiles.len());
        for id in profiles {
            let profile = entity_in::<InstanceProfileRecord>(self.snapshot, account, id).await?;
            instance_profiles.extend(profile.map(|profile| InstanceProfile {
                arn: directory.entity_arn(account, &profile),
                id: profile.id,
                name: profile.name,
                path: profile.path,
                created: profile.created,
                tags: profile.tags,
                role: Some(role.clone()),
            }));
        }
        Ok(AuthorizationDetail::Role(Box::new(RoleDetail {
            role,
            instance_profiles,
            policies,
        })))
    }

    async fn group(&mut self, record: GroupRecord) -> Result<AuthorizationDetail, Error> {
        let policies = self.held(&record).await?;
        let group = self.directory.group_of(self.account, record);
        Ok(AuthorizationDetail::Group(Box::new(GroupDetail {
            group,
            policies,
        })))
    }

    async fn held<H: Holder>(&mut self, holder: &H) -> Result<HeldPolicies, Error> {
        let mut held = HeldPolicies::default();
        for entry in holder.inline_policies() {
            let table = H::HOLDER.inline_table();
            let place = keyspace::inline_policy(self.account, table, holder.id(), &entry.name)?;
            let found = load_from::<InlinePolicyRecord>(self.snapshot, &place).await?;
            if let Some(found) = found {
                self.take(&found.document);
                held.inline.push((entry.name.clone(), found.document));
            }
        }
        for policy in holder.attached_policies() {
            held.attached.extend(self.attached_policy(policy).await?);
        }
        held.attached
            .sort_by_cached_key(|policy| (policy.name.folded(), policy.arn.to_string()));
        Ok(held)
    }

    async fn group_name(&mut self, id: iamd_ident::UniqueId) -> Result<Option<GroupName>, Error> {
        if let Some(known) = self.groups.get(&id) {
            return Ok(known.clone());
        }
        let group = entity_in::<GroupRecord>(self.snapshot, self.account, id).await?;
        let name = group.map(|group| group.name);
        self.groups.insert(id, name.clone());
        Ok(name)
    }
}
