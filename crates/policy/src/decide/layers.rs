//! What each layer says to a request.

use super::{Circumstances, Policies, rules};
use crate::{
    compile::{Grant, PrincipalRule, View},
    decision::Layer,
    policy_set::{Asked, PolicySet, Verdict},
    principal::PrincipalType,
    source::StatementRef,
    trace::{Says, Tracer},
};

/// What the layers say, when none denies.
#[derive(Debug, Default)]
pub(super) struct Said<'a> {
    pub(super) identity: Answer<'a>,
    boundary: Answer<'a>,
    session: Answer<'a>,
    pub(super) resource: Answer<'a>,
    /// Whether a level of service control policies does not allow.
    pub(super) service_control_is_missing: bool,
    /// Whether the endpoint's policy does not allow.
    pub(super) endpoint_is_missing: bool,
}

/// What one set of policies says.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Answer<'a> {
    set: Option<&'a PolicySet>,
    verdict: Verdict,
}

/// A statement of a set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Statement<'a> {
    set: &'a PolicySet,
    number: u32,
}

impl Statement<'_> {
    pub(super) fn reference(self) -> Option<StatementRef> {
        self.set.reference(self.number)
    }
}

impl<'a> Answer<'a> {
    /// The first statement that allows and names the caller at least so closely.
    pub(super) fn allowed(&self, least: Grant) -> Option<Statement<'a>> {
        self.statement(self.verdict.allowed(least)?)
    }

    fn denied(&self) -> Option<Statement<'a>> {
        self.statement(self.verdict.denied?)
    }

    /// Whether a statement allows.
    pub(super) fn is_allowed(&self) -> bool {
        self.allowed(Grant::Account).is_some()
    }

    fn says(&self) -> Says {
        if self.verdict.denied.is_some() {
            Says::Denies
        } else if self.is_allowed() {
            Says::Allows
        } else {
            Says::Nothing
        }
    }

    fn statement(&self, number: u32) -> Option<Statement<'a>> {
        let set = self.set?;
        Some(Statement { set, number })
    }
}

/// Asks one layer after the other.
struct Inquiry<'q, 'a, T> {
    asked: &'q Asked<'q>,
    tracer: &'q mut T,
    denied: Option<(Layer, Statement<'a>)>,
}

impl<'a> Said<'a> {
    /// Asks all layers, in the order in which a denial names them. The first that denies ends it,
    /// unless a tracer wants to see the others too.
    pub(super) fn by_all_layers<T: Tracer>(
        asked: &Asked<'_>,
        policies: &Policies<'a>,
        circumstances: Circumstances,
        tracer: &mut T,
    ) -> Result<Self, (Layer, Statement<'a>)> {
        let mut inquiry = Inquiry {
            asked,
            tracer,
            denied: None,
        };
        let said = Self::ask(&mut inquiry, policies, circumstances);
        match (inquiry.denied, said) {
            (None, Some(said)) => Ok(said),
            (Some(denied), _) => Err(denied),
            // INVARIANT: an inquiry ends early only if something denies.
            (None, None) => Ok(Self::default()),
        }
    }

    /// Whether the limits of the caller allow: its boundary, then the policies of its session.
    pub(super) fn limits_allow(&self, policies: &Policies<'_>) -> Result<(), Layer> {
        let kind = policies.principal.kind();
        if self.boundary.set.is_some() && !self.boundary.is_allowed() {
            return Err(Layer::Boundary);
        }
        // SOURCE: STS API Reference, "GetFederationToken": without session policies the session has
        // no permissions of its user.
        let is_limited = self.session.set.is_some() || kind == PrincipalType::FederatedUser;
        if is_limited && !self.session.is_allowed() {
            return Err(Layer::Session);
        }
        Ok(())
    }

    fn ask<T: Tracer>(
        inquiry: &mut Inquiry<'_, 'a, T>,
        policies: &Policies<'a>,
        circumstances: Circumstances,
    ) -> Option<Self> {
        let principal = &policies.principal;
        let kind = principal.kind();
        let attached = View::new(PrincipalRule::Forbidden);
        let for_anybody = View::new(PrincipalRule::Optional(principal));
        // A root user can have no boundary.
        let boundary = policies
            .boundary
            .filter(|_| kind != PrincipalType::RootUser);
        let mut said = Self::default();
        for level in service_control(policies) {
            let answer = inquiry.put(Layer::ServiceControl, Some(level), &attached)?;
            said.service_control_is_missing |= !answer.is_allowed();
        }
        for level in resource_control(inquiry.asked.action(), policies, circumstances) {
            // Only their denials count: a policy that cannot be detached allows everything.
            inquiry.put(Layer::ResourceControl, Some(level), &for_anybody)?;
        }
        let layer = circumstances.resource_layer;
        let of_resource = View {
            principal: PrincipalRule::Required(principal),
            is_trust: layer == Layer::Trust,
            denies_all_but_none: boundary.is_some() && circumstances.same_account,
        };
        said.resource = inquiry.put(layer, policies.resource, &of_resource)?;
        // Policies are attached to what belongs to an account.
        if kind.has_account() {
            said.identity = inquiry.put(Layer::Identity, policies.identity, &attached)?;
            said.boundary = inquiry.put(Layer::Boundary, boundary, &attached)?;
            said.session = inquiry.put(Layer::Session, policies.session, &attached)?;
        }
        let endpoint = inquiry.put(Layer::Endpoint, policies.endpoint, &for_anybody)?;
        said.endpoint_is_missing = policies.endpoint.is_some() && !endpoint.is_allowed();
        Some(said)
    }
}

impl<'a, T: Tracer> Inquiry<'_, 'a, T> {
    /// Asks one set; `None` if nothing further need be asked.
    fn put(
        &mut self,
        layer: Layer,
        set: Option<&'a PolicySet>,
        view: &View<'_>,
    ) -> Option<Answer<'a>> {
        let Some(policies) = set else {
            return Some(Answer::default());
        };
        let verdict = policies.evaluate(layer, self.asked, view, self.tracer);
        let answer = Answer { set, verdict };
        self.tracer.layer(layer, answer.says());
        if let Some(statement) = answer.denied() {
            self.denied.get_or_insert((layer, statement));
            if !T::ON {
                return None;
            }
        }
        Some(answer)
    }
}

/// The service control policies that bear on the caller.
///
/// SOURCE: AWS Organizations User Guide, "Service control policies (SCPs)": they bear on users,
/// roles and the root user of member accounts.
fn service_control<'a>(policies: &Policies<'a>) -> &'a [PolicySet] {
    let principal = &policies.principal;
    let spared = policies.service_control.is_empty()
        || !principal.kind().has_account()
        || principal.is_service_linked()
        || policies.in_management_account;
    if spared {
        &[]
    } else {
        policies.service_control
    }
}

/// The resource control policies that bear on the request.
///
/// SOURCE: AWS Organizations User Guide, "Resource control policies (RCPs)": they bear on resources
/// of member accounts, whoever asks, but for service-linked roles.
fn resource_control<'a>(
    action: &str,
    policies: &Policies<'a>,
    circumstances: Circumstances,
) -> &'a [PolicySet] {
    let spared = policies.resource_control.is_empty()
        || policies.principal.is_service_linked()
        || (policies.in_management_account && circumstances.same_account)
        || !rules::is_under_resource_control(action);
    if spared {
        &[]
    } else {
        policies.resource_control
    }
}
