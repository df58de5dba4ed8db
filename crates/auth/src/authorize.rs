//! May the caller? The only place where permits come from.

use iamd_api::{Action, Error, ErrorCode, Gate};
use iamd_ident::CanonicalUserId;
use iamd_policy::{
    Decision, NoTrace, Policies, Request, StatementRef, Trace, Tracer, decide, denial_text,
};

use crate::{
    Call, Caller, CallerPolicies, Denial, Further, FurtherDecision, Permit, Ports, Principal,
    Requirements, Resource, Target, Unresolved,
    context::RequestContext,
    perform::Seen,
    permit::{Granted, Others},
};

/// Decides all that an operation asks for, and makes the permit.
pub(crate) async fn authorize<O: Action>(
    ports: &impl Ports,
    call: Call<'_>,
    requirements: &Requirements,
    seen: &mut Seen,
) -> Result<Permit<O>, Error> {
    let action = requirements.action.unwrap_or(O::ROW.action);
    let resource = resolve(ports, call, &requirements.target).await?;
    let resource = seen.resource.insert(resource).clone();
    match O::ROW.gate {
        Gate::Policy => {}
        // Every caller may perform the operation, whatever policies say.
        Gate::Signature => {
            let granted = granted(action, resource, 0);
            return Ok(Permit::new(granted, Others::default()));
        }
        Gate::Proof => {
            let text = "The proof that this operation asks for cannot be verified.";
            return Err(Error::new(ErrorCode::AccessDenied, text));
        }
    }
    let policies = ports.policies(call.caller).await;
    let policies = policies.map_err(|error| error.answer())?;
    let asked = Asked {
        call,
        requirements,
        policies: &policies,
    };
    if !requirements.is_of_items {
        asked.put(action, &resource, seen, true)?;
    }
    if let Some(absence) = unseen(&resource, requirements.absence.as_ref()) {
        let container = resolve(ports, call, &absence.target).await?;
        asked.put(absence.action, &container, seen, false)?;
    }
    let mut others = Others::default();
    for further in &requirements.further {
        let resource = resolve(ports, call, &further.target).await?;
        asked.put(further.action, &resource, seen, false)?;
        if let Some(absence) = unseen(&resource, further.absence.as_deref()) {
            let container = resolve(ports, call, &absence.target).await?;
            asked.put(absence.action, &container, seen, false)?;
        }
        if let Some(row) = further.operation {
            let granted = granted(further.action, resource, policies.revision);
            others.further.push((row, granted));
        }
    }
    for item in &requirements.items {
        let Some(row) = item.operation else { continue };
        let resource = if item.target == requirements.target {
            resource.clone()
        } else {
            resolve(ports, call, &item.target).await?
        };
        let decided = if item.is_quiet {
            asked.put_quietly(item.action, &resource)
        } else {
            asked.put(item.action, &resource, seen, false)
        };
        let granted = decided.map(|()| granted(item.action, resource, policies.revision));
        others.items.push((row, granted));
    }
    Ok(Permit::new(
        granted(action, resource, policies.revision),
        others,
    ))
}

/// What must be allowed before the caller is told that the resource does not exist.
fn unseen<'f>(resource: &Resource, absence: Option<&'f Further>) -> Option<&'f Further> {
    absence.filter(|_| !resource.exists)
}

/// What a target stands for, unless there is nothing to decide on.
async fn resolve(ports: &impl Ports, call: Call<'_>, target: &Target) -> Result<Resource, Error> {
    let resource = ports.resource(call.caller, target).await;
    let mut resource = resource.map_err(|unresolved| match unresolved {
        Unresolved::Refused(error) => error,
        Unresolved::Failed(error) => error.answer(),
    })?;
    if let Target::Object { version, .. } = target {
        resource.version.clone_from(version);
    }
    Ok(resource)
}

fn granted(action: &'static str, resource: Resource, revision: u64) -> Granted {
    Granted {
        action,
        resource: resource.arn,
        resource_id: resource.id,
        object_tags: resource.object_tags,
        account: resource.account,
        revision,
    }
}

