//! What the passwords of the account's users have to be like.

use askama::Template;
use iamd_api::{ErrorCode, iam};
use iamd_auth::{Audit, ConsolePorts, Refused};

use super::AccountPart;
use crate::{
    answer::Answer, confirm::Confirm, filled::Filled, form::Post, page::Page, refusal::Refusal,
    visitor::Visit,
};

#[derive(Template)]
#[template(path = "pages/account/password_policy.html")]
struct PasswordPolicyPage {
    page: Page,
    part: AccountPart,
    /// Whether the account has a policy of its own.
    is_own: Result<bool, Refusal>,
    filled: Filled,
}

/// The field of the check boxes, and what each of them is called in a call.
const REQUIRE: &str = "require";
const REQUIREMENTS: [&str; 5] = [
    "RequireUppercaseCharacters",
    "RequireLowercaseCharacters",
    "RequireNumbers",
    "RequireSymbols",
    "AllowUsersToChangePassword",
];

/// The fields with numbers by the members of `UpdateAccountPasswordPolicy` that they become. What is
/// left empty is not asked for.
const NUMBERS: [(&str, &str); 3] = [
    ("MinimumPasswordLength", "length_min"),
    ("MaxPasswordAge", "age_max_days"),
    ("PasswordReusePrevention", "reuse_prevention"),
];

/// The same by the names of members in validation errors.
const MEMBERS: [(&str, &str); 3] = [
    ("minimumPasswordLength", "length_min"),
    ("maxPasswordAge", "age_max_days"),
    ("passwordReusePrevention", "reuse_prevention"),
];

/// The policy, in a form.
pub(super) async fn show<P: ConsolePorts, A: Audit>(visit: Visit<P, A>) -> Answer {
    show_filled(&visit, None).await
}

async fn show_filled<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    sent: Option<Filled>,
) -> Answer {
    let found = find(visit).await;
    let filled = match (&found, sent) {
        (_, Some(sent)) => sent,
        (Ok(Some(policy)), None) => filled(policy),
        _ => filled(&default_policy()),
    };
    visit.show(&PasswordPolicyPage {
        page: AccountPart::PasswordPolicy.page(visit),
        part: AccountPart::PasswordPolicy,
        is_own: found
            .map(|found| found.is_some())
            .map_err(|refused| visit.refusal(&refused)),
        filled,
    })
}

async fn find<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
) -> Result<Option<iam::PasswordPolicy>, Refused> {
    match visit.ask::<iam::GetAccountPasswordPolicy>(&[]).await {
        Ok(found) => Ok(Some(found.password_policy)),
        Err(refused) if refused.error.code == ErrorCode::NoSuchEntity => Ok(None),
        Err(refused) => Err(refused),
    }
}

/// What holds for an account without a policy of its own.
///
/// SOURCE: IAM User Guide, "Default password policy": at least 8 characters, of three kinds at least;
/// passwords do not expire. Three of four kinds cannot be asked for by a policy, so no box is checked.
fn default_policy() -> iam::PasswordPolicy {
    iam::PasswordPolicy {
        minimum_password_length: Some(8),
        allow_users_to_change_password: Some(true),
        ..iam::PasswordPolicy::default()
    }
}

fn filled(policy: &iam::PasswordPolicy) -> Filled {
    let is_required = [
        policy.require_uppercase_characters,
        policy.require_lowercase_characters,
        policy.require_numbers,
        policy.require_symbols,
        policy.allow_users_to_change_password,
    ];
    let numbers = [
        policy.minimum_password_length,
        policy.max_password_age,
        policy.password_reuse_prevention,
    ];
    let mut filled = Filled::empty();
    for (name, is_required) in REQUIREMENTS.into_iter().zip(is_required) {
        if is_required == Some(true) {
            filled = filled.with(REQUIRE, name);
        }
    }
    for ((_, field), number) in NUMBERS.into_iter().zip(numbers) {
        let number = number.filter(|number| *number > 0);
        filled = filled.with(field, number.map(|n| n.to_string()).unwrap_or_default());
    }
    if policy.hard_expiry == Some(true) {
        filled = filled.with("hard_expiry", "yes");
    }
    filled
}

/// Sets the policy: all of it, as the form says it.
pub(super) async fn save<P: ConsolePorts, A: Audit>(
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let mut members = Vec::new();
    for name in REQUIREMENTS {
        let is_required = fields.all(REQUIRE).any(|required| required == name);
        members.push((name, if is_required { "true" } else { "false" }));
    }
    let numbers = NUMBERS.into_iter();
    members.extend(numbers.filter_map(|(name, field)| Some((name, fields.entered(field)?))));
    if fields.is_checked("hard_expiry") {
        members.push(("HardExpiry", "true"));
    }
    let updated = visit.ask::<iam::UpdateAccountPasswordPolicy>(&members);
    match updated.await {
        Ok(()) => visit.done(
            AccountPart::PasswordPolicy.path(),
            "password-policy-set",
            "",
        ),
        Err(refused) => {
            let filled = Filled::of(&fields, &[]);
            let filled = visit.refused_form(filled, &refused, &MEMBERS);
            show_filled(&visit, Some(filled)).await
        }
    }
}

/// Deletes the policy, so that the default one holds. The first form asks, the second does it.
pub(super) async fn delete<P: ConsolePorts, A: Audit>(
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let texts = &visit.texts().account;
    let path = AccountPart::PasswordPolicy.path();
    let mut refusal = None;
    if fields.is_checked("confirm") {
        match visit.ask::<iam::DeleteAccountPasswordPolicy>(&[]).await {
            Ok(()) => return visit.done(path, "password-policy-deleted", ""),
            Err(refused) => refusal = Some(visit.refusal(&refused)),
        }
    }
    let confirm = Confirm {
        lead: texts.delete_policy_lead.to_owned(),
        subject: texts.password_policy.to_owned(),
        warning: Some(texts.delete_policy_warning.to_owned()),
        action: "/account/password-policy/delete".to_owned(),
        fields: vec![("confirm", "yes".to_owned())],
        button: texts.delete_policy,
        back: path.to_owned(),
        refusal,
    };
    let page = AccountPart::PasswordPolicy.page_below(&visit, texts.delete_policy_title);
    visit.confirm(page, confirm)
}
