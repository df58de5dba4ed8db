//! Is everything what was written, and does it agree?

use std::sync::Arc;

use iamd_seal::KeyPurpose;
use iamd_store::Store;
use serde_json::json;

use super::Deed;
use crate::{
    control::{Peer, Refusal, VerifyCommand},
    data_dir::{DIRECTORY_FILE, OBJECTS_FILE},
    service::Service,
    verify::{
        Depth, Notes, Report, Totals,
        pages::StoreFile,
        parts::{AuditFiles, audit, both, directory, keyring, objects},
    },
};

pub(super) fn deed(command: VerifyCommand) -> Deed {
    Deed {
        name: "VerifyData",
        parameters: Some(json!({ "objects": command.depth == Depth::Objects })),
        ..Deed::default()
    }
}

impl Service {
    /// The findings go to the peer, each as a line of JSON; the answer counts them.
    pub(super) async fn verify_for(
        &self,
        command: VerifyCommand,
        peer: Peer,
    ) -> Result<Totals, Refusal> {
        let teller = peer.teller();
        let report = self
            .verify(command.depth, &mut |said| teller.working(said))
            .await;
        for found in &report.found {
            let mut line = serde_json::to_vec(found).map_err(|error| Refusal(error.to_string()))?;
            line.push(b'\n');
            let sent = peer.teller().send(line.into()).await;
            sent.map_err(|gone| Refusal(gone.to_string()))?;
        }
        Ok(report.totals)
    }

    /// Looks at everything, while requests are answered. `say` is told how far it is.
    pub async fn verify(
        &self,
        depth: Depth,
        say: &mut (dyn FnMut(String) + Send + Sync),
    ) -> Report {
        let mut notes = Notes::new(say);
        notes.totals().running = true;
        let parts = &self.0.parts;
        notes.at("keyring");
        // In development mode it is in no file.
        if !parts.config.dev {
            // Held, lest one copy is new already and the other one is not yet.
            let _held = parts.keys.hold().await;
            keyring(parts.data_dir.path(), &mut notes);
        }
        notes.at(DIRECTORY_FILE);
        let pages = (DIRECTORY_FILE, KeyPurpose::Records);
        self.check_pages(pages, &self.0.stores.directory, &mut notes)
            .await;
        directory(&self.0.directory, &mut notes).await;
        notes.at(OBJECTS_FILE);
        let pages = (OBJECTS_FILE, KeyPurpose::ObjectRecords);
        self.check_pages(pages, &self.0.stores.objects, &mut notes)
            .await;
        objects(&self.0.objects, depth, &mut notes).await;
        both(&self.0.directory, &self.0.objects, &mut notes).await;
        let files = AuditFiles {
            disk: Arc::clone(parts.data_dir.disk()),
            folder: parts.data_dir.path().to_owned(),
            keys: parts.keys.checksum_keys(KeyPurpose::Audit),
            open_until: Some(parts.audit.written()),
        };
        audit(files, &mut notes).await;
        notes.end()
    }

    /// Checks the pages of both stores, and says in the log what is damaged. It is done behind each
    /// start, which need not wait for it.
    pub(in crate::service) async fn has_sound_pages(&self) -> bool {
        let mut silent = |_| {};
        let mut notes = Notes::new(&mut silent);
        for (file, purpose, store) in [
            (
                DIRECTORY_FILE,
                KeyPurpose::Records,
                &self.0.stores.directory,
            ),
            (
                OBJECTS_FILE,
                KeyPurpose::ObjectRecords,
                &self.0.stores.objects,
            ),
        ] {
            notes.at(file);
            self.check_pages((file, purpose), store, &mut notes).await;
        }
        let report = notes.end();
        for found in &report.found {
            tracing::error!(
                file = found.file,
                "{}; `iamd verify` says which records, and a backup brings them back",
                found.what
            );
        }
        report.is_sound()
    }

    async fn check_pages(
        &self,
        (file, purpose): (&str, KeyPurpose),
        store: &Store,
        notes: &mut Notes<'_>,
    ) {
        let parts = &self.0.parts;
        // In development mode nothing is in files.
        if parts.config.dev {
            return;
        }
        // INVARIANT: held until the end, so that no page is used again that the file leads to.
        let Ok(_held) = store.snapshot().await else {
            return;
        };
        let file = StoreFile {
            disk: Arc::clone(parts.data_dir.disk()),
            path: parts.data_dir.file(file),
            keys: parts.keys.checksum_keys(purpose),
        };
        file.check_while_open(notes).await;
    }
}
