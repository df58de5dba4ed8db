//! Changes of roles.

use super::{Identities, world::Role};
use crate::{actor::Stage, ledger::Trouble};

impl Identities {
    pub(super) fn create_role(&mut self, stage: &mut Stage) -> Result<Option<()>, Trouble> {
        let name = self.fresh_name(stage, "role");
        if self.ledger.known().roles.contains_key(&name) {
            return Ok(None);
        }
        let (path, trust) = (self.path(), self.fresh_trust(stage));
        let members = [
            ("RoleName", name.as_str()),
            ("Path", &path),
            ("AssumeRolePolicyDocument", &trust),
        ];
        self.change(stage, "CreateRole", &members, |world, _| {
            let trust = trust.clone();
            let inline = [].into();
            world.roles.insert(name.clone(), Role { trust, inline });
        })?;
        Ok(Some(()))
    }

    pub(super) fn update_trust(&mut self, stage: &mut Stage) -> Result<Option<()>, Trouble> {
        let Some(name) = self.some_role(stage) else {
            return Ok(None);
        };
        let trust = self.fresh_trust(stage);
        let members = [("RoleName", name.as_str()), ("PolicyDocument", &trust)];
        self.change(stage, "UpdateAssumeRolePolicy", &members, |world, _| {
            let role = world.roles.entry(name.clone()).or_default();
            role.trust.clone_from(&trust);
        })?;
        Ok(Some(()))
    }

    pub(super) fn put_role_policy(&mut self, stage: &mut Stage) -> Result<Option<()>, Trouble> {
        let Some(name) = self.some_role(stage) else {
            return Ok(None);
        };
        let policy = format!("inline-{}", stage.below(2));
        let document = self.fresh_document(stage);
        let members = [
            ("RoleName", name.as_str()),
            ("PolicyName", &policy),
            ("PolicyDocument", &document),
        ];
        self.change(stage, "PutRolePolicy", &members, |world, _| {
            let role = world.roles.entry(name.clone()).or_default();
            role.inline.insert(policy.clone(), document.clone());
        })?;
        Ok(Some(()))
    }

    pub(super) fn delete_role_policy(&mut self, stage: &mut Stage) -> Result<Option<()>, Trouble> {
        let Some(name) = self.some_role(stage) else {
            return Ok(None);
        };
        let inline = self
            .ledger
            .known()
            .roles
            .get(&name)
            .map(|role| &role.inline);
        let policies = inline.into_iter().flat_map(|inline| inline.keys());
        let Some(policy) = stage.one_of(policies).cloned() else {
            return Ok(None);
        };
        let members = [("RoleName", name.as_str()), ("PolicyName", &policy)];
        self.change(stage, "DeleteRolePolicy", &members, |world, _| {
            let role = world.roles.entry(name.clone()).or_default();
            role.inline.remove(&policy);
        })?;
        Ok(Some(()))
    }

    pub(super) fn delete_role(&mut self, stage: &mut Stage) -> Result<Option<()>, Trouble> {
        let roles = self.ledger.known().roles.iter();
        let bare = roles.filter(|(_, role)| role.inline.is_empty());
        let Some(name) = stage.one_of(bare.map(|(name, _)| name)).cloned() else {
            return Ok(None);
        };
        self.change(stage, "DeleteRole", &[("RoleName", &name)], |world, _| {
            world.roles.remove(&name);
        })?;
        Ok(Some(()))
    }

    fn some_role(&self, stage: &Stage) -> Option<String> {
        stage.one_of(self.ledger.known().roles.keys()).cloned()
    }
}
