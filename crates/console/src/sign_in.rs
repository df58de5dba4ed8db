//! Signing in and out: password, code, new password.

mod code;
mod mfa_device;
mod new_password;
mod password;
mod sign_out;

use axum::response::Response;
use http::{StatusCode, header};
use iamd_api::Error;
use iamd_auth::{Audit, ConsolePorts, ConsoleSessionId};
use iamd_ident::Secret;
use serde::Deserialize;
use serde_json::Value;

pub(crate) use self::new_password::stay_signed_in;
use crate::{
    answer::{self, Stop},
    arrived::Arrived,
    cookies::Name,
    error_page,
    federation::destination::Destination,
    link,
    routes::Routes,
    text::{self, SignInTexts},
    to_the_end::to_the_end,
    visitor::add_cookie,
};

/// Where one signs in.
pub(crate) const PATH: &str = "/signin";

const ROOT_PATH: &str = "/signin/root";
const CODE_PATH: &str = "/signin/code";
/// Where one sets a new password before anything else.
pub(crate) const NEW_PASSWORD_PATH: &str = "/signin/new-password";

/// Pages that would otherwise be those of accounts with such aliases.
const NO_ACCOUNTS: [&str; 3] = [ROOT_PATH, CODE_PATH, NEW_PASSWORD_PATH];

/// Where the users of an account sign in, which is named by its id or alias.
pub(crate) fn path_of_account(account: &str) -> String {
    let path = link::to(&["signin", account]);
    if NO_ACCOUNTS.contains(&path.as_str()) {
        return link::with_query(PATH, &[("account", account)]);
    }
    path
}

/// The code of the message that somebody has signed out.
pub(crate) const SIGNED_OUT: &str = "signed-out";

pub(crate) fn routes<P: ConsolePorts, A: Audit>() -> Routes<P, A> {
    Routes::new()
        .get(PATH, password::show)
        .post(PATH, password::submit)
        .get(ROOT_PATH, password::show_root)
        .post(ROOT_PATH, password::submit_root)
        .get(CODE_PATH, code::show)
        .post(CODE_PATH, code::submit)
        .get(NEW_PASSWORD_PATH, new_password::show)
        .post(NEW_PASSWORD_PATH, new_password::change)
        .get("/signin/{account}", password::show_account)
        .post("/signout", sign_out::submit)
}

/// What a link to a page of signing in says.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Wanted {
    /// The page that was looked for.
    next: String,
    /// The account to sign in to.
    account: String,
}

/// The page that was looked for, or the home page.
fn next(text: &str) -> Destination {
    Destination::own(text).unwrap_or_else(|_| Destination::home())
}

/// Sends a browser whose session has begun to a page. The session that it had before ends.
pub(crate) async fn begun<P: ConsolePorts, A: Audit>(
    arrived: &Arrived<P, A>,
    id: &ConsoleSessionId,
    destination: &Destination,
) -> Response {
    if let Err(status) = leave(arrived).await {
        tracing::warn!(%status, "a session that another one follows was not ended");
    }
    let mut response = answer::see_other(destination.as_str());
    add_cookie(&mut response, arrived.cookies.set_session(id));
    response
}

/// Ends the session that a browser came with, if it came with one.
///
/// # Errors
/// It is not ended: the status of the page that says so.
pub(crate) async fn leave<P: ConsolePorts, A: Audit>(
    arrived: &Arrived<P, A>,
) -> Result<(), StatusCode> {
    let Some(cookie) = arrived.cookies.value(Name::Session) else {
        return Ok(());
    };
    let (backend, cookie) = (arrived.backend.clone(), Secret::new(cookie.to_owned()));
    let facts = arrived.facts(Value::Null);
    let left = to_the_end(&arrived.backend, async move {
        let (ports, at) = (backend.guard.ports(), facts.received_at);
        let visit = iamd_auth::visit(ports, cookie.expose(), at, &facts.region).await;
        let visit = visit.map_err(|error| {
            tracing::error!(%error, "a console session cannot be looked up");
            StatusCode::SERVICE_UNAVAILABLE
        })?;
        let iamd_auth::Visit::SignedIn(visitor) = visit else {
            return Ok(());
        };
        let left = iamd_auth::sign_out(&backend.guard, &visitor, &facts).await;
        left.map_err(|error| status_of(&error))
    });
    left.await?
}

fn status_of(error: &Error) -> StatusCode {
    let status = StatusCode::from_u16(error.code.status());
    status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// The page of a request that the server cannot deal with.
fn failed<P, A>(arrived: &Arrived<P, A>, status: StatusCode) -> Stop {
    error_page::of_status(arrived, status).into()
}

/// How long somebody has to wait, in words, and for browsers.
struct Wait {
    seconds: u32,
}

impl Wait {
    fn sentence(&self, texts: &SignInTexts) -> String {
        let (unit, number) = match self.seconds {
            0..=1 => (texts.wait_second, 1),
            2..=119 => (texts.wait_seconds, self.seconds),
            _ => (texts.wait_minutes, self.seconds.div_ceil(60)),
        };
        text::fill(unit, [number.to_string()])
    }

    fn tell(&self, response: &mut Response) {
        let seconds = self.seconds.max(1).into();
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
}
