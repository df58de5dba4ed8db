//! Roles in instance profiles.

use iamd_api::iam::{
    AddRoleToInstanceProfile, ListInstanceProfilesForRole, RemoveRoleFromInstanceProfile,
};
use iamd_auth::Permit;
use iamd_ident::{InstanceProfileName, RoleName};

use super::InstanceProfile;
use crate::{
    Directory, Error, Page, PageRequest, Quota,
    draft::transact,
    entity::{Entity, covers, entity_in, put_entity},
    holder::Holder,
    page::cut,
    records::{InstanceProfileRecord, RoleRecord},
};

/// LIMIT: instance profiles of a role. AWS has no such quota, but one of 1,000 instance profiles
/// in an account, so that no role can have more.
/// SOURCE: IAM User Guide, "IAM and AWS STS quotas".
const PER_ROLE_MAX: usize = 1_000;

impl Directory {
    /// Puts a role into an instance profile that has none. The permit brings a further one, for
    /// passing that role.
    ///
    /// # Errors
    /// There is no such instance profile or role, the instance profile has a role, the role is in
    /// as many instance profiles as it may be, or it is linked to a service.
    pub async fn add_role_to_instance_profile(
        &self,
        mut permit: Permit<AddRoleToInstanceProfile>,
        name: &InstanceProfileName,
        role: &RoleName,
    ) -> Result<(), Error> {
        let account = permit.account();
        let passing = permit.further::<AddRoleToInstanceProfile>();
        transact!(self, |draft| {
            let mut profile = self
                .draft_permitted::<InstanceProfileRecord, _>(&mut draft, &permit, name)
                .await?;
            let mut role = self
                .draft_entity::<RoleRecord>(&mut draft, account, role)
                .await?;
            let arn = self.entity_arn(account, &role);
            covers(passing.as_ref().unwrap_or(&permit), &arn, role.id)?;
            role.check_changeable()?;
            if profile.role.is_some() {
                return Err(Error::Quota(Quota::RolesPerInstanceProfile));
            }
            if role.instance_profiles.len() >= PER_ROLE_MAX {
                return Err(Error::Quota(Quota::InstanceProfilesPerRole));
            }
            profile.role = Some(role.id);
            role.instance_profiles.push(profile.id);
            put_entity(&mut draft, account, &profile)?;
            put_entity(&mut draft, account, &role)
        });
        Ok(())
    }

    /// Takes a role out of an instance profile.
    ///
    /// # Errors
    /// There is no such instance profile or role, the role is not in it, or it is linked to a
    /// service.
    pub async fn remove_role_from_instance_profile(
        &self,
        permit: Permit<RemoveRoleFromInstanceProfile>,
        name: &InstanceProfileName,
        role: &RoleName,
    ) -> Result<(), Error> {
        let account = permit.account();
        transact!(self, |draft| {
            let mut profile = self
                .draft_permitted::<InstanceProfileRecord, _>(&mut draft, &permit, name)
                .await?;
            let mut role = self
                .draft_entity::<RoleRecord>(&mut draft, account, role)
                .await?;
            role.check_changeable()?;
            if profile.role != Some(role.id) {
                return Err(Error::NotInInstanceProfile {
                    role: role.name,
                    instance_profile: profile.name,
                });
            }
            profile.role = None;
            role.instance_profiles.retain(|id| *id != profile.id);
            put_entity(&mut draft, account, &profile)?;
            put_entity(&mut draft, account, &role)
        });
        Ok(())
    }

    /// The instance profiles that a role is in, in the order of their names.
    ///
    /// # Errors
    /// There is no such role, or the marker is not one of this list's.
    pub async fn list_instance_profiles_for_role(
        &self,
        permit: Permit<ListInstanceProfilesForRole>,
        role: &RoleName,
        page: &PageRequest,
    ) -> Result<Page<InstanceProfile>, Error> {
        let account = permit.account();
        let role = self.permitted_role(&permit, role).await?;
        let snapshot = self.snapshot().await?;
        let mut profiles = Vec::with_capacity(role.record.instance_profiles.len());
        for id in &role.record.instance_profiles {
            profiles.extend(entity_in::<InstanceProfileRecord>(&snapshot, account, *id).await?);
        }
        let by_name = |profile: &InstanceProfileRecord| profile.name().folded();
        profiles.sort_by_cached_key(by_name);
        let page = cut("instance-profiles-for-role", profiles, page, by_name)?;
        self.instance_profiles_of(account, page).await
    }
}
