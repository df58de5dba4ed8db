//! The configuration: one table of settings, four sources.
//!
//! Each setting is one [`Row`] of [`TABLE`]; its key gives the names in the file
//! (`limits.body_bytes_max`), in the environment (`IAMD_LIMITS_BODY_BYTES_MAX`) and on the command
//! line (`--limits-body-bytes-max`). A flag goes before the environment, the environment before
//! the file, the file before the default. The reference page is written from the same table.
//!
//! This is the only module that reads the environment.

mod check;
mod environment;
mod error;
mod file;
mod log_words;
mod names;
mod networks;
mod reference;
mod table;
#[cfg(test)]
mod tests;
mod url;
mod value;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use iamd_directory::CREDENTIAL_REPORT_SECONDS;
use iamd_ident::{AccountId, Secret};

use crate::data_dir::MasterKeySource;

pub use check::{Addresses, Warning};
pub use environment::Environment;
pub use error::{ConfigError, Place};
pub use log_words::{LogFormat, LogLevel};
pub use names::{Domain, InvalidValue, Region};
pub use networks::Networks;
pub use reference::{reference, show};
pub use table::TABLE;
pub use url::BaseUrl;
pub(crate) use url::host_name;
pub use value::{Kind, Row, Setting};

/// The name of the configuration file in the data directory.
pub const FILE_NAME: &str = "iamd.toml";

/// Every setting, as the program uses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Where the services listen.
    pub listen: SocketAddr,
    /// Where the console listens; `None` means the next port.
    pub console_listen: Option<SocketAddr>,
    /// Where metrics and health are told; `None` means nowhere.
    pub metrics_listen: Option<SocketAddr>,
    /// Where everything is kept.
    pub data_dir: PathBuf,
    /// The configuration file, where it is not the data directory's.
    pub config: Option<PathBuf>,
    /// The id of the account that the first start makes; `None` means a random one.
    pub account_id: Option<AccountId>,
    /// The server's own region.
    pub region: Region,
    /// The domain whose host names name services.
    pub domain: Option<Domain>,
    /// Where clients find the services, where that is not where they listen.
    pub endpoint_url: Option<BaseUrl>,
    /// Where people find the console, where that is not where it listens.
    pub console_url: Option<BaseUrl>,
    /// Whose word on where a request comes from is believed.
    pub trusted_proxies: Networks,
    /// Plain HTTP is served to other machines, too.
    pub plain_http_anywhere: bool,
    /// Development mode.
    pub dev: bool,
    /// Development mode is served to other machines, too.
    pub dev_anywhere: bool,
    /// The file of the master key, where it is not the data directory's.
    pub master_key_file: Option<PathBuf>,
    /// The command that prints the master key.
    pub master_key_command: Option<String>,
    /// Threads that run requests; zero means one a processor.
    pub threads: u64,
    /// TLS.
    pub tls: Tls,
    /// The store.
    pub store: Store,
    /// Sizes and counts.
    pub limits: Limits,
    /// How often callers may ask.
    pub rates: Rates,
    /// Times.
    pub timeouts: Timeouts,
    /// The audit log.
    pub audit: Audit,
    /// Last-used data.
    pub last_use: LastUse,
    /// Credential reports.
    pub credential_report: CredentialReport,
    /// What an account may have.
    pub quotas: Quotas,
    /// The program's own log.
    pub log: Log,
}

/// The files of TLS.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tls {
    /// The certificate chain, PEM.
    pub cert: Option<PathBuf>,
    /// The private key, PEM.
    pub key: Option<PathBuf>,
    /// How often the two are looked at for a change.
    pub poll_seconds: u64,
}

/// The embedded store.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Store {
    /// How much of the store is kept in memory.
    pub cache_bytes: u64,
    /// Whether the start checks every page.
    pub check_pages: bool,
}

