//! The SSH public keys of a user.

use iamd_api::iam;
use iamd_auth::{Audit, ConsolePorts, Refused};

use super::{Forms, Question, ask, path, show_filled};
use crate::{answer::Answer, filled::Filled, form::Post, pages::holder::Holder, visitor::Visit};

/// A key, as the list shows it.
pub(super) struct KeyRow {
    pub(super) key: iam::SSHPublicKeyMetadata,
    /// Its fingerprint, as far as it may be told.
    pub(super) fingerprint: Option<String>,
}

/// The keys of a user, each with its fingerprint. A user has a few.
pub(super) async fn keys<P: ConsolePorts, A: Audit>(
    visit: &Visit<P, A>,
    holder: &Holder,
) -> Result<Vec<KeyRow>, Refused> {
    let members = [("UserName", holder.name.as_str())];
    let listed = visit.ask::<iam::ListSSHPublicKeys>(&members).await?;
    let mut rows = Vec::new();
    for key in listed.ssh_public_keys {
        let members = [
            ("UserName", holder.name.as_str()),
            ("SSHPublicKeyId", key.ssh_public_key_id.as_str()),
            ("Encoding", "SSH"),
        ];
        let whole = visit.ask::<iam::GetSSHPublicKey>(&members).await;
        let whole = whole.ok().and_then(|found| found.ssh_public_key);
        rows.push(KeyRow {
            key,
            fingerprint: whole.map(|key| key.fingerprint),
        });
    }
    Ok(rows)
}

/// Uploads a key.
pub(super) async fn upload<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    const MEMBERS: [(&str, &str); 1] = [("sSHPublicKeyBody", "ssh_key")];
    let members = [
        ("UserName", holder.name.as_str()),
        ("SSHPublicKeyBody", fields.text("ssh_key").trim()),
    ];
    match visit.ask::<iam::UploadSSHPublicKey>(&members).await {
        Ok(made) => {
            let id = made.ssh_public_key.map(|key| key.ssh_public_key_id);
            let id = id.unwrap_or_default();
            visit.done(&path(&holder), "ssh-key-uploaded", &id)
        }
        Err(refused) => {
            let filled = Filled::of(&fields, &[]);
            let forms = Forms {
                ssh: visit.refused_form(filled, &refused, &MEMBERS),
                ..Forms::default()
            };
            show_filled(&visit, holder, forms).await
        }
    }
}

/// Activates or deactivates a key.
pub(super) async fn set_status<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let id = fields.text("id");
    let members = [
        ("UserName", holder.name.as_str()),
        ("SSHPublicKeyId", id),
        ("Status", fields.text("status")),
    ];
    let updated = visit.ask::<iam::UpdateSSHPublicKey>(&members).await;
    updated.map_err(|refused| visit.stop(&refused))?;
    visit.done(&path(&holder), "ssh-key-changed", id)
}

/// Deletes a key. The first form asks, the second does it.
pub(super) async fn delete<P: ConsolePorts, A: Audit>(
    holder: Holder,
    Post { by: visit, fields }: Post<Visit<P, A>>,
) -> Answer {
    let texts = &visit.texts().credentials;
    let id = fields.text("id");
    let mut refusal = None;
    if fields.is_checked("confirm") {
        let members = [("UserName", holder.name.as_str()), ("SSHPublicKeyId", id)];
        match visit.ask::<iam::DeleteSSHPublicKey>(&members).await {
            Ok(()) => return visit.done(&path(&holder), "ssh-key-deleted", id),
            Err(refused) => refusal = Some(visit.refusal(&refused)),
        }
    }
    let question = Question {
        title: texts.delete_ssh_title,
        lead: texts.delete_ssh_lead,
        kind: "ssh",
        button: texts.delete_ssh,
        id: id.to_owned(),
        refusal,
    };
    ask(&visit, &holder, question)
}
