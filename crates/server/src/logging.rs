//! The program's own log: standard error, for people or as JSON. It never holds a secret.

use std::io::{self, IsTerminal};

use tracing::level_filters::LevelFilter;
use tracing_subscriber::{
    Layer, Registry, filter::Targets, fmt, layer::SubscriberExt, util::SubscriberInitExt,
};

use crate::config::{Log, LogFormat, LogLevel};

/// Starts the log. A second call changes nothing.
pub fn start(log: &Log) {
    let layer: Box<dyn Layer<Registry> + Send + Sync> = match log.format {
        LogFormat::Text => {
            let layer = fmt::layer().with_writer(io::stderr).with_target(false);
            layer.with_ansi(io::stderr().is_terminal()).boxed()
        }
        LogFormat::Json => {
            let layer = fmt::layer()
                .json()
                .flatten_event(true)
                .with_writer(io::stderr);
            layer.with_current_span(false).with_span_list(false).boxed()
        }
    };
    let mut filter = Targets::new().with_default(level(log.level));
    for target in SILENT {
        filter = filter.with_target(target, LevelFilter::OFF);
    }
    let _first = tracing_subscriber::registry()
        .with(layer.with_filter(filter))
        .try_init()
        .is_ok();
}

/// Keeps those panics quiet that the store catches, as redb has them on damaged pages: what is wrong is
/// then told by the error.
pub(crate) fn quiet_caught_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| match info.location() {
        Some(at) if is_of_redb(at.file()) => {
            tracing::debug!(%at, "a page has contents that cannot be");
        }
        _ => usual(info),
    }));
}

/// Whether a source file is redb's, as it lies where the registry's crates are.
fn is_of_redb(file: &str) -> bool {
    file.split(['/', '\\'])
        .any(|part| part.starts_with("redb-"))
}

/// SECURITY: libraries that log what requests hold, customers' keys among it. What went wrong in
/// them is logged where they are called.
const SILENT: [&str; 1] = ["s3s"];

fn level(level: LogLevel) -> LevelFilter {
    match level {
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
        LogLevel::Trace => LevelFilter::TRACE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panics_of_the_store_are_known_by_where_they_come_from() {
        assert!(is_of_redb(
            "/home/x/registry/src/index/redb-4.5.0/src/btree_base.rs"
        ));
        assert!(!is_of_redb("crates/server/src/logging.rs"));
    }
}
