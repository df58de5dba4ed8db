//! The second step: a code of an MFA device.

use askama::Template;
use http::StatusCode;
use iamd_auth::{Audit, CodeAttempt, ConsolePorts, PendingSignIn, SignInRefusal};
use serde_json::Value;

use super::{
    PATH, begun, failed,
    mfa_device::Device,
    next,
    password::{self, As},
    status_of,
};
use crate::{
    answer::{self, Answer},
    federation::destination::Destination,
    filled::Filled,
    form::Post,
    page::Page,
    text::SignInTexts,
    to_the_end::to_the_end,
    visitor::Guest,
};

#[derive(Template)]
#[template(path = "sign_in/code.html")]
struct CodePage {
    page: Page,
    texts: &'static SignInTexts,
    /// What the first step gave, for the second to go on from.
    ticket: String,
    devices: Vec<Device>,
    /// Who signs in, and where they begin again.
    who: As,
    next: String,
    filled: Filled,
    trouble: Option<String>,
}

/// Nobody comes here but by the first step.
pub(super) async fn show() -> Answer {
    Ok(answer::see_other(PATH))
}

/// Asks for a code.
///
/// SECURITY: the ticket stands in the page that answers the first step and in no address.
pub(super) fn ask<P: ConsolePorts, A: Audit>(
    guest: &Guest<P, A>,
    pending: &PendingSignIn,
    who: As,
    next: &Destination,
) -> Answer {
    let page = page(guest, pending, (who, next), None);
    guest.show(StatusCode::OK, &page)
}

pub(super) async fn submit<P: ConsolePorts, A: Audit>(
    Post { by: guest, fields }: Post<Guest<P, A>>,
) -> Answer {
    let (who, next) = (As::of(&fields), next(fields.text("next")));
    let (backend, facts) = (
        guest.arrived.backend.clone(),
        guest.arrived.facts(Value::Null),
    );
    let (ticket, code) = (fields.secret("ticket"), fields.entered("code"));
    let code = code.unwrap_or_default().to_owned().into();
    let serial_number = fields.text("serial_number").to_owned();
    let checked = to_the_end(&guest.arrived.backend, async move {
        let attempt = CodeAttempt {
            ticket: &ticket,
            serial_number: &serial_number,
            code: &code,
            request: &facts,
        };
        backend.sign_in.with_code(&backend.guard, attempt).await
    });
    match checked
        .await
        .map_err(|status| failed(&guest.arrived, status))?
    {
        Ok(id) => Ok(begun(&guest.arrived, &id, &next).await),
        Err(SignInRefusal::WrongCode { again }) => {
            let page = page(
                &guest,
                &again,
                (who, &next),
                Some(fields.text("serial_number")),
            );
            guest.show(StatusCode::FORBIDDEN, &page)
        }
        Err(SignInRefusal::Failed(error)) => Err(failed(&guest.arrived, status_of(&error))),
        Err(refusal) => password::again(&guest, who, next.as_str(), &refusal),
    }
}

/// The page; `wrong` is the device whose code was wrong.
fn page<P: ConsolePorts, A: Audit>(
    guest: &Guest<P, A>,
    pending: &PendingSignIn,
    (who, next): (As, &Destination),
    wrong: Option<&str>,
) -> CodePage {
    let texts = &guest.arrived.texts.sign_in;
    let first = pending.mfa_devices.first().map(String::as_str);
    let chosen = wrong.or(first).unwrap_or_default();
    CodePage {
        page: guest.page(texts.code_title),
        texts,
        ticket: pending.ticket.expose().clone(),
        devices: pending
            .mfa_devices
            .iter()
            .map(|device| Device::of(device))
            .collect(),
        who,
        next: next.as_str().to_owned(),
        filled: Filled::empty().with("serial_number", chosen),
        trouble: wrong.map(|_| texts.wrong_code.to_owned()),
    }
}
