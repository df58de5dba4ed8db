//! What is said about the account.

use crate::{AccountEvent, Details, PasswordRules, SamlProvider, texts::table};

pub(super) fn text(event: &AccountEvent<'_>) -> String {
    match event {
        AccountEvent::Aliases { aliases: [] } => "The account has no alias now.".to_owned(),
        AccountEvent::Aliases { aliases } => {
            format!("The alias of the account is now {}.", aliases.join(", "))
        }
        AccountEvent::AliasCreated { alias } => format!("Gave the account the alias {alias}."),
        AccountEvent::AliasDeleted { alias } => format!("Took the alias {alias} from the account."),
        AccountEvent::AliasRestored { alias } => {
            format!("Gave the account its alias {alias} back.")
        }
        AccountEvent::ReportState { state } => {
            format!("The credential report is being generated: {state}.")
        }
        AccountEvent::CredentialReport {
            generated_at,
            total,
            columns,
            rows,
        } => format!(
            "The credential report of {} (lines: {total}), its first lines and columns:\n{}",
            generated_at.as_deref().unwrap_or("an unknown time"),
            table(columns, rows)
        ),
        AccountEvent::Summary { values } => format!(
            "The summary of the account:{}",
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
            "The authorization details of the account:\n  users: {}\n  groups: {}\n  roles: \
             {}\n  policies: {}",
            named(users),
            named(groups),
            named(roles),
            named(policies)
        ),
        AccountEvent::NoPasswordPolicy => "The account has no password policy.".to_owned(),
        AccountEvent::PasswordPolicyCreated => {
            "Made a password policy of default values.".to_owned()
        }
        AccountEvent::PasswordPolicy(rules) => password_policy(rules),
        AccountEvent::PasswordPolicyDeleted => "Deleted the password policy.".to_owned(),
        AccountEvent::SamlProviders { total: 0, .. } => {
            "The account has no SAML providers.".to_owned()
        }
        AccountEvent::SamlProviders { total, providers } => format!(
            "The SAML providers of the account ({total}):{}",
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
    let yes_no = |it: bool| if it { "yes" } else { "no" };
    let number = |it: Option<i32>| it.map_or_else(|| "none".to_owned(), |it| it.to_string());
    format!(
        "The password policy of the account:\n  \
         least characters: {}\n  needs a symbol: {}\n  needs a digit: {}\n  \
         needs an upper-case letter: {}\n  needs a lower-case letter: {}\n  \
         users may change their own: {}\n  passwords expire: {}\n  \
         days until they expire: {}\n  last passwords that must not be used again: {}\n  \
         expired passwords are changed by administrators only: {}",
        number(rules.minimum_password_length),
        yes_no(rules.require_symbols),
        yes_no(rules.require_numbers),
        yes_no(rules.require_uppercase_characters),
        yes_no(rules.require_lowercase_characters),
        yes_no(rules.allow_users_to_change_password),
        yes_no(rules.expire_passwords),
        number(rules.max_password_age),
        number(rules.password_reuse_prevention),
        rules.hard_expiry.map_or("none", yes_no)
    )
}

fn provider(provider: &SamlProvider) -> String {
    let moment = |it: &Option<String>| it.clone().unwrap_or_else(|| "none".to_owned());
    format!(
        "\n  {}: made {}, expires {}",
        provider.arn,
        moment(&provider.created_at),
        moment(&provider.expires_at)
    )
}