/// What peers may make large.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Limits {
    /// The body of one request.
    pub body_bytes_max: u64,
    /// All bodies that are in memory at once.
    pub bodies_bytes_max: u64,
    /// The head of one request.
    pub header_bytes_max: u64,
    /// The headers of one request.
    pub headers_max: u64,
    /// All large answers that are in memory at once.
    pub answers_bytes_max: u64,
    /// Open connections, of both listeners together.
    pub connections_max: u64,
    /// Those of one address.
    pub connections_per_address_max: u64,
    /// Requests in work at once.
    pub requests_max: u64,
    /// Requests at once on one connection of HTTP/2.
    pub streams_max: u64,
}

/// How often callers may ask. Zero a second stands for no limit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rates {
    /// Requests of one principal.
    pub principal_per_second: u64,
    /// Those that may come at once.
    pub principal_burst: u64,
    /// Requests from one address.
    pub address_per_second: u64,
    /// Those that may come at once.
    pub address_burst: u64,
    /// Requests from one address that prove nothing.
    pub failures_per_second: u64,
    /// Those that may come at once.
    pub failures_burst: u64,
}

/// What peers may make slow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Timeouts {
    /// The head of a request, and the TLS handshake.
    pub header_seconds: u64,
    /// The body of a request.
    pub body_seconds: u64,
    /// An answer that the peer does not read.
    pub write_seconds: u64,
    /// A connection without a request.
    pub idle_seconds: u64,
    /// Requests in work when the program is told to stop.
    pub stop_seconds: u64,
}

/// The audit log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Audit {
    /// How long a written event may wait for its sync to disk.
    pub sync_milliseconds: u64,
    /// How large a file is when the next one is begun.
    pub rotate_bytes: u64,
    /// How old a file is then; zero means that age does not matter.
    pub rotate_seconds: u64,
    /// How many full files are kept; zero means all.
    pub keep_files: u64,
    /// How many days events are kept at least; zero means for good.
    pub keep_days: u64,
}

/// Last-used data.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LastUse {
    /// How long a use may be in memory alone.
    pub flush_seconds: u64,
}

/// Credential reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CredentialReport {
    /// How old a report is before another one is made.
    pub keep_seconds: Option<u64>,
}

/// What an account may have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quotas {
    /// Users; and as many virtual MFA devices.
    pub users: u64,
    /// Groups.
    pub groups: u64,
    /// Roles.
    pub roles: u64,
    /// Managed policies.
    pub policies: u64,
    /// Instance profiles.
    pub instance_profiles: u64,
    /// Server certificates.
    pub server_certificates: u64,
    /// SAML providers.
    pub saml_providers: u64,
    /// OpenID Connect providers.
    pub oidc_providers: u64,
}

/// The program's own log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Log {
    /// The least important messages that are shown.
    pub level: LogLevel,
    /// How they are written.
    pub format: LogFormat,
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Nobody said anything.
    Default,
    /// A line of the configuration file.
    File {
        /// Counted from one.
        line: usize,
    },
    /// An environment variable.
    Environment,
    /// An option of the command line.
    Flag,
}

/// A configuration that was read and checked, and where it comes from.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The settings.
    pub config: Config,
    /// The file that was read, if there was one.
    pub file: Option<PathBuf>,
    /// What is odd but no error, in sentences for the log.
    pub warnings: Vec<Warning>,
    /// The master key, where the environment holds it.
    pub master_key: Option<Secret<String>>,
    /// For each row of the table, in its order.
    sources: Vec<Source>,
}

/// The values that the command line gives, by key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flags(Vec<(&'static str, String)>);

impl Flags {
    /// Notes the value of an option.
    pub fn set(&mut self, row: &Row, value: String) {
        self.0.push((row.key, value));
    }

    fn value(&self, key: &str) -> Option<&str> {
        let (_, value) = self.0.iter().rev().find(|(name, _)| *name == key)?;
        Some(value)
    }
}

