//! One's own password.

use http::StatusCode;
use iamd_api::{Service, iam};
use iamd_auth::{Audit, ConsolePorts};
use iamd_ident::Secret;

use super::{
    HOME,
    overview::{self, Sent},
    own::Own,
};
use crate::{
    answer::Answer,
    filled::Filled,
    form::{Fields, Post},
    refusal,
    sign_in::stay_signed_in,
    visitor::Visit,
};

/// What the account asks of passwords.
pub(crate) struct Rules {
    pub(crate) length_min: i32,
    /// Kinds of characters that must be there.
    pub(crate) kinds: Vec<&'static str>,
    pub(crate) remembered: Option<i32>,
    pub(crate) age_max_days: Option<i32>,
}

/// The rules, for who may read them and where there are any.
pub(crate) async fn rules<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>) -> Option<Rules> {
    let found = visit.ask::<iam::GetAccountPasswordPolicy>(&[]).await;
    let policy = found.ok()?.password_policy;
    let t = &visit.texts().security;
    let kinds = [
        (policy.require_uppercase_characters, t.rule_uppercase),
        (policy.require_lowercase_characters, t.rule_lowercase),
        (policy.require_numbers, t.rule_number),
        (policy.require_symbols, t.rule_symbol),
    ];
    let kinds = kinds
        .into_iter()
        .filter(|(is_asked, _)| *is_asked == Some(true));
    Some(Rules {
        length_min: policy.minimum_password_length?,
        kinds: kinds.map(|(_, kind)| kind).collect(),
        remembered: policy.password_reuse_prevention,
        age_max_days: policy.max_password_age,
    })
}

/// Sets a new password. The session that was begun with the old one has ended with it, so this
/// browser gets another.
pub(super) async fn change<P: ConsolePorts, A: Audit>(
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    Own::required(&visit)?;
    match set(&visit, &fields).await {
        Ok(new) => {
            let done = visit.done(HOME, "password-changed", "")?;
            stay_signed_in(&visit, &new, done).await
        }
        Err((_, password)) => {
            let sent = Sent {
                password: *password,
                ..Sent::default()
            };
            overview::show_with(&visit, sent).await
        }
    }
}

/// Sets the new password of a form, for who knows the old one, and tells what it is.
///
/// # Errors
/// It was not set: the status, and the form with what is wrong with it.
pub(crate) async fn set<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    fields: &Fields,
) -> Result<Secret<String>, (StatusCode, Box<Filled>)> {
    let (old, new) = (fields.secret("old_password"), fields.secret("new_password"));
    if !new.matches(fields.text("repeat_password").as_bytes()) {
        let text = visit.texts().security.passwords_differ;
        let filled = Filled::empty().wrong("repeat_password", text);
        return Err((StatusCode::BAD_REQUEST, Box::new(filled)));
    }
    let members = [
        ("OldPassword", old.expose().as_str()),
        ("NewPassword", new.expose().as_str()),
    ];
    match visit.ask::<iam::ChangePassword>(&members).await {
        Ok(()) => Ok(new),
        Err(refused) => {
            let fields = [
                ("oldPassword", "old_password"),
                ("newPassword", "new_password"),
            ];
            let filled = visit.refused_form(Filled::empty(), &refused, &fields);
            let status = refusal::status(&refused, Service::Iam);
            Err((status, Box::new(filled)))
        }
    }
}
