//! The text of a refusal.

use crate::decision::{Decision, Layer, Outcome};

/// AWS's text for a request that `decision` denies, such as `User: arn:aws:iam::123456789012:user/Bob
/// is not authorized to perform: iam:CreateUser on resource: * because no identity-based policy
/// allows the iam:CreateUser action`.
///
/// `caller_arn` is the ARN that `GetCallerIdentity` names. The text of an allowed request means
/// nothing.
///
/// SOURCE: IAM User Guide, "Troubleshoot access denied error messages". The layer is named, the
/// policy is not; one layer is named even if several deny.
pub fn denial_text(caller_arn: &str, action: &str, resource: &str, decision: &Decision) -> String {
    let wording = wording(decision.layer);
    let is_missing = decision.outcome != Outcome::ExplicitlyDenied && wording.missing.is_some();
    if is_missing && gives_no_reason(action) {
        return bare_denial_text(caller_arn, action, resource);
    }
    let reason = match decision.outcome {
        Outcome::ExplicitlyDenied => format!("with an explicit deny in {}", wording.explicit),
        Outcome::ImplicitlyDenied | Outcome::Allowed => match wording.missing {
            Some(policy) => format!("because no {policy} allows the {action} action"),
            // SOURCE: the same page: a service or resource control policy that only fails to allow
            // is reported as if it denied.
            None => format!("with an explicit deny in {}", wording.explicit),
        },
    };
    // SOURCE: the same page: what a trust policy denies explicitly names no resource.
    if decision.layer == Layer::Trust {
        return format!("User: {caller_arn} is not authorized to perform: {action} {reason}");
    }
    let text = bare_denial_text(caller_arn, action, resource);
    format!("{text} {reason}")
}

/// AWS's text for a request that is denied to a caller who is not told why.
pub fn bare_denial_text(caller_arn: &str, action: &str, resource: &str) -> String {
    format!("User: {caller_arn} is not authorized to perform: {action} on resource: {resource}")
}

/// Whether a missing allow for an action is not told: which policy lacks it is left open.
///
/// SOURCE: what clients report of STS, for roles of their own account and of others. The same page
/// has a text that names the trust policy as lacking the allow; nobody is known to have met it.
fn gives_no_reason(action: &str) -> bool {
    const ACTIONS: [&str; 5] = [
        "sts:AssumeRole",
        "sts:AssumeRoleWithSAML",
        "sts:AssumeRoleWithWebIdentity",
        "sts:SetSourceIdentity",
        "sts:TagSession",
    ];
    ACTIONS.iter().any(|its| its.eq_ignore_ascii_case(action))
}

/// How a layer is called when it denies, and when it fails to allow.
struct Wording {
    explicit: &'static str,
    missing: Option<&'static str>,
}

fn wording(layer: Layer) -> Wording {
    let (explicit, missing) = match layer {
        Layer::ServiceControl => ("a service control policy", None),
        Layer::ResourceControl => ("a resource control policy", None),
        Layer::Resource => ("a resource-based policy", Some("resource-based policy")),
        Layer::Trust => ("the role trust policy", Some("role trust policy")),
        Layer::Identity | Layer::Root | Layer::Unconditional => {
            ("an identity-based policy", Some("identity-based policy"))
        }
        Layer::Boundary => ("a permissions boundary", Some("permissions boundary")),
        Layer::Session => ("a session policy", Some("session policy")),
        Layer::Endpoint => ("a VPC endpoint policy", Some("VPC endpoint policy")),
    };
    Wording { explicit, missing }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(outcome: Outcome, layer: Layer, reason: &str) {
        let decision = Decision {
            outcome,
            layer,
            statement: None,
        };
        let caller = "arn:aws:iam::123456789012:user/Bob";
        let text = denial_text(
            caller,
            "iam:CreateUser",
            "arn:aws:iam::123456789012:user/Eve",
            &decision,
        );
        let start = "User: arn:aws:iam::123456789012:user/Bob is not authorized to perform: \
             iam:CreateUser";
        let resource = match layer {
            Layer::Trust => "",
            _ => " on resource: arn:aws:iam::123456789012:user/Eve",
        };
        assert_eq!(text, format!("{start}{resource} {reason}"));
    }

    #[track_caller]
    fn check_role(outcome: Outcome, layer: Layer, action: &str, expect: &str) {
        let decision = Decision {
            outcome,
            layer,
            statement: None,
        };
        let text = denial_text("CALLER", action, "ROLE", &decision);
        let start = format!("User: CALLER is not authorized to perform: {action}");
        assert_eq!(text, format!("{start}{expect}"));
    }

    #[test]
    fn what_lacks_the_allow_to_assume_a_role_is_not_told() {
        use Outcome::{ExplicitlyDenied as Explicit, ImplicitlyDenied as Implicit};
        let layers = [Layer::Trust, Layer::Identity, Layer::Boundary];
        for layer in layers.into_iter().chain([Layer::Session, Layer::Endpoint]) {
            check_role(Implicit, layer, "sts:AssumeRole", " on resource: ROLE");
            check_role(Implicit, layer, "sts:TagSession", " on resource: ROLE");
            check_role(
                Implicit,
                layer,
                "sts:setsourceidentity",
                " on resource: ROLE",
            );
        }
        check_role(
            Explicit,
            Layer::Identity,
            "sts:AssumeRole",
            " on resource: ROLE with an explicit deny in an identity-based policy",
        );
        check_role(
            Explicit,
            Layer::Trust,
            "sts:AssumeRole",
            " with an explicit deny in the role trust policy",
        );
        check_role(
            Implicit,
            Layer::ServiceControl,
            "sts:AssumeRole",
            " on resource: ROLE with an explicit deny in a service control policy",
        );
        check_role(
            Implicit,
            Layer::Identity,
            "sts:GetFederationToken",
            " on resource: ROLE because no identity-based policy allows the \
             sts:GetFederationToken action",
        );
    }

    #[test]
    fn every_layer_has_its_words() {
        use Outcome::{ExplicitlyDenied as Explicit, ImplicitlyDenied as Implicit};
        let missing = |policy| format!("because no {policy} allows the iam:CreateUser action");
        let denies = |policy| format!("with an explicit deny in {policy}");
        check(Implicit, Layer::Identity, &missing("identity-based policy"));
        check(Implicit, Layer::Boundary, &missing("permissions boundary"));
        check(Implicit, Layer::Session, &missing("session policy"));
        check(Implicit, Layer::Resource, &missing("resource-based policy"));
        check(Implicit, Layer::Trust, &missing("role trust policy"));
        check(Implicit, Layer::Endpoint, &missing("VPC endpoint policy"));
        check(
            Implicit,
            Layer::ServiceControl,
            &denies("a service control policy"),
        );
        check(
            Implicit,
            Layer::ResourceControl,
            &denies("a resource control policy"),
        );
        check(
            Explicit,
            Layer::Identity,
            &denies("an identity-based policy"),
        );
        check(Explicit, Layer::Boundary, &denies("a permissions boundary"));
        check(Explicit, Layer::Session, &denies("a session policy"));
        check(
            Explicit,
            Layer::Resource,
            &denies("a resource-based policy"),
        );
        check(Explicit, Layer::Trust, &denies("the role trust policy"));
        check(Explicit, Layer::Endpoint, &denies("a VPC endpoint policy"));
        check(
            Explicit,
            Layer::ServiceControl,
            &denies("a service control policy"),
        );
        check(
            Explicit,
            Layer::ResourceControl,
            &denies("a resource control policy"),
        );
    }
}
