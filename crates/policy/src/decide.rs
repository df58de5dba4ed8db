//! The decision.

use crate::{
    decision::{Decision, Layer, Outcome},
    principal_policies::{PrincipalPolicies, Verdict},
    request::Request,
    trace::Tracer,
};

/// Who asks, as far as the rules differ by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Principal {
    /// The root user of the account, who may do everything that nothing denies.
    RootUser,
    /// An IAM user, who may do what policies allow.
    User,
}

/// The policies that take part in a decision, layer by layer.
#[derive(Clone, Copy, Debug)]
pub struct Policies<'a> {
    principal: Principal,
    identity: Option<&'a PrincipalPolicies>,
}

impl<'a> Policies<'a> {
    /// No policies at all, for a principal.
    pub fn of(principal: Principal) -> Self {
        Self {
            principal,
            identity: None,
        }
    }

    /// Adds the policies of the user with those of its groups.
    #[must_use]
    pub fn with_identity(mut self, identity: &'a PrincipalPolicies) -> Self {
        self.identity = Some(identity);
        self
    }
}

/// Decides. Never fails, never panics, reads no clock, allocates nothing for actions of at most
/// 128 bytes and patterns with at most four variables.
///
/// SOURCE: IAM User Guide, "Policy evaluation logic": an explicit deny anywhere wins; the root user
/// may do what nothing denies; otherwise an identity policy must allow. Of several statements that
/// decide, the first is named, in the order of the policies and of their statements.
pub fn decide<T: Tracer>(
    request: &Request<'_>,
    policies: &Policies<'_>,
    tracer: &mut T,
) -> Decision {
    let identity = match policies.identity {
        Some(identity) => identity.evaluate(Layer::Identity, request, tracer),
        None => Verdict::Nothing,
    };
    match (identity, policies.principal) {
        (Verdict::Denied(statement), _) => Decision {
            outcome: Outcome::ExplicitlyDenied,
            layer: Layer::Identity,
            statement: Some(statement),
        },
        (_, Principal::RootUser) => Decision {
            outcome: Outcome::Allowed,
            layer: Layer::Root,
            statement: None,
        },
        (Verdict::Allowed(statement), Principal::User) => Decision {
            outcome: Outcome::Allowed,
            layer: Layer::Identity,
            statement: Some(statement),
        },
        (Verdict::Nothing, Principal::User) => Decision {
            outcome: Outcome::ImplicitlyDenied,
            layer: Layer::Identity,
            statement: None,
        },
    }
}
