//! What is said about roles.

use crate::RoleEvent;

pub(super) fn text(event: &RoleEvent<'_>) -> String {
    match event {
        RoleEvent::RoleCreated {
            role_arn,
            user,
            needs_mfa,
        } => format!(
            "Created the role {role_arn}, which {user} may assume{}.",
            if *needs_mfa { " with MFA only" } else { "" }
        ),
        RoleEvent::RolePolicyAttached { policy_arn, role } => {
            format!("Attached the policy {policy_arn} to the role {role}.")
        }
        RoleEvent::UserMayAssume { user, role_arn } => {
            format!("Gave {user} a policy that lets it assume {role_arn}.")
        }
        RoleEvent::AssumeRefused {
            user,
            role_arn,
            code,
        } => format!("{user} was refused to assume {role_arn} without MFA ({code}), as expected."),
        RoleEvent::RoleAssumed {
            user,
            role_arn,
            key_id,
            expires_at,
            with_mfa,
            secret,
        } => format!(
            "{user} assumed {role_arn}{} and got the temporary key {key_id}, good until {}; its \
             secret: {}",
            if *with_mfa { " with MFA" } else { "" },
            expires_at.as_deref().unwrap_or("an unknown time"),
            secret.unwrap_or("not shown (--show-secret shows it)")
        ),
        RoleEvent::Buckets { role, buckets } if buckets.is_empty() => {
            format!("The session of {role} listed the buckets: there are none.")
        }
        RoleEvent::Buckets { role, buckets } => format!(
            "The session of {role} listed the buckets:\n  {}",
            buckets.join("\n  ")
        ),
        RoleEvent::ListUsersRefused { role, code } => format!(
            "The session of {role} was refused to list the users ({code}), as expected: its policy \
             lets it list buckets and no more."
        ),
        RoleEvent::RolePolicyDetached { policy_arn, role } => {
            format!("Detached the policy {policy_arn} from the role {role}.")
        }
        RoleEvent::RoleDeleted { role } => format!("Deleted the role {role}."),
        RoleEvent::UserMayNotAssume { user } => {
            format!("Deleted the policy of {user} that let it assume the role.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_stand_a_line_each() {
        let said = |buckets: &[&str]| {
            text(&RoleEvent::Buckets {
                role: "r",
                buckets: buckets.iter().map(|it| (*it).to_owned()).collect(),
            })
        };
        assert_eq!(
            said(&["a", "b"]),
            "The session of r listed the buckets:\n  a\n  b"
        );
        assert!(said(&[]).ends_with("there are none."));
    }
}
