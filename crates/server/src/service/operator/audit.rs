//! Is the audit log as it was written?

use std::sync::Arc;

use bytes::Bytes;
use iamd_seal::KeyPurpose;
use serde_json::json;

use super::{Deed, refused};
use crate::{
    audit::verify::{Finding, Question, verify},
    control::{AuditAnswer, AuditCommand, Peer, Refusal},
    service::Service,
};

pub(super) fn deed(command: &AuditCommand) -> Deed {
    let wanted = command.wanted.map(|wanted| wanted.to_string());
    Deed {
        name: "VerifyAuditLog",
        parameters: Some(json!({ "wanted": wanted })),
        ..Deed::default()
    }
}

impl Service {
    /// Reads the log while events are written to it, for as long as the peer is there. The findings
    /// go to the peer, each as a line of JSON.
    pub(super) async fn audit_log(
        &self,
        command: AuditCommand,
        peer: &Peer,
    ) -> Result<AuditAnswer, Refusal> {
        let parts = &self.0.parts;
        let (disk, folder) = (
            Arc::clone(parts.data_dir.disk()),
            parts.data_dir.path().to_owned(),
        );
        let keys = parts.keys.checksum_keys(KeyPurpose::Audit);
        let open_until = Some(parts.audit.written());
        let teller = peer.teller();
        let reading = tokio::task::spawn_blocking(move || {
            let question = Question {
                disk: &*disk,
                folder: &folder,
                keys: &keys,
                open_until,
                wanted: command.wanted,
                asked_by: Some(teller.clone()),
            };
            verify(&question, &mut |finding| {
                let _told = teller.blocking_send(line(finding)).is_ok();
            })
        });
        let report = reading.await.map_err(|error| refused(&error))?;
        let report = report.map_err(|error| refused(&error))?;
        Ok(AuditAnswer { report })
    }
}

fn line(finding: &Finding) -> Bytes {
    let mut line = serde_json::to_vec(finding).unwrap_or_default();
    line.push(b'\n');
    line.into()
}
