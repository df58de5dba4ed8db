//! The configuration file: TOML, with the line of every value.

use std::path::{Path, PathBuf};

use toml_edit::{Array, Document, Item, Key, TableLike, Value};

use super::{
    ConfigError, Place, TABLE,
    error::Hint,
    value::{Kind, Row},
};

/// A configuration file whose keys all are settings and whose values have the right types.
#[derive(Debug)]
pub(super) struct File {
    pub(super) path: PathBuf,
    values: Vec<(&'static str, usize, String)>,
}

impl File {
    /// Reads a file.
    pub(super) fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Read {
            path: path.to_owned(),
            source,
        })?;
        Self::parse(path, text)
    }

    fn parse(path: &Path, text: String) -> Result<Self, ConfigError> {
        let lines = Lines::of(&text);
        let document = Document::parse(text).map_err(|error| ConfigError::Syntax {
            path: path.to_owned(),
            line: lines.line(error.span().map(|span| span.start)),
            message: error.message().replace('\n', "; "),
        })?;
        let mut file = Self {
            path: path.to_owned(),
            values: Vec::new(),
        };
        file.take(document.as_table(), "", &lines)?;
        Ok(file)
    }

    /// Takes over the values of a table; `prefix` ends in a dot or is empty.
    fn take(
        &mut self,
        table: &dyn TableLike,
        prefix: &str,
        lines: &Lines,
    ) -> Result<(), ConfigError> {
        for (name, item) in table.iter() {
            let key = format!("{prefix}{name}");
            let start = table.key(name).and_then(Key::span).or(item.span());
            let line = lines.line(start.map(|span| span.start));
            let place = Place::Line(self.path.clone(), line);
            if let Some(row) = TABLE.iter().find(|row| row.key == key) {
                self.take_value(row, place, line, item)?;
            } else if let Some(table) = item.as_table_like()
                && TABLE.iter().any(|row| is_in_section(row, &key))
            {
                self.take(table, &format!("{key}."), lines)?;
            } else {
                let hint = Hint(nearest(&key));
                return Err(ConfigError::UnknownKey { place, key, hint });
            }
        }
        Ok(())
    }

    fn take_value(
        &mut self,
        row: &'static Row,
        place: Place,
        line: usize,
        item: &Item,
    ) -> Result<(), ConfigError> {
        if !row.in_file {
            let (flag, variable) = (row.flag(), row.variable());
            let instead = format!("use --{flag} or {variable}");
            return Err(ConfigError::NotInFile {
                place,
                key: row.key,
                instead,
            });
        }
        let text = match (row.kind(), item.as_value()) {
            (Kind::Number, Some(Value::Integer(number))) => number.value().to_string(),
            (Kind::Switch, Some(Value::Boolean(switch))) => switch.value().to_string(),
            (Kind::Text { .. }, Some(Value::String(text))) => text.value().clone(),
            (Kind::List { .. }, Some(Value::Array(array))) if let Some(list) = texts(array) => list,
            _ => {
                return Err(ConfigError::Value {
                    place,
                    key: row.key,
                    given: item.to_string().trim().to_owned(),
                    accepted: row.accepted(),
                });
            }
        };
        self.values.push((row.key, line, text));
        Ok(())
    }

    /// Refuses what makes no sense in the data directory's own file.
    pub(super) fn in_data_dir(self) -> Result<Self, ConfigError> {
        match self.value("data_dir") {
            Some((place, _)) => Err(ConfigError::NotInFile {
                place,
                key: "data_dir",
                instead: "it was found in the data directory; name the file by --config to move \
                          the directory"
                    .to_owned(),
            }),
            None => Ok(self),
        }
    }

    /// Where a setting stands, and its value as text.
    pub(super) fn value(&self, key: &str) -> Option<(Place, &str)> {
        let (_, line, text) = self.values.iter().find(|(name, ..)| *name == key)?;
        Some((Place::Line(self.path.clone(), *line), text))
    }
}

/// The texts of an array as one; none if something else is in it.
fn texts(array: &Array) -> Option<String> {
    let texts = array.iter().map(|value| {
        let text = value.as_str()?;
        // What a comma in it would make of one text is for no setting.
        (!text.contains(',')).then_some(text)
    });
    Some(texts.collect::<Option<Vec<_>>>()?.join(","))
}

fn is_in_section(row: &Row, section: &str) -> bool {
    row.key
        .strip_prefix(section)
        .is_some_and(|rest| rest.starts_with('.'))
}

/// The setting that differs least, if it differs little.
fn nearest(key: &str) -> Option<&'static str> {
    let distances = TABLE.iter().map(|row| (distance(row.key, key), row.key));
    let (least, nearest) = distances.min()?;
    (least <= key.len() / 3).then_some(nearest)
}

/// How many letters to add, remove or change to make one text of the other.
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.chars().count()).collect();
    for (line, left) in one.chars().enumerate() {
        let mut diagonal = line;
        let mut before = line + 1;
        if let Some(first) = row.first_mut() {
            *first = before;
        }
        for (place, right) in row.iter_mut().skip(1).zip(other.chars()) {
            let change = diagonal + usize::from(left != right);
            diagonal = *place;
            before = change.min(diagonal + 1).min(before + 1);
            *place = before;
        }
    }
    row.last().copied().unwrap_or_default()
}

/// Where the lines of a text begin.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(offset, _)| offset).collect())
    }

    /// The line of an offset, from one.
    fn line(&self, offset: Option<usize>) -> usize {
        self.0.partition_point(|end| *end < offset.unwrap_or(0)) + 1
    }
}
