//! One life of the service: from a start to a loss of power.

use std::{path::Path, sync::Arc, time::Duration};

use anyhow::{Context as _, Result};
use iamd_disk::Disk as _;
use iamd_server::{
    config::{self, Addresses, Environment, Flags},
    control::{Command, KeyKind, KeysCommand, Operator as _, Peer},
    data_dir::DataDir,
    listen::{Door, Listener, Stopper, Terms},
    serve::Parts,
    service::{self, Service},
    verify::{Depth, Severity},
};
use iamd_testkit::{DoubleDisk, ManualClock};
use tokio::runtime::Runtime;

use crate::{actor::Place, client::Key};

/// Where the data directory lies on the double.
const DATA_DIR: &str = "/data";

/// A service that answers.
pub(crate) struct Life {
    pub(crate) place: Place,
    service: Arc<Service>,
    runtime: Runtime,
    _stopper: Stopper,
}

impl Life {
    /// Starts the service on this disk.
    pub(crate) fn begin(disk: &DoubleDisk, clock: &Arc<ManualClock>) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()?;
        let begun = runtime.block_on(begin(disk, clock));
        match begun {
            Ok((place, service, stopper)) => Ok(Self {
                place,
                service,
                runtime,
                _stopper: stopper,
            }),
            Err(error) => {
                runtime.shutdown_background();
                Err(error)
            }
        }
    }

    /// Everything that is damaged, as `iamd verify` tells it.
    pub(crate) fn verify(&self) -> Vec<String> {
        let mut say = drop;
        let verified = self.service.verify(Depth::Objects, &mut say);
        let report = self.runtime.block_on(verified);
        let damage = report
            .found
            .iter()
            .filter(|found| found.severity == Severity::Damage);
        damage.map(|found| format!("verify: {found:?}")).collect()
    }

    /// Replaces keys, as `iamd keys rotate` does.
    pub(crate) fn rotate(&self, kind: KeyKind) -> Result<(), String> {
        let command = Command::Keys(KeysCommand::Rotate {
            kind,
            new_master_key: None,
            end_sessions: false,
        });
        // What is said is heard, as by a client, and passed over.
        let (peer, mut end) = Peer::pair();
        let listen = async { while end.sent.recv().await.is_some() {} };
        let both = async { tokio::join!(self.service.perform(command, peer), listen) };
        let (performed, ()) = self.runtime.block_on(both);
        let refused = |refusal| format!("rotating {}: {refusal:?}", kind.name());
        performed.map(drop).map_err(refused)
    }

    /// Ends it where it stands.
    pub(crate) fn end(self) {
        // What has begun to block ends by itself, on a disk that nobody looks at any more.
        self.runtime.shutdown_background();
    }
}

/// As `iamd serve` does it, on another disk and with another clock.
async fn begin(
    disk: &DoubleDisk,
    clock: &Arc<ManualClock>,
) -> Result<(Place, Arc<Service>, Stopper)> {
    let loaded = config::load(&Flags::default(), &Environment::default())?;
    let free = ([127, 0, 0, 1], 0).into();
    let main = Listener::bind(free, Door::Main)?;
    let console = Listener::bind(free, Door::Console)?;
    let addresses = Addresses {
        main: main.address(),
        console: console.address(),
    };
    let disk = Arc::new(disk.clone());
    let data_dir = Arc::new(DataDir::create_on(disk.clone(), Path::new(DATA_DIR))?);
    let keys = Parts::open_keys(&loaded, &data_dir)?;
    let audit = Parts::open_audit(&loaded.config, &data_dir, &keys)?;
    let config = loaded.config;
    let terms = Terms::new(config.limits.clone(), config.timeouts.clone(), None);
    let terms = Arc::new(terms);
    let parts = Parts::assemble(
        &config,
        addresses,
        Arc::clone(&data_dir),
        keys,
        audit.clone(),
        Arc::clone(&terms),
    );
    let parts = Parts {
        clock: clock.clone(),
        ..parts
    };
    let service = service::open(parts).await?;
    let (stopper, stop) = Stopper::pair();
    tokio::spawn(main.run(Arc::clone(&service), Arc::clone(&terms), stop.clone()));
    tokio::spawn(console.run(Arc::clone(&service), terms, stop.clone()));
    let period = Duration::from_millis(config.audit.sync_milliseconds);
    tokio::spawn(async move { audit.keep_synced(period, stop).await });
    let credentials = disk.read(&data_dir.file("root-credentials.env"), 4096)?;
    let credentials = String::from_utf8_lossy(&credentials);
    let place = Place {
        address: addresses.main.to_string(),
        console: addresses.console.to_string(),
        root: Key::from_lines(&credentials).context("the root key is not whole")?,
        clock: clock.clone(),
        is_large: false,
    };
    Ok((place, service, stopper))
}
