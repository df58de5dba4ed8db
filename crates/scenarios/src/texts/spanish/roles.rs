//! What is said about roles.

use crate::RoleEvent;

pub(super) fn text(event: &RoleEvent<'_>) -> String {
    match event {
        RoleEvent::RoleCreated {
            role_arn,
            user,
            needs_mfa,
        } => format!(
            "Se creó el rol {role_arn}, que {user} puede asumir{}.",
            if *needs_mfa { " solo con MFA" } else { "" }
        ),
        RoleEvent::RolePolicyAttached { policy_arn, role } => {
            format!("La política {policy_arn} se asoció al rol {role}.")
        }
        RoleEvent::UserMayAssume { user, role_arn } => {
            format!("{user} recibió una política que le deja asumir {role_arn}.")
        }
        RoleEvent::AssumeRefused {
            user,
            role_arn,
            code,
        } => format!(
            "A {user} no se le permitió asumir {role_arn} sin MFA ({code}), como se esperaba."
        ),
        RoleEvent::RoleAssumed {
            user,
            role_arn,
            key_id,
            expires_at,
            with_mfa,
            secret,
        } => format!(
            "{user} asumió {role_arn}{} y obtuvo la clave temporal {key_id}, válida hasta {}; su \
             secreto: {}",
            if *with_mfa { " con MFA" } else { "" },
            expires_at.as_deref().unwrap_or("un momento desconocido"),
            secret.unwrap_or("no se muestra (--show-secret lo muestra)")
        ),
        RoleEvent::Buckets { role, buckets } if buckets.is_empty() => {
            format!("La sesión de {role} enumeró los buckets: no hay ninguno.")
        }
        RoleEvent::Buckets { role, buckets } => format!(
            "La sesión de {role} enumeró los buckets:\n  {}",
            buckets.join("\n  ")
        ),
        RoleEvent::ListUsersRefused { role, code } => format!(
            "A la sesión de {role} no se le permitió enumerar los usuarios ({code}), como se \
             esperaba: su política solo le deja enumerar los buckets."
        ),
        RoleEvent::RolePolicyDetached { policy_arn, role } => {
            format!("La política {policy_arn} se desasoció del rol {role}.")
        }
        RoleEvent::RoleDeleted { role } => format!("Se eliminó el rol {role}."),
        RoleEvent::UserMayNotAssume { user } => {
            format!("Se eliminó la política de {user} que le dejaba asumir el rol.")
        }
    }
}
