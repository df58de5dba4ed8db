//! What is said about policies.

use crate::PolicyEvent;

pub(super) fn text(event: &PolicyEvent<'_>) -> String {
    match event {
        PolicyEvent::PolicyCreated {
            policy_arn,
            description,
        } => format!("Se creó la política {policy_arn}: {description}"),
        PolicyEvent::PolicyAttached { policy_arn, user } => {
            format!("La política {policy_arn} se asoció a {user}.")
        }
        PolicyEvent::PolicyDetached { policy_arn, user } => {
            format!("La política {policy_arn} se desasoció de {user}.")
        }
        PolicyEvent::PolicyDeleted { policy_arn } => {
            format!("Se eliminó la política {policy_arn}.")
        }
    }
}
