//! Options of the command line, made from the table of settings.

use clap::{Arg, ArgAction, ArgMatches};

use crate::config::{Flags, Kind, Row, TABLE};

/// An option for each setting.
pub(super) fn all() -> impl Iterator<Item = Arg> {
    TABLE.iter().map(option)
}

/// Options for these settings alone.
pub(super) fn some(keys: &'static [&'static str]) -> impl Iterator<Item = Arg> {
    TABLE
        .iter()
        .filter(|row| keys.contains(&row.key))
        .map(option)
}

/// The values that were given.
pub(super) fn flags(matches: &ArgMatches) -> Flags {
    let mut flags = Flags::default();
    for row in TABLE {
        if let Ok(Some(value)) = matches.try_get_one::<String>(row.key) {
            flags.set(row, value.clone());
        }
    }
    flags
}

fn option(row: &'static Row) -> Arg {
    let default = if row.default.is_empty() {
        String::new()
    } else {
        format!(" [default: {}]", row.default)
    };
    let option = Arg::new(row.key)
        .long(row.flag())
        .help(format!("{}{default}", row.about.replace('`', "")))
        .action(ArgAction::Set)
        // The finer settings would bury the others.
        .hide_short_help(row.key.contains('.') && !row.key.starts_with("tls."));
    match row.kind() {
        Kind::Switch => option
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("true")
            .value_name("true|false"),
        Kind::Number => option.value_name("N"),
        Kind::Text { name, .. } | Kind::List { name, .. } => option.value_name(name),
    }
}
