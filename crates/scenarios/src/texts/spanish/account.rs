//! What is said about the account.

use crate::{AccountEvent, Details, PasswordRules, SamlProvider, texts::table};

pub(super) fn text(event: &AccountEvent<'_>) -> String {
    match event {
        AccountEvent::Aliases { aliases: [] } => {
            "La cuenta no tiene ahora ningún alias.".to_owned()
        }
        AccountEvent::Aliases { aliases } => {
            format!("El alias de la cuenta es ahora {}.", aliases.join(", "))
        }
        AccountEvent::AliasCreated { alias } => format!("La cuenta recibió el alias {alias}."),
        AccountEvent::AliasDeleted { alias } => format!("Se quitó a la cuenta el alias {alias}."),
        AccountEvent::AliasRestored { alias } => {
            format!("La cuenta recuperó su alias {alias}.")
        }
        AccountEvent::ReportState { state } => {
            format!("Se está generando el informe de credenciales: {state}.")
        }
        AccountEvent::CredentialReport {
            generated_at,
            total,
            columns,
            rows,
        } => format!(
            "El informe de credenciales de {} (líneas: {total}), sus primeras líneas y columnas:\n{}",
            generated_at.as_deref().unwrap_or("fecha desconocida"),
            table(columns, rows)
        ),
        AccountEvent::Summary { values } => format!(
            "El resumen de la cuenta:{}",
            values.iter().fold(String::new(), |list, (name, value)| {
                format!("{list}\n  {name}: {value}")
            })
        ),
        AccountEvent::AuthorizationDetails {
            users,
            groups,
            roles,
            policies,
        } => format!(
            "Los detalles de autorización de la cuenta:\n  usuarios: {}\n  grupos: {}\n  roles: \
             {}\n  políticas: {}",
            named(users),
            named(groups),
            named(roles),
            named(policies)
        ),
        AccountEvent::NoPasswordPolicy => "La cuenta no tiene política de contraseñas.".to_owned(),
        AccountEvent::PasswordPolicyCreated => {
            "Se creó una política de contraseñas con valores predeterminados.".to_owned()
        }
        AccountEvent::PasswordPolicy(rules) => password_policy(rules),
        AccountEvent::PasswordPolicyDeleted => "Se eliminó la política de contraseñas.".to_owned(),
        AccountEvent::SamlProviders { total: 0, .. } => {
            "La cuenta no tiene proveedores SAML.".to_owned()
        }
        AccountEvent::SamlProviders { total, providers } => format!(
            "Los proveedores SAML de la cuenta ({total}):{}",
            providers.iter().map(provider).collect::<String>()
        ),
    }
}

fn named(details: &Details) -> String {
    let Details { total, names } = details;
    if names.is_empty() {
        return total.to_string();
    }
    let more = if names.len() < *total { ", …" } else { "" };
    format!("{total} ({}{more})", names.join(", "))
}

fn password_policy(rules: &PasswordRules) -> String {
    let yes_no = |it: bool| if it { "sí" } else { "no" };
    let number = |it: Option<i32>| it.map_or_else(|| "ninguno".to_owned(), |it| it.to_string());
    format!(
        "La política de contraseñas de la cuenta:\n  \
         longitud mínima: {}\n  exige un símbolo: {}\n  exige un dígito: {}\n  \
         exige una mayúscula: {}\n  exige una minúscula: {}\n  \
         los usuarios pueden cambiar la suya: {}\n  las contraseñas caducan: {}\n  \
         días hasta que caducan: {}\n  últimas contraseñas que no se pueden repetir: {}\n  \
         una contraseña caducada solo la cambia un administrador: {}",
        number(rules.minimum_password_length),
        yes_no(rules.require_symbols),
        yes_no(rules.require_numbers),
        yes_no(rules.require_uppercase_characters),
        yes_no(rules.require_lowercase_characters),
        yes_no(rules.allow_users_to_change_password),
        yes_no(rules.expire_passwords),
        number(rules.max_password_age),
        number(rules.password_reuse_prevention),
        rules.hard_expiry.map_or("ninguno", yes_no)
    )
}

fn provider(provider: &SamlProvider) -> String {
    let moment = |it: &Option<String>| it.clone().unwrap_or_else(|| "sin fecha".to_owned());
    format!(
        "\n  {}: creado {}, caduca {}",
        provider.arn,
        moment(&provider.created_at),
        moment(&provider.expires_at)
    )
}
