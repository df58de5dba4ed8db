//! Names that settings have as values.

use std::{fmt, str::FromStr};

/// The text is not one of those that a setting takes; the table says which it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a value of this setting")]
pub struct InvalidValue;

/// The name of a region: lower-case letters, digits and hyphens.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Region(String);

impl Region {
    /// The region as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Region {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = (1..=64).contains(&text.len()) && text.bytes().all(is_label_byte);
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidValue)
        }
    }
}

/// A domain: labels of lower-case letters, digits and hyphens, between dots.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Domain(String);

impl Domain {
    /// The domain as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Domain {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // SOURCE: RFC 1035, section 2.3.4: 63 octets a label, 255 a name.
        let is_label = |label: &str| {
            (1..=63).contains(&label.len())
                && label.bytes().all(is_label_byte)
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        let text = text.to_ascii_lowercase();
        if text.len() <= 253 && text.split('.').all(is_label) {
            Ok(Self(text))
        } else {
            Err(InvalidValue)
        }
    }
}

fn is_label_byte(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_labels() {
        for right in ["us-west-2", "eu-central-1", "x", "cn-north-1", "local"] {
            assert_eq!(right.parse::<Region>().unwrap().as_str(), right);
        }
        for wrong in ["", "US-WEST-2", "us west", "ü", "a.b", &"x".repeat(65)] {
            assert_eq!(wrong.parse::<Region>(), Err(InvalidValue), "{wrong}");
        }
    }

    #[test]
    fn domains_are_labels_between_dots() {
        for (given, stored) in [
            ("iam.Example.com", "iam.example.com"),
            ("localhost", "localhost"),
        ] {
            assert_eq!(given.parse::<Domain>().unwrap().as_str(), stored);
        }
        for wrong in ["", ".", "a..b", "-a", "a-", "a:80", "a/b", &"x".repeat(64)] {
            assert_eq!(wrong.parse::<Domain>(), Err(InvalidValue), "{wrong}");
        }
    }
}
