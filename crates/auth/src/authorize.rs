//! May the caller? The only place where permits come from.

use iamd_api::{Error, ErrorCode, Gate, Operation};
use iamd_policy::{
    Decision, Layer, NoTrace, Outcome, Policies, Principal, Request, StatementRef, decide,
    denial_text,
};

use crate::{
    Call, CallerPolicies, Permit, Ports, Requirements, Resource, context::RequestContext,
    perform::Seen,
};

/// Decides all that an operation asks for, and makes the permit.
pub(crate) async fn authorize<O: Operation>(
    ports: &impl Ports,
    call: Call<'_>,
    requirements: &Requirements,
    seen: &mut Seen,
) -> Result<Permit<O>, Error> {
    let failed = |error: crate::PortError| error.answer();
    let resource = ports
        .resource(call.caller, &requirements.target)
        .await
        .map_err(failed)?;
    let resource = seen.resource.insert(resource);
    match O::ROW.gate {
        Gate::Policy => {}
        // Every caller may perform the operation, whatever policies say.
        Gate::Signature => return Ok(Permit::new(resource.account, resource.arn.clone(), 0)),
        Gate::Proof => {
            let text = "The proof that this operation asks for cannot be verified.";
            return Err(Error::new(ErrorCode::AccessDenied, text));
        }
    }
    let policies = ports.policies(call.caller).await.map_err(failed)?;
    let asked = Asked {
        call,
        requirements,
        policies: &policies,
    };
    let decision = asked.decide(O::ROW.action, resource);
    seen.decided_by = decision.statement.as_ref().map(place);
    asked.refuse_unless_allowed(O::ROW.action, resource, &decision)?;
    for further in &requirements.further {
        let resource = ports
            .resource(call.caller, &further.target)
            .await
            .map_err(failed)?;
        let decision = asked.decide(further.action, &resource);
        if !decision.is_allowed() {
            seen.decided_by = decision.statement.as_ref().map(place);
        }
        asked.refuse_unless_allowed(further.action, &resource, &decision)?;
    }
    Ok(Permit::new(
        resource.account,
        resource.arn.clone(),
        policies.revision,
    ))
}

/// A call with what its decisions have in common.
struct Asked<'a> {
    call: Call<'a>,
    requirements: &'a Requirements,
    policies: &'a CallerPolicies,
}

impl Asked<'_> {
    fn decide(&self, action: &str, resource: &Resource) -> Decision {
        let principal = if self.call.caller.is_root_user() {
            Principal::RootUser
        } else {
            Principal::User
        };
        let mut layers = Policies::of(principal);
        if let Some(identity) = &self.policies.identity {
            layers = layers.with_identity(identity);
        }
        let context = RequestContext::new(self.call, self.requirements, resource);
        let request = Request::new(action, &resource.arn, &context);
        let decision = decide(&request, &layers, &mut NoTrace);
        if decision.is_allowed() && resource.account != self.call.caller.account() {
            return across_accounts();
        }
        decision
    }

    fn refuse_unless_allowed(
        &self,
        action: &str,
        resource: &Resource,
        decision: &Decision,
    ) -> Result<(), Error> {
        if decision.is_allowed() {
            return Ok(());
        }
        let caller = self.call.caller.arn().as_str();
        let text = denial_text(caller, action, &resource.shown, decision);
        Err(Error::new(ErrorCode::AccessDenied, text))
    }
}

/// What becomes of a request for another account's resource that its caller's own account allows:
/// the resource's account must allow it as well, and nothing has a policy that could.
///
/// SOURCE: IAM User Guide, "Cross-account policy evaluation logic".
fn across_accounts() -> Decision {
    Decision {
        outcome: Outcome::ImplicitlyDenied,
        layer: Layer::Resource,
        statement: None,
    }
}

/// Where a statement stands, for the audit.
fn place(statement: &StatementRef) -> String {
    let source = &statement.source().id;
    match statement.sid() {
        Some(sid) => format!("{source} statement {} ({sid})", statement.index()),
        None => format!("{source} statement {}", statement.index()),
    }
}
