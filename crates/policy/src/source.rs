//! Policies and their statements by name.

use std::{fmt, sync::Arc};

use crate::{
    compile::{Compiled, CompiledStatement},
    document::Effect,
    position::Span,
};

/// What a policy is and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PolicySource {
    /// The ARN of a managed policy, the name of an inline one.
    pub id: Box<str>,
    /// What kind of policy it is.
    pub kind: SourceKind,
}

impl PolicySource {
    /// A policy `id`, an ARN or the name of an inline policy, of a kind.
    pub fn new(id: impl Into<Box<str>>, kind: SourceKind) -> Self {
        Self {
            id: id.into(),
            kind,
        }
    }
}

/// The kinds of policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SourceKind {
    /// A policy that AWS manages.
    AwsManaged,
    /// A managed policy of the account.
    CustomerManaged,
    /// What a setting of the account allows, as if it were a policy.
    AccountSetting,
    /// A policy inside a user.
    UserInline,
    /// A policy inside a group.
    GroupInline,
    /// A policy inside a role.
    RoleInline,
    /// The policy of a resource, such as a bucket or a key.
    Resource,
    /// The trust policy of a role.
    Trust,
    /// A policy that was passed when a session was made.
    Session,
    /// The policy of a VPC endpoint.
    Endpoint,
    /// A service control policy.
    ServiceControl,
    /// A resource control policy.
    ResourceControl,
}

/// A compiled policy with its source.
#[derive(Debug)]
pub(crate) struct SourcedPolicy {
    pub(crate) source: PolicySource,
    pub(crate) compiled: Arc<Compiled>,
}

/// One statement of one policy. Cheap to clone.
#[derive(Clone)]
pub struct StatementRef {
    policy: Arc<SourcedPolicy>,
    index: u32,
}

impl StatementRef {
    pub(crate) fn new(policy: &Arc<SourcedPolicy>, index: u32) -> Self {
        Self {
            policy: Arc::clone(policy),
            index,
        }
    }

    /// The policy that the statement stands in.
    pub fn source(&self) -> &PolicySource {
        &self.policy.source
    }

    /// Which of the policy's statements it is; the first is 0.
    pub fn index(&self) -> u32 {
        self.index
    }

    /// Its `Sid`, if it has one that is not empty.
    pub fn sid(&self) -> Option<&str> {
        self.compiled()?.sid()
    }

    /// What it does when it matches.
    pub fn effect(&self) -> Effect {
        self.compiled()
            .map_or(Effect::Deny, CompiledStatement::effect)
    }

    /// Where it stands in the policy's text, from its `{` to behind its `}`.
    pub fn span(&self) -> Span {
        self.compiled()
            .map(CompiledStatement::span)
            .unwrap_or_default()
    }

    fn compiled(&self) -> Option<&CompiledStatement> {
        self.policy.compiled.statement(self.index)
    }
}

impl PartialEq for StatementRef {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index && self.policy.source == other.policy.source
    }
}

impl Eq for StatementRef {}

impl fmt::Debug for StatementRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StatementRef")
            .field("policy", &self.policy.source.id)
            .field("index", &self.index)
            .field("sid", &self.sid())
            .field("start", &self.span().start)
            .finish()
    }
}
