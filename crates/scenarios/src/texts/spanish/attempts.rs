//! What a call was to do, as it follows "no se pudo".

use crate::Attempt;

pub(in crate::texts) fn text(attempt: &Attempt) -> String {
    match attempt {
        Attempt::WhoCalls => "averiguar quién llama".to_owned(),
        Attempt::CurrentUser => "consultar el usuario actual".to_owned(),
        Attempt::CreateUser(user) => format!("crear el usuario {user}"),
        Attempt::RenameUser { from, to } => format!("cambiar el nombre de {from} por {to}"),
        Attempt::ListUsers => "enumerar los usuarios".to_owned(),
        Attempt::DeleteUser(user) => format!("eliminar el usuario {user}"),
        Attempt::PutUserPolicy { user, policy } => format!("poner {policy} en {user}"),
        Attempt::DeleteUserPolicy { user, policy } => format!("eliminar {policy} de {user}"),
        Attempt::AttachUserPolicy { user, policy } => format!("asociar {policy} a {user}"),
        Attempt::DetachUserPolicy { user, policy } => format!("desasociar {policy} de {user}"),
        Attempt::ListUserPolicies(user) => format!("enumerar las políticas de {user}"),
        Attempt::ListKeys(user) => format!("enumerar las claves de acceso de {user}"),
        Attempt::CreateKey(user) => format!("crear una clave de acceso para {user}"),
        Attempt::LastUse(key) => format!("consultar el último uso de {key}"),
        Attempt::ActivateKey(key) => format!("activar la clave de acceso {key}"),
        Attempt::DeactivateKey(key) => format!("desactivar la clave de acceso {key}"),
        Attempt::DeleteKey(key) => format!("eliminar la clave de acceso {key}"),
        Attempt::CreatePolicy(policy) => format!("crear la política {policy}"),
        Attempt::DeletePolicy(policy) => format!("eliminar la política {policy}"),
        Attempt::CreateDevice(device) => format!("crear el dispositivo MFA virtual {device}"),
        Attempt::EnableDevice { user, device } => {
            format!("habilitar el dispositivo MFA {device} para {user}")
        }
        Attempt::DeactivateDevice { user, device } => {
            format!("desactivar el dispositivo MFA {device} de {user}")
        }
        Attempt::DeleteDevice(device) => format!("eliminar el dispositivo MFA virtual {device}"),
        Attempt::CreateRole(role) => format!("crear el rol {role}"),
        Attempt::DeleteRole(role) => format!("eliminar el rol {role}"),
        Attempt::AttachRolePolicy { role, policy } => format!("asociar {policy} a {role}"),
        Attempt::DetachRolePolicy { role, policy } => format!("desasociar {policy} de {role}"),
        Attempt::AssumeRole(role) => format!("asumir el rol {role}"),
        Attempt::AssumeRoleWithoutMfa(role) => format!("asumir el rol {role} sin MFA"),
        Attempt::ListBuckets => "enumerar los buckets".to_owned(),
        Attempt::CreateBucket(bucket) => format!("crear el bucket {bucket}"),
        Attempt::ListObjects(bucket) => format!("enumerar los objetos del bucket {bucket}"),
        Attempt::PutObject { bucket, key } => format!("guardar {key} en {bucket}"),
        Attempt::GetObject { bucket, key } => format!("obtener {key} de {bucket}"),
        Attempt::DeleteObject { bucket, key } => format!("eliminar {key} de {bucket}"),
        Attempt::EmptyBucket(bucket) => format!("vaciar el bucket {bucket}"),
        Attempt::DeleteBucket(bucket) => format!("eliminar el bucket {bucket}"),
        Attempt::FindSigninEndpoint => "encontrar el punto de enlace de federación".to_owned(),
        Attempt::SigninToken(endpoint) => {
            format!("obtener un token de inicio de sesión de {endpoint}")
        }
        Attempt::ListAliases => "enumerar los alias de la cuenta".to_owned(),
        Attempt::CreateAlias(alias) => format!("dar a la cuenta el alias {alias}"),
        Attempt::DeleteAlias(alias) => format!("quitar a la cuenta el alias {alias}"),
        Attempt::GenerateReport => "generar un informe de credenciales".to_owned(),
        Attempt::GetReport => "obtener el informe de credenciales".to_owned(),
        Attempt::GetSummary => "obtener el resumen de la cuenta".to_owned(),
        Attempt::GetDetails => "obtener los detalles de autorización de la cuenta".to_owned(),
        Attempt::GetPasswordPolicy => "obtener la política de contraseñas".to_owned(),
        Attempt::CreatePasswordPolicy => "crear una política de contraseñas".to_owned(),
        Attempt::DeletePasswordPolicy => "eliminar la política de contraseñas".to_owned(),
        Attempt::ListSamlProviders => "enumerar los proveedores SAML".to_owned(),
    }
}
