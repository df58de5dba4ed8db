//! The table of settings, written out.

use std::fmt::Write as _;

use super::{
    Loaded, Source, TABLE,
    value::{Kind, Row},
};

/// The reference page, Markdown.
pub fn reference() -> String {
    let mut page = String::from(HEAD);
    for row in TABLE {
        let (key, accepted) = (row.key, row.accepted());
        let default = match (row.default, row.kind()) {
            ("", _) => "none".to_owned(),
            (text, Kind::Text { .. } | Kind::List { .. }) => format!("`\"{text}\"`"),
            (text, _) => format!("`{text}`"),
        };
        let names = names(row);
        // Writing to a text cannot fail.
        let _written = write!(
            page,
            "\n### `{key}`\n\n{}\n\n- Value: {accepted}\n- Default: {default}\n- {names}\n",
            row.about
        );
    }
    page
}

const HEAD: &str = "\
<!-- Written by `iamd config reference`; change the table in crates/server/src/config/table.rs. -->
# Configuration

iamd is configured by options of `iamd serve`, by environment variables, and by a file in TOML. An
option goes before the environment, the environment before the file, the file before the default.
The file is `iamd.toml` in the data directory, or the one that `--config` names. Keys with a dot
stand in sections: `limits.body_bytes_max` is `body_bytes_max` under `[limits]`.

A key that is no setting, or a value that a setting cannot have, stops iamd with a message that
names the file, the line and what would be right. `iamd config show` prints the settings that are
in force, and where each comes from.

## Settings
";

fn names(row: &Row) -> String {
    let (flag, variable) = (row.flag(), row.variable());
    let file = if row.in_file { "" } else { "; not in the file" };
    format!("Option `--{flag}`, environment `{variable}`{file}")
}

/// The settings in force, as a configuration file that says where each comes from.
pub fn show(loaded: &Loaded) -> String {
    let mut page = match &loaded.file {
        Some(file) => format!("# file: {}\n", file.display()),
        None => "# no configuration file\n".to_owned(),
    };
    let mut config = loaded.config.clone();
    let mut section = "";
    for (row, source) in TABLE.iter().zip(&loaded.sources) {
        let (head, name) = row.key.split_once('.').unwrap_or(("", row.key));
        if head != section {
            section = head;
            let _written = write!(page, "\n[{section}]\n");
        }
        let field = (row.field)(&mut config);
        let text = field.text();
        // A number that has no value cannot stand in a file.
        let has_value = field.kind() != Kind::Number || !text.is_empty();
        let value = match field.kind() {
            Kind::Text { .. } => toml_edit::Value::from(text).to_string(),
            Kind::List { .. } => text
                .split(',')
                .filter(|text| !text.is_empty())
                .collect::<toml_edit::Array>()
                .to_string(),
            Kind::Number | Kind::Switch => text,
        };
        // The file lies in the data directory, so it does not say where that is.
        let off = if row.in_file && row.key != "data_dir" && has_value {
            ""
        } else {
            "# "
        };
        let source = match source {
            Source::Default => "default".to_owned(),
            Source::File { line } => format!("line {line}"),
            Source::Environment => row.variable(),
            Source::Flag => format!("--{}", row.flag()),
        };
        let _written = writeln!(page, "{off}{name} = {value} # {source}");
    }
    page
}
