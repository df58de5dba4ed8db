//! Patterns of actions.

use super::text_pattern::PatternBuilder;
use crate::glob::Glob;

/// A pattern of actions, in lower case, as actions are compared without regard to case.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ActionPattern {
    /// `*`.
    Any,
    /// An action, such as `iam:getuser`.
    Exact(Box<str>),
    /// What actions begin with, such as `iam:get` of `iam:get*`.
    Prefix(Box<str>),
    /// An action with other wildcards, such as `iam:*user`.
    Glob(Glob),
}

impl ActionPattern {
    /// White space counts: `s3:GetObject ` is the name of no action.
    pub(crate) fn new(text: &str) -> Self {
        if text == "*" {
            return Self::Any;
        }
        let is_wildcard = |byte| matches!(byte, b'*' | b'?');
        match (text.bytes().position(is_wildcard), text.strip_suffix('*')) {
            (None, _) => return Self::Exact(text.to_ascii_lowercase().into()),
            (Some(first), Some(prefix)) if first == prefix.len() => {
                return Self::Prefix(prefix.to_ascii_lowercase().into());
            }
            _ => {}
        }
        let lower = text.to_ascii_lowercase();
        let mut pattern = PatternBuilder::default();
        pattern.wildcards(&lower);
        Self::Glob(pattern.finish().into_glob())
    }

    /// Whether an action in lower case fits.
    pub(crate) fn matches(&self, action: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Exact(exact) => **exact == *action,
            Self::Prefix(prefix) => action.starts_with(&**prefix),
            Self::Glob(glob) => glob.matches(action, &[]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, action: &str, expect: bool) {
        assert_eq!(
            ActionPattern::new(pattern).matches(action),
            expect,
            "{pattern} on {action}"
        );
    }

    #[test]
    fn case_does_not_count_and_white_space_does() {
        check("*", "iam:getuser", true);
        check("IAM:GetUser", "iam:getuser", true);
        check("iam:Get*", "iam:getuser", true);
        check("iam:Get?ser", "iam:getuser", true);
        check("iam:*User", "iam:getuser", true);
        check("iam:getuser ", "iam:getuser", false);
        check("iam:Get", "iam:getuser", false);
        check("*:GetUser", "iam:getuser", true);
        check("i*", "iam:getuser", true);
    }
}
