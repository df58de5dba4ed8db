//! What a program is made of, before it is made.

use std::{io::IsTerminal, net::SocketAddr, path::PathBuf, sync::Arc};

use iamd_ident::{AccessKeyId, Clock, Random, Secret, Timestamp};
use iamd_seal::KeyPurpose;

use crate::{
    audit::{AuditError, AuditLog, AuditParts, Rotation},
    config::{Addresses, Config, Loaded},
    data_dir::{DIRECTORY_FILE, DataDir, DataDirError, Keys, RootCredentials},
    listen::Terms,
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
    /// There is no room to write down that it starts.
    #[error(
        "the disk of {} is full, and a start has to write a little: make room there, then start \
         again; `iamd doctor` and `iamd verify` need none",
        folder.display()
    )]
    Full {
        /// The data directory.
        folder: PathBuf,
    },
}

/// The edge's side of a program: settings, files, time and chance.
#[derive(Clone)]
pub struct Parts {
    /// The settings in force.
    pub config: Config,
    /// The data directory, locked.
    pub data_dir: Arc<DataDir>,
    /// The keys that everything is sealed and checked with.
    pub keys: Keys,
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
    /// What the listeners keep to.
    pub terms: Arc<Terms>,
}

impl Parts {
    /// Opens the keys of a data directory, or makes them. In development mode they are in memory
    /// alone.
    ///
    /// # Errors
    /// The master key or the keyring is missing or cannot be used; or a store is gone.
    pub fn open_keys(loaded: &Loaded, data_dir: &DataDir) -> Result<Keys, DataDirError> {
        let random: Arc<dyn Random> = Arc::new(SystemRandom);
        if loaded.config.dev {
            return Ok(Keys::in_memory(SystemClock.now(), random));
        }
        data_dir.require_stores()?;
        data_dir.keys(loaded.master_key_source(), &SystemClock, random)
    }

    /// Opens the audit log of a data directory, or begins one.
    ///
    /// # Errors
    /// A file of the log cannot be read or written.
    pub fn open_audit(
        config: &Config,
        data_dir: &DataDir,
        keys: &Keys,
    ) -> Result<AuditLog, AuditError> {
        // Where there is no store yet, nothing was ever done that a log could tell of.
        let is_fresh = data_dir.is_fresh() || !data_dir.has(DIRECTORY_FILE);
        let shown = keys.shown().into_iter();
        let chained_since = shown
            .filter(|key| key.purpose == KeyPurpose::Audit)
            .map(|key| key.made)
            .min();
        AuditLog::open(AuditParts {
            folder: data_dir.path().to_owned(),
            disk: Arc::clone(data_dir.disk()),
            keys: keys.checksum_keys(KeyPurpose::Audit),
            clock: Arc::new(SystemClock),
            random: Arc::new(SystemRandom),
            rotation: Rotation::from(&config.audit),
            is_fresh,
            chained_since: chained_since.unwrap_or(Timestamp::UNIX_EPOCH),
            region: config.region.to_string(),
        })
    }

    /// Gathers the parts.
    pub fn assemble(
        config: &Config,
        addresses: Addresses,
        data_dir: Arc<DataDir>,
        keys: Keys,
        audit: AuditLog,
        terms: Arc<Terms>,
    ) -> Self {
        let random: Arc<dyn Random> = Arc::new(SystemRandom);
        let dev_clock = config
            .dev
            .then(|| Arc::new(AdjustableClock::new(SystemClock)));
        let clock: Arc<dyn Clock> = match &dev_clock {
            Some(clock) => Arc::clone(clock) as _,
            None => Arc::new(SystemClock),
        };
        Self {
            endpoint_url: config.endpoint_url(addresses),
            console_url: config.console_url(addresses),
            console_address: addresses.console,
            config: config.clone(),
            data_dir,
            keys,
            audit,
            clock,
            dev_clock,
            random,
            terms,
        }
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
