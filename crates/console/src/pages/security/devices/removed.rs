//! Devices that are no longer wanted: deactivated, and deleted.

use axum::extract::Query;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};

use super::codes::Which;
use crate::{
    answer::Answer,
    confirm::Confirm,
    form::Post,
    page::Section,
    pages::security::{HOME, own::Own},
    refusal::Refusal,
    text::SecurityTexts,
    visitor::Visit,
};

/// What is asked before, and what is said after.
#[derive(Clone, Copy)]
struct Question {
    title: &'static str,
    lead: &'static str,
    warning: &'static str,
    button: &'static str,
    action: &'static str,
}

impl Question {
    const fn deactivate(t: &SecurityTexts) -> Self {
        Self {
            title: t.deactivate_title,
            lead: t.deactivate_lead,
            warning: t.deactivate_warning,
            button: t.deactivate,
            action: "/security/mfa/deactivate",
        }
    }

    const fn delete(t: &SecurityTexts) -> Self {
        Self {
            title: t.delete_device_title,
            lead: t.delete_device_lead,
            warning: t.delete_device_warning,
            button: t.delete,
            action: "/security/mfa/delete",
        }
    }
}

/// Asks before a device is deactivated.
pub(in crate::pages::security) async fn ask_to_deactivate<P: ConsolePorts, A: Audit>(
    visit: Visit<P, A>,
    Query(which): Query<Which>,
) -> Answer {
    Own::required(&visit)?;
    let question = Question::deactivate(&visit.texts().security);
    confirm(&visit, question, which.serial(), None)
}

/// Asks before a device is deleted.
pub(in crate::pages::security) async fn ask_to_delete<P: ConsolePorts, A: Audit>(
    visit: Visit<P, A>,
    Query(which): Query<Which>,
) -> Answer {
    Own::required(&visit)?;
    let question = Question::delete(&visit.texts().security);
    confirm(&visit, question, which.serial(), None)
}

/// Deactivates a device. It is still there, and can be enabled again.
pub(in crate::pages::security) async fn deactivate<P: ConsolePorts, A: Audit>(
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    Own::required(&visit)?;
    let serial = fields.text("serial");
    let members = [("SerialNumber", serial)];
    match visit.ask::<iam::DeactivateMFADevice>(&members).await {
        Ok(()) => visit.done(HOME, "own-device-deactivated", serial),
        Err(error) => {
            let question = Question::deactivate(&visit.texts().security);
            confirm(&visit, question, serial, Some(visit.refusal(&error)))
        }
    }
}

/// Deletes a device.
pub(in crate::pages::security) async fn delete<P: ConsolePorts, A: Audit>(
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    Own::required(&visit)?;
    let serial = fields.text("serial");
    let members = [("SerialNumber", serial)];
    match visit.ask::<iam::DeleteVirtualMFADevice>(&members).await {
        Ok(()) => visit.done(HOME, "own-device-deleted", serial),
        Err(error) => {
            let question = Question::delete(&visit.texts().security);
            confirm(&visit, question, serial, Some(visit.refusal(&error)))
        }
    }
}

fn confirm<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    question: Question,
    serial: &str,
    refusal: Option<Refusal>,
) -> Answer {
    let t = &visit.texts().security;
    let page = visit.page(question.title).at(Section::Security);
    visit.confirm(
        page.below(t.title, HOME),
        Confirm {
            lead: question.lead.to_owned(),
            subject: serial.to_owned(),
            warning: Some(question.warning.to_owned()),
            action: question.action.to_owned(),
            fields: vec![("serial", serial.to_owned())],
            button: question.button,
            back: HOME.to_owned(),
            refusal,
        },
    )
}
