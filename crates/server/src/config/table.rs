//! The table of all settings. A new setting is a row here and a field of the configuration.

use super::value::Row;

/// The default of `data_dir`.
pub(super) const DATA_DIR_DEFAULT: &str = "./iamd-data";

const KIB: u64 = 1024;
const MIB: u64 = 1024 * KIB;
const GIB: u64 = 1024 * MIB;

/// Every setting, in the order of the reference page.
pub const TABLE: &[Row] = &[
    Row::new(
        "listen",
        "127.0.0.1:4566",
        "Where the services (IAM, STS, S3) listen. Port 0 takes a free one.",
        |config| &mut config.listen,
    ),
    Row::new(
        "console_listen",
        "",
        "Where the console listens. Without a value: the address of `listen`, the next port; a \
         free one where `listen` has port 0.",
        |config| &mut config.console_listen,
    ),
    Row::new(
        "metrics_listen",
        "",
        "Where metrics and health are told, for Prometheus and for whoever watches over the server: \
         `/metrics`, `/healthz`, `/readyz`. Without a value: nowhere. Nobody is asked who they are, \
         so that only machines of your own should reach the address.",
        |config| &mut config.metrics_listen,
    ),
    Row::new(
        "data_dir",
        DATA_DIR_DEFAULT,
        "The directory that holds the store, the keys, the control socket and the audit log. It \
         cannot stand in a file that was found in the data directory itself.",
        |config| &mut config.data_dir,
    ),
    Row::new(
        "config",
        "",
        "The configuration file. Without a value: `iamd.toml` in the data directory, if it is \
         there.",
        |config| &mut config.config,
    )
    .not_in_file(),
    Row::new(
        "account_id",
        "",
        "The id of the account that the first start makes. Without a value: random, and \
         000000000000 in development mode.",
        |config| &mut config.account_id,
    ),
    Row::new(
        "region",
        "us-west-2",
        "The server's own region. Requests of every region are answered.",
        |config| &mut config.region,
    ),
    Row::new(
        "domain",
        "",
        "The domain under which clients reach the server: it stands in the URLs that the server \
         tells. Requests to `iam.DOMAIN`, `sts.DOMAIN` and `s3.DOMAIN` are for that service, those to \
         `BUCKET.s3.DOMAIN` for that bucket; `signin.DOMAIN` is the federation endpoint, and \
         `console.DOMAIN` leads to the console.",
        |config| &mut config.domain,
    ),
    Row::new(
        "endpoint_url",
        "",
        "Where clients find the services: what the root user's credentials and the console say, and \
         where whoever verifies web identity tokens finds their keys. Without a value: made of \
         `domain`, or else of the address, and `listen`'s port. Behind a proxy, that of the proxy.",
        |config| &mut config.endpoint_url,
    ),
    Row::new(
        "console_url",
        "",
        "Where people find the console: what sign-in URLs say, and where signing in leads. Without a value: \
         made of `domain`, or else of the address, and the console's port. Behind a proxy, that \
         of the proxy. At `console.DOMAIN`, if that is the host here, the services' port has the \
         console's pages as well; at no other name it has.",
        |config| &mut config.console_url,
    ),
    Row::new(
        "trusted_proxies",
        "",
        "The proxies before the server. In requests that come from these, and in no others, \
         `X-Forwarded-For` tells the client's address, and `X-Forwarded-Proto` whether the client \
         speaks HTTPS. A proxy has to set both headers itself, whatever its client sent.",
        |config| &mut config.trusted_proxies,
    ),
    Row::new(
        "plain_http_anywhere",
        "false",
        "Serve plain HTTP on addresses that other machines reach. Signatures protect such \
         requests from change, but nothing keeps them secret.",
        |config| &mut config.plain_http_anywhere,
    ),
    Row::new(
        "dev",
        "false",
        "Development mode: everything in memory, a root key that everybody knows (`test`, \
         `test`), a clock that tests move. Signatures are verified and policies enforced all the \
         same.",
        |config| &mut config.dev,
    )
    .not_in_file(),
    Row::new(
        "dev_anywhere",
        "false",
        "Serve development mode on addresses that other machines reach.",
        |config| &mut config.dev_anywhere,
    )
    .not_in_file(),
    Row::new(
        "master_key_file",
        "",
        "The file with the master key, which opens the keyring: 32 bytes, or as text 64 hexadecimal \
         digits or Base64. Without a value: `master.key` in the data directory, which the first start \
         makes. In the place of a file, the environment variable `IAMD_MASTER_KEY` can hold the key \
         itself, or `master_key_command` can print it.",
        |config| &mut config.master_key_file,
    ),
    Row::new(
        "master_key_command",
        "",
        "A command line of the shell that prints the master key, such as that of a client of a key \
         management service. It may take 30 seconds. It needs `/bin/sh`, which the image of \
         `packaging/docker/Dockerfile` has not.",
        |config| &mut config.master_key_command,
    ),
    Row::number(
        "threads",
        "0",
        ("threads", 0..=1024),
        "How many threads run requests; 0 means one for each processor.",
        |config| &mut config.threads,
    ),
    Row::new(
        "tls.cert",
        "",
        "The certificate chain of both listeners, PEM. Given with `tls.key`, both speak HTTPS \
         alone. Changed files are taken up without a restart, at once after SIGHUP.",
        |config| &mut config.tls.cert,
    ),
    Row::new(
        "tls.key",
        "",
        "The private key of the certificate, PEM.",
        |config| &mut config.tls.key,
    ),
    Row::number(
        "tls.poll_seconds",
        "5",
        ("seconds", 1..=3600),
        "How often the two files are looked at for a change.",
        |config| &mut config.tls.poll_seconds,
    ),
    Row::number(
        "store.cache_bytes",
        "67108864",
        ("bytes", MIB..=1024 * GIB),
        "How much of the store is kept in memory at most.",
        |config| &mut config.store.cache_bytes,
    ),
    Row::new(
        "store.check_pages",
        "false",
        "Whether the start reads the whole store and checks every page of it, about 1.5 ms for a \
         thousand users. A damaged record is noticed without it as well, when it is read; a \
         damaged page that hides a record is not.",
        |config| &mut config.store.check_pages,
    ),
    Row::number(
        "limits.body_bytes_max",
        "2097152",
        ("bytes", 64 * KIB..=64 * MIB),
        "The largest body of a request to IAM or STS.",
        |config| &mut config.limits.body_bytes_max,
    ),
    Row::number(
        "limits.bodies_bytes_max",
        "268435456",
        ("bytes", 64 * MIB..=64 * GIB),
        "What all bodies that are in memory at once may take up, the smallest (one read of the \
         network) not counted.",
        |config| &mut config.limits.bodies_bytes_max,
    ),
    Row::number(
        "limits.answers_bytes_max",
        "536870912",
        ("bytes", 16 * MIB..=64 * GIB),
        "What all answers that are in memory at once may take up, those up to 16 KiB not counted; of an \
         object that is 1 MiB at most. For one more, the connection is closed whose peer has left its \
         answer unread for longest, a second at least, and the client is told to ask again.",
        |config| &mut config.limits.answers_bytes_max,
    ),
    Row::number(
        "limits.header_bytes_max",
        "65536",
        ("bytes", 8 * KIB..=MIB),
        "The largest head of a request: request line and headers.",
        |config| &mut config.limits.header_bytes_max,
    ),
    Row::number(
        "limits.headers_max",
        "100",
        ("headers", 16..=1000),
        "The most headers that a request of HTTP/1.1 may have.",
        |config| &mut config.limits.headers_max,
    ),
    Row::number(
        "limits.connections_max",
        "10000",
        ("connections", 1..=1_000_000),
        "The most connections that are open at once. For one more, the one that has waited longest for \
         its peer is closed; while the server is at work for all of them, it waits.",
        |config| &mut config.limits.connections_max,
    ),
    Row::number(
        "limits.connections_per_address_max",
        "4000",
        ("connections", 1..=1_000_000),
        "The most connections that one address may have at once (of IPv6, one /48), trusted proxies \
         apart. For one more, the one of them that has waited longest for its peer is closed; while \
         the server is at work for all of them, it is refused.",
        |config| &mut config.limits.connections_per_address_max,
    ),
    Row::number(
        "limits.requests_max",
        "1024",
        ("requests", 1..=1_000_000),
        "The most requests that are in work at once; others are answered 503.",
        |config| &mut config.limits.requests_max,
    ),
    Row::number(
        "limits.streams_max",
        "16",
        ("requests", 1..=10_000),
        "The most requests that are in work at once on one connection of HTTP/2. A peer that asks \
         and does not read has as many answers kept in memory, each of up to half a MiB.",
        |config| &mut config.limits.streams_max,
    ),
    Row::number(
        "rates.principal_per_second",
        "100000",
        ("requests", 0..=1_000_000_000),
        "How many requests a second one principal may make: a user, a root user, or a role with all its \
         sessions. Others are answered `Throttling`, by S3 `SlowDown`, which clients try again. 0 \
         stands for no limit, here and in the next rows.",
        |config| &mut config.rates.principal_per_second,
    ),
    Row::number(
        "rates.principal_burst",
        "100000",
        ("requests", 1..=1_000_000_000),
        "How many requests one principal may make at once, after a pause.",
        |config| &mut config.rates.principal_burst,
    ),
    Row::number(
        "rates.address_per_second",
        "100000",
        ("requests", 0..=1_000_000_000),
        "How many requests a second may come from one address (of IPv6, one /48), signed or not. \
         Behind trusted proxies it is the client's address.",
        |config| &mut config.rates.address_per_second,
    ),
    Row::number(
        "rates.address_burst",
        "100000",
        ("requests", 1..=1_000_000_000),
        "How many requests may come from one address at once, after a pause.",
        |config| &mut config.rates.address_burst,
    ),
    Row::number(
        "rates.failures_per_second",
        "1000",
        ("requests", 0..=1_000_000_000),
        "How many requests a second from one address may prove nothing, because of a wrong signature, an \
         unknown key or a bad token. While there are more, no request from there is looked at.",
        |config| &mut config.rates.failures_per_second,
    ),
    Row::number(
        "rates.failures_burst",
        "10000",
        ("requests", 1..=1_000_000_000),
        "How many such requests may come from one address at once, after a pause.",
        |config| &mut config.rates.failures_burst,
    ),
    Row::number(
        "timeouts.header_seconds",
        "10",
        ("seconds", 1..=600),
        "How long a TLS handshake, and the head of a request from its first byte, may take. A \
         connection over this or one of the next two limits is closed at the latest after twice \
         the time.",
        |config| &mut config.timeouts.header_seconds,
    ),
    Row::number(
        "timeouts.write_seconds",
        "30",
        ("seconds", 1..=3600),
        "How long a peer may leave its answer unread.",
        |config| &mut config.timeouts.write_seconds,
    ),
    Row::number(
        "timeouts.idle_seconds",
        "75",
        ("seconds", 1..=86_400),
        "How long a connection may stay open without a request.",
        |config| &mut config.timeouts.idle_seconds,
    ),
    Row::number(
        "timeouts.body_seconds",
        "30",
        ("seconds", 1..=3600),
        "How long the body of a request to IAM or STS, and a form of the console, may take; and how \
         long the body of a request to S3, and an upload in the console, may pause.",
        |config| &mut config.timeouts.body_seconds,
    ),
    Row::number(
        "timeouts.stop_seconds",
        "10",
        ("seconds", 0..=600),
        "How long requests in work may take to end when the program is told to stop.",
        |config| &mut config.timeouts.stop_seconds,
    ),
    Row::number(
        "audit.sync_milliseconds",
        "500",
        ("milliseconds", 10..=1000),
        "How long a written audit event may wait until it is synced to disk.",
        |config| &mut config.audit.sync_milliseconds,
    ),
    Row::number(
        "audit.rotate_bytes",
        "268435456",
        ("bytes", 64 * KIB..=1024 * GIB),
        "How large `audit.jsonl` is when it gets another name and a new file is begun.",
        |config| &mut config.audit.rotate_bytes,
    ),
    Row::number(
        "audit.rotate_seconds",
        "604800",
        ("seconds", 0..=315_360_000),
        "How old the first event of `audit.jsonl` is when a new file is begun. 0: its age does not matter.",
        |config| &mut config.audit.rotate_seconds,
    ),
    Row::number(
        "audit.keep_files",
        "0",
        ("files", 0..=1_000_000),
        "How many full files of the audit log are kept; the oldest are deleted. 0: all.",
        |config| &mut config.audit.keep_files,
    ),
    Row::number(
        "audit.keep_days",
        "0",
        ("days", 0..=36_500),
        "For how long audit events are kept: a full file is deleted when all of its events are older. 0: \
         for good.",
        |config| &mut config.audit.keep_days,
    ),
    Row::number(
        "last_use.flush_seconds",
        "10",
        ("seconds", 1..=10),
        "How long a last-used time may be in memory alone. It is visible at once in any case.",
        |config| &mut config.last_use.flush_seconds,
    ),
    Row::number(
        "credential_report.keep_seconds",
        "",
        ("seconds", 0..=86_400),
        "How old a credential report is before another one is made. Without a value: 14400, which is \
         four hours, and 0, always a new one, in development mode.",
        |config| &mut config.credential_report.keep_seconds,
    ),
    Row::number(
        "quotas.users",
        "5000",
        ("users", 0..=10_000_000),
        "How many users an account may have, and how many virtual MFA devices.",
        |config| &mut config.quotas.users,
    ),
    Row::number(
        "quotas.groups",
        "300",
        ("groups", 0..=10_000_000),
        "How many groups an account may have.",
        |config| &mut config.quotas.groups,
    ),
    Row::number(
        "quotas.roles",
        "1000",
        ("roles", 0..=10_000_000),
        "How many roles an account may have.",
        |config| &mut config.quotas.roles,
    ),
    Row::number(
        "quotas.policies",
        "1500",
        ("policies", 0..=10_000_000),
        "How many managed policies of its own an account may have.",
        |config| &mut config.quotas.policies,
    ),
    Row::number(
        "quotas.instance_profiles",
        "1000",
        ("instance profiles", 0..=10_000_000),
        "How many instance profiles an account may have.",
        |config| &mut config.quotas.instance_profiles,
    ),
    Row::number(
        "quotas.server_certificates",
        "20",
        ("certificates", 0..=10_000_000),
        "How many server certificates an account may have.",
        |config| &mut config.quotas.server_certificates,
    ),
    Row::number(
        "quotas.saml_providers",
        "100",
        ("providers", 0..=10_000_000),
        "How many SAML providers an account may have.",
        |config| &mut config.quotas.saml_providers,
    ),
    Row::number(
        "quotas.oidc_providers",
        "100",
        ("providers", 0..=10_000_000),
        "How many OpenID Connect providers an account may have.",
        |config| &mut config.quotas.oidc_providers,
    ),
    Row::new(
        "log.level",
        "info",
        "The least important messages that the program's log, on standard error, shows.",
        |config| &mut config.log.level,
    ),
    Row::new(
        "log.format",
        "text",
        "Whether the log is written for people or as one JSON object a line.",
        |config| &mut config.log.format,
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::config::{Config, Kind, reference};

    #[test]
    fn every_row_is_complete() {
        let mut variables = BTreeSet::new();
        for row in TABLE {
            assert!(
                variables.insert(row.variable()),
                "{row:?} has another's name"
            );
            assert!(
                row.about.ends_with('.'),
                "{row:?} is not described in sentences"
            );
            assert_eq!(
                row.unit.is_empty(),
                row.kind() != Kind::Number,
                "{row:?} and its unit"
            );
            let mut config = Config::blank();
            row.set(&mut config, row.default).unwrap();
            assert_eq!((row.field)(&mut config).text(), row.default, "{row:?}");
        }
    }

    #[test]
    fn every_number_keeps_to_its_range() {
        for row in TABLE.iter().filter(|row| row.kind() == Kind::Number) {
            let mut config = Config::blank();
            for right in [row.range.start(), row.range.end()] {
                row.set(&mut config, &right.to_string()).unwrap();
            }
            row.set(&mut config, &(row.range.end() + 1).to_string())
                .unwrap_err();
            if let Some(below) = row.range.start().checked_sub(1) {
                row.set(&mut config, &below.to_string()).unwrap_err();
            }
        }
    }

    #[test]
    fn no_two_rows_set_the_same_field() {
        for row in TABLE {
            let mut config = Config::blank();
            let chosen = match row.kind() {
                Kind::Number => row.range.end().to_string(),
                Kind::Switch => "true".to_owned(),
                Kind::Text { .. } | Kind::List { .. } => continue,
            };
            row.set(&mut config, &chosen).unwrap();
            for other in TABLE.iter().filter(|other| other.key != row.key) {
                let untouched = (other.field)(&mut Config::blank()).text();
                assert_eq!(
                    (other.field)(&mut config).text(),
                    untouched,
                    "{row:?}, {other:?}"
                );
            }
        }
    }

    #[test]
    fn the_reference_page_is_the_tables() {
        let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/configuration.md");
        let written = std::fs::read_to_string(page).unwrap();
        assert!(
            written == reference(),
            "docs/configuration.md is old: write it anew with `iamd config reference`"
        );
    }
}
