//! Users, groups, roles and instance profiles.

use iamd_ident::{IdKind, UniqueId};
use iamd_policy::DocumentKind;
use tokio::task::yield_now;

use super::{
    ImportError,
    credentials::last_used,
    planner::{At, Planner},
    policies::{Holding, too_many},
};
use crate::{
    HolderKind, KeyOwner, PortableGroup, PortableInstanceProfile, PortableList, PortableRole,
    PortableUser,
    entity::Entity,
    groups::GROUPS_MAX,
    import::RemarkKind,
    keyspace,
    records::{
        GroupRecord, GroupSizeRecord, InstanceProfileRecord, MembershipRecord, NameRecord,
        RoleRecord, TrustRecord, UserRecord,
    },
    roles::is_reserved,
};

impl Planner<'_> {
    pub(super) fn groups(&mut self, groups: Vec<PortableGroup>) -> Result<(), ImportError> {
        for (index, group) in groups.into_iter().enumerate() {
            let name = group.name.clone();
            let at = At::new(PortableList::Groups, index, &name);
            let holding = Holding {
                at,
                kind: HolderKind::Group,
                id: group.id,
                since: group.created,
            };
            let record = GroupRecord {
                attached_policies: self.attached(holding, &group.attached_policies)?,
                inline_policies: self.inline(holding, group.inline_policies)?,
                id: group.id,
                name: group.name,
                path: group.path,
                created: group.created,
            };
            self.entity(at, &record)?;
        }
        Ok(())
    }

    pub(super) async fn roles(&mut self, roles: Vec<PortableRole>) -> Result<(), ImportError> {
        for (index, role) in roles.into_iter().enumerate() {
            yield_now().await;
            let name = role.name.clone();
            self.one_role(At::new(PortableList::Roles, index, &name), role)
                .await?;
        }
        Ok(())
    }

    async fn one_role(&mut self, at: At<'_>, role: PortableRole) -> Result<(), ImportError> {
        // SECURITY: whether a caller is such a role is known by its path.
        if is_reserved(&role.path) != role.service.is_some() {
            let what = "a role under /aws-service-role/ is linked to a service, and no other is";
            return Err(at.fault("service", what));
        }
        let holding = Holding {
            at,
            kind: HolderKind::Role,
            id: role.id,
            since: role.created,
        };
        let text = (role.trust_policy.as_str(), DocumentKind::Trust);
        let document = self.document(at, ("trust_policy", "its trust policy"), text)?;
        let principals = self
            .principals(at, "its trust policy", document.as_ref())
            .await?;
        if let Some(used) = role.last_used {
            let record = last_used(&used);
            self.put(keyspace::role_last_used(self.account, role.id)?, &record)?;
        }
        let record = RoleRecord {
            attached_policies: self.attached(holding, &role.attached_policies)?,
            inline_policies: self.inline(holding, role.inline_policies)?,
            permissions_boundary: self.boundary(holding, role.permissions_boundary.as_ref())?,
            id: role.id,
            name: role.name,
            path: role.path,
            created: role.created,
            description: role.description,
            max_session_seconds: role.max_session_seconds,
            trust: TrustRecord {
                document: role.trust_policy,
                principals,
            },
            tags: role.tags,
            instance_profiles: self.profiles_of_roles.remove(&role.id).unwrap_or_default(),
            service: role.service,
        };
        self.entity(at, &record)
    }

    /// To be planned before the roles, which know the instance profiles that they are in.
    pub(super) fn instance_profiles(
        &mut self,
        profiles: Vec<PortableInstanceProfile>,
    ) -> Result<(), ImportError> {
        let mut names = std::collections::HashSet::new();
        for (index, profile) in profiles.into_iter().enumerate() {
            let name = profile.name.clone();
            let at = At::new(PortableList::InstanceProfiles, index, &name);
            self.take_id(at, profile.id, IdKind::InstanceProfile)?;
            if !names.insert(name.folded()) {
                return Err(at.fault("name", format!("{name} is there twice")));
            }
            let role = match &profile.role {
                Some(role) => Some(self.role(at, role)?),
                None => None,
            };
            if let Some(role) = role {
                let of_role = self.profiles_of_roles.entry(role).or_default();
                of_role.push(profile.id);
            }
            let record = InstanceProfileRecord {
                id: profile.id,
                name: profile.name,
                path: profile.path,
                created: profile.created,
                tags: profile.tags,
                role,
            };
            self.entity(at, &record)?;
        }
        Ok(())
    }

    pub(super) async fn users(&mut self, users: Vec<PortableUser>) -> Result<(), ImportError> {
        for (index, user) in users.into_iter().enumerate() {
            yield_now().await;
            let name = user.name.clone();
            self.one_user(At::new(PortableList::Users, index, &name), user)
                .await?;
        }
        let sizes: Vec<_> = self.members.drain().collect();
        for (group, members) in sizes {
            let key = keyspace::group_size(self.account, group)?;
            self.put(key, &GroupSizeRecord { members })?;
        }
        Ok(())
    }

    async fn one_user(&mut self, at: At<'_>, user: PortableUser) -> Result<(), ImportError> {
        let owner = KeyOwner::User(user.id);
        let holding = Holding {
            at,
            kind: HolderKind::User,
            id: user.id,
            since: user.created,
        };
        let mut groups: Vec<UniqueId> = Vec::with_capacity(user.groups.len());
        for (place, name) in user.groups.iter().enumerate() {
            let member = format!("groups[{place}]");
            let group = self.group(at, member.clone(), name)?;
            if groups.contains(&group) {
                return Err(at.fault(member, format!("{name} is there twice")));
            }
            let key = keyspace::group_member(self.account, group, user.id)?;
            let added = user.created;
            self.put(key, &MembershipRecord { added })?;
            *self.members.entry(group).or_default() += 1;
            groups.push(group);
        }
        if groups.len() > GROUPS_MAX {
            let said = too_many(groups.len(), "groups", GROUPS_MAX);
            self.remark(RemarkKind::OverQuota, at, said);
        }
        self.password_used(owner, user.password_last_used)?;
        let record = UserRecord {
            attached_policies: self.attached(holding, &user.attached_policies)?,
            inline_policies: self.inline(holding, user.inline_policies)?,
            permissions_boundary: self.boundary(holding, user.permissions_boundary.as_ref())?,
            access_keys: self.access_keys(at, owner, user.access_keys).await?,
            mfa_devices: self.devices_of(owner),
            password: self.password(at, owner, user.password)?,
            signing_certificates: self.signing_certificates(
                at,
                owner,
                user.signing_certificates,
            )?,
            ssh_public_keys: self.ssh_public_keys(at, user.id, user.ssh_public_keys)?,
            service_credentials: self.service_credentials(at, user.id, user.service_credentials)?,
            groups,
            id: user.id,
            name: user.name,
            path: user.path,
            created: user.created,
            tags: user.tags,
        };
        self.entity(at, &record)
    }

    /// The record of an entity, and that of its name.
    pub(super) fn entity<E: Entity>(&mut self, at: At<'_>, entity: &E) -> Result<(), ImportError> {
        use crate::entity::EntityName as _;
        let name = NameRecord {
            id: entity.id(),
            path: entity.path().clone(),
        };
        let place = keyspace::name(self.account, E::NAMES, &entity.name().folded())?;
        self.put(place, &name)?;
        let place = keyspace::entity(self.account, E::TABLE, entity.id())?;
        self.put_bounded(at, place, entity)
    }
}
