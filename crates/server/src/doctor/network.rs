//! Addresses, TLS, proxies, and what clients are told.

use std::{
    net::{IpAddr, SocketAddr, TcpListener},
    os::unix::fs::MetadataExt as _,
    path::Path,
};

use iamd_certificate::Certificate;

use super::{Opinion, Patient, now};
use crate::tls::Certificates;

/// How long before its end a certificate should be renewed, in seconds.
const RENEW_SECONDS: i64 = 30 * 86_400;

pub(super) fn settings(patient: &Patient<'_>) -> Vec<Opinion> {
    const ABOUT: &str = "configuration";
    let loaded = patient.loaded;
    let mut opinions: Vec<Opinion> = loaded
        .warnings
        .iter()
        .map(|warning| {
            let advice = "correct its name; `iamd config reference` has all of them";
            Opinion::warning(ABOUT, warning.to_string(), advice)
        })
        .collect();
    if loaded.config.dev {
        let advice = "development mode keeps nothing and everybody knows its root key: not for data \
                      that matters";
        opinions.push(Opinion::warning(ABOUT, "development mode", advice));
    }
    let seen = match &loaded.file {
        Some(file) => format!("from {}", file.display()),
        None => "no file; what is not given on the command line has its default".to_owned(),
    };
    opinions.push(Opinion::fine(ABOUT, seen));
    opinions
}

/// Each address, and what it is for.
fn listeners(patient: &Patient<'_>) -> Vec<(&'static str, SocketAddr)> {
    let config = &patient.loaded.config;
    let Ok(addresses) = config.addresses() else {
        return Vec::new();
    };
    let both = [("services", addresses.main), ("console", addresses.console)];
    let metrics = config.metrics_listen.map(|address| ("metrics", address));
    both.into_iter().chain(metrics).collect()
}

pub(super) fn addresses(patient: &Patient<'_>) -> Vec<Opinion> {
    let listeners = listeners(patient).into_iter();
    let opinion = |(what, address): (&'static str, SocketAddr)| {
        let seen = format!("{address} for {what}");
        if address.port() == 0 {
            return Opinion::fine("addresses", format!("{seen}, a free port"));
        }
        match TcpListener::bind(address) {
            Ok(_) if patient.is_running => Opinion::warning(
                "addresses",
                format!("{seen}, where nobody listens, though a server runs"),
                "the server was started with other settings: look with the same ones",
            ),
            Ok(_) => Opinion::fine("addresses", format!("{seen}, free")),
            Err(_) if patient.is_running => Opinion::fine("addresses", format!("{seen}, in use")),
            Err(error) => Opinion::wrong(
                "addresses",
                format!("{seen}: {error}"),
                "stop what listens there, or choose another address",
            ),
        }
    };
    listeners.map(opinion).collect()
}

fn is_reached_by_others(address: IpAddr) -> bool {
    !address.to_canonical().is_loopback()
}

pub(super) fn plain_http(patient: &Patient<'_>) -> Vec<Opinion> {
    const ABOUT: &str = "encryption";
    let config = &patient.loaded.config;
    if config.tls.cert.is_some() {
        return Vec::new();
    }
    let exposed = listeners(patient)
        .into_iter()
        .find(|(_, address)| is_reached_by_others(address.ip()));
    let proxied = ["10.0.0.1", "127.0.0.1", "192.168.0.1"];
    let has_proxies = proxied
        .iter()
        .filter_map(|address| address.parse().ok())
        .any(|address| config.trusted_proxies.contain(address));
    vec![match exposed {
        None => Opinion::fine(ABOUT, "plain HTTP, on this machine alone"),
        Some((what, address)) if has_proxies => Opinion::fine(
            ABOUT,
            format!("plain HTTP at {address} for {what}, behind a proxy that is trusted"),
        ),
        Some((what, address)) => Opinion::warning(
            ABOUT,
            format!(
                "plain HTTP at {address} for {what}: passwords and tokens can be read on the way"
            ),
            "give tls.cert and tls.key, or put a proxy with TLS in front and name it in trusted_proxies",
        ),
    }]
}

