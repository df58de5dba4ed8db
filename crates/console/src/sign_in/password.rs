//! The first step: account, name and password.

use askama::Template;
use axum::extract::{Path, Query};
use http::StatusCode;
use iamd_auth::{Audit, ConsolePorts, PasswordAttempt, SignInRefusal, SignInStep};
use serde_json::Value;

use super::{PATH, ROOT_PATH, Wait, Wanted, begun, code, failed, next, status_of};
use crate::{
    answer::{self, Answer, Stop},
    filled::Filled,
    form::{Fields, Post},
    link,
    page::Page,
    text::SignInTexts,
    to_the_end::to_the_end,
    visitor::{EveryVisit, Guest},
};

/// Who signs in with a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum As {
    User,
    RootUser,
}

impl As {
    /// What the second step says of the first.
    pub(super) fn of(fields: &Fields) -> Self {
        match fields.text("as") {
            "root" => Self::RootUser,
            _ => Self::User,
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::RootUser => "root",
        }
    }

    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::User => PATH,
            Self::RootUser => ROOT_PATH,
        }
    }

    const fn other(self) -> Self {
        match self {
            Self::User => Self::RootUser,
            Self::RootUser => Self::User,
        }
    }

    const fn title(self, texts: &SignInTexts) -> &'static str {
        match self {
            Self::User => texts.title,
            Self::RootUser => texts.root_title,
        }
    }

    /// The fields that must be filled in.
    const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::User => &["account", "user_name", "password"],
            Self::RootUser => &["account", "password"],
        }
    }
}

#[derive(Template)]
#[template(path = "sign_in/password.html")]
struct PasswordPage {
    page: Page,
    texts: &'static SignInTexts,
    is_root: bool,
    /// Where the form goes.
    action: &'static str,
    /// Where the other form is.
    other: String,
    next: String,
    filled: Filled,
    /// Why nobody was signed in.
    trouble: Option<String>,
}

/// Whether somebody is signed in already, who has no need of these pages.
type Already<P, A> = Result<EveryVisit<P, A>, Stop>;

pub(super) async fn show<P: ConsolePorts, A: Audit>(
    guest: Guest<P, A>,
    already: Already<P, A>,
    Query(wanted): Query<Wanted>,
) -> Answer {
    let filled = Filled::empty().with("account", wanted.account.clone());
    offer(&guest, &already, As::User, &wanted, filled)
}

