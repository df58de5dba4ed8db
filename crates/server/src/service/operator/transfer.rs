//! Accounts that come and go as documents.

use bytes::Bytes;
use iamd_auth::{SystemReason, SystemWork};
use iamd_directory::ExportedSecrets;
use iamd_ident::AccountId;
use iamd_transfer::{
    DOCUMENT_BYTES_MAX, Header, Incoming, Outcome, Target, TransferError, export, import,
};
use serde_json::json;
use tokio::task::spawn_blocking;
use zeroize::Zeroizing;

use super::{Deed, Effect, refused};
use crate::{
    control::{
        Imported, Peer, Refusal, RootKey, Teller, TransferAnswer, TransferCommand, TransferRemark,
    },
    service::Service,
};

/// How many bytes of remarks are sent at once, about.
const REMARK_BYTES: usize = 64 * 1024;

pub(super) fn deed(command: &TransferCommand) -> Deed {
    match command {
        TransferCommand::Export {
            account_id,
            secrets,
        } => Deed {
            name: "ExportAccount",
            leaves: true,
            effect: if *secrets {
                Effect::GivesSecrets
            } else {
                Effect::Looks
            },
            account: Some(*account_id),
            parameters: Some(json!({
                "accountId": account_id.to_string(),
                "secrets": secrets,
            })),
            ..Deed::default()
        },
        TransferCommand::Import {
            account_id,
            dry_run,
            ..
        } => Deed {
            name: "ImportAccount",
            effect: Effect::of_change(!dry_run),
            reads: true,
            account: *account_id,
            parameters: Some(json!({
                "accountId": account_id.map(|id| id.to_string()),
                "dryRun": dry_run,
            })),
            ..Deed::default()
        },
    }
}

/// Which account it was stands in what was read.
pub(super) fn complete(deed: &mut Deed, answer: &TransferAnswer) {
    if let TransferAnswer::Imported(imported) = answer {
        deed.account = Some(imported.account_id);
        deed.parameters = Some(json!({
            "accountId": imported.account_id.to_string(),
            "dryRun": !imported.made,
            "records": imported.records,
        }));
    }
}

impl Service {
    pub(super) async fn transfer(
        &self,
        command: TransferCommand,
        mut peer: Peer,
    ) -> Result<TransferAnswer, Refusal> {
        match command {
            TransferCommand::Export {
                account_id,
                secrets,
            } => self.export(account_id, secrets, &peer.teller()).await,
            TransferCommand::Import {
                account_id,
                dry_run,
                bytes,
            } => {
                let document = received(&mut peer, bytes).await?;
                self.import((account_id, dry_run), document, &peer.teller())
                    .await
            }
        }
    }

    async fn export(
        &self,
        account_id: AccountId,
        has_secrets: bool,
        teller: &Teller,
    ) -> Result<TransferAnswer, Refusal> {
        // What was used last is written down before, by the one who writes it down at other times.
        let flush = SystemWork::new(SystemReason::LastUse);
        if let Err(error) = self.directory().flush_last_use(&flush).await {
            // A disk that is full is no reason to give nothing.
            tracing::warn!(%error, "an export is without the last uses of the last seconds");
        }
        let work = SystemWork::new(SystemReason::Export);
        let secrets = if has_secrets {
            ExportedSecrets::Told
        } else {
            ExportedSecrets::Kept
        };
        let exporter = self.directory().export_account(&work, account_id, secrets);
        let mut exporter = exporter.await.map_err(|error| refused(&error))?;
        let header = Header {
            exported: self.clock().now(),
            program: concat!("iamd ", env!("CARGO_PKG_VERSION")).to_owned(),
            partition: self.directory().partition(),
            has_secrets,
        };
        let mut bytes = 0_u64;
        let take = |piece: Zeroizing<String>| {
            bytes += u64::try_from(piece.len()).unwrap_or(u64::MAX);
            teller.working(format!("{bytes} bytes"));
            // It is wiped once it was sent.
            let piece = Bytes::from_owner(piece);
            async move { teller.send(piece).await.map_err(|_| TransferError::Gone) }
        };
        let told = export(&mut exporter, &header, take).await;
        told.map_err(|error| refused(&error))?;
        Ok(TransferAnswer::Exported { account_id, bytes })
    }

    async fn import(
        &self,
        (account, is_dry_run): (Option<AccountId>, bool),
        document: Zeroizing<Vec<u8>>,
        teller: &Teller,
    ) -> Result<TransferAnswer, Refusal> {
        let Some(_work) = self.begin_work() else {
            return Err(Refusal("the server is stopping".to_owned()));
        };
        let target = Target {
            partition: self.directory().partition(),
            account,
        };
        let read = spawn_blocking(move || Incoming::read(&document, &target)).await;
        let incoming = read
            .map_err(|error| refused(&error))?
            .map_err(|error| refused(&error))?;
        let work = SystemWork::new(SystemReason::Import);
        let stores = (&self.0.directory, &self.0.objects);
        let progress = |written: usize, all: usize| {
            teller.working(format!("{written} of {all} records"));
        };
        let imported = import(stores, &work, incoming, is_dry_run, &progress).await;
        let outcome = imported.map_err(|error| refused(&error))?;
        // Whoever is gone misses the remarks; the account is there all the same.
        let _heard = tell_remarks(&outcome, teller).await;
        Ok(TransferAnswer::Imported(Box::new(told(outcome))))
    }
}

/// All that the peer gives, which must be as long as it said.
async fn received(peer: &mut Peer, bytes: u64) -> Result<Zeroizing<Vec<u8>>, Refusal> {
    let length = usize::try_from(bytes).unwrap_or(usize::MAX);
    if length > DOCUMENT_BYTES_MAX {
        let most = DOCUMENT_BYTES_MAX;
        return Err(Refusal(format!("it has more than {most} bytes")));
    }
    // SECURITY: made as large as it gets, so that no copy of a part is left behind.
    let mut document = Zeroizing::new(Vec::with_capacity(length));
    while let Some(piece) = peer.receive().await {
        if document.len() + piece.len() > length {
            break;
        }
        document.extend_from_slice(&piece);
    }
    if document.len() == length {
        Ok(document)
    } else {
        Err(Refusal("the document did not arrive as a whole".to_owned()))
    }
}

async fn tell_remarks(outcome: &Outcome, teller: &Teller) -> Result<(), crate::control::Gone> {
    let mut lines = String::new();
    for remark in &outcome.remarks {
        let remark = TransferRemark {
            kind: remark.kind.as_str().to_owned(),
            about: remark.about.clone(),
            said: remark.said.clone(),
        };
        lines.push_str(&serde_json::to_string(&remark).unwrap_or_default());
        lines.push('\n');
        if lines.len() > REMARK_BYTES {
            teller.send(std::mem::take(&mut lines).into()).await?;
        }
    }
    teller.send(lines.into()).await
}

fn told(outcome: Outcome) -> Imported {
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let counts = outcome.counts.iter();
    let counts = counts.map(|(list, count)| (list.name().to_owned(), number(*count)));
    Imported {
        account_id: outcome.account,
        made: outcome.is_made,
        records: number(outcome.records),
        counts: counts.collect(),
        remarks: number(outcome.remarks.len()),
        root_key: outcome.root_key.map(|key| RootKey {
            access_key_id: key.id,
            secret_access_key: key.secret,
        }),
    }
}
