//! What settings must be true of together.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};

use super::{Config, ConfigError, Loaded};

/// Something odd that is no error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// An environment variable looks like ours and is not.
    UnknownVariable(String),
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownVariable(name) => {
                write!(
                    f,
                    "the environment variable {name} is no setting and is ignored"
                )
            }
        }
    }
}

/// Where the two listeners are to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Addresses {
    /// The services.
    pub main: SocketAddr,
    /// The console.
    pub console: SocketAddr,
}

impl Config {
    /// Where the two listeners are to be. The console is one port on where nobody chose.
    ///
    /// # Errors
    /// There is no next port, or both would be the same.
    pub fn addresses(&self) -> Result<Addresses, ConfigError> {
        let main = self.listen;
        let next = match main.port() {
            0 => Some(0),
            port => port.checked_add(1),
        };
        let console = match (self.console_listen, next) {
            (Some(console), _) => console,
            (None, Some(port)) => SocketAddr::new(main.ip(), port),
            (None, None) => {
                return Err(combination(
                    "there is no port after 65535 for the console; choose one with --console-listen",
                ));
            }
        };
        if console == main && main.port() != 0 {
            return Err(combination(
                "the console needs an address of its own; --listen and --console-listen are the same",
            ));
        }
        let is_taken = |other: &SocketAddr| other.port() != 0 && [main, console].contains(other);
        if self.metrics_listen.as_ref().is_some_and(is_taken) {
            return Err(combination(
                "metrics need an address of their own; --metrics-listen is that of another listener",
            ));
        }
        Ok(Addresses { main, console })
    }
}

impl Config {
    /// The URL at which clients find the services.
    pub fn endpoint_url(&self, addresses: Addresses) -> String {
        let chosen = self.endpoint_url.as_ref().map(ToString::to_string);
        chosen.unwrap_or_else(|| self.url(addresses.main))
    }

    /// The URL at which people find the console.
    pub fn console_url(&self, addresses: Addresses) -> String {
        let chosen = self.console_url.as_ref().map(ToString::to_string);
        chosen.unwrap_or_else(|| self.url(addresses.console))
    }

    /// The URL at which a client on this machine finds a listener: the domain, if there is one; a
    /// listener on all addresses is found on the loopback.
    pub fn url(&self, address: SocketAddr) -> String {
        let scheme = if self.tls.cert.is_some() {
            "https"
        } else {
            "http"
        };
        let port = address.port();
        if let Some(domain) = &self.domain {
            return format!("{scheme}://{domain}:{port}");
        }
        let ip = match address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
            IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
            ip => ip,
        };
        format!("{scheme}://{}", SocketAddr::new(ip, port))
    }
}

/// Refuses combinations that are contradictory or unsafe.
pub(super) fn check(loaded: &Loaded) -> Result<(), ConfigError> {
    let config = &loaded.config;
    if config.tls.cert.is_some() != config.tls.key.is_some() {
        return Err(combination(
            "TLS needs both a certificate and its key; give --tls-cert and --tls-key, or neither",
        ));
    }
    let sources = [
        config.master_key_file.is_some(),
        config.master_key_command.is_some(),
        loaded.master_key.is_some(),
    ];
    if sources.into_iter().filter(|named| *named).count() > 1 {
        return Err(combination(
            "the master key comes from one place; give one of --master-key-file, \
             --master-key-command and the environment variable IAMD_MASTER_KEY",
        ));
    }
    // SECURITY: objects that anyone may upload never share an origin with the console.
    if config.console_url.is_some() && config.console_url == config.endpoint_url {
        return Err(combination(
            "the console needs an origin of its own; endpoint_url and console_url are the same",
        ));
    }
    let addresses = config.addresses()?;
    let exposed = [addresses.main, addresses.console]
        .into_iter()
        .chain(config.metrics_listen)
        .find(|address| !address.ip().to_canonical().is_loopback());
    if let Some(address) = exposed {
        // SECURITY: a password or a session token in plain HTTP is anybody's on the way.
        if config.tls.cert.is_none() && !config.plain_http_anywhere {
            return Err(ConfigError::Combination(format!(
                "{address} is reached by other machines and would speak plain HTTP; give \
                 --tls-cert and --tls-key, or say --plain-http-anywhere if something in front of \
                 it does TLS"
            )));
        }
        // SECURITY: the root key of development mode is known to everybody.
        if config.dev && !config.dev_anywhere {
            return Err(ConfigError::Combination(format!(
                "{address} is reached by other machines, and in development mode everybody knows \
                 the root key; say --dev-anywhere if that is what you want"
            )));
        }
    }
    Ok(())
}

fn combination(text: &str) -> ConfigError {
    ConfigError::Combination(text.to_owned())
}