/// A call with what its decisions have in common.
struct Asked<'a> {
    call: Call<'a>,
    requirements: &'a Requirements,
    policies: &'a CallerPolicies,
}

impl Asked<'_> {
    /// Decides on one action and resource. The statement that decides is noted if it is the
    /// operation's own decision, or one that denies.
    fn put(
        &self,
        action: &'static str,
        resource: &Resource,
        seen: &mut Seen,
        is_own: bool,
    ) -> Result<(), Error> {
        let decision = self.decide(action, resource, &mut NoTrace);
        if is_own || !decision.is_allowed() {
            seen.decided_by = decision.statement.as_ref().map(place);
        }
        if !is_own {
            seen.further.push(FurtherDecision {
                action,
                resource: resource.arn.clone(),
                version: resource.version.clone(),
                is_allowed: decision.is_allowed(),
            });
        }
        self.refuse_unless_allowed(action, resource, decision, &mut seen.denial)
    }

    /// Decides without a trace, and leaves nothing for the audit.
    fn put_quietly(&self, action: &'static str, resource: &Resource) -> Result<(), Error> {
        let decision = self.decide(action, resource, &mut NoTrace);
        if decision.is_allowed() {
            return Ok(());
        }
        let text = self.text(action, resource, &decision);
        Err(Error::new(ErrorCode::AccessDenied, text))
    }

    fn decide<T: Tracer>(&self, action: &str, resource: &Resource, tracer: &mut T) -> Decision {
        let caller = self.call.caller;
        let canonical_user = match (&resource.policy, caller.account()) {
            (Some(_), Some(account)) => Some(CanonicalUserId::of(account)),
            _ => None,
        };
        let mut principal = principal(caller);
        if let Some(id) = &canonical_user {
            principal = principal.with_canonical_user(id.as_str());
        }
        let mut layers = Policies::of(principal);
        if let Some(identity) = &self.policies.identity {
            layers = layers.with_identity(identity);
        }
        if let Some(policy) = &resource.policy
            && counts(caller, action, resource)
        {
            layers = layers.with_resource(policy);
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
        let text = self.text(action, resource, &decision);
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

    /// The text of a refusal.
    ///
    /// SOURCE: S3 User Guide, "Troubleshoot access denied (403 Forbidden) errors": S3 gives the
    /// reason to callers of the owner's account alone.
    fn text(&self, action: &str, resource: &Resource, decision: &Decision) -> String {
        let caller = self.call.caller;
        let is_own = caller.account() == Some(resource.account);
        if is_own || !action.starts_with("s3:") {
            denial_text(caller.shown(), action, &resource.shown, decision)
        } else {
            "Access Denied".to_owned()
        }
    }
}

/// Whether the policy of a resource bears on a caller.
fn counts(caller: &Caller, action: &str, resource: &Resource) -> bool {
    /// SOURCE: S3 API Reference, "PutBucketPolicy", "GetBucketPolicy" and "DeleteBucketPolicy": the
    /// root user of the owner's account may do these even if the policy denies it, so that nobody
    /// locks a bucket for good.
    const ALWAYS_THE_ROOT_USERS: [&str; 3] = [
        "s3:GetBucketPolicy",
        "s3:PutBucketPolicy",
        "s3:DeleteBucketPolicy",
    ];
    let is_own = caller.account() == Some(resource.account);
    // SOURCE: S3 User Guide, "Blocking public access to your Amazon S3 storage",
    // RestrictPublicBuckets: a public policy lets in nobody but the bucket owner's account.
    if resource.is_restricted && !is_own {
        return false;
    }
    !(is_own && caller.is_root_user() && ALWAYS_THE_ROOT_USERS.contains(&action))
}

/// The caller as policies know it.
fn principal(caller: &Caller) -> iamd_policy::Principal<'_> {
    match caller.principal() {
        Principal::RootUser(root) => iamd_policy::Principal::root_user(root.arn.as_str()),
        Principal::User(user) => {
            iamd_policy::Principal::user(user.arn.as_str()).with_id(user.id.as_str())
        }
        Principal::Anonymous => iamd_policy::Principal::anonymous(),
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
