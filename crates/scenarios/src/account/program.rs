//! The program `account`: another alias for a moment, and all that the account tells about itself.

use std::time::Duration;

use aws_sdk_iam::{
    primitives::{DateTime, DateTimeFormat},
    types::PasswordPolicy,
};
use futures::future::BoxFuture;

use super::{
    aliases::{create_alias, delete_alias, list_aliases},
    password_policy,
    reports::{
        CredentialReport, generate_credential_report, get_authorization_details,
        get_credential_report, get_summary,
    },
    saml_providers,
};
use crate::{
    AccountEvent, Attempt, Details, Failure, Made, PasswordRules, Question, SamlProvider, Stage,
};

/// The two aliases that the account has for a moment, without what makes them new.
const ALIASES: [&str; 2] = ["alias-1", "alias-2"];
/// How often the report is asked for at most, and how long the program waits in between.
const REPORT_TRIES_MAX: usize = 120;
const REPORT_PAUSE: Duration = Duration::from_secs(1);
/// The state of a report that can be fetched.
const COMPLETE: &str = "COMPLETE";
/// How many columns of the report are shown.
const COLUMNS: usize = 3;
/// LIMIT: rows, names and providers that are shown; an account may have thousands.
const SHOWN_MAX: usize = 10;

/// Runs the program.
pub(crate) fn run<'a>(stage: &'a Stage<'a>) -> BoxFuture<'a, Result<(), Failure>> {
    Box::pin(perform(stage))
}

async fn perform(stage: &Stage<'_>) -> Result<(), Failure> {
    let account = stage.account().id();
    stage.consent(&Question::Account { account }).await?;

    change_alias(stage).await?;
    show_credential_report(stage).await?;
    show_summary(stage).await?;
    show_authorization_details(stage).await?;
    show_password_policy(stage).await?;
    show_saml_providers(stage).await
}

/// Gives the account two aliases, one after the other, and then the one back that it had.
async fn change_alias(stage: &Stage<'_>) -> Result<(), Failure> {
    let iam = stage.iam();
    let before = say_aliases(stage).await?.into_iter().next();
    let ours = ALIASES.map(|what| stage.name(what)).to_vec();
    let made = Made::Alias {
        ours: ours.clone(),
        before: before.clone(),
    };
    // From here on the clean-up restores the alias; whether it has to, it finds out by itself.
    stage.made(made.clone());
    for alias in &ours {
        stage.step(create_alias(iam, alias)).await?;
        stage.say(AccountEvent::AliasCreated { alias })?;
        say_aliases(stage).await?;
    }
    let now = stage.step(list_aliases(iam)).await?;
    for alias in now.into_iter().filter(|alias| ours.contains(alias)) {
        stage.step(delete_alias(iam, &alias)).await?;
        stage.say(AccountEvent::AliasDeleted { alias: &alias })?;
    }
    if let Some(alias) = &before {
        stage.step(create_alias(iam, alias)).await?;
        stage.say(AccountEvent::AliasRestored { alias })?;
    }
    stage.gone(&made);
    Ok(())
}

async fn say_aliases(stage: &Stage<'_>) -> Result<Vec<String>, Failure> {
    let aliases = stage.step(list_aliases(stage.iam())).await?;
    stage.say(AccountEvent::Aliases { aliases: &aliases })?;
    Ok(aliases)
}

/// Shows the first columns of the report.
async fn show_credential_report(stage: &Stage<'_>) -> Result<(), Failure> {
    wait_for_report(stage).await?;
    let report = stage.step(get_credential_report(stage.iam())).await?;
    stage.say(report_event(&report))
}

/// Has the report generated, and waits until it is complete.
async fn wait_for_report(stage: &Stage<'_>) -> Result<(), Failure> {
    let mut known = String::new();
    for _ in 0..REPORT_TRIES_MAX {
        let answered = stage.step(generate_credential_report(stage.iam())).await?;
        if answered != known {
            known = answered;
            stage.say(AccountEvent::ReportState { state: &known })?;
        }
        if known == COMPLETE {
            return Ok(());
        }
        stage.pause(REPORT_PAUSE).await?;
    }
    Err(Failure::ReportNotReady { state: known })
}

