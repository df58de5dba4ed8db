//! IAM and STS.

use super::{
    ACCOUNT, Fake, OTHER_ACCOUNT, OTHER_KEY, SECRET, User,
    device::Device,
    request::{Request, element},
    role::Role,
};

/// What a call answers, or the code with which it is refused.
pub(super) type Result = std::result::Result<String, &'static str>;

impl Fake {
    pub(super) fn perform(&mut self, request: &Request) -> Result {
        let user = request.get("UserName").to_owned();
        match request.action.as_str() {
            "GetCallerIdentity" => {
                let account = account_of(request);
                Ok(format!("<Arn>arn:aws:iam::{account}:{}</Arn>", self.caller))
            }
            "GetUser" => {
                let owner = self.owner(&request.key_id).ok_or("InvalidClientTokenId")?;
                Ok(element("User", &members(owner, &self.users[owner])))
            }
            "CreateUser" => {
                self.users_made += 1;
                let made = User {
                    id: format!("AIDANEW{}", self.users_made),
                    keys: Vec::new(),
                };
                let answer = element("User", &members(&user, &made));
                self.users.insert(user, made);
                Ok(answer)
            }
            "ListUsers" => {
                // A session of a role may do what its policies say, which is never this.
                if request.key_id.starts_with("ASIA") && !self.is_lax {
                    return Err("AccessDenied");
                }
                let users = self.users.iter();
                let users = users.map(|(name, user)| element("member", &members(name, user)));
                Ok(element("Users", &users.collect::<String>()))
            }
            "UpdateUser" => self.rename(&user, request.get("NewUserName")),
            "DeleteUser" => self.delete_user(&user),
            "GetAccessKeyLastUsed" => Ok(LAST_USE.to_owned()),
            "PutUserPolicy" => {
                self.users.get(&user).ok_or("NoSuchEntity")?;
                self.user_policies
                    .insert((user, request.get("PolicyName").to_owned()));
                Ok(String::new())
            }
            "DeleteUserPolicy" => {
                let policy = (user, request.get("PolicyName").to_owned());
                let was_there = self.user_policies.remove(&policy);
                was_there.then(String::new).ok_or("NoSuchEntity")
            }
            action if Self::is_about_account(action) => self.perform_on_account(request),
            action if action.contains("MFADevice") => self.perform_on_device(request, &user),
            action if action.contains("Role") => self.perform_on_role(request),
            action if action.contains("Policy") || action.contains("Policies") => {
                self.perform_on_policy(request, &user)
            }
            _ => self.perform_on_key(request, &user),
        }
    }

    fn rename(&mut self, from: &str, to: &str) -> Result {
        let user = self.users.remove(from).ok_or("NoSuchEntity")?;
        self.users.insert(to.to_owned(), user);
        Ok(String::new())
    }

    fn delete_user(&mut self, name: &str) -> Result {
        let user = self.users.get(name).ok_or("NoSuchEntity")?;
        let mut policies = self.attachments.iter().chain(&self.user_policies);
        let has_policy = policies.any(|(user, _)| user == name);
        let has_device = |device: &Device| device.user.as_deref() == Some(name);
        if has_policy || !user.keys.is_empty() || self.devices.values().any(has_device) {
            return Err("DeleteConflict");
        }
        self.users.remove(name);
        Ok(String::new())
    }

    fn perform_on_policy(&mut self, request: &Request, user: &str) -> Result {
        let arn = request.get("PolicyArn").to_owned();
        let attachment = (user.to_owned(), arn.clone());
        match request.action.as_str() {
            "CreatePolicy" => {
                let name = request.get("PolicyName");
                let arn = format!("arn:aws:iam::{}:policy/{name}", account_of(request));
                let document = request.get("PolicyDocument").to_owned();
                self.policies.insert(arn.clone(), document);
                Ok(element("Policy", &element("Arn", &arn)))
            }
            "DeletePolicy" => {
                self.policies.get(&arn).ok_or("NoSuchEntity")?;
                let on_role = |role: &Role| role.policies.contains(&arn);
                let on_user = self.attachments.iter().any(|(_, policy)| *policy == arn);
                if on_user || self.roles.values().any(on_role) {
                    return Err("DeleteConflict");
                }
                self.policies.remove(&arn);
                Ok(String::new())
            }
            "AttachUserPolicy" => {
                self.users.get(user).ok_or("NoSuchEntity")?;
                self.attachments.insert(attachment);
                Ok(String::new())
            }
            "DetachUserPolicy" => {
                let was_there = self.attachments.remove(&attachment);
                was_there.then(String::new).ok_or("NoSuchEntity")
            }
            "ListAttachedUserPolicies" => {
                self.users.get(user).ok_or("NoSuchEntity")?;
                let of_user = self.attachments.iter().filter(|(name, _)| name == user);
                let policies =
                    of_user.map(|(_, arn)| element("member", &element("PolicyArn", arn)));
                Ok(element("AttachedPolicies", &policies.collect::<String>()))
            }
            _ => Err("InvalidAction"),
        }
    }

    fn perform_on_key(&mut self, request: &Request, name: &str) -> Result {
        let id = request.get("AccessKeyId");
        let keys = &mut self.users.get_mut(name).ok_or("NoSuchEntity")?.keys;
        let place = keys.iter().position(|(existing, _)| existing == id);
        let place = place.ok_or("NoSuchEntity");
        match request.action.as_str() {
            "ListAccessKeys" => {
                let keys = keys.iter().map(|(id, status)| {
                    let (id, status) = (element("AccessKeyId", id), element("Status", status));
                    element("member", &(id + &status))
                });
                Ok(element("AccessKeyMetadata", &keys.collect::<String>()))
            }
            "CreateAccessKey" => {
                self.keys_made += 1;
                let id = format!("AKIANEW{}", self.keys_made);
                keys.push((id.clone(), "Active".to_owned()));
                Ok(format!(
                    "<AccessKey><UserName>{name}</UserName><AccessKeyId>{id}</AccessKeyId>\
                     <Status>Active</Status><SecretAccessKey>{SECRET}</SecretAccessKey></AccessKey>"
                ))
            }
            "UpdateAccessKey" => {
                request.get("Status").clone_into(&mut keys[place?].1);
                Ok(String::new())
            }
            "DeleteAccessKey" => {
                keys.remove(place?);
                Ok(String::new())
            }
            _ => Err("InvalidAction"),
        }
    }
}

/// The account that a request is about.
pub(super) fn account_of(request: &Request) -> &'static str {
    if request.key_id == OTHER_KEY {
        OTHER_ACCOUNT
    } else {
        ACCOUNT
    }
}

const LAST_USE: &str = "<UserName>Bob</UserName><AccessKeyLastUsed><ServiceName>iam</ServiceName>\
                        <Region>us-east-1</Region>\
                        <LastUsedDate>2026-01-31T00:00:00Z</LastUsedDate></AccessKeyLastUsed>";

fn members(name: &str, user: &User) -> String {
    format!(
        "<Path>/</Path><UserName>{name}</UserName><UserId>{}</UserId>\
         <Arn>arn:aws:iam::{ACCOUNT}:user/{name}</Arn>\
         <CreateDate>2026-01-31T00:00:00Z</CreateDate>",
        user.id
    )
}