/// The page of one account, which its users keep as a bookmark.
///
/// SOURCE: IAM User Guide, "IAM user sign-in": each account has a sign-in page of its own.
pub(super) async fn show_account<P: ConsolePorts, A: Audit>(
    guest: Guest<P, A>,
    already: Already<P, A>,
    Path(account): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Answer {
    let filled = Filled::empty().with("account", account);
    offer(&guest, &already, As::User, &wanted, filled)
}

pub(super) async fn show_root<P: ConsolePorts, A: Audit>(
    guest: Guest<P, A>,
    already: Already<P, A>,
    Query(wanted): Query<Wanted>,
) -> Answer {
    offer(&guest, &already, As::RootUser, &wanted, Filled::empty())
}

pub(super) async fn submit<P: ConsolePorts, A: Audit>(post: Post<Guest<P, A>>) -> Answer {
    attempt(post, As::User).await
}

pub(super) async fn submit_root<P: ConsolePorts, A: Audit>(post: Post<Guest<P, A>>) -> Answer {
    attempt(post, As::RootUser).await
}

fn offer<P: ConsolePorts, A: Audit>(
    guest: &Guest<P, A>,
    already: &Already<P, A>,
    who: As,
    wanted: &Wanted,
    filled: Filled,
) -> Answer {
    let next = next(&wanted.next);
    if already.is_ok() {
        return Ok(answer::see_other(next.as_str()));
    }
    let page = page(guest, who, next.as_str(), filled, None);
    guest.show(StatusCode::OK, &page)
}

async fn attempt<P: ConsolePorts, A: Audit>(
    Post { by: guest, fields }: Post<Guest<P, A>>,
    who: As,
) -> Answer {
    let texts = &guest.arrived.texts.sign_in;
    let next = next(fields.text("next"));
    let filled =
        who.fields().iter().fold(
            Filled::of(&fields, &["password"]),
            |filled, field| match fields.text(field).trim() {
                "" => filled.wrong(field, texts.fill_in),
                _ => filled,
            },
        );
    if !filled.errors().is_empty() {
        let page = page(&guest, who, next.as_str(), filled, None);
        return guest.show(StatusCode::BAD_REQUEST, &page);
    }
    let step = to_the_end(&guest.arrived.backend, check(&guest, &fields, who)).await;
    match step.map_err(|status| failed(&guest.arrived, status))? {
        Ok(SignInStep::Done(id)) => Ok(begun(&guest.arrived, &id, &next).await),
        Ok(SignInStep::CodeWanted(pending)) => code::ask(&guest, &pending, who, &next),
        Err(refusal) => refused(&guest, who, next.as_str(), filled, &refusal),
    }
}

/// The attempt, with all that it needs: it outlives the request.
fn check<P: ConsolePorts, A: Audit>(
    guest: &Guest<P, A>,
    fields: &Fields,
    who: As,
) -> impl Future<Output = Result<SignInStep, SignInRefusal>> + Send + use<P, A> {
    let entered = |name| fields.entered(name).unwrap_or_default().to_owned();
    let (account, password) = (entered("account"), fields.secret("password"));
    let user_name = (who == As::User).then(|| entered("user_name"));
    let (backend, facts) = (
        guest.arrived.backend.clone(),
        guest.arrived.facts(Value::Null),
    );
    async move {
        let attempt = PasswordAttempt {
            account: &account,
            user_name: user_name.as_deref(),
            password: &password,
            request: &facts,
        };
        let (guard, random) = (&backend.guard, &*backend.random);
        backend.sign_in.with_password(guard, random, attempt).await
    }
}

/// SECURITY: whatever of account, name and password is wrong, the answer is the same.
fn refused<P: ConsolePorts, A: Audit>(
    guest: &Guest<P, A>,
    who: As,
    next: &str,
    filled: Filled,
    refusal: &SignInRefusal,
) -> Answer {
    let texts = &guest.arrived.texts.sign_in;
    let wrong = match who {
        As::User => texts.wrong,
        As::RootUser => texts.root_wrong,
    };
    let (status, trouble) = match refusal {
        SignInRefusal::TooManyAttempts { wait_seconds } => {
            let wait = Wait {
                seconds: *wait_seconds,
            };
            let page = page(guest, who, next, filled, Some(wait.sentence(texts)));
            let mut response = guest.show(StatusCode::TOO_MANY_REQUESTS, &page)?;
            wait.tell(&mut response);
            return Ok(response);
        }
        SignInRefusal::Failed(error) => return Err(failed(&guest.arrived, status_of(error))),
        SignInRefusal::PasswordExpired => (StatusCode::FORBIDDEN, texts.password_expired),
        SignInRefusal::TicketExpired => (StatusCode::FORBIDDEN, texts.ticket_expired),
        SignInRefusal::WrongCredentials | SignInRefusal::WrongCode { .. } => {
            (StatusCode::FORBIDDEN, wrong)
        }
    };
    let page = page(guest, who, next, filled, Some(trouble.to_owned()));
    guest.show(status, &page)
}

/// The first step again, because the second took too long.
pub(super) fn again<P: ConsolePorts, A: Audit>(
    guest: &Guest<P, A>,
    who: As,
    next: &str,
    refusal: &SignInRefusal,
) -> Answer {
    refused(guest, who, next, Filled::empty(), refusal)
}

fn page<P: ConsolePorts, A: Audit>(
    guest: &Guest<P, A>,
    who: As,
    next: &str,
    filled: Filled,
    trouble: Option<String>,
) -> PasswordPage {
    let texts = &guest.arrived.texts.sign_in;
    // The home page needs no mention.
    let next = if next == "/" { "" } else { next };
    PasswordPage {
        page: guest.page(who.title(texts)),
        texts,
        is_root: who == As::RootUser,
        action: who.path(),
        other: link::with_query(who.other().path(), &[("next", next)]),
        next: next.to_owned(),
        filled,
        trouble,
    }
}
