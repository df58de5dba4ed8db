//! One setting: its row in the table, and what its text may be.

use std::{fmt, net::SocketAddr, ops::RangeInclusive, path::PathBuf};

use iamd_ident::AccountId;

use super::{
    Config,
    log_words::{LogFormat, LogLevel},
    names::{Domain, Region},
    networks::Networks,
    url::BaseUrl,
};

/// One setting, as the table describes it.
pub struct Row {
    /// Its name, such as `limits.body_bytes_max`.
    pub key: &'static str,
    /// Its value where nobody says anything, as text; empty means none.
    pub default: &'static str,
    /// What a number counts; empty for other settings.
    pub unit: &'static str,
    /// What a number may be; not used for other settings.
    pub range: RangeInclusive<u64>,
    /// Whether the configuration file may hold it.
    pub in_file: bool,
    /// What it does, in a sentence or two.
    pub about: &'static str,
    /// Its place in the configuration.
    pub field: fn(&mut Config) -> &mut dyn Setting,
}

impl Row {
    /// A setting that is no number and may stand in the file.
    pub(super) const fn new(
        key: &'static str,
        default: &'static str,
        about: &'static str,
        field: fn(&mut Config) -> &mut dyn Setting,
    ) -> Self {
        Self {
            key,
            default,
            unit: "",
            range: 0..=0,
            in_file: true,
            about,
            field,
        }
    }

    /// A setting that is a number.
    pub(super) const fn number(
        key: &'static str,
        default: &'static str,
        (unit, range): (&'static str, RangeInclusive<u64>),
        about: &'static str,
        field: fn(&mut Config) -> &mut dyn Setting,
    ) -> Self {
        Self {
            unit,
            range,
            ..Self::new(key, default, about, field)
        }
    }

    /// The same setting, for the command line and the environment alone.
    pub(super) const fn not_in_file(self) -> Self {
        Self {
            in_file: false,
            ..self
        }
    }

    /// Its name on the command line, without the dashes.
    pub fn flag(&self) -> String {
        self.key.replace(['.', '_'], "-")
    }

    /// Its name in the environment.
    pub fn variable(&self) -> String {
        format!("IAMD_{}", self.key.replace('.', "_").to_ascii_uppercase())
    }

    /// What its value looks like.
    pub fn kind(&self) -> Kind {
        (self.field)(&mut Config::blank()).kind()
    }

    /// Puts a value into its place; the error says what would be accepted.
    pub(super) fn set(&self, config: &mut Config, text: &str) -> Result<(), String> {
        let field = (self.field)(config);
        if field.set(text, &self.range) {
            Ok(())
        } else {
            Err(self.accepted())
        }
    }

    /// What the setting accepts, such as `a number of bytes from 1 to 9`.
    pub(super) fn accepted(&self) -> String {
        match self.kind() {
            Kind::Number => {
                let (least, most) = (self.range.start(), self.range.end());
                format!("a number of {} from {least} to {most}", self.unit)
            }
            Kind::Switch => "true or false".to_owned(),
            Kind::Text { form, .. } | Kind::List { form, .. } => form.to_owned(),
        }
    }
}

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Row").field(&self.key).finish()
    }
}

/// What a value looks like in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A whole number.
    Number,
    /// `true` or `false`.
    Switch,
    /// A text in quotes.
    Text {
        /// What it may be, in words.
        form: &'static str,
        /// What stands for it in a synopsis.
        name: &'static str,
    },
    /// An array of texts; elsewhere than in the file, texts with commas between them.
    List {
        /// What it may be, in words.
        form: &'static str,
        /// What stands for it in a synopsis.
        name: &'static str,
    },
}

/// The place of a value in the configuration, whatever its type.
pub trait Setting {
    /// What the value looks like in the file.
    fn kind(&self) -> Kind;

    /// Takes the value that the text gives; false if it gives none.
    fn set(&mut self, text: &str, range: &RangeInclusive<u64>) -> bool;

    /// The value as text; empty if there is none.
    fn text(&self) -> String;
}

/// A type that a setting can have.
trait Value: Sized {
    const KIND: Kind;

    fn parse(text: &str, range: &RangeInclusive<u64>) -> Option<Self>;

    fn show(&self) -> String;
}

impl<T: Value> Setting for T {
    fn kind(&self) -> Kind {
        T::KIND
    }

    fn set(&mut self, text: &str, range: &RangeInclusive<u64>) -> bool {
        match T::parse(text, range) {
            Some(value) => {
                *self = value;
                true
            }
            None => false,
        }
    }

    fn text(&self) -> String {
        self.show()
    }
}

/// The empty text stands for no value.
impl<T: Value> Value for Option<T> {
    const KIND: Kind = T::KIND;

    fn parse(text: &str, range: &RangeInclusive<u64>) -> Option<Self> {
        if text.is_empty() {
            return Some(None);
        }
        T::parse(text, range).map(Some)
    }

    fn show(&self) -> String {
        self.as_ref().map(T::show).unwrap_or_default()
    }
}

impl Value for u64 {
    const KIND: Kind = Kind::Number;

    fn parse(text: &str, range: &RangeInclusive<u64>) -> Option<Self> {
        text.parse().ok().filter(|number| range.contains(number))
    }

    fn show(&self) -> String {
        self.to_string()
    }
}

impl Value for PathBuf {
    const KIND: Kind = Kind::Text {
        form: "a path",
        name: "PATH",
    };

    fn parse(text: &str, _range: &RangeInclusive<u64>) -> Option<Self> {
        let is_path = !text.is_empty() && !text.contains('\0');
        is_path.then(|| Self::from(text))
    }

    fn show(&self) -> String {
        self.display().to_string()
    }
}

/// A type whose text is what `FromStr` takes and `Display` writes.
macro_rules! value_as_text {
    ($($type:ty: $kind:expr,)*) => {
        $(impl Value for $type {
            const KIND: Kind = $kind;

            fn parse(text: &str, _range: &RangeInclusive<u64>) -> Option<Self> {
                text.parse().ok()
            }

            fn show(&self) -> String {
                self.to_string()
            }
        })*
    };
}

value_as_text! {
    bool: Kind::Switch,
    SocketAddr: Kind::Text {
        form: "an address and a port, such as `127.0.0.1:4566` or `[::1]:4566`",
        name: "ADDR:PORT",
    },
    AccountId: Kind::Text { form: "an account id of exactly 12 digits", name: "ID" },
    Region: Kind::Text {
        form: "1 to 64 lower-case letters, digits and hyphens, such as `us-west-2`",
        name: "REGION",
    },
    Domain: Kind::Text {
        form: "a host name without a port, such as `iam.example.com`",
        name: "DOMAIN",
    },
    BaseUrl: Kind::Text {
        form: "`http://` or `https://`, a host and perhaps a port, such as `https://iam.example.com`",
        name: "URL",
    },
    Networks: Kind::List {
        form: "addresses and networks such as `10.0.0.7` and `10.1.0.0/16`; a list in the file, \
               elsewhere with commas between them",
        name: "LIST",
    },
    String: Kind::Text { form: "a command line of the shell", name: "COMMAND" },
    LogLevel: Kind::Text { form: "`error`, `warn`, `info`, `debug` or `trace`", name: "LEVEL" },
    LogFormat: Kind::Text { form: "`text` or `json`", name: "FORMAT" },
}
