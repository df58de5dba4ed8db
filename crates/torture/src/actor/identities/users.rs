//! Changes of users.

use super::{Identities, changes::user};
use crate::{actor::Stage, ledger::Trouble};

impl Identities {
    pub(super) fn create_user(&mut self, stage: &mut Stage) -> Result<Option<()>, Trouble> {
        let name = self.fresh_name(stage, "user");
        if self.ledger.known().users.contains_key(&name) {
            return Ok(None);
        }
        let path = self.path();
        let members = [
            ("UserName", name.as_str()),
            ("Path", &path),
            ("Tags.member.1.Key", "made"),
            ("Tags.member.1.Value", "with it"),
        ];
        self.change(stage, "CreateUser", &members, |world, _| {
            let tags = [("made".to_owned(), "with it".to_owned())];
            user(world, &name).tags = tags.into();
        })?;
        Ok(Some(()))
    }

    pub(super) fn delete_user(&mut self, stage: &mut Stage) -> Result<Option<()>, Trouble> {
        let bare = self.ledger.known().users.iter();
        let bare = bare
            .filter(|(_, user)| user.is_bare())
            .map(|(name, _)| name);
        let Some(name) = stage.one_of(bare).cloned() else {
            return Ok(None);
        };
        self.change(stage, "DeleteUser", &[("UserName", &name)], |world, _| {
            world.users.remove(&name);
        })?;
        Ok(Some(()))
    }

    pub(super) fn rename_user(&mut self, stage: &mut Stage) -> Result<Option<()>, Trouble> {
        let new = self.fresh_name(stage, "user");
        let Some(old) = self.some_user(stage) else {
            return Ok(None);
        };
        if self.ledger.known().users.contains_key(&new) {
            return Ok(None);
        }
        let members = [("UserName", old.as_str()), ("NewUserName", &new)];
        self.change(stage, "UpdateUser", &members, |world, _| {
            let user = world.users.remove(&old).unwrap_or_default();
            world.users.insert(new.clone(), user);
        })?;
        Ok(Some(()))
    }

    pub(super) fn tag_user(&mut self, stage: &mut Stage) -> Result<Option<()>, Trouble> {
        let Some(name) = self.some_user(stage) else {
            return Ok(None);
        };
        let pairs = [0, 1].map(|_| {
            (
                format!("k{}", stage.below(6)),
                stage.below(1000).to_string(),
            )
        });
        let [(key, value), (other, another)] = &pairs;
        if key == other {
            return Ok(None);
        }
        let members = [
            ("UserName", name.as_str()),
            ("Tags.member.1.Key", key),
            ("Tags.member.1.Value", value),
            ("Tags.member.2.Key", other),
            ("Tags.member.2.Value", another),
        ];
        self.change(stage, "TagUser", &members, |world, _| {
            user(world, &name).tags.extend(pairs.clone());
        })?;
        Ok(Some(()))
    }

    pub(super) fn untag_user(&mut self, stage: &mut Stage) -> Result<Option<()>, Trouble> {
        let users = self.ledger.known().users.iter();
        let all = users.flat_map(|(name, user)| user.tags.keys().map(move |key| (name, key)));
        let all: Vec<_> = all.collect();
        let Some((name, key)) = stage
            .one_of(&all)
            .map(|(n, k)| (String::clone(n), String::clone(k)))
        else {
            return Ok(None);
        };
        let members = [("UserName", name.as_str()), ("TagKeys.member.1", &key)];
        self.change(stage, "UntagUser", &members, |world, _| {
            user(world, &name).tags.remove(&key);
        })?;
        Ok(Some(()))
    }

    pub(super) fn put_user_policy(&mut self, stage: &mut Stage) -> Result<Option<()>, Trouble> {
        let Some(name) = self.some_user(stage) else {
            return Ok(None);
        };
        let policy = format!("inline-{}", stage.below(2));
        let document = self.fresh_document(stage);
        let members = [
            ("UserName", name.as_str()),
            ("PolicyName", &policy),
            ("PolicyDocument", &document),
        ];
        self.change(stage, "PutUserPolicy", &members, |world, _| {
            user(world, &name)
                .inline
                .insert(policy.clone(), document.clone());
        })?;
        Ok(Some(()))
    }

    pub(super) fn delete_user_policy(&mut self, stage: &mut Stage) -> Result<Option<()>, Trouble> {
        let Some(name) = self.some_user(stage) else {
            return Ok(None);
        };
        let inline = self
            .ledger
            .known()
            .users
            .get(&name)
            .map(|user| &user.inline);
        let Some(policy) = stage
            .one_of(inline.into_iter().flat_map(|it| it.keys()))
            .cloned()
        else {
            return Ok(None);
        };
        let members = [("UserName", name.as_str()), ("PolicyName", &policy)];
        self.change(stage, "DeleteUserPolicy", &members, |world, _| {
            user(world, &name).inline.remove(&policy);
        })?;
        Ok(Some(()))
    }
}
