//! Which changes of identities there are, and what all of them need.

use super::{
    Identities,
    world::{IdentityWorld, User},
};
use crate::{actor::Stage, ledger::Trouble};

/// How many of a kind there are at most; names are used again after a deletion.
const OF_A_KIND: usize = 4;

/// A change, if it fits the world as it is.
type Change = fn(&mut Identities, &mut Stage) -> Result<Option<()>, Trouble>;

const CHANGES: &[Change] = &[
    Identities::create_user,
    Identities::create_user,
    Identities::delete_user,
    Identities::rename_user,
    Identities::tag_user,
    Identities::tag_user,
    Identities::untag_user,
    Identities::put_user_policy,
    Identities::put_user_policy,
    Identities::delete_user_policy,
    Identities::create_access_key,
    Identities::create_access_key,
    Identities::update_access_key,
    Identities::delete_access_key,
    Identities::create_group,
    Identities::delete_group,
    Identities::add_to_group,
    Identities::add_to_group,
    Identities::remove_from_group,
    Identities::create_policy,
    Identities::create_version,
    Identities::delete_version,
    Identities::delete_policy,
    Identities::attach_policy,
    Identities::attach_policy,
    Identities::detach_policy,
    Identities::create_role,
    Identities::update_trust,
    Identities::put_role_policy,
    Identities::delete_role_policy,
    Identities::delete_role,
];

/// What a world is to be after an acknowledged or lost change of one of its users.
pub(super) fn user<'w>(world: &'w mut IdentityWorld, name: &str) -> &'w mut User {
    world.users.entry(name.to_owned()).or_default()
}

impl Identities {
    /// Performs some change that fits.
    pub(super) fn change_something(&mut self, stage: &mut Stage) -> Result<(), Trouble> {
        loop {
            let number = stage.below(CHANGES.len());
            let Some(change) = CHANGES.get(number) else {
                continue;
            };
            if change(self, stage)?.is_some() {
                return Ok(());
            }
        }
    }

    pub(super) fn fresh_name(&self, stage: &Stage, kind: &str) -> String {
        format!("{}-{kind}-{}", self.name, stage.below(OF_A_KIND))
    }

    pub(super) fn some_user(&self, stage: &Stage) -> Option<String> {
        stage.one_of(self.ledger.known().users.keys()).cloned()
    }

    pub(super) fn some_policy(&self, stage: &Stage) -> Option<(String, String)> {
        let name = stage.one_of(self.ledger.known().policies.keys())?;
        Some((name.clone(), self.policy_arn(stage, name)))
    }

    pub(super) fn policy_arn(&self, stage: &Stage, name: &str) -> String {
        format!("arn:aws:iam::{}:policy{}{name}", stage.account, self.path())
    }

    /// A policy that is unlike any other.
    pub(super) fn fresh_document(&mut self, stage: &Stage) -> String {
        self.documents += 1;
        let padding = "x".repeat(stage.below(400));
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Sid":"N{}{padding}","Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}]}}"#,
            self.documents
        )
    }

    pub(super) fn fresh_trust(&mut self, stage: &Stage) -> String {
        self.documents += 1;
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Sid":"N{}","Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{}:root"}},"Action":"sts:AssumeRole"}}]}}"#,
            self.documents, stage.account
        )
    }
}
