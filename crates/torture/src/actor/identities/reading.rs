//! Reading everything back.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Identities,
    world::{IdentityWorld, Policy, Role, User},
};
use crate::{actor::Stage, client::Answer, ledger::Trouble};

/// More than there ever is below one path.
const ITEMS_MAX: (&str, &str) = ("MaxItems", "1000");

impl Identities {
    /// Everything that the server tells of what is below the path.
    pub(super) fn read(&self, stage: &mut Stage) -> Result<IdentityWorld, Trouble> {
        let path = self.path();
        let below = [("PathPrefix", path.as_str()), ITEMS_MAX];
        let mut found = IdentityWorld::default();
        let users = stage.ask("ListUsers", &below)?;
        for name in users.elements("UserName") {
            let user = read_user(stage, &name)?;
            found.users.insert(name, user);
        }
        let groups = stage.ask("ListGroups", &below)?;
        found.groups = groups.elements("GroupName").into_iter().collect();
        for part in stage.ask("ListPolicies", &below)?.parts("member") {
            let arn = part.element("Arn").unwrap_or_default();
            let name = part.element("PolicyName").unwrap_or_default();
            found.policies.insert(name, read_policy(stage, &arn)?);
        }
        for part in stage.ask("ListRoles", &below)?.parts("member") {
            let name = part.element("RoleName").unwrap_or_default();
            found.roles.insert(name.clone(), read_role(stage, &name)?);
        }
        Ok(found)
    }
}

fn read_user(stage: &mut Stage, name: &str) -> Result<User, Trouble> {
    let of_user = [("UserName", name), ITEMS_MAX];
    let mut user = User::default();
    let tags = stage.ask("ListUserTags", &of_user)?;
    user.tags = tags.parts("member").iter().map(tag).collect();
    let inline = stage.ask("ListUserPolicies", &of_user)?;
    for policy in inline.elements("member") {
        let members = [("UserName", name), ("PolicyName", &policy)];
        let document = stage.ask("GetUserPolicy", &members)?;
        user.inline
            .insert(policy, document_of(&document, "PolicyDocument"));
    }
    let keys = stage.ask("ListAccessKeys", &of_user)?;
    for key in keys.parts("member") {
        let is_active = key.element("Status").as_deref() == Some("Active");
        user.keys
            .insert(key.element("AccessKeyId").unwrap_or_default(), is_active);
    }
    let attached = stage.ask("ListAttachedUserPolicies", &of_user)?;
    user.attached = attached.elements("PolicyName").into_iter().collect();
    let groups = stage.ask("ListGroupsForUser", &of_user)?;
    user.groups = groups
        .elements("GroupName")
        .into_iter()
        .collect::<BTreeSet<_>>();
    Ok(user)
}

fn read_policy(stage: &mut Stage, arn: &str) -> Result<Policy, Trouble> {
    let of_policy = [("PolicyArn", arn), ITEMS_MAX];
    let mut policy = Policy::default();
    let versions = stage.ask("ListPolicyVersions", &of_policy)?;
    for version in versions.parts("member") {
        let id = version.element("VersionId").unwrap_or_default();
        if version.element("IsDefaultVersion").as_deref() == Some("true") {
            policy.default.clone_from(&id);
        }
        let members = [("PolicyArn", arn), ("VersionId", &id)];
        let document = stage.ask("GetPolicyVersion", &members)?;
        policy
            .versions
            .insert(id, document_of(&document, "Document"));
    }
    Ok(policy)
}

fn read_role(stage: &mut Stage, name: &str) -> Result<Role, Trouble> {
    let of_role = [("RoleName", name), ITEMS_MAX];
    let role = stage.ask("GetRole", &[("RoleName", name)])?;
    let mut inline = BTreeMap::new();
    for policy in stage.ask("ListRolePolicies", &of_role)?.elements("member") {
        let members = [("RoleName", name), ("PolicyName", &policy)];
        let document = stage.ask("GetRolePolicy", &members)?;
        inline.insert(policy, document_of(&document, "PolicyDocument"));
    }
    Ok(Role {
        trust: document_of(&role, "AssumeRolePolicyDocument"),
        inline,
    })
}

fn tag(part: &Answer) -> (String, String) {
    let text = |name| part.element(name).unwrap_or_default();
    (text("Key"), text("Value"))
}

fn document_of(answer: &Answer, name: &str) -> String {
    answer.document(name).unwrap_or_default()
}