fn report_event(report: &CredentialReport) -> AccountEvent<'static> {
    let mut rows = report.rows();
    let first = |row: Vec<String>| row.into_iter().take(COLUMNS).collect();
    let columns = rows.next().map(first).unwrap_or_default();
    AccountEvent::CredentialReport {
        generated_at: report.generated_at.as_ref().and_then(told),
        total: report.rows().skip(1).count(),
        columns,
        rows: rows.take(SHOWN_MAX).map(first).collect(),
    }
}

async fn show_summary(stage: &Stage<'_>) -> Result<(), Failure> {
    let values = stage.step(get_summary(stage.iam())).await?;
    stage.say(AccountEvent::Summary { values })
}

/// Asks for all there is: no filter.
async fn show_authorization_details(stage: &Stage<'_>) -> Result<(), Failure> {
    let details = stage
        .step(get_authorization_details(stage.iam(), &[]))
        .await?;
    let users = details.users.iter().map(|it| it.user_name.as_deref());
    let groups = details.groups.iter().map(|it| it.group_name.as_deref());
    let roles = details.roles.iter().map(|it| it.role_name.as_deref());
    let policies = details.policies.iter().map(|it| it.policy_name.as_deref());
    stage.say(AccountEvent::AuthorizationDetails {
        users: Details::of(users, SHOWN_MAX),
        groups: Details::of(groups, SHOWN_MAX),
        roles: Details::of(roles, SHOWN_MAX),
        policies: Details::of(policies, SHOWN_MAX),
    })
}

/// Shows the password policy; in an account that has none, that of default values, for a moment.
async fn show_password_policy(stage: &Stage<'_>) -> Result<(), Failure> {
    let iam = stage.iam();
    if let Some(policy) = stage.step(password_policy::get(iam)).await? {
        return stage.say(rules(&policy));
    }
    stage.say(AccountEvent::NoPasswordPolicy)?;
    let creating = password_policy::create_default(iam);
    stage.making(Made::PasswordPolicy, creating).await?;
    stage.say(AccountEvent::PasswordPolicyCreated)?;
    let created = stage.step(password_policy::get(iam)).await?;
    let created =
        created.ok_or_else(|| Failure::incomplete(Attempt::GetPasswordPolicy, "PasswordPolicy"))?;
    stage.say(rules(&created))?;
    let deleting = password_policy::delete(iam);
    stage.removing(&Made::PasswordPolicy, deleting).await?;
    stage.say(AccountEvent::PasswordPolicyDeleted)
}

fn rules(policy: &PasswordPolicy) -> AccountEvent<'static> {
    AccountEvent::PasswordPolicy(PasswordRules {
        minimum_password_length: policy.minimum_password_length,
        require_symbols: policy.require_symbols,
        require_numbers: policy.require_numbers,
        require_uppercase_characters: policy.require_uppercase_characters,
        require_lowercase_characters: policy.require_lowercase_characters,
        allow_users_to_change_password: policy.allow_users_to_change_password,
        expire_passwords: policy.expire_passwords,
        max_password_age: policy.max_password_age,
        password_reuse_prevention: policy.password_reuse_prevention,
        hard_expiry: policy.hard_expiry,
    })
}

async fn show_saml_providers(stage: &Stage<'_>) -> Result<(), Failure> {
    let listed = stage.step(saml_providers::list(stage.iam())).await?;
    let shown = listed.iter().take(SHOWN_MAX);
    stage.say(AccountEvent::SamlProviders {
        total: listed.len(),
        providers: shown
            .map(|provider| SamlProvider {
                arn: provider.arn.clone().unwrap_or_default(),
                created_at: provider.create_date.as_ref().and_then(told),
                expires_at: provider.valid_until.as_ref().and_then(told),
            })
            .collect(),
    })
}

/// A moment in RFC 3339.
fn told(moment: &DateTime) -> Option<String> {
    moment.fmt(DateTimeFormat::DateTime).ok()
}
