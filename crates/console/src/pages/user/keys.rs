//! The access keys of a user.

use askama::Template;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts, Refused};

use crate::{
    answer::Answer,
    confirm::Confirm,
    form::Post,
    page::Page,
    pages::{holder::Holder, key_lines::KeyLines},
    visitor::Visit,
};

/// An access key, as the list shows it.
pub(super) struct KeyRow {
    pub(super) key: iam::AccessKeyMetadata,
    /// Its last use, as far as it may be told.
    pub(super) last_used: Option<iam::AccessKeyLastUsed>,
}

impl KeyRow {
    pub(super) fn id(&self) -> &str {
        self.key.access_key_id.as_deref().unwrap_or_default()
    }

    pub(super) fn is_active(&self) -> bool {
        self.key.status == Some(iam::StatusType::Active)
    }
}

/// The access keys of a user, each with its last use.
pub(super) async fn keys<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    holder: &Holder,
) -> Result<Vec<KeyRow>, Refused> {
    let members = [("UserName", holder.name.as_str())];
    let listed = visit.ask::<iam::ListAccessKeys>(&members).await?;
    let mut rows = Vec::new();
    for key in listed.access_key_metadata {
        let id = key.access_key_id.clone().unwrap_or_default();
        let members = [("AccessKeyId", id.as_str())];
        let used = visit.ask::<iam::GetAccessKeyLastUsed>(&members).await;
        rows.push(KeyRow {
            key,
            last_used: used.ok().and_then(|used| used.access_key_last_used),
        });
    }
    Ok(rows)
}

#[derive(Template)]
#[template(path = "pages/user/new_key.html")]
struct NewKeyPage<'k> {
    page: Page,
    holder: Holder,
    key: &'k iam::AccessKey,
    environment: &'k str,
    profile: &'k str,
}

/// Makes a key. Its secret is on the answer and never again.
pub(super) async fn create<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, .. }: Post<Visit<P, A>>,
) -> Answer {
    let members = [("UserName", holder.name.as_str())];
    let made = visit.ask::<iam::CreateAccessKey>(&members).await;
    let key = made.map_err(|refused| visit.stop(&refused))?.access_key;
    let lines = KeyLines::of(&visit, &key);
    visit.show(&NewKeyPage {
        page: holder.page_below(&visit, visit.texts().users.new_key_title),
        holder,
        key: &key,
        environment: lines.environment().expose(),
        profile: lines.profile().expose(),
    })
}

/// Activates or deactivates a key.
pub(super) async fn set_status<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let id = fields.text("key");
    let members = [
        ("UserName", holder.name.as_str()),
        ("AccessKeyId", id),
        ("Status", fields.text("status")),
    ];
    let updated = visit.ask::<iam::UpdateAccessKey>(&members).await;
    updated.map_err(|refused| visit.stop(&refused))?;
    visit.done(&holder.path(&["security"]), "key-changed", id)
}

/// Deletes a key. The first form asks, the second does it.
pub(super) async fn delete<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let texts = &visit.texts().users;
    let id = fields.text("key");
    let mut refusal = None;
    if fields.is_checked("confirm") {
        let members = [("UserName", holder.name.as_str()), ("AccessKeyId", id)];
        match visit.ask::<iam::DeleteAccessKey>(&members).await {
            Ok(()) => return visit.done(&holder.path(&["security"]), "user-key-deleted", id),
            Err(refused) => refusal = Some(visit.refusal(&refused)),
        }
    }
    let confirm = Confirm {
        lead: texts.delete_key_lead.to_owned(),
        subject: id.to_owned(),
        warning: Some(texts.delete_key_warning.to_owned()),
        action: holder.path(&["security", "keys", "delete"]),
        fields: vec![("key", id.to_owned()), ("confirm", "yes".to_owned())],
        button: texts.delete_key,
        back: holder.path(&["security"]),
        refusal,
    };
    let page = holder.page_below(&visit, texts.delete_key_title);
    visit.confirm(page, confirm)
}
