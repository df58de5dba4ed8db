//! The paths of IAM.

use std::{fmt, str::FromStr};

/// The path of an IAM entity: `/`, or segments between slashes, such as `/division/team/`.
///
/// SOURCE: IAM API Reference, `CreateUser`, parameter `Path`: at most 512 characters, either `/`
/// or a slash, characters from `!` (U+0021) to DEL (U+007F), and a slash.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Path(Box<str>);

/// The text is no path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a path begins and ends with a slash and has 1 to 512 printable ASCII characters")]
pub struct InvalidPath;

impl Path {
    const BYTES_MAX: usize = 512;

    /// The path `/`, of an entity that was given none.
    pub fn root() -> Self {
        Self("/".into())
    }

    /// The path as text, slashes included.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Path {
    fn default() -> Self {
        Self::root()
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Path {
    type Error = InvalidPath;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let printable = text.bytes().all(|byte| (0x21..=0x7f).contains(&byte));
        let enclosed = text.starts_with('/') && text.ends_with('/');
        if printable && enclosed && text.len() <= Self::BYTES_MAX {
            Ok(Self(text.into()))
        } else {
            Err(InvalidPath)
        }
    }
}

impl FromStr for Path {
    type Err = InvalidPath;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.to_owned().try_into()
    }
}

crate::name::serde_as_text!(Path);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stand_between_slashes() {
        for right in ["/", "//", "/a/", "/a/b/", "/~!{}/"] {
            assert_eq!(right.parse::<Path>().unwrap().as_str(), right);
        }
        for wrong in ["", "a", "/a", "a/", "/a b/", "/é/", "/\n/"] {
            assert_eq!(wrong.parse::<Path>(), Err(InvalidPath), "{wrong:?}");
        }
        assert!(format!("/{}/", "x".repeat(510)).parse::<Path>().is_ok());
        assert!(format!("/{}/", "x".repeat(511)).parse::<Path>().is_err());
    }
}
