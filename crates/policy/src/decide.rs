//! The decision.
//!
//! Each layer says to a request that it denies, that it allows, or nothing ([`layers`]). Then the
//! rules say what follows from that, in this file:
//!
//! 1. What a service lets every caller do is asked of no policy.
//! 2. An explicit deny in any layer wins.
//! 3. Service control policies must allow on every level.
//! 4. Whoever is not of the resource's account needs the resource's policy to allow, and so does
//!    everybody who assumes a role or uses a key.
//! 5. The caller's identity policies must allow, then its boundary, then its session's policies;
//!    within an account, a resource's policy that names the caller closely stands in for them.
//! 6. The policy of a VPC endpoint must allow.

use crate::{
    compile::Grant,
    decision::{Decision, Layer, Outcome},
    policy_set::{Asked, LowerCase},
    principal::PrincipalType,
    request::Request,
    trace::Tracer,
};

mod layers;
mod policies;
mod rules;

use layers::{Said, Statement};
pub use policies::Policies;

/// Decides. Never fails, never panics, reads no clock. It allocates nothing, but for the few shapes
/// that `tests/allocations.rs` lists, such as actions of more than 128 bytes.
///
/// SOURCE: IAM User Guide, "Policy evaluation logic" and "Cross-account policy evaluation logic".
/// Of several layers that deny, the first is named, in the order of [`Layer`]; of several statements
/// that decide, the first, in the order of the policies and of their statements.
pub fn decide<T: Tracer>(
    request: &Request<'_>,
    policies: &Policies<'_>,
    tracer: &mut T,
) -> Decision {
    let action = LowerCase::new(request.action());
    let asked = Asked::new(request, &action);
    if rules::is_asked_of_no_policy(asked.action(), policies.principal.kind()) {
        return Decision {
            outcome: Outcome::Allowed,
            layer: Layer::Unconditional,
            statement: None,
        };
    }
    let circumstances = Circumstances::new(request, policies, asked.action());
    let said = match Said::by_all_layers(&asked, policies, circumstances, tracer) {
        Ok(said) => said,
        Err((layer, statement)) => {
            return Decision {
                outcome: Outcome::ExplicitlyDenied,
                layer,
                statement: statement.reference(),
            };
        }
    };
    match allowed_by(policies, circumstances, &said) {
        Ok((layer, statement)) => Decision {
            outcome: Outcome::Allowed,
            layer,
            statement: statement.and_then(Statement::reference),
        },
        Err(layer) => Decision {
            outcome: Outcome::ImplicitlyDenied,
            layer,
            statement: None,
        },
    }
}

/// What decides which rules hold, besides what the policies say.
#[derive(Clone, Copy, Debug)]
struct Circumstances {
    /// Whether caller and resource belong to one account.
    same_account: bool,
    /// [`Layer::Resource`] or [`Layer::Trust`].
    resource_layer: Layer,
    /// Whether nothing is allowed that the resource's policy does not allow.
    resource_must_allow: bool,
}

impl Circumstances {
    fn new(request: &Request<'_>, policies: &Policies<'_>, action: &str) -> Self {
        let principal = &policies.principal;
        let same_account = match (request.account(), principal.account()) {
            (Some(resource), Some(own)) => resource == own,
            // What is in no account, such as a new bucket's name, is looked for in the caller's.
            (None, Some(_)) => true,
            (_, None) => false,
        };
        let is_trust = rules::is_of_trust_policies(action, request.resource());
        let is_key = rules::is_of_key_policies(action, request.resource());
        Self {
            same_account,
            resource_layer: if is_trust {
                Layer::Trust
            } else {
                Layer::Resource
            },
            resource_must_allow: !same_account || is_trust || is_key,
        }
    }
}

/// A layer that allows, with the statement if it has one.
type Granted<'a> = (Layer, Option<Statement<'a>>);

/// What allows a request that nothing denies, or the layer that fails to allow it.
fn allowed_by<'a>(
    policies: &Policies<'a>,
    circumstances: Circumstances,
    said: &Said<'a>,
) -> Result<Granted<'a>, Layer> {
    if said.service_control_is_missing {
        return Err(Layer::ServiceControl);
    }
    if circumstances.resource_must_allow && !said.resource.is_allowed() {
        return Err(circumstances.resource_layer);
    }
    if rules::no_trust_helps(policies.principal.kind(), circumstances.resource_layer) {
        return Err(circumstances.resource_layer);
    }
    let granted = granted_by(policies, circumstances, said)?;
    if said.endpoint_is_missing {
        return Err(Layer::Endpoint);
    }
    Ok(granted)
}

/// What grants it: the resource's policy where that is enough, otherwise the caller's own policies.
fn granted_by<'a>(
    policies: &Policies<'a>,
    circumstances: Circumstances,
    said: &Said<'a>,
) -> Result<Granted<'a>, Layer> {
    let principal = &policies.principal;
    let by_resource = |least| {
        let statement = said.resource.allowed(least)?;
        Some((circumstances.resource_layer, Some(statement)))
    };
    if !principal.kind().has_account() {
        return by_resource(Grant::Account).ok_or(circumstances.resource_layer);
    }
    if principal.kind() == PrincipalType::RootUser && !circumstances.resource_must_allow {
        return Ok((Layer::Root, None));
    }
    let limits = said.limits_allow(policies);
    // Across accounts, the resource's policy speaks for the resource's account alone.
    if circumstances.same_account
        && let Some(granted) = by_resource(Grant::Entity)
    {
        return match limits {
            Ok(()) => Ok(granted),
            Err(limit) => by_resource(Grant::Whole).ok_or(limit),
        };
    }
    let granted = if principal.is_allowed_by_default() {
        (Layer::Root, None)
    } else {
        let statement = said.identity.allowed(Grant::Account);
        (Layer::Identity, Some(statement.ok_or(Layer::Identity)?))
    };
    limits.map(|()| granted)
}