pub(super) fn certificates(patient: &Patient<'_>) -> Vec<Opinion> {
    const ABOUT: &str = "TLS certificate";
    let config = &patient.loaded.config.tls;
    let (Some(certificate), Some(key)) = (&config.cert, &config.key) else {
        return Vec::new();
    };
    if let Err(error) = Certificates::load(certificate.clone(), key.clone()) {
        let advice = "put a certificate and its key there, in PEM form";
        return vec![Opinion::wrong(ABOUT, error.to_string(), advice)];
    }
    let mut opinions = Vec::new();
    if std::fs::metadata(key).is_ok_and(|found| found.mode() & 0o007 != 0) {
        let seen = format!("everybody may read the key {}", key.display());
        let advice = format!("chmod o= {}", key.display());
        opinions.push(Opinion::warning(ABOUT, seen, advice));
    }
    opinions.extend(validity(certificate));
    opinions
}

/// The first certificate of the file is the server's own.
fn validity(path: &Path) -> Option<Opinion> {
    const ABOUT: &str = "TLS certificate";
    let text = std::fs::read_to_string(path).ok()?;
    let end = text.find("-----END CERTIFICATE-----")?;
    let begin = text.find("-----BEGIN CERTIFICATE-----")?;
    let own = text.get(begin..end)?;
    let own = Certificate::from_pem(&format!("{own}-----END CERTIFICATE-----\n")).ok()?;
    let now = now();
    let left = own.not_after().as_second() - now.as_second();
    let seen = format!(
        "{}, good until {}",
        path.display(),
        own.not_after().strftime("%Y-%m-%d")
    );
    let advice = "renew it; a running server takes up new files by itself";
    Some(match left {
        ..0 => Opinion::wrong(ABOUT, format!("{seen}, which is over"), advice),
        _ if now < own.not_before() => Opinion::wrong(
            ABOUT,
            format!("{seen}, and not good yet"),
            "look at the clock",
        ),
        0..RENEW_SECONDS => Opinion::warning(ABOUT, format!("{seen}, soon"), advice),
        _ => Opinion::fine(ABOUT, seen),
    })
}

/// SECURITY: whoever is trusted says where a request comes from, and whether it came by TLS.
pub(super) fn proxies(patient: &Patient<'_>) -> Vec<Opinion> {
    const ABOUT: &str = "trusted proxies";
    // Addresses of machines on the Internet that no proxy of anybody's own has.
    const ANYBODY: [&str; 2] = ["8.8.8.8", "2001:4860:4860::8888"];
    let networks = &patient.loaded.config.trusted_proxies;
    let trusted = ANYBODY
        .iter()
        .filter_map(|address| address.parse().ok())
        .any(|address| networks.contain(address));
    if !trusted {
        return Vec::new();
    }
    vec![Opinion::wrong(
        ABOUT,
        "machines of the whole Internet may say where requests come from",
        "name the proxy's own address, or its network, in trusted_proxies",
    )]
}

/// What the root user's credentials and the console say.
pub(super) fn told_address(patient: &Patient<'_>) -> Vec<Opinion> {
    const ABOUT: &str = "told address";
    let config = &patient.loaded.config;
    let Ok(addresses) = config.addresses() else {
        return Vec::new();
    };
    let is_told = config.endpoint_url.is_some() || config.domain.is_some();
    let seen = format!("clients are told {}", config.endpoint_url(addresses));
    if !is_told && is_reached_by_others(addresses.main.ip()) {
        let advice = "set `domain` or `endpoint_url` to what other machines find the server by";
        return vec![Opinion::warning(ABOUT, seen, advice)];
    }
    vec![Opinion::fine(ABOUT, seen)]
}
