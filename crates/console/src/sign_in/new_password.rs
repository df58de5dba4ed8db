//! A new password that has to be set before anything else: an administrator wants it so, or the old
//! one is too old.

use askama::Template;
use axum::{extract::Query, response::Response};
use iamd_auth::{Audit, ConsolePorts, renew_with_new_password};
use iamd_ident::Secret;
use serde_json::Value;

use super::{PATH, Wanted, next};
use crate::{
    answer::{self, Answer},
    cookies::Name,
    federation::destination::Destination,
    filled::Filled,
    form::Post,
    identity::Identity,
    page::Page,
    pages::security::{Rules, password_rules, set_password},
    text::SignInTexts,
    to_the_end::to_the_end,
    visitor::{EveryVisit, Visit, add_cookie},
};

#[derive(Template)]
#[template(path = "sign_in/new_password.html")]
struct NewPasswordPage {
    page: Page,
    texts: &'static SignInTexts,
    /// For whom a browser keeps the new password.
    user_name: String,
    /// What the account asks of passwords, if that may be told.
    rules: Option<Rules>,
    /// The page that was looked for.
    next: String,
    filled: Filled,
}

pub(super) async fn show<P: ConsolePorts, A: Audit>(
    EveryVisit(visit): EveryVisit<P, A>,
    Query(wanted): Query<Wanted>,
) -> Answer {
    let next = next(&wanted.next);
    if !visit.visitor.must_change_password {
        return Ok(answer::see_other(next.as_str()));
    }
    let page = page(&visit, &next, Filled::empty()).await;
    visit.show(&page)
}

/// SOURCE: IAM User Guide, "How an IAM user changes their own password": the old password is asked
/// for here too.
pub(super) async fn change<P: ConsolePorts, A: Audit>(
    Post {
        by: EveryVisit(visit),
        fields,
    }: Post<EveryVisit<P, A>>,
) -> Answer {
    let next = next(fields.text("next"));
    if !visit.visitor.must_change_password {
        return Ok(answer::see_other(next.as_str()));
    }
    match set_password(&visit, &fields).await {
        Ok(new) => {
            let done = visit.done(next.as_str(), "new-password-set", "")?;
            stay_signed_in(&visit, &new, done).await
        }
        Err((status, filled)) => {
            let page = page(&visit, &next, *filled).await;
            Err(visit.stop_with(status, &page))
        }
    }
}

/// Gives a browser another session in the place of the one that ended with the old password, along
/// with `response`. If there is none to be had, for whatever reason, one signs in with the new
/// password: it is set, and no answer says anything else.
pub(crate) async fn stay_signed_in<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    new_password: &Secret<String>,
    mut response: Response,
) -> Answer {
    let arrived = &visit.arrived;
    let (backend, facts) = (arrived.backend.clone(), arrived.facts(Value::Null));
    let (visitor, new_password) = (visit.visitor.clone(), new_password.clone());
    let renewed = to_the_end(&arrived.backend, async move {
        renew_with_new_password(&backend.guard, &visitor, &new_password, &facts).await
    });
    match renewed.await {
        Ok(Ok(id)) => add_cookie(&mut response, arrived.cookies.set_session(&id)),
        not => {
            tracing::warn!(?not, "whoever changed a password has to sign in again");
            response = visit.done(PATH, "new-password-sign-in", "")?;
            add_cookie(&mut response, arrived.cookies.clear(Name::Session));
        }
    }
    Ok(response)
}

async fn page<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    next: &Destination,
    filled: Filled,
) -> NewPasswordPage {
    let texts = &visit.texts().sign_in;
    NewPasswordPage {
        texts,
        user_name: Identity::of(&visit.visitor, &visit.alias).name,
        rules: password_rules(visit).await,
        next: next.as_str().to_owned(),
        filled,
        page: visit.page(texts.new_password_title),
    }
}
