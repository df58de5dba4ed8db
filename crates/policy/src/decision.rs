//! What was decided, and by which statement.

use crate::source::StatementRef;

/// The answer to a [`Request`](crate::Request).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Whether the request may go on.
    pub outcome: Outcome,
    /// The layer that decided: the first that denied; otherwise the first that had to allow and did
    /// not, or, if the request is allowed, the one that allowed.
    pub layer: Layer,
    /// The statement that denied or allowed. None when no statement did: not for what is denied
    /// because nothing allows it, not for [`Layer::Root`] and not for [`Layer::Unconditional`].
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

impl Outcome {
    /// The outcome as answers and traces write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allowed => "Allowed",
            Self::ImplicitlyDenied => "ImplicitlyDenied",
            Self::ExplicitlyDenied => "ExplicitlyDenied",
        }
    }
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
    /// No policy: what whoever has credentials of an account may do, such as to ask who it is.
    Unconditional,
}

impl Layer {
    /// The layer as answers and traces write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ServiceControl => "scp",
            Self::ResourceControl => "rcp",
            Self::Resource => "resource",
            Self::Trust => "trust",
            Self::Identity => "identity",
            Self::Boundary => "boundary",
            Self::Session => "session",
            Self::Endpoint => "endpoint",
            Self::Root => "root",
            Self::Unconditional => "unconditional",
        }
    }
}
