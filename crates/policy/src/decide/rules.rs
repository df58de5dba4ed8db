//! Which actions have rules of their own.

use crate::{arn_segments::last, decision::Layer, principal::PrincipalType};

/// Whether a service performs an action for every caller of a kind, whatever policies say.
///
/// SOURCE: STS API Reference, "GetCallerIdentity": no permissions are required, and it works even
/// against an explicit deny. "GetSessionToken": policies cannot control it; only users and the root
/// user can call it.
pub(super) fn is_asked_of_no_policy(action: &str, kind: PrincipalType) -> bool {
    match action {
        "sts:getcalleridentity" => kind.has_account(),
        "sts:getsessiontoken" => {
            matches!(kind, PrincipalType::User | PrincipalType::RootUser)
        }
        _ => false,
    }
}

/// Whether the resource of an action is a role, and its policy the role's trust policy: then
/// nothing is allowed that it does not allow.
///
/// SOURCE: IAM User Guide, "Policy evaluation logic": trust policies are no plain union with
/// identity policies. "Pass session tags" and "Monitor and control actions taken with assumed
/// roles": what is asked besides when a role is assumed needs the trust policy too; for
/// `GetFederationToken` the same actions are on a federated user.
pub(super) fn is_of_trust_policies(action: &str, resource: &str) -> bool {
    const BESIDES: [&str; 3] = ["sts:setcontext", "sts:setsourceidentity", "sts:tagsession"];
    action.starts_with("sts:assumerole")
        || (BESIDES.contains(&action)
            && last(resource).is_some_and(|path| path.starts_with("role/")))
}

/// Whether a caller can assume no role, whatever its trust policy says.
///
/// SOURCE: the answer of STS to a root user, "Roles may not be assumed by root accounts."
pub(super) fn no_trust_helps(kind: PrincipalType, layer: Layer) -> bool {
    kind == PrincipalType::RootUser && layer == Layer::Trust
}

/// Whether an action is on a key of KMS, whose policy must allow it.
///
/// SOURCE: AWS KMS Developer Guide, "Key policies in AWS KMS": no other policy allows the use of a
/// key unless the key's policy lets it.
pub(super) fn is_of_key_policies(action: &str, resource: &str) -> bool {
    action.starts_with("kms:") && last(resource).is_some_and(|path| path.starts_with("key/"))
}

/// Whether resource control policies bear on an action.
///
/// SOURCE: AWS Organizations User Guide, "Resource control policies (RCPs)", list of AWS services
/// that support RCPs.
pub(super) fn is_under_resource_control(action: &str) -> bool {
    const SERVICES: [&str; 11] = [
        "aoss",
        "cognito-identity",
        "cognito-idp",
        "dynamodb",
        "ecr",
        "kms",
        "logs",
        "s3",
        "secretsmanager",
        "sqs",
        "sts",
    ];
    let service = action.split(':').next().unwrap_or_default();
    SERVICES.contains(&service)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_known_by_their_arn() {
        let key = "arn:aws:kms:us-west-2:123456789012:key/1";
        assert!(is_of_key_policies("kms:decrypt", key));
        assert!(!is_of_key_policies("s3:getobject", key));
        assert!(!is_of_key_policies("kms:listkeys", "*"));
        let alias = "arn:aws:kms:us-west-2:123456789012:alias/key/1";
        assert!(!is_of_key_policies("kms:createalias", alias));
    }

    #[test]
    fn roles_have_trust_policies() {
        let role = "arn:aws:iam::123456789012:role/R";
        assert!(is_of_trust_policies("sts:assumerole", role));
        assert!(is_of_trust_policies("sts:assumerolewithwebidentity", role));
        assert!(is_of_trust_policies("sts:tagsession", role));
        let federated = "arn:aws:sts::123456789012:federated-user/f";
        assert!(!is_of_trust_policies("sts:tagsession", federated));
        assert!(!is_of_trust_policies("sts:assumeroot", role));
        assert!(!is_of_trust_policies("iam:passrole", role));
    }

    #[test]
    fn who_is_who_is_told_to_everybody_with_credentials() {
        for kind in PrincipalType::ALL {
            let told = is_asked_of_no_policy("sts:getcalleridentity", kind);
            assert_eq!(told, kind.has_account());
        }
        let session = PrincipalType::RoleSession;
        assert!(!is_asked_of_no_policy("sts:getsessiontoken", session));
    }
}
