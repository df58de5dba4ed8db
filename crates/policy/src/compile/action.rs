//! Patterns of actions.

use std::sync::Arc;

use crate::glob::{Glob, GlobBuilder, Token};

/// A pattern of actions, in lower case, as actions are compared without regard to case.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ActionPattern {
    /// `*`.
    Any,
    /// An action, such as `iam:getuser`.
    Exact(Arc<str>),
    /// An action with wildcards, such as `iam:get*`.
    Glob {
        /// What stands before the colon, if that has no wildcard.
        service: Option<Arc<str>>,
        /// The whole.
        glob: Glob,
    },
}

impl ActionPattern {
    /// White space counts: `s3:GetObject ` is the name of no action.
    pub(super) fn new(text: &str) -> Self {
        const WILDCARDS: [char; 2] = ['*', '?'];
        let lower = text.to_ascii_lowercase();
        if lower == "*" {
            return Self::Any;
        }
        if !lower.contains(WILDCARDS) {
            return Self::Exact(lower.into());
        }
        let service = lower.split_once(':').map(|(service, _)| service);
        let service = service
            .filter(|service| !service.contains(WILDCARDS))
            .map(Arc::from);
        let mut glob = GlobBuilder::default();
        for part in lower.split_inclusive(WILDCARDS) {
            if let Some(literal) = part.strip_suffix('*') {
                glob.literal(literal);
                glob.token(Token::Run);
            } else if let Some(literal) = part.strip_suffix('?') {
                glob.literal(literal);
                glob.token(Token::One);
            } else {
                glob.literal(part);
            }
        }
        Self::Glob {
            service,
            glob: glob.finish(),
        }
    }

    /// Whether an action in lower case fits.
    pub(crate) fn matches(&self, action: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Exact(exact) => **exact == *action,
            Self::Glob { glob, .. } => glob.matches(action, &[]),
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

    #[test]
    fn the_service_is_known_if_it_has_no_wildcard() {
        let service = |text| match ActionPattern::new(text) {
            ActionPattern::Glob { service, .. } => service,
            other => panic!("{other:?}"),
        };
        assert_eq!(service("IAM:Get*").as_deref(), Some("iam"));
        assert_eq!(service("i*:GetUser"), None);
        assert_eq!(service("i*"), None);
    }
}
