//! How the log is written, in words.

use std::{fmt, str::FromStr};

use super::names::InvalidValue;

/// An enum whose values are words.
macro_rules! words {
    ($(#[$docs:meta])* $name:ident { $($(#[$variant_docs:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$docs])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        pub enum $name {
            $($(#[$variant_docs])* $variant,)*
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $(Self::$variant => $word,)* })
            }
        }

        impl FromStr for $name {
            type Err = InvalidValue;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($word => Ok(Self::$variant),)*
                    _ => Err(InvalidValue),
                }
            }
        }
    };
}

words! {
    /// How important a message must be to be shown.
    LogLevel {
        /// Something failed that an operator must look at.
        Error = "error",
        /// Something is odd.
        Warn = "warn",
        /// What the program does at large.
        #[default]
        Info = "info",
        /// Each request and connection.
        Debug = "debug",
        /// Each step.
        Trace = "trace",
    }
}

words! {
    /// How messages are written.
    LogFormat {
        /// A line for people.
        #[default]
        Text = "text",
        /// A JSON object a line.
        Json = "json",
    }
}
