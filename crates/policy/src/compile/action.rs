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
