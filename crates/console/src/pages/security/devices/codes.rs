//! Two codes that follow each other: to enable a device, and to synchronise one.

use askama::Template;
use axum::extract::Query;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts, Refused};
use serde::Deserialize;

use crate::{
    answer::Answer,
    filled::Filled,
    form::{Fields, Post},
    page::{Page, Section},
    pages::security::{HOME, own::Own},
    text::SecurityTexts,
    visitor::Visit,
};

/// Which device is meant.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::pages::security) struct Which {
    serial: String,
}

impl Which {
    /// The serial number.
    pub(super) fn serial(&self) -> &str {
        &self.serial
    }
}

/// What the codes are for.
#[derive(Clone, Copy)]
struct Purpose {
    title: &'static str,
    lead: &'static str,
    button: &'static str,
    action: &'static str,
}

impl Purpose {
    const fn enable(t: &SecurityTexts) -> Self {
        Self {
            title: t.enable_title,
            lead: t.enable_lead,
            button: t.enable_device,
            action: "/security/mfa/enable",
        }
    }

    const fn resync(t: &SecurityTexts) -> Self {
        Self {
            title: t.resync_title,
            lead: t.resync_lead,
            button: t.resync,
            action: "/security/mfa/resync",
        }
    }
}

#[derive(Template)]
#[template(path = "pages/security/codes.html")]
struct CodesPage<'d> {
    page: Page,
    t: &'static SecurityTexts,
    purpose: Purpose,
    serial_number: &'d str,
    filled: Filled,
    home: &'static str,
}

/// The form that enables a device which is there already.
pub(in crate::pages::security) async fn show_enable<P: ConsolePorts, A: Audit>(
    visit: Visit<P, A>,
    Query(which): Query<Which>,
) -> Answer {
    Own::required(&visit)?;
    let purpose = Purpose::enable(&visit.texts().security);
    show(&visit, purpose, &which.serial, Filled::empty())
}

/// The form that synchronises a device.
pub(in crate::pages::security) async fn show_resync<P: ConsolePorts, A: Audit>(
    visit: Visit<P, A>,
    Query(which): Query<Which>,
) -> Answer {
    Own::required(&visit)?;
    let purpose = Purpose::resync(&visit.texts().security);
    show(&visit, purpose, &which.serial, Filled::empty())
}

/// Enables a device.
pub(in crate::pages::security) async fn enable<P: ConsolePorts, A: Audit>(
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let own = Own::required(&visit)?;
    let members = members(&own, &fields);
    match visit.ask::<iam::EnableMFADevice>(&members).await {
        Ok(()) => visit.done(HOME, "own-device-enabled", fields.text("serial")),
        Err(error) => {
            let purpose = Purpose::enable(&visit.texts().security);
            refused(&visit, purpose, &fields, &error)
        }
    }
}

/// Synchronises a device.
pub(in crate::pages::security) async fn resync<P: ConsolePorts, A: Audit>(
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let own = Own::required(&visit)?;
    let members = members(&own, &fields);
    match visit.ask::<iam::ResyncMFADevice>(&members).await {
        Ok(()) => visit.done(HOME, "own-device-synchronised", fields.text("serial")),
        Err(error) => {
            let purpose = Purpose::resync(&visit.texts().security);
            refused(&visit, purpose, &fields, &error)
        }
    }
}

/// Codes are often shown, and copied, with spaces around them.
fn members<'f>(own: &'f Own, fields: &'f Fields) -> [(&'static str, &'f str); 4] {
    [
        ("UserName", &own.name),
        ("SerialNumber", fields.text("serial")),
        ("AuthenticationCode1", fields.text("code1").trim()),
        ("AuthenticationCode2", fields.text("code2").trim()),
    ]
}

fn refused<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    purpose: Purpose,
    fields: &Fields,
    error: &Refused,
) -> Answer {
    let named = [
        ("authenticationCode1", "code1"),
        ("authenticationCode2", "code2"),
    ];
    let filled = visit.refused_form(Filled::empty(), error, &named);
    show(visit, purpose, fields.text("serial"), filled)
}

fn show<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    purpose: Purpose,
    serial_number: &str,
    filled: Filled,
) -> Answer {
    let t = &visit.texts().security;
    let page = visit.page(purpose.title).at(Section::Security);
    visit.show(&CodesPage {
        page: page.below(t.title, HOME),
        t,
        purpose,
        serial_number,
        filled,
        home: HOME,
    })
}
