//! What was decided, and by which statement.

use crate::source::StatementRef;

/// The answer to a [`Request`](crate::Request).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Whether the request may go on.
    pub outcome: Outcome,
    /// The layer that decided: the first that denied, or the one that allowed.
    pub layer: Layer,
    /// The statement that decided; none when no statement allowed, and none for the root user, who
    /// needs none.
    pub statement: Option<StatementRef>,
}

impl Decision {
    /// Whether the request may go on.
    pub fn is_allowed(&self) -> bool {
        self.outcome == Outcome::Allowed
    }
}

/// Yes or no, and which kind of no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Something allows it and nothing denies it.
    Allowed,
    /// Nothing allows it.
    ImplicitlyDenied,
    /// A statement denies it, whatever else allows it.
    ExplicitlyDenied,
}

/// The kinds of policies that take part in a decision, in the order in which a denial names them.
///
/// SOURCE: IAM User Guide, "Policy evaluation logic".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// Service control policies of the caller's organisation.
    ServiceControl,
    /// Resource control policies of the resource's organisation.
    ResourceControl,
    /// The policy of the resource.
    Resource,
    /// The trust policy of a role that is to be assumed.
    Trust,
    /// The policies of the user and its groups, or of the role.
    Identity,
    /// The permissions boundary of the user or role.
    Boundary,
    /// The policies that were passed when the session was made.
    Session,
    /// The policy of the VPC endpoint.
    Endpoint,
    /// No policy: what the root user may do by being the root user.
    Root,
}
