//! What a call was to do, as it follows "could not".

use crate::Attempt;

pub(in crate::texts) fn text(attempt: &Attempt) -> String {
    match attempt {
        Attempt::WhoCalls => "find out who is calling".to_owned(),
        Attempt::CurrentUser => "look up the current user".to_owned(),
        Attempt::CreateUser(user) => format!("create the user {user}"),
        Attempt::RenameUser { from, to } => format!("rename {from} to {to}"),
        Attempt::ListUsers => "list the users".to_owned(),
        Attempt::DeleteUser(user) => format!("delete the user {user}"),
        Attempt::PutUserPolicy { user, policy } => format!("put {policy} into {user}"),
        Attempt::DeleteUserPolicy { user, policy } => format!("delete {policy} of {user}"),
        Attempt::AttachUserPolicy { user, policy } => format!("attach {policy} to {user}"),
        Attempt::DetachUserPolicy { user, policy } => format!("detach {policy} from {user}"),
        Attempt::ListUserPolicies(user) => format!("list the policies of {user}"),
        Attempt::ListKeys(user) => format!("list the access keys of {user}"),
        Attempt::CreateKey(user) => format!("create an access key for {user}"),
        Attempt::LastUse(key) => format!("look up the last use of {key}"),
        Attempt::ActivateKey(key) => format!("activate the access key {key}"),
        Attempt::DeactivateKey(key) => format!("deactivate the access key {key}"),
        Attempt::DeleteKey(key) => format!("delete the access key {key}"),
        Attempt::CreatePolicy(policy) => format!("create the policy {policy}"),
        Attempt::DeletePolicy(policy) => format!("delete the policy {policy}"),
        Attempt::CreateDevice(device) => format!("create the virtual MFA device {device}"),
        Attempt::EnableDevice { user, device } => {
            format!("enable the MFA device {device} for {user}")
        }
        Attempt::DeactivateDevice { user, device } => {
            format!("deactivate the MFA device {device} of {user}")
        }
        Attempt::DeleteDevice(device) => format!("delete the virtual MFA device {device}"),
        Attempt::CreateRole(role) => format!("create the role {role}"),
        Attempt::DeleteRole(role) => format!("delete the role {role}"),
        Attempt::AttachRolePolicy { role, policy } => format!("attach {policy} to {role}"),
        Attempt::DetachRolePolicy { role, policy } => format!("detach {policy} from {role}"),
        Attempt::AssumeRole(role) => format!("assume the role {role}"),
        Attempt::AssumeRoleWithoutMfa(role) => format!("assume the role {role} without MFA"),
        Attempt::ListBuckets => "list the buckets".to_owned(),
        Attempt::CreateBucket(bucket) => format!("create the bucket {bucket}"),
        Attempt::ListObjects(bucket) => format!("list the objects of the bucket {bucket}"),
        Attempt::PutObject { bucket, key } => format!("put {key} into {bucket}"),
        Attempt::GetObject { bucket, key } => format!("get {key} from {bucket}"),
        Attempt::DeleteObject { bucket, key } => format!("delete {key} from {bucket}"),
        Attempt::EmptyBucket(bucket) => format!("empty the bucket {bucket}"),
        Attempt::DeleteBucket(bucket) => format!("delete the bucket {bucket}"),
        Attempt::FindSigninEndpoint => "find the federation endpoint".to_owned(),
        Attempt::SigninToken(endpoint) => format!("get a sign-in token from {endpoint}"),
        Attempt::ListAliases => "list the aliases of the account".to_owned(),
        Attempt::CreateAlias(alias) => format!("give the account the alias {alias}"),
        Attempt::DeleteAlias(alias) => format!("take the alias {alias} from the account"),
        Attempt::GenerateReport => "have a credential report generated".to_owned(),
        Attempt::GetReport => "get the credential report".to_owned(),
        Attempt::GetSummary => "get the summary of the account".to_owned(),
        Attempt::GetDetails => "get the authorization details of the account".to_owned(),
        Attempt::GetPasswordPolicy => "get the password policy".to_owned(),
        Attempt::CreatePasswordPolicy => "make a password policy".to_owned(),
        Attempt::DeletePasswordPolicy => "delete the password policy".to_owned(),
        Attempt::ListSamlProviders => "list the SAML providers".to_owned(),
    }
}
