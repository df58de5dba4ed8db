//! What a program is made of, before it is made.

use std::{io::IsTerminal, net::SocketAddr, sync::Arc};

use iamd_ident::{AccessKeyId, Clock, Random, Secret};

use crate::{
    audit::AuditLog,
    config::{Addresses, Config},
    data_dir::{DataDir, DataDirError, MasterKey, RootCredentials},
    listen::Bounds,
    output::say,
    system::{AdjustableClock, SystemClock, SystemRandom},
};

/// The program cannot be made of its parts. The text is a sentence for the person who started it.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The data directory cannot be used.
    #[error(transparent)]
    DataDir(#[from] DataDirError),
    /// The store cannot be opened: it is damaged, of another version, or sealed with another key.
    #[error("{0}")]
    Store(String),
}

/// The edge's side of a program: settings, files, time and chance.
#[derive(Clone)]
pub struct Parts {
    /// The settings in force.
    pub config: Config,
    /// The data directory, locked.
    pub data_dir: Arc<DataDir>,
    /// The key that secrets are sealed with.
    pub master_key: MasterKey,
    /// The audit log.
    pub audit: AuditLog,
    /// The clock that everything is to ask.
    pub clock: Arc<dyn Clock>,
    /// The same clock, where it can be moved: in development mode.
    pub dev_clock: Option<Arc<AdjustableClock<SystemClock>>>,
    /// The chance that everything is to take.
    pub random: Arc<dyn Random>,
    /// Where clients find the services, such as `http://127.0.0.1:4566`.
    pub endpoint_url: String,
    /// Where people find the console.
    pub console_url: String,
    /// Where the console listens.
    pub console_address: SocketAddr,
    /// The limits on bodies, which the listeners keep to as well.
    pub bodies: Bounds,
}

impl Parts {
    /// Gathers the parts. In development mode the master key is in memory alone.
    ///
    /// # Errors
    /// The master key is missing or cannot be used.
    pub fn assemble(
        config: &Config,
        addresses: Addresses,
        data_dir: Arc<DataDir>,
        audit: AuditLog,
        bodies: Bounds,
    ) -> Result<Self, DataDirError> {
        let random: Arc<dyn Random> = Arc::new(SystemRandom);
        let master_key = if config.dev {
            Secret::new(random.bytes())
        } else {
            data_dir.master_key(config.master_key_file.as_deref(), &*random)?
        };
        let dev_clock = config
            .dev
            .then(|| Arc::new(AdjustableClock::new(SystemClock)));
        let clock: Arc<dyn Clock> = match &dev_clock {
            Some(clock) => Arc::clone(clock) as _,
            None => Arc::new(SystemClock),
        };
        Ok(Self {
            endpoint_url: config.endpoint_url(addresses),
            console_url: config.console_url(addresses),
            console_address: addresses.console,
            config: config.clone(),
            data_dir,
            master_key,
            audit,
            clock,
            dev_clock,
            random,
            bodies,
        })
    }

    /// Hands out the root user's key: into its file, and onto the terminal if there is one. The
    /// account should be stored only after that, as there is no second copy of the key.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn hand_out_root_key(
        &self,
        access_key_id: AccessKeyId,
        secret_access_key: Secret<String>,
    ) -> Result<(), DataDirError> {
        let credentials = RootCredentials {
            endpoint_url: self.endpoint_url.clone(),
            access_key_id,
            secret_access_key,
            region: self.config.region.clone(),
        };
        let path = self
            .data_dir
            .write_root_credentials(&credentials, self.clock.now())?;
        say(&format!("root credentials in {}", path.display()));
        if std::io::stdout().is_terminal() {
            say(&credentials.lines());
        }
        Ok(())
    }
}
