//! One decision: the policies of all layers and the context of the request, put together.

use iamd_api::{Error, ErrorCode};
use iamd_ident::CanonicalUserId;
use iamd_policy::{
    Decision, NoTrace, Policies, Request, Trace, Tracer, bare_denial_text, decide, denial_text,
};

use crate::{
    Call, Caller, CallerPolicies, Denial, FurtherDecision, Principal, Requirements, Resource,
    context::RequestContext, perform::Seen,
};

/// A call with what its decisions have in common.
pub(super) struct Asked<'a> {
    pub(super) call: Call<'a>,
    pub(super) requirements: &'a Requirements,
    pub(super) policies: &'a CallerPolicies,
    /// Whether the request shows a right code of the caller's MFA device.
    pub(super) shows_mfa: bool,
}

impl Asked<'_> {
    /// Decides on one action and resource. The statement that decides is noted if it is the
    /// operation's own decision, or one that denies.
    pub(super) fn put(
        &self,
        action: &'static str,
        resource: &Resource,
        seen: &mut Seen<'_>,
        is_own: bool,
    ) -> Result<(), Error> {
        let decision = self.decide(action, resource, &mut NoTrace);
        if let Some(counts) = seen.counts {
            counts.count(&decision);
        }
        if is_own || !decision.is_allowed() {
            seen.decision = Some(decision.clone());
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
    pub(super) fn put_quietly(
        &self,
        action: &'static str,
        resource: &Resource,
    ) -> Result<(), Error> {
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
        if let Some(boundary) = &self.policies.boundary {
            layers = layers.with_boundary(boundary);
        }
        if let Some(session) = &self.policies.session {
            layers = layers.with_session(session);
        }
        if let Some(policy) = &resource.policy
            && counts(caller, action, resource)
        {
            layers = layers.with_resource(policy);
        }
        let context = RequestContext::new(action, self.call, self.requirements, resource);
        let context = context.showing_mfa(self.shows_mfa);
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
            resource_exists: resource.exists,
            decision,
            trace,
            is_foreign: self.call.caller.account() != Some(resource.account),
        });
        Err(Error::new(ErrorCode::AccessDenied, text))
    }

    /// The text of a refusal.
    ///
    /// SOURCE: S3 User Guide, "Troubleshoot access denied (403 Forbidden) errors": S3 gives the
    /// reason to callers of the owner's account alone. STS gives none to callers of another account
    /// than the role's, as its clients report, not even for an explicit deny.
    ///
    /// SECURITY: with a reason, roles of other accounts could be told from such as do not exist.
    fn text(&self, action: &str, resource: &Resource, decision: &Decision) -> String {
        let caller = self.call.caller;
        let is_own = caller.account() == Some(resource.account);
        match action.split(':').next() {
            Some("s3") if !is_own => "Access Denied".to_owned(),
            Some("sts") if !is_own => bare_denial_text(caller.shown(), action, &resource.shown),
            // A role that is passed is called by its ARN, as clients report.
            _ if action == "iam:PassRole" => {
                denial_text(caller.shown(), action, &resource.arn, decision)
            }
            _ => denial_text(caller.shown(), action, &resource.shown, decision),
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
        Principal::RoleSession(session) => {
            let (arn, role) = (session.arn.as_str(), &session.role);
            iamd_policy::Principal::role_session(arn, role.arn.as_str()).with_id(role.id.as_str())
        }
        Principal::FederatedUser(user) => {
            let (arn, issuer) = (user.arn.as_str(), user.issuer_arn.as_str());
            let session = iamd_policy::Principal::federated_user(arn, Some(issuer));
            match &user.issuer {
                Some(issuer) => session.with_id(issuer.id.as_str()),
                None => session,
            }
        }
        Principal::Anonymous => iamd_policy::Principal::anonymous(),
    }
}
