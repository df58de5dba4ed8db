//! Changes of access keys.

use super::{Identities, changes::user};
use crate::{
    actor::Stage,
    client::Key,
    ledger::{Trouble, UNKNOWN},
};

/// LIMIT: of AWS: keys of a user.
const KEYS_MAX: usize = 2;

impl Identities {
    pub(super) fn create_access_key(&mut self, stage: &mut Stage) -> Result<Option<()>, Trouble> {
        let Some(name) = self.some_user(stage) else {
            return Ok(None);
        };
        let user_now = self.ledger.known().users.get(&name);
        if user_now.is_none_or(|user| user.keys.len() >= KEYS_MAX) {
            return Ok(None);
        }
        let answer = self.change(
            stage,
            "CreateAccessKey",
            &[("UserName", &name)],
            |world, answer| {
                let id = answer.and_then(|answer| answer.element("AccessKeyId"));
                let id = id.unwrap_or_else(|| UNKNOWN.to_owned());
                user(world, &name).keys.insert(id, true);
            },
        )?;
        let told = |name| answer.element(name).unwrap_or_default();
        let (id, secret) = (told("AccessKeyId"), told("SecretAccessKey"));
        self.keys
            .insert(id.clone(), Key::new(&id, &secret, &stage.root.region));
        Ok(Some(()))
    }

    pub(super) fn some_key(&self, stage: &Stage) -> Option<(String, String, bool)> {
        let users = self.ledger.known().users.iter();
        let all = users.flat_map(|(name, user)| {
            user.keys
                .iter()
                .map(move |(id, is_active)| (name.clone(), id.clone(), *is_active))
        });
        let all: Vec<_> = all.collect();
        stage.one_of(&all).cloned()
    }

    pub(super) fn update_access_key(&mut self, stage: &mut Stage) -> Result<Option<()>, Trouble> {
        let Some((name, id, is_active)) = self.some_key(stage) else {
            return Ok(None);
        };
        let status = if is_active { "Inactive" } else { "Active" };
        let members = [
            ("UserName", name.as_str()),
            ("AccessKeyId", &id),
            ("Status", status),
        ];
        self.change(stage, "UpdateAccessKey", &members, |world, _| {
            user(world, &name).keys.insert(id.clone(), !is_active);
        })?;
        Ok(Some(()))
    }

    pub(super) fn delete_access_key(&mut self, stage: &mut Stage) -> Result<Option<()>, Trouble> {
        let Some((name, id, _)) = self.some_key(stage) else {
            return Ok(None);
        };
        let members = [("UserName", name.as_str()), ("AccessKeyId", &id)];
        self.change(stage, "DeleteAccessKey", &members, |world, _| {
            user(world, &name).keys.remove(&id);
        })?;
        Ok(Some(()))
    }
}