/// Reads the configuration from all four sources.
///
/// # Errors
/// The file cannot be read; a key, a value or a combination is wrong. The error says where, and
/// what would be right.
pub fn load(flags: &Flags, environment: &Environment) -> Result<Loaded, ConfigError> {
    let mut loaded = Loaded {
        config: Config::blank(),
        file: None,
        warnings: environment
            .unknown()
            .map(Warning::UnknownVariable)
            .collect(),
        master_key: environment.master_key().cloned(),
        sources: Vec::with_capacity(TABLE.len()),
    };
    let named = flags.value("config").or(environment.value("config"));
    let in_dir = flags.value("data_dir").or(environment.value("data_dir"));
    let file = find_file(named, in_dir, is_development(flags, environment))?;
    for row in TABLE {
        let (place, text) = if let Some(text) = flags.value(row.key) {
            (Place::Flag(row.flag()), text)
        } else if let Some(text) = environment.value(row.key) {
            (Place::Variable(row.variable()), text)
        } else if let Some((place, text)) = file.as_ref().and_then(|file| file.value(row.key)) {
            (place, text)
        } else {
            (Place::Default, row.default)
        };
        loaded.sources.push(place.source());
        row.set(&mut loaded.config, text)
            .map_err(|accepted| ConfigError::Value {
                place,
                key: row.key,
                given: text.to_owned(),
                accepted,
            })?;
    }
    loaded.file = file.map(|file| file.path);
    check::check(&loaded)?;
    Ok(loaded)
}

/// The configuration file: the one that is named, which must exist, or the data directory's, which
/// need not. Development mode looks only at a directory that is named.
fn find_file(
    named: Option<&str>,
    data_dir: Option<&str>,
    development: bool,
) -> Result<Option<file::File>, ConfigError> {
    if let Some(path) = named {
        return file::File::read(Path::new(path)).map(Some);
    }
    let data_dir = match data_dir {
        Some(dir) => dir,
        None if development => return Ok(None),
        None => table::DATA_DIR_DEFAULT,
    };
    let path = Path::new(data_dir).join(FILE_NAME);
    match path.try_exists() {
        Ok(false) => Ok(None),
        _ => file::File::read(&path)
            .and_then(file::File::in_data_dir)
            .map(Some),
    }
}

fn is_development(flags: &Flags, environment: &Environment) -> bool {
    flags.value("dev").or(environment.value("dev")) == Some("true")
}

impl Loaded {
    /// Where the master key comes from.
    pub fn master_key_source(&self) -> MasterKeySource {
        match (&self.master_key, &self.config.master_key_command) {
            (Some(key), _) => MasterKeySource::Environment(key.clone()),
            (None, Some(line)) => MasterKeySource::Command(line.clone()),
            (None, None) => MasterKeySource::File(self.config.master_key_file.clone()),
        }
    }

    /// Whether anybody chose the value of this key.
    pub fn is_chosen(&self, key: &str) -> bool {
        let mut rows = TABLE.iter().zip(&self.sources);
        rows.any(|(row, source)| row.key == key && *source != Source::Default)
    }
}

impl Config {
    /// How old a credential report is before another one is made: in development mode each is made
    /// anew, so that tests see what they did.
    pub fn report_seconds(&self) -> u64 {
        let default = if self.dev {
            0
        } else {
            CREDENTIAL_REPORT_SECONDS
        };
        self.credential_report.keep_seconds.unwrap_or(default)
    }

    /// What the table's defaults are laid over.
    fn blank() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            console_listen: None,
            metrics_listen: None,
            data_dir: PathBuf::new(),
            config: None,
            account_id: None,
            region: Region::default(),
            domain: None,
            endpoint_url: None,
            console_url: None,
            trusted_proxies: Networks::default(),
            plain_http_anywhere: false,
            dev: false,
            dev_anywhere: false,
            master_key_file: None,
            master_key_command: None,
            threads: 0,
            tls: Tls::default(),
            store: Store::default(),
            limits: Limits::default(),
            rates: Rates::default(),
            timeouts: Timeouts::default(),
            audit: Audit::default(),
            last_use: LastUse::default(),
            credential_report: CredentialReport::default(),
            quotas: Quotas::default(),
            log: Log::default(),
        }
    }
}
