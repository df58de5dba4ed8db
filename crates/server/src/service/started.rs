//! A service for tests, without its listeners.

use std::{path::Path, sync::Arc};

use iamd_disk::Disk;

use super::{Service, open};
use crate::{
    config::{self, Environment, Flags},
    data_dir::DataDir,
    listen::Terms,
    serve::Parts,
};

/// Starts a service on a disk, in this folder.
pub(super) async fn on(disk: Arc<dyn Disk>, folder: &Path) -> Arc<Service> {
    let loaded = config::load(&Flags::default(), &Environment::default()).unwrap();
    let config = &loaded.config;
    let data_dir = Arc::new(DataDir::create_on(disk, folder).unwrap());
    let keys = Parts::open_keys(&loaded, &data_dir).unwrap();
    let audit = Parts::open_audit(config, &data_dir, &keys).unwrap();
    let addresses = config.addresses().unwrap();
    let terms = Terms::new(config.limits.clone(), config.timeouts.clone(), None);
    let parts = Parts::assemble(config, addresses, data_dir, keys, audit, Arc::new(terms));
    open(parts).await.unwrap()
}
