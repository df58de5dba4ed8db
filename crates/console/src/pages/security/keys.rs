//! One's own access keys: list, switch off and on, delete.

use axum::extract::Query;
use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts, Refused};
use iamd_ident::Timestamp;
use serde::Deserialize;

use super::{
    HOME,
    overview::{self, Sent},
    own::Own,
};
use crate::{
    answer::Answer, confirm::Confirm, form::Post, page::Section, refusal::Refusal, visitor::Visit,
};

/// LIMIT: keys of a user.
///
/// SOURCE: IAM User Guide, "IAM and AWS STS quotas".
const KEYS_MAX: usize = 2;

/// A key in the list.
pub(super) struct KeyRow {
    pub(super) id: String,
    pub(super) is_active: bool,
    pub(super) created: Option<Timestamp>,
    pub(super) last_use: LastUse,
}

/// What is known of the last use of a key.
pub(super) enum LastUse {
    Never,
    At(Timestamp, String),
    /// It may not be read.
    Unknown,
}

impl KeyRow {
    /// Whether there is no room for another key.
    pub(super) fn are_all(keys: &[Self]) -> bool {
        keys.len() >= KEYS_MAX
    }
}

/// The keys, or why they may not be read.
pub(super) async fn list<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
) -> Result<Vec<KeyRow>, Refusal> {
    let found = visit.ask::<iam::ListAccessKeys>(&[]).await;
    let found = found.map_err(|refused| visit.refusal(&refused))?;
    let mut rows = Vec::new();
    for key in found.access_key_metadata {
        let id = key.access_key_id.unwrap_or_default();
        rows.push(KeyRow {
            is_active: key.status == Some(iam::StatusType::Active),
            created: key.create_date,
            last_use: last_use(visit, &id).await,
            id,
        });
    }
    Ok(rows)
}

async fn last_use<P: ConsolePorts, A: Audit>(visit: &Visit<P, A>, id: &str) -> LastUse {
    let members = [("AccessKeyId", id)];
    let Ok(found) = visit.ask::<iam::GetAccessKeyLastUsed>(&members).await else {
        return LastUse::Unknown;
    };
    let Some(used) = found.access_key_last_used else {
        return LastUse::Never;
    };
    match used.last_used_date {
        Some(at) => LastUse::At(at, used.service_name),
        None => LastUse::Never,
    }
}

/// Switches a key off or on.
pub(super) async fn set_status<P: ConsolePorts, A: Audit>(
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    Own::required(&visit)?;
    let (id, status) = (fields.text("key"), fields.text("status"));
    let members = [("AccessKeyId", id), ("Status", status)];
    match visit.ask::<iam::UpdateAccessKey>(&members).await {
        Ok(()) => {
            let code = match status {
                "Active" => "own-key-activated",
                _ => "own-key-deactivated",
            };
            visit.done(HOME, code, id)
        }
        Err(error) => refused(&visit, &error).await,
    }
}

/// Shows the page again with why something was refused.
pub(super) async fn refused<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    error: &Refused,
) -> Answer {
    let sent = Sent {
        key_refusal: Some(visit.refusal(error)),
        ..Sent::default()
    };
    overview::show_with(visit, sent).await
}

/// Which key is meant.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    key: String,
}

/// Asks before a key is deleted.
pub(super) async fn ask_to_delete<P: ConsolePorts, A: Audit>(
    visit: Visit<P, A>,
    Query(which): Query<Which>,
) -> Answer {
    Own::required(&visit)?;
    confirm(&visit, &which.key, None)
}

/// Deletes a key.
pub(super) async fn delete<P: ConsolePorts, A: Audit>(
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    Own::required(&visit)?;
    let id = fields.text("key");
    let members = [("AccessKeyId", id)];
    match visit.ask::<iam::DeleteAccessKey>(&members).await {
        Ok(()) => visit.done(HOME, "own-key-deleted", id),
        Err(error) => confirm(&visit, id, Some(visit.refusal(&error))),
    }
}

fn confirm<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    id: &str,
    refusal: Option<Refusal>,
) -> Answer {
    let t = &visit.texts().security;
    let page = visit.page(t.delete_key).at(Section::Security);
    visit.confirm(
        page.below(t.title, HOME),
        Confirm {
            lead: t.delete_key_lead.to_owned(),
            subject: id.to_owned(),
            warning: Some(t.delete_key_warning.to_owned()),
            action: "/security/keys/delete".to_owned(),
            fields: vec![("key", id.to_owned())],
            button: t.delete,
            back: HOME.to_owned(),
            refusal,
        },
    )
}
