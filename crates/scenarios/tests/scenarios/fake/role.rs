//! Roles and their sessions.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{
    ACCOUNT, Fake, SECRET,
    identity::{Result, account_of},
    request::{Request, element},
};

/// A role.
#[derive(Debug, Default)]
pub(crate) struct Role {
    trust: Value,
    /// The ARNs of its policies.
    pub(crate) policies: BTreeSet<String>,
}

impl Fake {
    pub(super) fn perform_on_role(&mut self, request: &Request) -> Result {
        let name = request.get("RoleName");
        let policy = request.get("PolicyArn").to_owned();
        match request.action.as_str() {
            "AssumeRole" => self.assume(request),
            "CreateRole" => {
                let document = request.get("AssumeRolePolicyDocument");
                let account = account_of(request);
                let role = Role {
                    trust: serde_json::from_str(document).unwrap(),
                    policies: BTreeSet::new(),
                };
                self.roles.insert(name.to_owned(), role);
                Ok(format!(
                    "<Role><Path>/</Path><RoleName>{name}</RoleName><RoleId>AROANEW</RoleId>\
                     <Arn>arn:aws:iam::{account}:role/{name}</Arn>\
                     <CreateDate>2026-01-31T00:00:00Z</CreateDate></Role>"
                ))
            }
            "DeleteRole" => {
                let role = self.roles.get(name).ok_or("NoSuchEntity")?;
                if !role.policies.is_empty() {
                    return Err("DeleteConflict");
                }
                self.roles.remove(name);
                Ok(String::new())
            }
            "AttachRolePolicy" => {
                let is_of_aws = policy.starts_with("arn:aws:iam::aws:policy/");
                if !is_of_aws && !self.policies.contains_key(&policy) {
                    return Err("NoSuchEntity");
                }
                let role = self.roles.get_mut(name).ok_or("NoSuchEntity")?;
                role.policies.insert(policy);
                Ok(String::new())
            }
            "DetachRolePolicy" => {
                let role = self.roles.get_mut(name).ok_or("NoSuchEntity")?;
                let was_there = role.policies.remove(&policy);
                was_there.then(String::new).ok_or("NoSuchEntity")
            }
            _ => Err("InvalidAction"),
        }
    }

    /// A session for the user whom the role trusts, with MFA if the role asks for it. Its key names
    /// the role.
    fn assume(&mut self, request: &Request) -> Result {
        let user = self.owner(&request.key_id).ok_or("InvalidClientTokenId")?;
        let user_arn = format!("arn:aws:iam::{ACCOUNT}:user/{user}");
        let (_, name) = request.get("RoleArn").rsplit_once('/').unwrap();
        let name = name.to_owned();
        let role = self.roles.get(&name).ok_or("AccessDenied")?;
        let statement = &role.trust["Statement"][0];
        let asks_for_mfa = json!({ "Bool": { "aws:MultiFactorAuthPresent": true } });
        let trusts = statement["Principal"]["AWS"] == *user_arn;
        let may = match statement.get("Condition") {
            // Within an account, the role's trust in the user is enough.
            None => true,
            Some(condition) => {
                assert_eq!(*condition, asks_for_mfa);
                let has_policy = self.user_policies.iter().any(|(of, _)| of == user);
                has_policy && self.shows_mfa(request)
            }
        };
        if !(self.is_lax || trusts && may) {
            return Err("AccessDenied");
        }
        let credentials = element("AccessKeyId", &format!("ASIA{name}"))
            + &element("SecretAccessKey", SECRET)
            + &element("SessionToken", "token")
            + &element("Expiration", "2027-01-15T09:00:00Z");
        Ok(element("Credentials", &credentials))
    }

    fn shows_mfa(&mut self, request: &Request) -> bool {
        let [device, code] = ["SerialNumber", "TokenCode"].map(|member| request.get(member));
        !code.is_empty() && self.spend(device, code)
    }
}
