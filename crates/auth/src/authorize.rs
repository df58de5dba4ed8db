//! May the caller? The only place where permits come from.

use iamd_api::{Error, ErrorCode, Gate, Operation};
use iamd_policy::{
    Decision, NoTrace, Policies, Request, StatementRef, Trace, Tracer, decide, denial_text,
};

use crate::{
    Call, Caller, CallerPolicies, Denial, Permit, Ports, Principal, Requirements, Resource,
    context::RequestContext, perform::Seen,
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
    let decision = asked.decide(O::ROW.action, resource, &mut NoTrace);
    seen.decided_by = decision.statement.as_ref().map(place);
    asked.refuse_unless_allowed(O::ROW.action, resource, decision, &mut seen.denial)?;
    for further in &requirements.further {
        let resource = ports
            .resource(call.caller, &further.target)
            .await
            .map_err(failed)?;
        let decision = asked.decide(further.action, &resource, &mut NoTrace);
        if !decision.is_allowed() {
            seen.decided_by = decision.statement.as_ref().map(place);
        }
        asked.refuse_unless_allowed(further.action, &resource, decision, &mut seen.denial)?;
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
    fn decide<T: Tracer>(&self, action: &str, resource: &Resource, tracer: &mut T) -> Decision {
        let mut layers = Policies::of(principal(self.call.caller));
        if let Some(identity) = &self.policies.identity {
            layers = layers.with_identity(identity);
        }
        let context = RequestContext::new(action, self.call, self.requirements, resource);
        let request = Request::new(action, &resource.arn, &context);
        let request = request.in_account(context.resource_account());
        decide(&request, &layers, tracer)
    }

    /// Refuses what is denied, and leaves the whole of that decision in `denial`.
    fn refuse_unless_allowed(
        &self,
        action: &'static str,
        resource: &Resource,
        decision: Decision,
        denial: &mut Option<Denial>,
    ) -> Result<(), Error> {
        if decision.is_allowed() {
            return Ok(());
        }
        let caller = self.call.caller.arn().as_str();
        let text = denial_text(caller, action, &resource.shown, &decision);
        let mut trace = Trace::default();
        // The same inputs once more: what is allowed does not pay for what is denied.
        self.decide(action, resource, &mut trace);
        *denial = Some(Denial {
            action,
            resource: resource.arn.clone(),
            decision,
            trace,
        });
        Err(Error::new(ErrorCode::AccessDenied, text))
    }
}

/// The caller as policies know it.
fn principal(caller: &Caller) -> iamd_policy::Principal<'_> {
    match caller.principal() {
        Principal::RootUser(root) => iamd_policy::Principal::root_user(root.arn.as_str()),
        Principal::User(user) => {
            iamd_policy::Principal::user(user.arn.as_str()).with_id(user.id.as_str())
        }
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
