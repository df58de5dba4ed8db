//! Signing out.

use askama::Template;
use http::StatusCode;
use iamd_auth::{Audit, ConsolePorts};

use super::{PATH, SIGNED_OUT, failed, leave};
use crate::{
    answer::{Answer, html},
    cookies::Name,
    form::Post,
    page::Page,
    text::SignInTexts,
    visitor::{EveryVisit, add_cookie},
};

/// For who came from a federation and has no use for a form that asks for a password.
#[derive(Template)]
#[template(path = "sign_in/signed_out.html")]
struct SignedOutPage {
    page: Page,
    texts: &'static SignInTexts,
    issuer_url: String,
}

pub(super) async fn submit<P: ConsolePorts, A: Audit>(
    Post {
        by: EveryVisit(visit),
        ..
    }: Post<EveryVisit<P, A>>,
) -> Answer {
    let arrived = &visit.arrived;
    leave(arrived)
        .await
        .map_err(|status| failed(arrived, status))?;
    let mut response = match &visit.visitor.session.issuer_url {
        None => visit.done(PATH, SIGNED_OUT, "")?,
        Some(issuer_url) => {
            let texts = &visit.texts().sign_in;
            let page = SignedOutPage {
                page: Page::bare(visit.texts(), texts.signed_out_title),
                texts,
                issuer_url: issuer_url.clone(),
            };
            html(StatusCode::OK, &page)
        }
    };
    add_cookie(&mut response, arrived.cookies.clear(Name::Session));
    Ok(response)
}
