//! One's own MFA devices.

mod codes;
mod removed;

use askama::Template;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts};
use iamd_ident::Timestamp;

pub(super) use self::{
    codes::{enable, resync, show_enable, show_resync},
    removed::{ask_to_deactivate, ask_to_delete, deactivate, delete},
};
use super::{
    HOME,
    overview::{self, Sent},
    own::Own,
};
use crate::{
    answer::Answer,
    filled::Filled,
    form::Post,
    link,
    page::{Page, Section},
    refusal::Refusal,
    text::SecurityTexts,
    visitor::Visit,
};

/// A device in a list.
pub(super) struct DeviceRow {
    pub(super) serial_number: String,
    pub(super) enabled: Option<Timestamp>,
}

impl DeviceRow {
    /// The page that does something with the device.
    pub(super) fn link(&self, page: &str) -> String {
        let path = link::to(&["security", "mfa", page]);
        link::with_query(&path, &[("serial", &self.serial_number)])
    }
}

/// The enabled devices, or why they may not be read.
pub(super) async fn list<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
) -> Result<Vec<DeviceRow>, Refusal> {
    let found = visit.ask::<iam::ListMFADevices>(&[]).await;
    let found = found.map_err(|refused| visit.refusal(&refused))?;
    let rows = found.mfa_devices.into_iter().map(|device| DeviceRow {
        serial_number: device.serial_number,
        enabled: Some(device.enable_date),
    });
    Ok(rows.collect())
}

/// The devices of the account that nobody has enabled, for who may read them.
pub(super) async fn unassigned<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>) -> Vec<DeviceRow> {
    let members = [("AssignmentStatus", "Unassigned")];
    let Ok(found) = visit.ask::<iam::ListVirtualMFADevices>(&members).await else {
        return Vec::new();
    };
    let rows = found
        .virtual_mfa_devices
        .into_iter()
        .map(|device| DeviceRow {
            serial_number: device.serial_number,
            enabled: None,
        });
    rows.collect()
}

#[derive(Template)]
#[template(path = "pages/security/new_device.html")]
struct NewDevicePage<'d> {
    page: Page,
    t: &'static SecurityTexts,
    serial_number: &'d str,
    /// A PNG as a `data:` address.
    picture: &'d str,
    seed: &'d str,
    filled: Filled,
    home: &'static str,
}

/// Makes a virtual device. Its seed is in this very answer, and nowhere else.
pub(super) async fn create<P: ConsolePorts, A: Audit>(
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    Own::required(&visit)?;
    let name = fields.text("device_name").trim();
    let members = [("VirtualMFADeviceName", name)];
    let made = match visit.ask::<iam::CreateVirtualMFADevice>(&members).await {
        Ok(made) => made.virtual_mfa_device,
        Err(error) => {
            let named = [("virtualMFADeviceName", "device_name")];
            let device = visit.refused_form(Filled::of(&fields, &[]), &error, &named);
            let sent = Sent {
                device,
                ..Sent::default()
            };
            return overview::show_with(&visit, sent).await;
        }
    };
    let seed = made.base32_string_seed.as_ref();
    let seed = seed.map_or(&[][..], |seed| seed.expose());
    let picture = made.qr_code_png.as_ref();
    let picture = picture.map_or(&[][..], |picture| picture.expose());
    let picture = iamd_ident::Secret::new(format!(
        "data:image/png;base64,{}",
        BASE64_STANDARD.encode(picture)
    ));
    let t = &visit.texts().security;
    let page = visit.page(t.new_device).at(Section::Security);
    visit.show(&NewDevicePage {
        page: page.below(t.title, HOME),
        t,
        serial_number: &made.serial_number,
        picture: picture.expose(),
        seed: str::from_utf8(seed).unwrap_or_default(),
        filled: Filled::empty(),
        home: HOME,
    })
}
