//! Pages for what goes wrong before a page of its own could say so.

use std::borrow::Cow;

use askama::Template;
use axum::response::Response;
use http::StatusCode;
use iamd_auth::{Audit, ConsolePorts};

use crate::{
    answer::{self, Composed},
    arrived::Arrived,
    cookies::Name,
    identity::Identity,
    origin::Forged,
    page::{Page, Section},
    text::{self, ErrorTexts},
    visible::visible,
    visitor::{self, Visit, add_cookie},
};

/// A page with a message and a way on.
#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    page: Page,
    text: Cow<'static, str>,
    way_on: &'static str,
    link: String,
}

/// The same with the frame of all pages, for somebody who is signed in.
#[derive(Template)]
#[template(path = "error_framed.html")]
struct FramedErrorPage {
    page: Page,
    text: &'static str,
}

/// No page has this address.
pub(crate) async fn not_found<P: ConsolePorts, A: Audit>(arrived: Arrived<P, A>) -> Response {
    of_whoever(&arrived, StatusCode::NOT_FOUND).await
}

/// The page for a status: with the frame of all pages for whoever is signed in.
async fn of_whoever<P: ConsolePorts, A: Audit>(
    arrived: &Arrived<P, A>,
    status: StatusCode,
) -> Response {
    match visitor::whoever(arrived).await {
        Some(visit) => framed(&visit, status),
        None => of_status(arrived, status),
    }
}

/// The page for a status, for somebody who is signed in.
pub(crate) fn framed<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    status: StatusCode,
) -> Response {
    let (title, text) = told(status, &visit.texts().errors);
    let mut page = visit.page(title);
    page.section = Section::of_path(&visit.arrived.path);
    answer::html(status, &FramedErrorPage { page, text })
}

/// The page for a status, for anybody.
pub(crate) fn of_status<P, A>(arrived: &Arrived<P, A>, status: StatusCode) -> Response {
    let texts = &arrived.texts.errors;
    let (title, text) = told(status, texts);
    let page = ErrorPage {
        page: Page::bare(arrived.texts, title),
        text: text.into(),
        way_on: texts.home,
        link: "/".to_owned(),
    };
    answer::html(status, &page)
}

/// The title and the text for a status.
fn told(status: StatusCode, texts: &'static ErrorTexts) -> (&'static str, &'static str) {
    match status {
        StatusCode::FORBIDDEN => (texts.forged, texts.forged_text),
        StatusCode::NOT_FOUND => (texts.missing, texts.missing_text),
        StatusCode::METHOD_NOT_ALLOWED => (texts.method, texts.method_text),
        StatusCode::REQUEST_TIMEOUT => (texts.too_slow, texts.too_slow_text),
        StatusCode::PAYLOAD_TOO_LARGE => (texts.too_large, texts.too_large_text),
        StatusCode::TOO_MANY_REQUESTS => (texts.often, texts.often_text),
        StatusCode::SERVICE_UNAVAILABLE => (texts.unavailable, texts.unavailable_text),
        status if status.is_client_error() => (texts.wrong, texts.wrong_text),
        _ => (texts.failed, texts.failed_text),
    }
}

/// Who sent a form is not signed in any more, or does not act any more, before all was done that it
/// asks for.
pub(crate) fn ended_midway<P, A>(arrived: &Arrived<P, A>, status: StatusCode) -> Response {
    let texts = &arrived.texts.errors;
    let page = ErrorPage {
        page: Page::bare(arrived.texts, texts.midway),
        text: texts.midway_text.into(),
        way_on: texts.home,
        link: "/".to_owned(),
    };
    answer::html(status, &page)
}

/// A form of a page that was shown when somebody else acted in the session.
pub(crate) fn acts_as_another<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>) -> Response {
    let texts = &visit.texts().errors;
    let identity = Identity::of(&visit.visitor, &visit.alias);
    let page = ErrorPage {
        page: Page::bare(visit.texts(), texts.another),
        text: text::fill(texts.another_text, [visible(identity.label())]).into(),
        way_on: texts.home,
        link: "/".to_owned(),
    };
    answer::html(StatusCode::FORBIDDEN, &page)
}

/// A form that no page of this console sent.
pub(crate) fn forged<P, A>(arrived: &Arrived<P, A>, _: Forged) -> Response {
    of_status(arrived, StatusCode::FORBIDDEN)
}

/// A session has ended. Who came from a federation is offered the way back there.
pub(crate) fn session_ended<P, A>(arrived: &Arrived<P, A>, issuer: Option<String>) -> Response {
    let texts = &arrived.texts.errors;
    let way_on = match issuer {
        Some(_) => texts.to_issuer,
        None => texts.to_sign_in,
    };
    let page = ErrorPage {
        page: Page::bare(arrived.texts, texts.ended),
        text: texts.ended_text.into(),
        way_on,
        link: issuer.unwrap_or_else(|| "/signin".to_owned()),
    };
    let mut response = answer::html(StatusCode::UNAUTHORIZED, &page);
    add_cookie(&mut response, arrived.cookies.clear(Name::Session));
    response
}

/// What the router answered by itself has no page: it gets one.
pub(crate) async fn replace<P: ConsolePorts, A: Audit>(
    arrived: &Arrived<P, A>,
    response: &mut Response,
) {
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    if is_error && response.extensions().get::<Composed>().is_none() {
        *response = of_whoever(arrived, status).await;
    }
}
