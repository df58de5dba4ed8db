//! What a program could not remove, and how a person does it.

use std::path::Path;

use serde::Serialize;

use crate::Made;

/// Something that the clean-up could not remove, or could not be sure of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Left {
    /// What it is.
    pub made: Made,
    /// The profile with which it was made, if it was another than the caller's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
}

impl Left {
    /// The commands of the AWS command line that remove it, in their order, or show whether there is
    /// anything to remove.
    pub fn commands(&self) -> Vec<String> {
        let profile = self
            .profile
            .as_ref()
            .map_or_else(String::new, |name| format!(" --profile {}", quoted(name)));
        let aws = |command: String| format!("aws {command}{profile}");
        match &self.made {
            Made::User { name } => vec![aws(format!("iam delete-user --user-name {name}"))],
            Made::AccessKey { user, id } => vec![aws(format!(
                "iam delete-access-key --user-name {user} --access-key-id {id}"
            ))],
            Made::LostKey { user, .. } => {
                vec![aws(format!("iam list-access-keys --user-name {user}"))]
            }
            Made::Policy { arn } => vec![aws(format!("iam delete-policy --policy-arn {arn}"))],
            Made::Attachment { user, policy_arn } => vec![aws(format!(
                "iam detach-user-policy --user-name {user} --policy-arn {policy_arn}"
            ))],
            Made::UserPolicy { user, name } => vec![aws(format!(
                "iam delete-user-policy --user-name {user} --policy-name {name}"
            ))],
            Made::MfaDevice {
                serial_number,
                user,
            } => vec![
                aws(format!(
                    "iam deactivate-mfa-device --user-name {user} --serial-number {serial_number}"
                )),
                aws(format!(
                    "iam delete-virtual-mfa-device --serial-number {serial_number}"
                )),
            ],
            Made::QrCode { path } => vec![format!("rm {}", quoted_path(path))],
            Made::Role { name } => vec![aws(format!("iam delete-role --role-name {name}"))],
            Made::RoleAttachment { role, policy_arn } => vec![aws(format!(
                "iam detach-role-policy --role-name {role} --policy-arn {policy_arn}"
            ))],
            Made::Bucket { name } => vec![aws(format!("s3 rb s3://{name} --force"))],
            Made::Alias { ours, before: None } => {
                let delete = |alias| format!("iam delete-account-alias --account-alias {alias}");
                ours.iter().map(|alias| aws(delete(alias))).collect()
            }
            Made::Alias {
                before: Some(alias),
                ..
            } => vec![aws(format!(
                "iam create-account-alias --account-alias {alias}"
            ))],
            Made::PasswordPolicy => vec![aws("iam delete-account-password-policy".to_owned())],
        }
    }
}

fn quoted_path(path: &Path) -> String {
    quoted(&path.display().to_string())
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let is_plain = |it: char| it.is_ascii_alphanumeric() || "/._-+@=:,".contains(it);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::samples;

    #[test]
    fn words_are_quoted_where_a_shell_needs_it() {
        for (word, expect) in [
            ("a.png", "a.png"),
            ("", "''"),
            ("a b", "'a b'"),
            ("it's", r"'it'\''s'"),
        ] {
            assert_eq!(quoted(word), expect);
        }
    }

    #[test]
    fn for_all_that_is_made_there_is_a_command() {
        for made in samples::made() {
            let profile = Some("other".to_owned());
            let is_file = matches!(made, Made::QrCode { .. });
            let commands = Left { made, profile }.commands();
            assert!(!commands.is_empty());
            for command in commands {
                assert_eq!(command.ends_with(" --profile other"), !is_file, "{command}");
            }
        }
    }
}
