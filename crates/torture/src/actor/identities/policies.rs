//! Changes of policies that are attached.

use super::{Identities, changes::user, world::Policy};
use crate::{
    actor::Stage,
    ledger::{Trouble, UNKNOWN},
};

/// LIMIT: of AWS: versions of a policy.
const VERSIONS_MAX: usize = 5;

impl Identities {
    pub(super) fn create_policy(&mut self, stage: &mut Stage) -> Result<Option<()>, Trouble> {
        let name = self.fresh_name(stage, "policy");
        if self.ledger.known().policies.contains_key(&name) {
            return Ok(None);
        }
        let (path, document) = (self.path(), self.fresh_document(stage));
        let members = [
            ("PolicyName", name.as_str()),
            ("Path", &path),
            ("PolicyDocument", &document),
        ];
        self.change(stage, "CreatePolicy", &members, |world, _| {
            let policy = Policy {
                versions: [("v1".to_owned(), document.clone())].into(),
                default: "v1".to_owned(),
            };
            world.policies.insert(name.clone(), policy);
        })?;
        Ok(Some(()))
    }

    pub(super) fn create_version(&mut self, stage: &mut Stage) -> Result<Option<()>, Trouble> {
        let Some((name, arn)) = self.some_policy(stage) else {
            return Ok(None);
        };
        let policy = self.ledger.known().policies.get(&name);
        if policy.is_none_or(|policy| policy.versions.len() >= VERSIONS_MAX) {
            return Ok(None);
        }
        let document = self.fresh_document(stage);
        let members = [
            ("PolicyArn", arn.as_str()),
            ("PolicyDocument", &document),
            ("SetAsDefault", "true"),
        ];
        self.change(stage, "CreatePolicyVersion", &members, |world, answer| {
            let id = answer.and_then(|answer| answer.element("VersionId"));
            let id = id.unwrap_or_else(|| UNKNOWN.to_owned());
            let policy = world.policies.entry(name.clone()).or_default();
            policy.versions.insert(id.clone(), document.clone());
            policy.default = id;
        })?;
        Ok(Some(()))
    }

    pub(super) fn delete_version(&mut self, stage: &mut Stage) -> Result<Option<()>, Trouble> {
        let Some((name, arn)) = self.some_policy(stage) else {
            return Ok(None);
        };
        let policy = self.ledger.known().policies.get(&name);
        let versions = policy.into_iter().flat_map(|policy| {
            let all = policy.versions.keys();
            all.filter(|id| **id != policy.default)
        });
        let Some(id) = stage.one_of(versions).cloned() else {
            return Ok(None);
        };
        let members = [("PolicyArn", arn.as_str()), ("VersionId", &id)];
        self.change(stage, "DeletePolicyVersion", &members, |world, _| {
            let policy = world.policies.entry(name.clone()).or_default();
            policy.versions.remove(&id);
        })?;
        Ok(Some(()))
    }

    pub(super) fn delete_policy(&mut self, stage: &mut Stage) -> Result<Option<()>, Trouble> {
        let Some((name, arn)) = self.some_policy(stage) else {
            return Ok(None);
        };
        let world = self.ledger.known();
        let versions = world.policies.get(&name).map(|it| it.versions.len());
        let is_attached = world.users.values().any(|it| it.attached.contains(&name));
        if versions != Some(1) || is_attached {
            return Ok(None);
        }
        self.change(stage, "DeletePolicy", &[("PolicyArn", &arn)], |world, _| {
            world.policies.remove(&name);
        })?;
        Ok(Some(()))
    }

    pub(super) fn attach_policy(&mut self, stage: &mut Stage) -> Result<Option<()>, Trouble> {
        let (Some(name), Some((policy, arn))) = (self.some_user(stage), self.some_policy(stage))
        else {
            return Ok(None);
        };
        let members = [("UserName", name.as_str()), ("PolicyArn", &arn)];
        self.change(stage, "AttachUserPolicy", &members, |world, _| {
            user(world, &name).attached.insert(policy.clone());
        })?;
        Ok(Some(()))
    }

    pub(super) fn detach_policy(&mut self, stage: &mut Stage) -> Result<Option<()>, Trouble> {
        let Some(name) = self.some_user(stage) else {
            return Ok(None);
        };
        let attached = self
            .ledger
            .known()
            .users
            .get(&name)
            .map(|user| &user.attached);
        let Some(policy) = stage.one_of(attached.into_iter().flatten()).cloned() else {
            return Ok(None);
        };
        let arn = self.policy_arn(stage, &policy);
        let members = [("UserName", name.as_str()), ("PolicyArn", &arn)];
        self.change(stage, "DetachUserPolicy", &members, |world, _| {
            user(world, &name).attached.remove(&policy);
        })?;
        Ok(Some(()))
    }
}
