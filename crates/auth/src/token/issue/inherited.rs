//! What a chain of role sessions hands on.

use iamd_ident::Tag;

use super::IssueError;
use crate::{Caller, Session};

/// What the session of a caller that assumes a role hands on to the new one; nothing, if the caller
/// has a long-term key.
///
/// Policies are asked about it as if the request had passed it, so the request's requirements are
/// made with these functions as well, and [`issue_session`](crate::issue_session) makes the session
/// with the same.
///
/// SOURCE: IAM User Guide, "Pass session tags in AWS STS", chaining roles with session tags;
/// "Monitor and control actions taken with assumed roles".
#[derive(Clone, Copy, Debug)]
pub struct Inherited<'c>(Option<&'c Session>);

impl<'c> Inherited<'c> {
    /// What the session of `caller` hands on.
    pub fn of(caller: &'c Caller) -> Self {
        Self(caller.session().map(AsRef::as_ref))
    }

    /// The tags of the new session: those that are handed on, then those that the request passes.
    ///
    /// # Errors
    /// The request passes a tag that is handed on.
    pub fn tags(self, passed: &[Tag]) -> Result<Vec<Tag>, IssueError> {
        let mut tags: Vec<Tag> = self.handed_on().cloned().collect();
        let is_inherited = |tag: &Tag| tags.iter().any(|inherited| inherited.has_key(&tag.key));
        if passed.iter().any(is_inherited) {
            return Err(IssueError::TagInherited);
        }
        tags.extend_from_slice(passed);
        Ok(tags)
    }

    /// The keys of the tags that the new session hands on in its turn.
    pub fn transitive_tag_keys(self, passed: &[String]) -> Vec<String> {
        let inherited = self.handed_on().map(|tag| tag.key.clone());
        inherited.chain(passed.iter().cloned()).collect()
    }

    /// The source identity of the new session: once it is set it stays.
    ///
    /// # Errors
    /// The request passes another one than is set.
    pub fn source_identity(self, passed: Option<&str>) -> Result<Option<String>, IssueError> {
        let set = self
            .0
            .and_then(|session| session.source_identity.as_deref());
        match (set, passed) {
            (Some(set), Some(passed)) if set != passed => Err(IssueError::SourceIdentitySet),
            (set, passed) => Ok(set.or(passed).map(str::to_owned)),
        }
    }

    fn handed_on(self) -> impl Iterator<Item = &'c Tag> {
        let sessions = self.0.into_iter();
        sessions.flat_map(|session| {
            let keys = &session.transitive_tag_keys;
            let tags = session.tags.iter();
            tags.filter(|tag| keys.iter().any(|key| tag.has_key(key)))
        })
    }
}
