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
