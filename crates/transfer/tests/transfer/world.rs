//! A server's stores, empty at first, and accounts that come and go.

use std::sync::Arc;

use iamd_auth::{SystemReason, SystemWork};
use iamd_directory::{
    AccountQuotas, Directory, DirectoryParts, ExportedSecrets, Remark, RemarkKind,
};
use iamd_ident::{AccountId, Clock, Partition};
use iamd_objects::{Limits, MemoryBlobs, Objects, ObjectsParts};
use iamd_seal::{MasterKey, Purpose, SealingKeys};
use iamd_store::{Finding, Findings, Key, KeyRange, Memory, Store};
use iamd_testkit::{ManualClock, SeededRandom};
use iamd_transfer::{Header, Incoming, Outcome, Target, TransferError, export, import};
use tokio::runtime::Runtime;

pub(crate) const FIRST_PAGE: &str = include_str!("accounts/first-page.json");
pub(crate) const LAST_PAGE: &str = include_str!("accounts/last-page.json");
/// The account of the pages.
pub(crate) const ACCOUNT: &str = "111122223333";

pub(crate) struct World {
    pub(crate) directory: Directory,
    pub(crate) objects: Objects,
    pub(crate) store: Store,
    pub(crate) objects_store: Store,
    runtime: Runtime,
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        let store = memory();
        let runtime = Runtime::new().unwrap();
        let objects_store = memory();
        let objects = runtime.block_on(objects(&objects_store, seed));
        Self {
            directory: directory(&store, seed),
            objects,
            store,
            objects_store,
            runtime,
        }
    }

    /// The program started again over the same store.
    pub(crate) fn restarted(self) -> Self {
        Self {
            directory: directory(&self.store, 77),
            ..self
        }
    }

    pub(crate) fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    pub(crate) fn create(&self, account: &str) {
        let id = account.parse().unwrap();
        let work = SystemWork::new(SystemReason::Operator);
        let key = self.directory.fresh_key(id);
        self.wait(self.directory.create_account(&work, id, key))
            .unwrap();
    }

    pub(crate) fn import(&self, document: &str) -> Result<Outcome, TransferError> {
        self.import_as(document, None, false)
    }

    pub(crate) fn import_as(
        &self,
        document: &str,
        account: Option<&str>,
        is_dry_run: bool,
    ) -> Result<Outcome, TransferError> {
        let target = Target {
            partition: Partition::Aws,
            account: account.map(|id| id.parse().unwrap()),
        };
        let incoming = Incoming::read(document.as_bytes(), &target).unwrap();
        let work = SystemWork::new(SystemReason::Import);
        let stores = (&self.directory, &self.objects);
        self.wait(import(stores, &work, incoming, is_dry_run, &|_, _| {}))
    }

    pub(crate) fn export(&self, account: &str, secrets: ExportedSecrets) -> String {
        let id: AccountId = account.parse().unwrap();
        let work = SystemWork::new(SystemReason::Export);
        let header = Header {
            exported: "2026-01-31T00:00:00Z".parse().unwrap(),
            program: "a test".to_owned(),
            partition: Partition::Aws,
            has_secrets: secrets == ExportedSecrets::Told,
        };
        let mut text = String::new();
        self.wait(async {
            let mut exporter = self
                .directory
                .export_account(&work, id, secrets)
                .await
                .unwrap();
            let take = |piece: zeroize::Zeroizing<String>| {
                text.push_str(&piece);
                async { Ok(()) }
            };
            export(&mut exporter, &header, take).await.unwrap();
        });
        text
    }

    /// What is not as it should be among all records.
    pub(crate) fn damage(&self) -> Vec<String> {
        let work = SystemWork::new(SystemReason::Operator);
        let mut found = Found::default();
        self.wait(self.directory.verify(&work, &mut found)).unwrap();
        found.0
    }

    /// The keys of all records.
    pub(crate) fn keys(&self) -> Vec<Key> {
        let found = self
            .wait(self.store.scan(&KeyRange::all(), 10_000))
            .unwrap();
        found.into_iter().map(|(key, _)| key).collect()
    }
}

/// Both pages.
pub(crate) fn pages() -> String {
    format!("{FIRST_PAGE}\n{LAST_PAGE}")
}

/// What was said of one kind, a line each.
pub(crate) fn said(remarks: &[Remark], kind: RemarkKind) -> Vec<String> {
    let of_kind = remarks.iter().filter(|remark| remark.kind == kind);
    of_kind
        .map(|remark| format!("{}: {}", remark.about, remark.said))
        .collect()
}

fn master_key() -> MasterKey {
    MasterKey::from_bytes([7; 32].into())
}

fn memory() -> Store {
    Memory::new(master_key().checksum_key(Purpose::new("records"))).store()
}

fn directory(store: &Store, seed: u64) -> Directory {
    Directory::new(DirectoryParts {
        store: store.clone(),
        keys: SealingKeys::new(master_key().sealing_key(Purpose::new("secrets"))),
        partition: Partition::Aws,
        clock: Arc::new(ManualClock::default()) as Arc<dyn Clock>,
        random: Arc::new(SeededRandom::new(seed)),
        quotas: AccountQuotas::default(),
    })
}

async fn objects(store: &Store, seed: u64) -> Objects {
    Objects::open(ObjectsParts {
        store: store.clone(),
        blobs: Arc::new(MemoryBlobs::default()),
        keys: SealingKeys::new(master_key().sealing_key(Purpose::new("object-keys"))),
        clock: Arc::new(ManualClock::default()),
        random: Arc::new(SeededRandom::new(seed + 1_000)),
        limits: Limits { part_bytes_min: 16 },
    })
    .await
    .unwrap()
}

#[derive(Default)]
struct Found(Vec<String>);

impl Findings for Found {
    fn found(&mut self, finding: Finding) {
        let key = finding.key.map(|key| key.to_string());
        let Finding { severity, what, .. } = finding;
        self.0.push(format!("{severity:?}: {key:?}: {what}"));
    }

    fn passed(&mut self, _records: u64) {}
}
