//! How a user signs in: password, access keys, MFA devices.

use askama::Template;
use iamd_api::{ErrorCode, iam};
use iamd_auth::{Audit, ConsolePorts};

use super::{
    keys::{KeyRow, keys},
    password::{GivenPassword, PasswordWish},
    sign_in_url,
};
use crate::{
    answer::Answer,
    confirm::Confirm,
    filled::Filled,
    form::Post,
    page::Page,
    pages::{holder::Holder, parts::Part, steps::Steps},
    refusal::Refusal,
    visitor::Visit,
};

#[derive(Template)]
#[template(path = "pages/user/security.html")]
struct SecurityPage {
    page: Page,
    holder: Holder,
    part: Part,
    sign_in_url: String,
    profile: Result<Option<iam::LoginProfile>, Refusal>,
    keys: Result<Vec<KeyRow>, Refusal>,
    mfa_devices: Result<Vec<iam::MFADevice>, Refusal>,
    /// The form for the password.
    filled: Filled,
}

/// The way back from here.
fn path(holder: &Holder) -> String {
    holder.path(&["security"])
}

/// Everything that the user can sign in or sign requests with.
pub(super) async fn show<P: ConsolePorts, A: Audit>(holder: Holder, visit: Visit<P, A>) -> Answer {
    let filled = Filled::empty()
        .with("console", "generated")
        .with("reset_required", "yes");
    show_filled(&visit, holder, filled).await
}

async fn show_filled<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    holder: Holder,
    filled: Filled,
) -> Answer {
    let members = [("UserName", holder.name.as_str())];
    let profile = match visit.ask::<iam::GetLoginProfile>(&members).await {
        Ok(found) => Ok(Some(found.login_profile)),
        // So a user without a password is told, or a user who is not there, as the lists below say.
        Err(refused) if refused.error.code == ErrorCode::NoSuchEntity => Ok(None),
        Err(refused) => Err(visit.refusal(&refused)),
    };
    let keys = keys(visit, &holder).await;
    let devices = visit.ask::<iam::ListMFADevices>(&members).await;
    visit.show(&SecurityPage {
        page: holder.page(visit),
        part: Part::Security,
        sign_in_url: sign_in_url(visit),
        profile,
        keys: keys.map_err(|refused| visit.refusal(&refused)),
        mfa_devices: devices
            .map(|listed| listed.mfa_devices)
            .map_err(|refused| visit.refusal(&refused)),
        holder,
        filled,
    })
}

#[derive(Template)]
#[template(path = "pages/user/new_password.html")]
struct NewPasswordPage {
    page: Page,
    holder: Holder,
    given: GivenPassword,
    sign_in_url: String,
    steps: Steps,
}

/// Gives the user a password: a first one, or another one.
pub(super) async fn set_password<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let filled = Filled::of(&fields, &["password"]);
    let wish = match PasswordWish::of(&visit, &fields).await {
        Ok(Some(wish)) => wish,
        Ok(None) => return visit.redirect(&path(&holder)),
        Err(wrong) => {
            let filled = filled.wrong("password", wrong);
            return show_filled(&visit, holder, filled).await;
        }
    };
    let is_first = !fields.is_checked("replace");
    let given = if is_first {
        wish.give(&visit, &holder.name).await
    } else {
        wish.replace(&visit, &holder.name).await
    };
    let given = match given {
        Ok(given) => given,
        Err(refused) => {
            let filled = visit.refused_form(filled, &refused, &[("password", "password")]);
            return show_filled(&visit, holder, filled).await;
        }
    };
    let mut steps = Steps::default();
    if is_first {
        given.allow_change(&visit, &holder.name, &mut steps).await;
    }
    if given.generated.is_none() && steps.all_done() {
        return visit.done(&path(&holder), "password-set", &holder.name);
    }
    visit.show(&NewPasswordPage {
        page: holder.page_below(&visit, visit.texts().users.password_title),
        sign_in_url: sign_in_url(&visit),
        holder,
        given,
        steps,
    })
}

/// Takes the password away. The first form asks, the second does it.
pub(super) async fn delete_password<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let texts = &visit.texts().users;
    let mut refusal = None;
    if fields.is_checked("confirm") {
        let members = [("UserName", holder.name.as_str())];
        match visit.ask::<iam::DeleteLoginProfile>(&members).await {
            Ok(()) => return visit.done(&path(&holder), "password-deleted", &holder.name),
            Err(refused) => refusal = Some(visit.refusal(&refused)),
        }
    }
    let confirm = Confirm {
        lead: texts.delete_password_lead.to_owned(),
        subject: holder.name.clone(),
        warning: Some(texts.delete_password_warning.to_owned()),
        action: holder.path(&["security", "password", "delete"]),
        fields: vec![("confirm", "yes".to_owned())],
        button: texts.delete_password,
        back: path(&holder),
        refusal,
    };
    let page = holder.page_below(&visit, texts.delete_password_title);
    visit.confirm(page, confirm)
}

/// Deactivates an MFA device. The first form asks, the second does it.
pub(super) async fn deactivate_mfa<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let texts = &visit.texts().users;
    let serial_number = fields.text("serial");
    let mut refusal = None;
    if fields.is_checked("confirm") {
        let members = [
            ("UserName", holder.name.as_str()),
            ("SerialNumber", serial_number),
        ];
        match visit.ask::<iam::DeactivateMFADevice>(&members).await {
            Ok(()) => return visit.done(&path(&holder), "mfa-deactivated", serial_number),
            Err(refused) => refusal = Some(visit.refusal(&refused)),
        }
    }
    let confirm = Confirm {
        lead: texts.deactivate_mfa_lead.to_owned(),
        subject: serial_number.to_owned(),
        warning: Some(texts.deactivate_mfa_warning.to_owned()),
        action: holder.path(&["security", "mfa", "deactivate"]),
        fields: vec![
            ("serial", serial_number.to_owned()),
            ("confirm", "yes".to_owned()),
        ],
        button: texts.deactivate_mfa,
        back: path(&holder),
        refusal,
    };
    let page = holder.page_below(&visit, texts.deactivate_mfa_title);
    visit.confirm(page, confirm)
}
