//! How what was made is called.

use crate::Made;

pub(in crate::texts) fn text(made: &Made) -> String {
    match made {
        Made::User { name } => format!("el usuario {name}"),
        Made::AccessKey { user, id } => format!("la clave de acceso {id} de {user}"),
        Made::LostKey { user, .. } => {
            format!("una clave de acceso nueva de {user}, si llegó a crearse")
        }
        Made::Policy { arn } => format!("la política {arn}"),
        Made::Attachment { user, policy_arn } => {
            format!("la asociación de la política {policy_arn} al usuario {user}")
        }
        Made::UserPolicy { user, name } => format!("la política {name} del usuario {user}"),
        Made::MfaDevice { serial_number, .. } => format!("el dispositivo MFA {serial_number}"),
        Made::QrCode { path } => format!("el archivo {}", path.display()),
        Made::Role { name } => format!("el rol {name}"),
        Made::RoleAttachment { role, policy_arn } => {
            format!("la asociación de la política {policy_arn} al rol {role}")
        }
        Made::Bucket { name } => format!("el bucket {name}"),
        Made::Alias { before: None, .. } => "el alias nuevo de la cuenta".to_owned(),
        Made::Alias {
            before: Some(before),
            ..
        } => format!("el alias nuevo de la cuenta, que antes tenía {before}"),
        Made::PasswordPolicy => "la política de contraseñas de la cuenta".to_owned(),
    }
}
