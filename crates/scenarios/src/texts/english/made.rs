//! How what was made is called.

use crate::Made;

pub(in crate::texts) fn text(made: &Made) -> String {
    match made {
        Made::User { name } => format!("the user {name}"),
        Made::AccessKey { user, id } => format!("the access key {id} of {user}"),
        Made::LostKey { user, .. } => format!("a new access key of {user}, if one was made"),
        Made::Policy { arn } => format!("the policy {arn}"),
        Made::Attachment { user, policy_arn } => {
            format!("the policy {policy_arn} from the user {user}")
        }
        Made::UserPolicy { user, name } => format!("the policy {name} of the user {user}"),
        Made::MfaDevice { serial_number, .. } => format!("the MFA device {serial_number}"),
        Made::QrCode { path } => format!("the file {}", path.display()),
        Made::Role { name } => format!("the role {name}"),
        Made::RoleAttachment { role, policy_arn } => {
            format!("the policy {policy_arn} from the role {role}")
        }
        Made::Bucket { name } => format!("the bucket {name}"),
        Made::Alias { before: None, .. } => "the new alias of the account".to_owned(),
        Made::Alias {
            before: Some(before),
            ..
        } => format!("the new alias of the account, which had {before} before"),
        Made::PasswordPolicy => "the password policy of the account".to_owned(),
    }
}
