//! Changes of groups.

use super::{Identities, changes::user};
use crate::{actor::Stage, ledger::Trouble};

impl Identities {
    pub(super) fn create_group(&mut self, stage: &mut Stage) -> Result<Option<()>, Trouble> {
        let name = self.fresh_name(stage, "group");
        if self.ledger.known().groups.contains(&name) {
            return Ok(None);
        }
        let path = self.path();
        let members = [("GroupName", name.as_str()), ("Path", &path)];
        self.change(stage, "CreateGroup", &members, |world, _| {
            world.groups.insert(name.clone());
        })?;
        Ok(Some(()))
    }

    pub(super) fn delete_group(&mut self, stage: &mut Stage) -> Result<Option<()>, Trouble> {
        let world = self.ledger.known();
        let is_empty = |group: &&String| !world.users.values().any(|it| it.groups.contains(*group));
        let Some(name) = stage.one_of(world.groups.iter().filter(is_empty)).cloned() else {
            return Ok(None);
        };
        self.change(stage, "DeleteGroup", &[("GroupName", &name)], |world, _| {
            world.groups.remove(&name);
        })?;
        Ok(Some(()))
    }

    pub(super) fn add_to_group(&mut self, stage: &mut Stage) -> Result<Option<()>, Trouble> {
        let group = stage.one_of(&self.ledger.known().groups).cloned();
        let (Some(name), Some(group)) = (self.some_user(stage), group) else {
            return Ok(None);
        };
        let members = [("UserName", name.as_str()), ("GroupName", &group)];
        self.change(stage, "AddUserToGroup", &members, |world, _| {
            user(world, &name).groups.insert(group.clone());
        })?;
        Ok(Some(()))
    }

    pub(super) fn remove_from_group(&mut self, stage: &mut Stage) -> Result<Option<()>, Trouble> {
        let Some(name) = self.some_user(stage) else {
            return Ok(None);
        };
        let groups = self
            .ledger
            .known()
            .users
            .get(&name)
            .map(|user| &user.groups);
        let Some(group) = stage.one_of(groups.into_iter().flatten()).cloned() else {
            return Ok(None);
        };
        let members = [("UserName", name.as_str()), ("GroupName", &group)];
        self.change(stage, "RemoveUserFromGroup", &members, |world, _| {
            user(world, &name).groups.remove(&group);
        })?;
        Ok(Some(()))
    }
}
