//! Tags.

use serde::{Deserialize, Serialize};

/// A key and a value that somebody hung on a resource or a session.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Tag {
    /// The key as written. Two keys that differ in case alone are the same to AWS.
    pub key: String,
    /// The value, which may be empty.
    pub value: String,
}

impl Tag {
    /// Whether `key` is this tag's, without regard to case.
    pub fn has_key(&self, key: &str) -> bool {
        // Keys may hold letters of every script.
        self.key == key || self.key.to_lowercase() == key.to_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_the_same_without_regard_to_case() {
        let tag = Tag {
            key: "Équipe".into(),
            value: String::new(),
        };
        assert!(tag.has_key("éQUIPE"));
        assert!(!tag.has_key("Equipe"));
    }
}
