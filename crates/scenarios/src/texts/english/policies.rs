//! What is said about policies.

use crate::PolicyEvent;

pub(super) fn text(event: &PolicyEvent<'_>) -> String {
    match event {
        PolicyEvent::PolicyCreated {
            policy_arn,
            description,
        } => format!("Created the policy {policy_arn}: {description}"),
        PolicyEvent::PolicyAttached { policy_arn, user } => {
            format!("Attached the policy {policy_arn} to {user}.")
        }
        PolicyEvent::PolicyDetached { policy_arn, user } => {
            format!("Detached the policy {policy_arn} from {user}.")
        }
        PolicyEvent::PolicyDeleted { policy_arn } => format!("Deleted the policy {policy_arn}."),
    }
}
